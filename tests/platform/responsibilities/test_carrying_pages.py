"""The pages on which a clerk gives what a reorganised unit holds to its successors."""

from datetime import date

import pytest
from django.urls import reverse
from tests.platform.responsibilities.factories import NOW, EditionFactory, UnitFactory

from zeren_platform.common.actor import Actor, Role
from zeren_platform.organisation.use_cases import reorganisations
from zeren_platform.responsibilities.models import Assignment, UnrecognisedUnit
from zeren_platform.responsibilities.use_cases import editions

SYSTEM = Actor.system("test")
DAY = date(2026, 3, 1)


def at(name, *args):
    return reverse(f"responsibilities:{name}", args=args)


@pytest.fixture
def merged(in_force):
    UnitFactory(code="sky", name="Sky Bureau")
    reorganisations.merge(actor=SYSTEM, codes=["air"], into="sky", effective_on=DAY, now=NOW)
    return in_force


@pytest.fixture
def divided(in_force):
    for code in ("dust", "smoke"):
        UnitFactory(code=code)
    reorganisations.split(actor=SYSTEM, code="air", among=["dust", "smoke"], continues=False, effective_on=DAY, now=NOW)
    return in_force


def leads():
    return list(Assignment.objects.filter(role="lead").order_by("duty__number").values_list("unit__code", flat=True))


def test_the_list_leads_to_what_waits(desk, merged):
    page = desk.get(at("carrying")).content.decode()

    assert at("carry", "air") in page


def test_where_one_unit_succeeds_everything_is_chosen_already(desk, merged, ledger):
    form = desk.get(at("carry", "air")).context["form"]

    answer = desk.post(at("carry", "air"), {"everything": form["everything"].initial})

    assert (answer.status_code, leads()) == (302, ["sky", "sky"])
    assert ledger() == ["responsibilities.receipt.carried_over"]


def test_of_a_unit_that_goes_on_nothing_is_chosen_beforehand(desk, in_force):
    UnitFactory(code="dust")
    reorganisations.split(actor=SYSTEM, code="air", among=["dust"], continues=True, effective_on=DAY, now=NOW)

    form = desk.get(at("carry", "air")).context["form"]
    answer = desk.post(at("carry", "air"), {"everything": form["everything"].initial})

    assert (answer.status_code, leads()) == (422, ["air", "air"])


def test_after_a_division_each_duty_is_chosen_or_all_in_bulk(desk, divided):
    second = Assignment.objects.get(duty__number="2")

    desk.post(at("carry", "air"), {"everything": "dust", f"part-{second.pk}": "smoke"})

    assert leads() == ["dust", "smoke"]


def test_choosing_nothing_is_refused_beside_the_field(desk, divided, ledger):
    answer = desk.post(at("carry", "air"), {"everything": ""})

    assert (answer.status_code, ledger()) == (422, [])
    assert "Choose who takes over" in answer.content.decode()


def test_the_duty_shows_who_held_it_before(desk, merged):
    desk.post(at("carry", "air"), {"everything": "sky"})

    page = desk.get(at("duty", merged.duties.get(number="1").pk)).content.decode()

    assert "Held before" in page
    assert "went over to Sky Bureau" in page


def test_the_page_of_a_duty_that_went_over_takes_eight_queries_at_most(
    desk, merged, number_the_records, django_assert_max_num_queries
):
    desk.post(at("carry", "air"), {"everything": "sky"})
    number_the_records()
    address = at("duty", merged.duties.get(number="1").pk)

    with django_assert_max_num_queries(8):
        desk.get(address)


def test_so_does_the_page_of_one_that_went_over_and_stood_in_an_earlier_edition(
    desk, a_decided_document, django_assert_max_num_queries
):
    edition = EditionFactory()
    editions.take_in(actor=SYSTEM, edition_id=edition.pk, document_id=a_decided_document.pk, now=NOW)
    UnrecognisedUnit.objects.all().delete()
    for _time in range(3):
        editions.adopt(actor=SYSTEM, edition_id=edition.pk, adopted_by="Meeting", effective_from=NOW.date(), now=NOW)
        edition = editions.revise(actor=SYSTEM, register_id=edition.register_id, now=NOW)
    UnitFactory(code="sky", name="Sky Bureau")
    reorganisations.merge(actor=SYSTEM, codes=["air"], into="sky", effective_on=DAY, now=NOW)
    desk.post(at("carry", "air"), {"everything": "sky"})
    address = at("duty", edition.duties.get(number="1").pk)

    with django_assert_max_num_queries(8):
        page = desk.get(address).content.decode()

    assert page.count("was adopted") == 3
    assert "went over to Sky Bureau" in page


def test_a_unit_that_goes_on_has_no_such_page(desk, in_force):
    assert desk.get(at("carry", "air")).status_code == 404


def test_it_is_for_clerks(visitor, merged):
    assert visitor(Role.HEAD).get(at("carry", "air")).status_code == 403


@pytest.mark.parametrize("name", ["carrying", "carry"])
def test_a_page_takes_eight_queries_at_most(desk, merged, django_assert_max_num_queries, name):
    address = at(name, *(["air"] if name == "carry" else []))

    with django_assert_max_num_queries(8):
        assert desk.get(address).status_code == 200
