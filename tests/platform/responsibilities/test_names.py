"""Names of a draft that mean no unit: settled once for all duties that name them."""

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, DutyFactory, clerk, head_of

from zeren.foundations.errors import NotPermittedError
from zeren_platform.responsibilities.changes import LeadTwiceError, NothingChosenError, UnknownUnitError
from zeren_platform.responsibilities.models import Edition, UnrecognisedUnit
from zeren_platform.responsibilities.queries import story_of_duty
from zeren_platform.responsibilities.use_cases import names
from zeren_platform.responsibilities.use_cases.rows import InConsultationError
from zeren_platform.responsibilities.web.import_forms import name_key


@pytest.fixture
def named(a_draft):
    """Two duties of the draft that the Office of Rivers leads, one that it supports."""
    duties = [DutyFactory(edition=a_draft, position=place, number=str(place)) for place in (7, 8, 9)]
    for duty, role in zip(duties, ("lead", "lead", "support"), strict=True):
        UnrecognisedUnit.objects.create(duty=duty, name="Office of Rivers", role=role)
    return duties


def settled(draft, actor=None, **meanings):
    meant = meanings or {"Office of Rivers": "water"}
    return names.settle(actor=actor or clerk(), edition_id=draft.pk, meanings=meant, now=NOW)


def parts(duty):
    return sorted(duty.assignments.values_list("unit__code", "role"))


class TestSettling:
    def test_puts_the_unit_in_the_place_of_the_name_in_every_duty(self, a_draft, named, water_bureau, ledger):
        assert settled(a_draft) == 3

        assert [parts(duty) for duty in named] == [[("water", "lead")], [("water", "lead")], [("water", "support")]]
        assert (UnrecognisedUnit.objects.count(), ledger()) == (0, ["responsibilities.duties.names_settled"])

    def test_leaves_a_unit_that_has_a_part_the_stronger_role(self, a_draft, named, water_bureau):
        AssignmentFactory(duty=named[0], unit=water_bureau, role="support")

        settled(a_draft)

        assert parts(named[0]) == [("water", "lead")]

    def test_counts_as_a_change_of_each_duty(self, a_draft, named, water_bureau):
        before = named[0].version

        settled(a_draft)

        named[0].refresh_from_db()
        assert named[0].version == before + 1

    def test_is_told_in_the_story_of_those_duties_alone(self, a_draft, named, water_bureau):
        settled(a_draft)

        told = [
            "responsibilities.duties.names_settled" in {chapter.event for chapter in story_of_duty(duty, [])}
            for duty in (named[0], a_draft.duties.get(number="1"))
        ]
        assert told == [True, False]

    @pytest.mark.parametrize(
        ("meanings", "error"),
        [({"Nobody": "water"}, NothingChosenError), ({"Office of Rivers": "nowhere"}, UnknownUnitError)],
    )
    def test_refuses_what_says_nothing(self, a_draft, named, water_bureau, ledger, meanings, error):
        with pytest.raises(error):
            settled(a_draft, **meanings)

        assert (UnrecognisedUnit.objects.count(), ledger()) == (3, [])

    def test_refuses_a_second_lead_and_names_the_duty(self, a_draft, named, air_bureau, water_bureau, ledger):
        AssignmentFactory(duty=named[1], unit=air_bureau, role="lead")

        with pytest.raises(LeadTwiceError) as caught:
            settled(a_draft)

        assert (caught.value.params["numbers"], ledger()) == ("8", [])

    def test_refuses_a_draft_that_units_are_asked_about(self, a_draft, named, water_bureau):
        Edition.objects.filter(pk=a_draft.pk).update(state=Edition.State.CONSULTATION)

        with pytest.raises(InConsultationError):
            settled(a_draft)

    def test_is_for_who_keeps_the_register(self, a_draft, named, water_bureau, ledger):
        with pytest.raises(NotPermittedError):
            settled(a_draft, actor=head_of(water_bureau))

        assert ledger() == []


def test_the_page_asks_for_each_name_once_and_leads_back_to_the_draft(desk, a_draft, named, water_bureau):
    address = page("draft-names", a_draft.pk)
    assert "In 3 rows" in shown(desk.get(address))

    answer = desk.post(address, {name_key("Office of Rivers"): "unit:water"}, follow=True)

    assert answer.redirect_chain[-1][0].startswith(page("register", a_draft.register.code))
    assert parts(named[2]) == [("water", "support")]


def test_what_cannot_be_is_told_on_the_page(desk, a_draft, named, air_bureau, water_bureau):
    AssignmentFactory(duty=named[1], unit=air_bureau, role="lead")

    answer = desk.post(page("draft-names", a_draft.pk), {name_key("Office of Rivers"): "unit:water"})

    assert (answer.status_code, "one duty, one lead" in shown(answer)) == (422, True)


def test_the_draft_leads_to_the_page(desk, a_draft, named):
    assert page("draft-names", a_draft.pk) in shown(desk.get(page("register", a_draft.register.code)))
