"""An adopted edition waits for its day, comes into force once, and what did not change stays signed for."""

from datetime import date, timedelta

import pytest
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    clerk,
    head_of,
)

from zeren.foundations.errors import NotPermittedError
from zeren_platform.responsibilities import published, queries
from zeren_platform.responsibilities.contents import contents_of, digest_of
from zeren_platform.responsibilities.jobs import DayMiddleware, come_into_force
from zeren_platform.responsibilities.models import Assignment, Edition
from zeren_platform.responsibilities.use_cases import duties, editions, endings, receipts
from zeren_platform.responsibilities.use_cases.duties import DutyWording

TODAY = NOW.date()
NEXT_MONTH = NOW + timedelta(days=30)


def adopted(edition, *, effective_from=TODAY, **entries):
    return editions.adopt(
        actor=clerk(), edition_id=edition.pk, adopted_by="Meeting", effective_from=effective_from, now=NOW, **entries
    )


@pytest.fixture
def waiting(a_draft):
    """An edition that is adopted and comes into force in thirty days."""
    return adopted(a_draft, effective_from=NEXT_MONTH.date())


class TestTheDay:
    def test_until_then_the_edition_waits(self, waiting):
        assert waiting.state == Edition.State.ADOPTED

    def test_what_is_in_force_stays_in_force_until_then(self, in_force):
        draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)
        adopted(draft, effective_from=NEXT_MONTH.date())

        in_force.refresh_from_db()
        assert (in_force.state, in_force.effective_until) == (Edition.State.IN_FORCE, None)

    def test_is_not_anticipated(self, waiting):
        with pytest.raises(editions.NotYetDueError) as caught:
            editions.come_into_force(actor=clerk(), edition_id=waiting.pk, now=NOW)

        assert caught.value.params["effective_from"] == "2026-04-01"

    def test_brings_it_into_force_with_one_record(self, waiting, ledger):
        come_into_force(now=NEXT_MONTH)

        waiting.refresh_from_db()
        assert waiting.state == Edition.State.IN_FORCE
        assert ledger()[-1:] == ["responsibilities.edition.came_into_force"]

    def test_comes_once(self, waiting, ledger):
        come_into_force(now=NEXT_MONTH)
        known = ledger()

        assert come_into_force(now=NEXT_MONTH + timedelta(days=1)) == []
        assert ledger() == known

    def test_supersedes_what_was_in_force_from_that_day(self, in_force):
        draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)
        adopted(draft, effective_from=NEXT_MONTH.date())

        come_into_force(now=NEXT_MONTH + timedelta(days=2))

        in_force.refresh_from_db()
        assert (in_force.state, in_force.effective_until) == (Edition.State.SUPERSEDED, NEXT_MONTH.date())

    def test_two_that_were_missed_follow_each_other(self, in_force):
        first = adopted(
            editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW), effective_from=NEXT_MONTH.date()
        )
        second = adopted(
            editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW),
            effective_from=NEXT_MONTH.date() + timedelta(days=1),
        )

        come_into_force(now=NEXT_MONTH + timedelta(days=5))

        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == (Edition.State.SUPERSEDED, Edition.State.IN_FORCE)

    def test_is_seen_by_the_first_request_of_a_process(self, a_draft, client, monkeypatch):
        edition = adopted(a_draft, effective_from=TODAY + timedelta(days=1))
        monkeypatch.setattr(DayMiddleware, "day", date.min)

        client.get("/")

        edition.refresh_from_db()
        assert edition.state == Edition.State.IN_FORCE

    def test_nobody_without_the_right_brings_it(self, waiting, air_bureau, ledger):
        known = ledger()

        with pytest.raises(NotPermittedError):
            editions.come_into_force(actor=head_of(air_bureau), edition_id=waiting.pk, now=NEXT_MONTH)

        assert ledger() == known

    def test_everybody_may_read_what_waits(self, waiting):
        found = published.duty(waiting.duties.get().pk)

        assert (found.state, found.in_force) == ("adopted", False)

    def test_a_revision_follows_what_waits(self, in_force):
        draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)
        DutyFactory(edition=draft, position=9, number="9", no_lead_stated=True)
        adopted(draft, effective_from=NEXT_MONTH.date())

        further = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)

        assert further.duties.filter(number="9").exists()


class TestAdoptingDespiteAFault:
    @pytest.fixture
    def faulty(self, a_draft):
        DutyFactory(edition=a_draft, position=2)
        return a_draft

    def test_needs_a_reason(self, faulty, ledger):
        with pytest.raises(editions.FaultyEditionError) as caught:
            adopted(faulty)

        assert (caught.value.params["field"], caught.value.params["count"]) == ("despite_reason", 1)
        assert ledger() == []

    def test_keeps_the_reason_and_how_many_faults_there_were(self, faulty):
        adopted(faulty, despite_reason="The lead is decided next week.")

        faulty.refresh_from_db()
        assert (faulty.faults_left, faulty.despite_reason) == (1, "The lead is decided next week.")

    def test_a_reason_without_a_fault_is_not_kept(self, a_draft):
        adopted(a_draft, despite_reason="Just so.")

        a_draft.refresh_from_db()
        assert a_draft.despite_reason == ""


class TestTheDigest:
    def test_names_what_was_adopted(self, a_draft):
        adopted(a_draft)

        a_draft.refresh_from_db()
        assert len(a_draft.digest) == 64

    def test_is_the_same_for_the_same_words(self, in_force):
        first = adopted(editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW))
        second = adopted(editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW))

        assert first.digest == second.digest

    def test_is_another_one_where_a_target_is(self, a_draft):
        before = digest_of(contents_of(a_draft))

        a_draft.duties.update(targets="Growth | ≥ 5 %")

        assert digest_of(contents_of(a_draft)) != before

    def test_without_targets_is_what_it_was_before_duties_had_any(self, a_draft):
        assert "targets" not in contents_of(a_draft)[0].content

    def test_changes_with_a_unit_alone(self, in_force, water_bureau):
        first = adopted(editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW))
        draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)
        AssignmentFactory(duty=draft.duties.get(number="2"), unit=water_bureau, role="support")

        assert adopted(draft).digest != first.digest


class TestSignaturesOfARevision:
    @pytest.fixture
    def signed(self, in_force, air_bureau):
        receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)
        return in_force

    def revised(self, signed, *, text=None):
        draft = editions.revise(actor=clerk(), register_id=signed.register_id, now=NOW)
        if text:
            duty = draft.duties.get(number="1")
            named = [(held.unit.code, held.role) for held in duty.assignments.all()]
            said = {name: getattr(duty, name) for name in ("title", "field", "basis", "target", "cycle")}
            wording = DutyWording(text=text, units=named, **said)
            duties.edit(actor=clerk(), duty_id=duty.pk, version=1, wording=wording, now=NOW)
        return adopted(draft)

    def test_hold_for_what_did_not_change(self, signed, air_bureau):
        edition = self.revised(signed)

        held = Assignment.objects.filter(edition=edition, unit__code="air")
        assert {(row.receipt, row.signed_in_id, row.answered_by) for row in held} == {
            ("accepted", signed.pk, head_of(air_bureau).name)
        }

    def test_are_asked_anew_for_what_did(self, signed):
        edition = self.revised(signed, text="Keep the air much cleaner.")

        held = Assignment.objects.filter(edition=edition, unit__code="air").order_by("duty__position")
        assert [row.receipt for row in held] == ["awaiting", "accepted"]

    def test_name_the_edition_in_which_the_unit_signed_over_several_revisions(self, signed):
        edition = self.revised(self.revised(signed))

        held = Assignment.objects.filter(edition=edition, unit__code="air").first()
        assert held.signed_in_id == signed.pk

    def test_of_another_unit_are_not_given(self, signed, water_bureau):
        edition = self.revised(signed)

        assert Assignment.objects.get(edition=edition, unit=water_bureau).receipt == "awaiting"

    def test_stand_on_the_time_line_of_the_duty(self, signed):
        duty = self.revised(signed).duties.get(number="2")
        found = queries.duty_for(clerk(), duty.pk)

        events = [chapter.event for chapter in queries.story_of_duty(found, queries.assignments_of(found))]

        assert "responsibilities.receipt.all_accepted" in events


class TestRepealing:
    def test_ends_it_today_with_a_reason(self, in_force, ledger):
        endings.repeal(actor=clerk(), edition_id=in_force.pk, reason="The task is done.", now=NOW)

        in_force.refresh_from_db()
        assert (in_force.state, in_force.effective_until, in_force.end_reason) == (
            Edition.State.REPEALED,
            TODAY,
            "The task is done.",
        )
        assert ledger() == ["responsibilities.edition.repealed"]

    def test_says_why(self, in_force):
        with pytest.raises(endings.EndReasonNeededError):
            endings.repeal(actor=clerk(), edition_id=in_force.pk, reason=" ", now=NOW)

    def test_stays_readable(self, in_force):
        endings.repeal(actor=clerk(), edition_id=in_force.pk, reason="Done.", now=NOW)

        assert published.duty(in_force.duties.first().pk).state == "repealed"

    def test_before_its_day_keeps_it_from_ever_being_in_force(self, waiting):
        endings.repeal(actor=clerk(), edition_id=waiting.pk, reason="Decided otherwise.", now=NOW)

        assert come_into_force(now=NEXT_MONTH) == []

    def test_a_draft_is_not_repealed(self, a_draft):
        with pytest.raises(endings.NothingToRepealError):
            endings.repeal(actor=clerk(), edition_id=a_draft.pk, reason="Why not.", now=NOW)

    def test_the_register_can_begin_anew(self, in_force):
        endings.repeal(actor=clerk(), edition_id=in_force.pk, reason="Done.", now=NOW)

        draft = editions.begin(actor=clerk(), register_id=in_force.register_id, now=NOW)

        assert draft.number == 2


class TestTheDayOfSigning:
    @pytest.fixture
    def edition(self, a_draft):
        return adopted(a_draft, receipt_due_on=NEXT_MONTH.date())

    def test_is_not_before_the_edition_is_in_force(self, a_draft):
        with pytest.raises(editions.SignedTooEarlyError):
            adopted(a_draft, receipt_due_on=TODAY - timedelta(days=1))

    def test_leaves_time_to_its_end(self, edition):
        assert queries.late_units(edition, on=NEXT_MONTH.date()) == []

    def test_shows_who_is_late_after_it(self, edition):
        late = queries.late_units(edition, on=NEXT_MONTH.date() + timedelta(days=1))

        assert [(code, count) for code, _name, count in late] == [("air", 1)]

    def test_is_told_to_the_unit(self, edition, air_bureau):
        (group,) = queries.awaiting_groups(head_of(air_bureau), on=NEXT_MONTH.date() + timedelta(days=1))

        assert (group.due_on, group.is_late) == (NEXT_MONTH.date(), True)


def test_receipts_are_narrowed_to_a_register(in_force, a_draft, air_bureau):
    adopted(a_draft)

    found = queries.receipts_awaiting(head_of(air_bureau), register=a_draft.register.code)

    assert [held.edition_id for held in found] == [a_draft.pk]
