"""What the analysis finds in an edition, and where its page leads."""

from datetime import date, timedelta

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.consulting import commented
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    EditionFactory,
    ProposalFactory,
    UnitFactory,
    clerk,
    head_of,
)

from zeren_platform.responsibilities.contents import rows_of
from zeren_platform.responsibilities.models import Edition, UnrecognisedUnit
from zeren_platform.responsibilities.queries.analysis import analysis, blocking
from zeren_platform.responsibilities.use_cases import comments, editions
from zeren_platform.sources.models import Clause

TODAY = date(2026, 3, 2)
LONG = " ".join(f"step{number}" for number in range(301))


def found(edition, kind, actor=None):
    """Give the rows of one kind."""
    return [row for one in analysis(actor or clerk(), edition, on=TODAY) if one.kind == kind for row in one.rows]


def numbers(rows):
    return [[duty.number for duty in row.duties] for row in rows]


def led(edition, unit, **said):
    duty = DutyFactory(edition=edition, **said)
    AssignmentFactory(duty=duty, unit=unit)
    return duty


class TestDuties:
    def test_without_lead_are_found(self, a_draft):
        DutyFactory(edition=a_draft, number="9")

        assert numbers(found(a_draft, "no-lead")) == [["9"]]

    def test_without_lead_are_none_where_the_source_says_so(self, a_draft):
        DutyFactory(edition=a_draft, no_lead_stated=True)

        assert found(a_draft, "no-lead") == []

    def test_with_a_name_that_means_no_unit_are_found(self, a_draft):
        duty = a_draft.duties.get()
        for name in ("Office of Rivers", "Office of Lakes"):
            UnrecognisedUnit.objects.create(duty=duty, name=name, role="support")

        assert [row.found["names"] for row in found(a_draft, "unrecognised")] == [
            ("Office of Rivers", "Office of Lakes")
        ]

    @pytest.mark.parametrize("alike", ["３０", "30.", "（30）"])
    def test_with_numbers_that_read_alike_are_found(self, a_draft, air_bureau, alike):
        led(a_draft, air_bureau, number="30")
        led(a_draft, air_bureau, number=alike)

        assert numbers(found(a_draft, "numbers-alike")) == [["30", alike]]

    def test_with_other_numbers_are_not_alike(self, a_draft, air_bureau):
        led(a_draft, air_bureau, number="3.1")
        led(a_draft, air_bureau, number="31")

        assert found(a_draft, "numbers-alike") == []

    def test_of_a_unit_that_is_no_more_are_found(self, a_draft, air_bureau):
        air_bureau.valid_until = TODAY
        air_bureau.save()

        assert [row.unit.code for row in found(a_draft, "ended-unit")] == ["air"]

    def test_of_a_unit_that_ends_tomorrow_are_not(self, a_draft, air_bureau):
        air_bureau.valid_until = TODAY + timedelta(days=1)
        air_bureau.save()

        assert found(a_draft, "ended-unit") == []

    def test_whose_rule_gives_other_points_are_found(self, a_draft, air_bureau):
        led(a_draft, air_bureau, points="60", scoring_rule="1.按时上报（35分）；2.按月更新（15分）")

        ((row),) = found(a_draft, "points-differ")
        assert {name: str(told) for name, told in row.found.items()} == {"points": "60", "given": "50"}

    def test_whose_rule_gives_the_same_points_are_not(self, a_draft, air_bureau):
        led(a_draft, air_bureau, points="7.5", scoring_rule="1.建立台账（6分）；2.少报一次扣0.5分，扣完为止（1.5分）")

        assert found(a_draft, "points-differ") == []

    def test_that_say_nearly_the_same_are_found_with_how_many_lead_them(self, a_draft, air_bureau, water_bureau):
        words = "Inspect every outfall along the Hechuan river each quarter and publish what was found within ten days"
        led(a_draft, air_bureau, number="7", text=f"{words}.")
        led(a_draft, water_bureau, number="8", text=f"{words}, online.")

        rows = found(a_draft, "near-identical")
        assert (numbers(rows), [row.found for row in rows]) == ([["7", "8"]], [{"leads": 2}])

    def test_that_aim_at_other_figures_than_their_source_are_found(self, a_draft, air_bureau):
        source = ProposalFactory(targets="shore power | ≥ 90 %")
        led(a_draft, air_bureau, number="9", proposal=source, targets="shore power | ≥ 80 %")

        [row] = found(a_draft, "target-differs")
        assert [duty.number for duty in row.duties] == ["9"]
        assert row.found == {"figures": "shore power: at least 80 %", "source": "shore power: at least 90 %"}

    @pytest.mark.parametrize("read", ["", "Use of shore power | ≥ 80.0 %"])
    def test_that_aim_at_the_figures_of_the_source_are_not(self, a_draft, air_bureau, read):
        led(a_draft, air_bureau, proposal=ProposalFactory(targets=read), targets="shore power | ≥ 80 %")

        assert found(a_draft, "target-differs") == []

    def test_that_hold_many_matters_are_found(self, a_draft, air_bureau):
        led(a_draft, air_bureau, number="9", text=LONG)

        assert [(duty.number, row.found["length"]) for row in found(a_draft, "long-text") for duty in row.duties] == [
            ("9", 301)
        ]

    def test_whose_units_are_left_open_are_found(self, a_draft, air_bureau):
        led(a_draft, air_bureau, number="9", open_set=True)

        assert numbers(found(a_draft, "open-set")) == [["9"]]


class TestUnits:
    def test_whose_points_come_to_another_sum_than_most_are_found(self, a_draft):
        for place, points in enumerate(["60", "60", "60", "50"]):
            led(a_draft, UnitFactory(code=f"bureau-{place}"), points=points)

        assert [(row.unit.code, str(row.found["usual"])) for row in found(a_draft, "unit-points-differ")] == [
            ("bureau-3", "60")
        ]

    def test_are_not_compared_where_no_sum_is_that_of_most(self, a_draft):
        for place, points in enumerate(["60", "50", "40"]):
            led(a_draft, UnitFactory(code=f"bureau-{place}"), points=points)

        assert found(a_draft, "unit-points-differ") == []

    def test_without_a_duty_here_are_found_where_another_register_names_them(self, a_draft, water_bureau):
        led(EditionFactory(in_force=True), water_bureau)

        assert [row.unit.code for row in found(a_draft, "unit-without-duties")] == ["water"]

    def test_that_nothing_names_are_found_apart(self, a_draft, water_bureau):
        assert [row.unit.code for row in found(a_draft, "unit-named-nowhere")] == ["water"]

    def test_of_which_only_a_past_edition_speaks_are_named_nowhere(self, a_draft, water_bureau):
        past = EditionFactory(in_force=True, state="superseded", effective_until=TODAY)
        led(past, water_bureau)

        assert [row.unit.code for row in found(a_draft, "unit-named-nowhere")] == ["water"]

    def test_that_are_no_more_need_no_duty(self, a_draft, water_bureau):
        water_bureau.valid_until = TODAY
        water_bureau.save()

        assert found(a_draft, "unit-named-nowhere") == []


class TestSources:
    @pytest.fixture
    def taken(self, a_decided_document):
        """A draft that holds what the document says, but for a sentence that nobody has decided on."""
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)
        ProposalFactory(
            document=a_decided_document, position=7, state="open", decided_at=None, decided_by="", start=99, end=109
        )
        return draft

    def test_what_is_still_to_be_decided_is_found(self, taken):
        (row,) = found(taken, "source-without-duty")

        assert row.found == {"number": "8", "state": "open", "words": "It closed."}

    def test_what_was_rejected_is_no_gap(self, taken, a_decided_document):
        a_decided_document.proposals.filter(position=7).update(
            state="rejected", reason="No duty", decided_at=NOW, decided_by="Clerk"
        )

        assert found(taken, "source-without-duty") == []

    def test_an_item_of_which_nothing_was_proposed_is_found(self, taken, a_decided_document):
        a_decided_document.proposals.filter(position=7).delete()
        Clause.objects.create(
            document=a_decided_document, position=0, kind="item", number="3", level=1, start=0, end=20
        )

        (row,) = found(taken, "source-without-duty")
        assert (row.proposal, row.found["number"], row.found["words"]) == (None, "3", "The meeting decided.")

    def test_what_the_reading_found_odd_is_told_again(self, taken, a_decided_document):
        a_decided_document.warnings = [{"code": "reading.number_twice", "detail": "row 45: 30"}]
        a_decided_document.save()

        assert ["row 45: 30" in row.found["warning"] for row in found(taken, "source-warning")] == [True]

    def test_who_does_not_oversee_the_register_is_told_nothing_of_its_sources(self, taken, air_bureau):
        assert found(taken, "source-without-duty", actor=head_of(air_bureau)) == []


class TestBlocking:
    def test_is_what_keeps_an_edition_from_being_adopted(self, a_draft):
        DutyFactory(edition=a_draft, open_set=True, text=LONG)

        assert [one.kind for one in blocking(rows_of(a_draft), on=TODAY)] == ["no-lead"]

    def test_is_nothing_in_a_sound_edition(self, a_draft):
        assert blocking(rows_of(a_draft), on=TODAY) == []


class TestComments:
    def answered(self, consultation, water_bureau, **entries):
        duty = consultation.edition.duties.get(number="2")
        made = commented(consultation, water_bureau, duty, **entries)
        comments.answer(actor=clerk(), comment_id=made.pk, outcome="adopted", answer="", now=NOW)
        return made

    def test_that_were_taken_up_and_say_other_words_are_found(self, consultation, water_bureau):
        self.answered(consultation, water_bureau, proposed_text="Keep the water very clean.")

        [row] = found(consultation.edition, "not-taken-over")

        assert (numbers([row]), row.found["asked"]) == ([["2"]], water_bureau.name)

    def test_that_ask_for_another_unit_are_found(self, consultation, water_bureau):
        self.answered(consultation, water_bureau, text="Not ours.", proposed_unit_code="air")

        assert numbers(found(consultation.edition, "not-taken-over")) == [["2"]]

    def test_that_say_what_stands_are_none(self, consultation, water_bureau):
        self.answered(consultation, water_bureau, text="Well said.")

        assert found(consultation.edition, "not-taken-over") == []

    def test_that_were_taken_over_are_none(self, consultation, water_bureau):
        made = self.answered(consultation, water_bureau, proposed_text="Keep the water very clean.")
        Edition.objects.filter(pk=consultation.edition_id).update(state=Edition.State.DRAFT)

        comments.take_over(actor=clerk(), comment_id=made.pk, version=made.duty.version, now=NOW)

        assert found(consultation.edition, "not-taken-over") == []

    def test_are_for_who_oversees_the_register(self, consultation, water_bureau):
        self.answered(consultation, water_bureau, proposed_text="Keep the water very clean.")

        assert found(consultation.edition, "not-taken-over", head_of(water_bureau)) == []


class TestThePage:
    def test_leads_the_clerk_to_where_a_duty_is_mended(self, desk, a_draft):
        duty = DutyFactory(edition=a_draft)

        told = shown(desk.get(page("edition-findings", a_draft.register.code, 1)))

        assert page("edit-duty", duty.pk) in told

    def test_says_that_there_is_nothing_to_look_at(self, desk, a_draft):
        assert "Nothing to look at" in shown(desk.get(page("findings", a_draft.register.code)))

    def test_shows_a_draft_to_nobody_else(self, visitor, a_draft):
        response = visitor("officer", "air").get(page("findings", a_draft.register.code))

        assert response.status_code == 404

    def test_takes_eight_queries_at_most(self, desk, a_decided_document, django_assert_max_num_queries):
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)

        with django_assert_max_num_queries(8):
            desk.get(page("findings", draft.register.code))

    def test_shows_the_first_of_many_and_keeps_the_rest_at_hand(self, desk, a_draft):
        for _ in range(15):
            DutyFactory(edition=a_draft)

        assert "3 more" in shown(desk.get(page("findings", a_draft.register.code)))


def test_the_api_gives_the_same(desk, a_draft):
    duty = DutyFactory(edition=a_draft)

    answer = desk.get(f"/api/v1/registers/{a_draft.register.code}/findings").json()

    assert answer[0] == {
        "kind": "no-lead",
        "gravity": "blocking",
        "places": [{"duties": [duty.pk], "unit": "", "document": None, "proposal": None, "found": {}}],
    }
