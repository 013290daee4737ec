"""The pages of reorganisation, of the tree of a day, of posts and of accounts."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import PersonFactory, PostFactory, UnitFactory
from tests.platform.responsibilities.factories import AssignmentFactory, DutyFactory, EditionFactory

from zeren_platform.common.actor import Actor, Role
from zeren_platform.organisation.models import Person, Post, Unit
from zeren_platform.organisation.use_cases import reorganisations

DAY = "2026-06-10"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def browser(client, city):
    """Sign in as somebody who holds one role at the city."""

    def as_role(role):
        client.force_login(PostFactory(role=role, unit=city).person)
        return client

    return as_role


def at(name, *args):
    return reverse(f"organisation:{name}", args=args)


@pytest.mark.parametrize(
    ("role", "name", "args"),
    [
        (Role.SYSTEM_ADMINISTRATOR, "unit", ["water"]),
        (Role.SYSTEM_ADMINISTRATOR, "tree", []),
        (Role.SYSTEM_ADMINISTRATOR, "rename-unit", ["water"]),
        (Role.SYSTEM_ADMINISTRATOR, "merge-units", []),
        (Role.SYSTEM_ADMINISTRATOR, "split-unit", ["water"]),
        (Role.SYSTEM_ADMINISTRATOR, "abolish-unit", ["water"]),
        (Role.SYSTEM_ADMINISTRATOR, "import-units", []),
        (Role.SECURITY_ADMINISTRATOR, "stand-ins", []),
        (Role.SECURITY_ADMINISTRATOR, "unit-posts", ["water"]),
    ],
)
def test_a_page_takes_eight_queries_at_most(browser, django_assert_max_num_queries, role, name, args):
    visitor = browser(role)
    PostFactory(unit=Unit.objects.get(code="water"))

    with django_assert_max_num_queries(8):
        assert visitor.get(at(name, *args)).status_code == 200


def test_units_are_merged_into_a_new_one_on_the_page(browser, ledger):
    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(
        at("merge-units"),
        {
            "units": ["water", "donggang"],
            "effective_on": DAY,
            "new-name": "Works",
            "new-code": "works",
            "confirmed": "yes",
        },
    )

    assert (answer.status_code, answer["Location"], ledger()) == (302, at("unit", "works"), 1)
    assert Unit.objects.filter(valid_until=TODAY).count() == 2


def test_a_merger_into_nothing_is_refused_and_nothing_typed_is_lost(browser, ledger):
    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(
        at("merge-units"), {"units": ["water"], "effective_on": DAY, "basis": "Plan of 2026"}
    )

    page = answer.content.decode()
    assert (answer.status_code, ledger()) == (422, 0)
    assert "Choose a unit, or name the new one below." in page
    assert "Plan of 2026" in page


def test_a_merger_into_a_known_unit_and_a_new_one_is_refused_beside_the_field(browser, ledger):
    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(
        at("merge-units"),
        {"units": ["water"], "into": "donggang", "effective_on": DAY, "new-name": "Works", "new-code": "works"},
    )

    assert (answer.status_code, ledger()) == (422, 0)
    assert "not both" in answer.content.decode()


def test_a_unit_is_divided_on_the_page(browser, ledger):
    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(
        at("split-unit", "water"),
        {"among": ["hechuan"], "effective_on": DAY, "new-1-name": "Rivers", "new-1-code": "rivers", "confirmed": "yes"},
    )

    assert (answer.status_code, ledger()) == (302, 1)
    assert Unit.objects.get(code="rivers").parent.code == "city"


def test_a_unit_is_abolished_on_the_page(browser, ledger):
    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(
        at("abolish-unit", "water"), {"effective_on": DAY, "confirmed": "yes"}
    )

    assert (answer.status_code, ledger(), Unit.objects.get(code="water").valid_until) == (302, 1, TODAY)


def test_a_reorganisation_is_shown_before_it_is_done(browser, ledger):
    water = Unit.objects.get(code="water")
    PostFactory(unit=water)
    UnitFactory(code="works", name="Pump Works", path=f"{water.path}works/", parent=water)
    AssignmentFactory(duty=DutyFactory(edition=EditionFactory(in_force=True)), unit=water)

    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(
        at("merge-units"), {"units": ["water"], "into": "hechuan", "effective_on": DAY, "basis": "No. 7"}
    )

    page = answer.content.decode()
    assert (answer.status_code, ledger(), Unit.objects.get(code="water").valid_until) == (200, 0, None)
    assert "Pump Works" in page
    assert "1. The security administrator moves or ends it afterwards." in page
    assert "holds 1 part in" in page
    assert '<input type="hidden" name="basis" value="No. 7">' in page


def test_who_goes_back_from_the_confirmation_finds_what_was_typed(browser, ledger):
    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(
        at("abolish-unit", "water"), {"effective_on": DAY, "basis": "Plan of 2026", "change": "yes"}
    )

    assert (answer.status_code, ledger(), "Plan of 2026" in answer.content.decode()) == (200, 0, True)


@pytest.mark.parametrize(
    ("name", "args", "entry"),
    [
        ("merge-units", [], {"units": ["water", "donggang"], "into": "hechuan"}),
        ("split-unit", ["water"], {"among": ["hechuan", "donggang"]}),
        ("abolish-unit", ["water"], {}),
    ],
)
def test_a_confirmation_takes_eight_queries_at_most(browser, django_assert_max_num_queries, name, args, entry):
    visitor = browser(Role.SYSTEM_ADMINISTRATOR)

    with django_assert_max_num_queries(8):
        assert visitor.post(at(name, *args), {"effective_on": DAY, **entry}).status_code == 200


def test_the_page_of_a_reorganised_unit_takes_eight_queries_at_most(browser, django_assert_max_num_queries):
    reorganisations.merge(actor=Actor.system("test"), codes=["water"], into="hechuan", effective_on=TODAY, now=NOW)
    visitor = browser(Role.SYSTEM_ADMINISTRATOR)

    for code in ("water", "hechuan"):
        with django_assert_max_num_queries(8):
            assert visitor.get(at("unit", code)).status_code == 200


def test_a_closed_account_is_given_no_post(browser):
    person = PersonFactory(is_active=False)

    page = browser(Role.SECURITY_ADMINISTRATOR).get(at("person", person.pk)).content.decode()

    assert reverse("organisation:appoint", args=[person.pk]) not in page
    assert reverse("organisation:restore", args=[person.pk]) in page


def test_a_reorganised_unit_leads_to_its_successor(browser):
    reorganisations.merge(
        actor=Actor.system("test"), codes=["water"], into="hechuan", effective_on=TODAY, basis="No. 7", now=NOW
    )
    visitor = browser(Role.SYSTEM_ADMINISTRATOR)

    former, successor = (visitor.get(at("unit", code)).content.decode() for code in ("water", "hechuan"))

    assert f'href="{reverse("desk:unit", args=["hechuan"])}"' in former
    assert f'href="{reverse("desk:unit", args=["water"])}"' in successor
    assert "No. 7" in successor


def test_a_doubtful_code_is_kept_and_said_beside_its_field(browser, ledger):
    visitor = browser(Role.SYSTEM_ADMINISTRATOR)
    entries = {"kind": "department", "parent": "city", "position": "2", "credit_code": "91350211M0000XUF46"}

    answer = visitor.post(at("unit", "water"), entries)

    assert (answer.status_code, ledger()) == (302, 1)
    assert "the check digit is not the one of GB 32100-2015" in visitor.get(at("unit", "water")).content.decode()


def test_the_tree_of_a_day_has_the_names_of_that_day(browser):
    reorganisations.rename(
        actor=Actor.system("test"), code="water", name="Water Affairs", name_zh="", effective_on=TODAY, now=NOW
    )
    visitor = browser(Role.HEAD)

    page = visitor.get(at("tree"), {"on": "2020-12-31"}).content.decode()

    assert "Water Bureau" in page
    assert "now Water Affairs" in page


def test_posts_of_an_ended_unit_move_to_the_successor(browser, ledger):
    visitor = browser(Role.SECURITY_ADMINISTRATOR)
    PostFactory(unit=Unit.objects.get(code="water"))
    reorganisations.merge(actor=Actor.system("test"), codes=["water"], into="hechuan", effective_on=TODAY, now=NOW)
    form = visitor.get(at("unit-posts", "water")).context["form"]

    answer = visitor.post(at("unit-posts", "water"), form.initial | {"valid_until": DAY})

    assert (answer.status_code, form.initial["successor"], ledger()) == (302, "hechuan", 2)
    assert Post.objects.filter(unit__code="hechuan", valid_until__isnull=True).exists()


def test_a_second_factor_is_removed_with_a_reason(browser, ledger):
    visitor = browser(Role.SECURITY_ADMINISTRATOR)
    person = PersonFactory()
    Authenticator.objects.create(user=person, type="totp", data={})

    refused = visitor.post(at("second-factor", person.pk), {"reason": ""})
    answer = visitor.post(at("second-factor", person.pk), {"reason": "Phone lost"})

    assert (refused.status_code, answer.status_code, ledger()) == (422, 302, 1)
    assert not Authenticator.objects.exists()


def test_an_account_is_closed_and_opened_again(browser, ledger):
    visitor = browser(Role.SECURITY_ADMINISTRATOR)
    person = PersonFactory()

    visitor.post(at("leave", person.pk), {"reason": "Retired"})
    closed = Person.objects.get(pk=person.pk).is_active
    visitor.post(at("restore", person.pk))

    assert (closed, Person.objects.get(pk=person.pk).is_active, ledger()) == (False, True, 2)


def test_a_division_among_nobody_is_refused_beside_the_field_before_it_is_shown(browser, ledger):
    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(at("split-unit", "water"), {"effective_on": DAY})

    assert (answer.status_code, ledger()) == (422, 0)
    assert list(answer.context["form"].errors) == ["among"]


def test_a_unit_is_not_renamed_to_the_name_it_has(browser, ledger):
    unit = Unit.objects.get(code="water")

    answer = browser(Role.SYSTEM_ADMINISTRATOR).post(
        at("rename-unit", "water"), {"name": unit.name, "name_zh": unit.name_zh, "effective_on": DAY}
    )

    assert (answer.status_code, ledger()) == (422, 0)
    assert list(answer.context["form"].errors) == ["name"]
