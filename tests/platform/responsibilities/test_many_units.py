"""In a city of three hundred units no form lists them all: a unit is typed, and found by the server."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.platform.organisation.factories import PostFactory
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DocumentFactory,
    DutyFactory,
    ProposalFactory,
)

from zeren_platform.common.actor import Actor, Role
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.use_cases import reorganisations
from zeren_platform.responsibilities.models import Assignment, Import, Register
from zeren_platform.responsibilities.web.import_forms import name_key

MANY = 300
SYSTEM = Actor.system("test")


@pytest.fixture
def wide(city):
    """Three hundred further units right below the city."""
    Unit.objects.bulk_create(
        Unit(
            code=f"office-{number}",
            name=f"Office Number {number:03}",
            kind=Unit.Kind.DEPARTMENT,
            parent=city,
            path=f"{city.path}office-{number}/",
            position=1000 + number,
        )
        for number in range(MANY)
    )
    return city


@pytest.fixture
def clerk(desk, wide):
    return desk


@pytest.fixture
def administrator(wide):
    browser = Client()
    browser.force_login(PostFactory(role=Role.SYSTEM_ADMINISTRATOR, unit=wide).person)
    return browser


def at(name, *args, **query):
    return reverse(name, args=args, query=query or None)


def offices(answer):
    """Say how many of the three hundred a page names."""
    return len(set(re.findall(r"Office Number (\d{3})", answer.content.decode())))


def list_of(edition, **query):
    return at("responsibilities:register", edition.register.code, **query)


class TestNoPageListsThemAll:
    def test_not_the_list_of_duties(self, clerk, in_force):
        answer = clerk.get(list_of(in_force))

        assert (offices(answer), answer.status_code) == (0, 200)

    def test_not_the_form_of_a_register(self, clerk):
        assert offices(clerk.get(at("responsibilities:open"))) == 0

    def test_not_the_page_that_carries_duties_over(self, clerk, in_force):
        reorganisations.abolish(actor=SYSTEM, code="air", effective_on=NOW.date(), now=NOW)

        assert offices(clerk.get(at("responsibilities:carry", "air"))) == 0

    @pytest.mark.parametrize("kind", ["add-unit", "replace-unit", "drop-unit"])
    def test_not_the_change_of_many_duties(self, clerk, a_draft, kind):
        ticked = {"duty": a_draft.duties.get().pk, "kind": kind}

        assert offices(clerk.post(at("responsibilities:many", a_draft.pk), ticked)) == 0

    def test_not_the_form_of_a_duty(self, clerk, a_draft):
        assert offices(clerk.get(at("responsibilities:edit-duty", a_draft.duties.get().pk))) == 0

    def test_not_the_form_of_a_proposal(self, clerk):
        proposal = ProposalFactory(document=DocumentFactory())

        assert offices(clerk.get(at("sources:edit", proposal.pk))) == 0

    def test_not_the_page_that_takes_proposals_in(self, clerk, a_decided_document):
        assert offices(clerk.get(at("responsibilities:take-in", a_decided_document.pk))) == 0

    @pytest.mark.parametrize("name", ["merge-units", "new-unit", "tree"])
    def test_not_the_pages_of_the_administrator(self, administrator, name):
        assert offices(administrator.get(at(f"organisation:{name}"))) <= 100

    def test_not_the_public_list_of_duties(self, client, wide, in_force):
        answer = client.get(at("portal:register", in_force.register.code))

        assert (offices(answer), answer.status_code) == (0, 200)


class TestAListIsNarrowed:
    @pytest.mark.parametrize("said", ["water", "Water Bureau · water", "Water Bureau", "水务局"])
    def test_by_code_by_what_was_chosen_and_by_name(self, clerk, in_force, said):
        answer = clerk.get(list_of(in_force, unit=said))

        assert [row.number for row in answer.context["page"].rows] == ["1"]

    def test_and_says_by_which_unit(self, clerk, in_force):
        assert "Unit: Water Bureau · water" in clerk.get(list_of(in_force, unit="water")).content.decode()

    def test_what_means_no_unit_is_told(self, clerk, in_force):
        page = clerk.get(list_of(in_force, unit="Watr Bureau")).content.decode()

        assert "No unit that may be chosen here is called “Watr Bureau”" in page

    def test_in_eight_queries(self, clerk, in_force, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            clerk.get(list_of(in_force, unit="Water Bureau · water"))

    def test_and_the_duties_lead_on_within_it(self, clerk, in_force, water_bureau):
        third = DutyFactory(edition=in_force, position=3)
        AssignmentFactory(duty=third, unit=water_bureau, role="support")
        page = clerk.get(list_of(in_force, unit="Water Bureau · water")).content.decode()
        first = in_force.duties.get(number="1")
        address = re.search(rf'href="(/duties/{first.pk}/\?[^"]*|[^"]*duties/{first.pk}/\?[^"]*)"', page)

        duty = clerk.get(address[1].replace("&amp;", "&"))

        assert f"duties/{third.pk}/" in duty.content.decode()

    def test_in_public_too(self, client, wide, in_force):
        address = at("portal:register", in_force.register.code, unit="Water Bureau · water")

        page = client.get(address).content.decode()

        assert page.count("portal/duties/") < client.get(
            at("portal:register", in_force.register.code)
        ).content.decode().count("portal/duties/")

    def test_and_the_public_finds_units_without_an_account(self, client, wide):
        answer = client.get(at("portal:find-unit", of="unit", unit="Number 04"))
        found = answer.content.decode()

        assert 'data-value="Office Number 040 · office-40"' in found
        assert found.count("<li") == 8
        # The ids in it are those of the field that asked.
        assert "HX-Target" in answer["Vary"]


class TestAUnitIsTyped:
    def test_a_register_is_opened_for_it(self, clerk):
        entry = {"title": "Fire", "kind": "responsibility-list", "unit": "Office Number 007 · office-7", "code": "fire"}

        clerk.post(at("responsibilities:open"), entry)

        assert Register.objects.get(code="fire").unit.code == "office-7"

    def test_duties_go_over_and_one_stays(self, clerk, in_force):
        reorganisations.abolish(actor=SYSTEM, code="air", effective_on=NOW.date(), now=NOW)
        stays = Assignment.objects.get(role="lead", duty__number="2")
        typed = {"everything": "Office Number 001 · office-1", f"stays-{stays.pk}": "on"}

        clerk.post(at("responsibilities:carry", "air"), typed)

        leads = Assignment.objects.filter(role="lead").order_by("duty__number")
        assert list(leads.values_list("unit__code", flat=True)) == ["office-1", "air"]

    def test_the_units_of_many_parts_are_looked_up_at_once(self, clerk, in_force, django_assert_max_num_queries):
        air = Unit.objects.get(code="air")
        for number in range(3, 20):
            AssignmentFactory(duty=DutyFactory(edition=in_force, position=number), unit=air)
        reorganisations.abolish(actor=SYSTEM, code="air", effective_on=NOW.date(), now=NOW)
        parts = Assignment.objects.filter(unit=air)
        typed = {f"part-{part.pk}": f"office-{place}" for place, part in enumerate(parts)}

        with django_assert_max_num_queries(14):
            clerk.post(at("responsibilities:carry", "air"), {**typed, "everything": "no-such-unit"})

    def test_a_part_is_added_to_many_duties(self, clerk, a_draft):
        duty = a_draft.duties.get()
        typed = {"kind": "add-unit", "chosen": f"{duty.pk}:{duty.version}", "unit": "office-9", "role": "support"}

        clerk.post(at("responsibilities:many", a_draft.pk), {**typed, "confirmed": "yes"})

        assert duty.assignments.filter(unit__code="office-9").exists()


class TestANameOfAFile:
    @pytest.fixture
    def file(self, clerk, a_draft):
        rows = "Number,Duty,Lead unit\n2,Keep quiet.,Bureau of Peace\n"
        clerk.post(at("responsibilities:put-in", a_draft.pk), {"file": SimpleUploadedFile("list.csv", rows.encode())})
        return Import.objects.get()

    def test_is_settled_without_a_list_of_all_units(self, clerk, file):
        page = clerk.get(at("responsibilities:import", file.pk)).content.decode()

        assert page.count("<option") < 100
        assert "“Bureau of Peace” means another unit" in page

    def test_means_the_unit_that_is_typed(self, clerk, file):
        typed = {f"{name_key('Bureau of Peace')}-other": "Office Number 012 · office-12"}

        clerk.post(at("responsibilities:settle-names", file.pk), typed)

        assert file.rows.get(number="2").said["units"] == [["office-12", "lead"]]
