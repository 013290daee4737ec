"""Units are asked about a draft, answer, are answered; what was asked about is what is adopted, or it shows."""

from datetime import timedelta

import pytest
from tests.platform.responsibilities.consulting import (
    IN_A_MONTH,
    TODAY,
    adopted,
    asked,
    closed,
    commented,
    edited,
    given,
)
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    UnitFactory,
    clerk,
    head_of,
    person,
)

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.models import Record
from zeren_platform.responsibilities import published, queries
from zeren_platform.responsibilities.contents import contents_of
from zeren_platform.responsibilities.models import Assignment, Comment, Edition
from zeren_platform.responsibilities.use_cases import comments, consultations, duties, editions, endings, opinions
from zeren_platform.responsibilities.use_cases.rows import InConsultationError


class TestOpening:
    def test_asks_every_unit_that_the_draft_names(self, consultation):
        assert set(consultation.opinions.values_list("unit__code", "stance")) == {
            ("air", "silent"),
            ("water", "silent"),
        }

    def test_leaves_one_record_with_the_digest(self, draft, ledger):
        consultation = asked(draft)

        assert ledger() == ["responsibilities.consultation.opened"]
        assert consultation.digest in bytes(Record.objects.last().body).decode()

    def test_keeps_the_draft_as_it_is(self, consultation, first):
        with pytest.raises(InConsultationError):
            edited(first, "Something else.")

    def test_gives_the_units_the_days_of_the_rule(self, draft, ledger):
        with pytest.raises(consultations.ShortConsultationError) as caught:
            asked(draft, closes_on=TODAY + timedelta(days=7))

        assert caught.value.params == {"field": "short_reason", "days": 7, "least": 30}
        assert ledger() == []

    def test_may_be_shorter_with_a_reason_that_is_kept(self, draft):
        consultation = asked(draft, closes_on=TODAY + timedelta(days=7), short_reason="The flood season begins.")

        assert consultation.short_reason == "The flood season begins."

    def test_ends_after_today(self, draft):
        with pytest.raises(consultations.ClosingDayError):
            asked(draft, closes_on=TODAY, short_reason="Haste.")

    def test_needs_somebody_to_ask(self, draft):
        Assignment.objects.all().delete()

        with pytest.raises(consultations.NobodyToAskError):
            asked(draft)

    def test_is_for_the_clerk(self, draft, air_bureau):
        with pytest.raises(NotPermittedError):
            consultations.open(
                actor=head_of(air_bureau), edition_id=draft.pk, closes_on=IN_A_MONTH, least_days=30, now=NOW
            )

    def test_lets_the_units_read_the_draft_and_nobody_else(self, consultation, draft, air_bureau):
        other = UnitFactory(code="dust")

        assert queries.duty_for(head_of(air_bureau), draft.duties.get(number="2").pk)
        with pytest.raises(NotFoundError):
            queries.duty_for(head_of(other), draft.duties.get(number="2").pk)

    def test_does_not_make_the_draft_public(self, consultation, first):
        with pytest.raises(NotFoundError):
            published.duty(first.pk)


class TestAnswering:
    def test_a_unit_agrees(self, consultation, air_bureau, ledger):
        opinion = given(consultation, air_bureau)

        assert (opinion.stance, opinion.answered_by) == ("agreed", "Head of air")
        assert ledger() == ["responsibilities.opinion.given"]

    def test_an_objection_says_to_what(self, consultation, air_bureau):
        with pytest.raises(opinions.ObjectionWithoutReasonError):
            given(consultation, air_bureau, "objected")

    def test_a_comment_on_a_duty_is_reason_enough(self, consultation, air_bureau, first):
        commented(consultation, air_bureau, first, text="Not ours.")

        assert given(consultation, air_bureau, "objected").stance == "objected"

    def test_words_on_the_whole_are_a_comment(self, consultation, air_bureau):
        given(consultation, air_bureau, "objected", text="Too many duties.")

        assert Comment.objects.get().duty is None

    def test_a_unit_may_think_again_while_it_is_open(self, consultation, air_bureau):
        given(consultation, air_bureau, "objected", text="No.")

        assert given(consultation, air_bureau, "agreed").stance == "agreed"

    def test_is_over_when_it_is_closed(self, consultation, air_bureau):
        closed(consultation, at=NOW + timedelta(days=31))

        with pytest.raises(opinions.ConsultationOverError):
            given(consultation, air_bureau)

    def test_is_not_for_another_unit(self, consultation, air_bureau, water_bureau):
        with pytest.raises(NotPermittedError):
            opinions.give(
                actor=head_of(water_bureau), consultation_id=consultation.pk, unit_code="air", stance="agreed", now=NOW
            )

    def test_what_was_said_stays_out_of_the_log(self, consultation, air_bureau):
        given(consultation, air_bureau, "objected", text="Dust is not ours.")

        body = bytes(Record.objects.last().body).decode()
        assert "Dust" not in body
        assert "objected" not in body


class TestComments:
    def test_propose_words_and_another_unit(self, consultation, air_bureau, water_bureau, first):
        made = commented(
            consultation, air_bureau, first, proposed_text="Keep the air cleaner.", proposed_unit_code="water"
        )

        assert (made.proposed_text, made.proposed_unit, made.duty_number) == (
            "Keep the air cleaner.",
            water_bureau,
            "1",
        )

    def test_that_repeat_the_words_propose_none(self, consultation, air_bureau, first):
        with pytest.raises(opinions.EmptyCommentError):
            commented(consultation, air_bureau, first, proposed_text=first.text)

    def test_do_not_propose_their_own_unit(self, consultation, air_bureau, first):
        with pytest.raises(opinions.OwnUnitProposedError):
            commented(consultation, air_bureau, first, proposed_unit_code="air")

    def test_are_withdrawn_and_never_deleted(self, consultation, air_bureau, first):
        made = commented(consultation, air_bureau, first, text="Not ours.")

        opinions.withdraw(actor=head_of(air_bureau), comment_id=made.pk, now=NOW)

        made.refresh_from_db()
        assert (made.text, made.withdrawn_by) == ("Not ours.", "Head of air")

    def test_outlive_the_duty_that_they_speak_of(self, consultation, air_bureau, first):
        made = commented(consultation, air_bureau, first, text="Not ours.")
        closed(consultation, at=NOW + timedelta(days=31))

        duties.remove(actor=clerk(), duty_id=first.pk, version=1, now=NOW)

        made.refresh_from_db()
        assert (made.duty, made.duty_number) == (None, "1")

    def test_are_read_by_their_unit_and_by_those_who_oversee(self, consultation, air_bureau, water_bureau, first):
        commented(consultation, air_bureau, first, text="Not ours.")

        assert len(queries.comments_of(clerk(), consultation)) == 1
        assert len(queries.comments_of(head_of(air_bureau), consultation)) == 1
        assert queries.comments_of(head_of(water_bureau), consultation) == []


class TestAnswersOfTheClerk:
    @pytest.fixture
    def made(self, consultation, air_bureau, first):
        return commented(consultation, air_bureau, first, proposed_text="Keep the air cleaner.")

    def test_say_what_became_of_a_comment(self, made, ledger):
        comments.answer(actor=clerk(), comment_id=made.pk, outcome="partly", answer="Only in winter.", now=NOW)

        made.refresh_from_db()
        assert (made.outcome, made.answer) == ("partly", "Only in winter.")
        assert ledger() == ["responsibilities.comment.answered"]

    def test_give_a_reason_for_what_is_not_taken_up(self, made):
        with pytest.raises(comments.AnswerNeededError):
            comments.answer(actor=clerk(), comment_id=made.pk, outcome="not-adopted", now=NOW)

    def test_take_proposed_words_over_with_one_act(self, made, consultation, first, ledger):
        closed(consultation, at=NOW + timedelta(days=31))
        known = len(ledger())

        comments.take_over(actor=clerk(), comment_id=made.pk, version=1, now=NOW)

        first.refresh_from_db()
        made.refresh_from_db()
        assert (first.text, first.version, made.outcome) == ("Keep the air cleaner.", 2, "adopted")
        assert ledger()[known:] == ["responsibilities.comment.taken_over"]

    def test_put_the_proposed_unit_in_its_place(self, consultation, air_bureau, water_bureau, first):
        made = commented(consultation, air_bureau, first, proposed_unit_code="water")
        closed(consultation, at=NOW + timedelta(days=31))

        comments.take_over(actor=clerk(), comment_id=made.pk, version=1, now=NOW)

        assert list(first.assignments.values_list("unit__code", "role")) == [("water", "lead")]

    def test_overwrite_nobody(self, made, consultation, first):
        closed(consultation, at=NOW + timedelta(days=31))
        edited(first, "Keep the air as it is.")

        with pytest.raises(duties.ChangedMeanwhileError):
            comments.take_over(actor=clerk(), comment_id=made.pk, version=1, now=NOW)

    def test_wait_with_words_until_the_units_have_answered(self, made):
        with pytest.raises(InConsultationError):
            comments.take_over(actor=clerk(), comment_id=made.pk, version=1, now=NOW)

    def test_stand_once_the_edition_is_adopted(self, made, consultation, draft):
        closed(consultation, at=NOW + timedelta(days=31))
        adopted(draft, despite_reason="Urgent.")

        with pytest.raises(comments.DecidedError):
            comments.answer(actor=clerk(), comment_id=made.pk, outcome="adopted", now=NOW)


class TestClosing:
    def test_waits_for_the_last_day_while_a_unit_is_silent(self, consultation, air_bureau):
        given(consultation, air_bureau)

        with pytest.raises(consultations.UnitsStillHaveTimeError) as caught:
            closed(consultation)

        assert caught.value.params["count"] == 1

    def test_comes_early_when_all_have_answered(self, consultation, draft, air_bureau, water_bureau):
        given(consultation, air_bureau)
        given(consultation, water_bureau)

        closed(consultation)

        draft.refresh_from_db()
        assert draft.state == Edition.State.DRAFT

    def test_shows_silence_as_silence(self, consultation, air_bureau):
        given(consultation, air_bureau)
        closed(consultation, at=NOW + timedelta(days=31))

        tally = queries.tally_of(consultation)
        assert (tally.asked, tally.agreed, tally.silent) == (2, 1, 1)

    def test_broken_off_says_why(self, consultation, draft):
        with pytest.raises(consultations.BreakingOffReasonNeededError):
            consultations.break_off(actor=clerk(), edition_id=draft.pk, reason="", now=NOW)

    def test_broken_off_makes_it_a_draft_again(self, consultation, draft):
        consultations.break_off(actor=clerk(), edition_id=draft.pk, reason="Wrong annex.", now=NOW)

        draft.refresh_from_db()
        assert draft.state == Edition.State.DRAFT


class TestAdoptingAfterwards:
    @pytest.fixture
    def over(self, consultation, air_bureau, water_bureau):
        given(consultation, air_bureau)
        given(consultation, water_bureau)
        return closed(consultation)

    def test_adopts_exactly_what_was_asked_about(self, over, draft):
        assert adopted(draft).digest == over.digest

    def test_is_refused_while_a_comment_is_not_answered(self, consultation, draft, air_bureau, first):
        commented(consultation, air_bureau, first, text="Not ours.")
        closed(consultation, at=NOW + timedelta(days=31))

        with pytest.raises(editions.UnansweredCommentsError):
            adopted(draft)

    def test_is_refused_while_a_unit_was_not_asked_about_what_changed(self, over, draft, first):
        edited(first, "Keep the air spotless.")

        with pytest.raises(editions.UnitsNotAskedError):
            adopted(draft)

    def test_despite_that_keeps_the_reason_and_the_count(self, over, draft, first):
        edited(first, "Keep the air spotless.")

        edition = adopted(draft, despite_reason="Agreed by telephone.")

        assert (edition.unasked_left, edition.despite_reason) == (1, "Agreed by telephone.")

    def test_shows_what_changed_and_whom_to_ask_again(self, over, draft, first):
        edited(first, "Keep the air spotless.")

        (change,) = queries.changes_since(over, contents_of(draft))
        assert (change.kind, change.differences) == (
            "edited",
            [("text", "Keep the air clean.", "Keep the air spotless.")],
        )
        assert queries.asked_so_far(draft, contents_of(draft)).to_ask == ["air"]

    def test_needs_no_further_answer_of_units_whose_duties_stand(self, over, draft, first, air_bureau):
        edited(first, "Keep the air spotless.")
        again = asked(draft, only=["air"])
        given(again, air_bureau)
        closed(again)

        assert queries.asked_so_far(draft, contents_of(draft)).to_ask == []

    def test_asks_whom_a_new_duty_names(self, over, draft):
        AssignmentFactory(duty=DutyFactory(edition=draft, position=3), unit=UnitFactory(code="dust"))

        assert queries.asked_so_far(draft, contents_of(draft)).to_ask == ["dust"]

    def test_without_a_consultation_is_no_fault(self, draft):
        assert queries.asked_so_far(draft, contents_of(draft)).to_ask == []


class TestGivingUp:
    def test_a_draft_that_was_asked_about_is_not_discarded(self, consultation, draft):
        closed(consultation, at=NOW + timedelta(days=31))

        with pytest.raises(editions.WereAskedError):
            editions.discard(actor=clerk(), edition_id=draft.pk, now=NOW)

    def test_it_is_withdrawn_with_a_reason(self, consultation, draft, ledger):
        closed(consultation, at=NOW + timedelta(days=31))
        known = len(ledger())

        endings.withdraw(actor=clerk(), edition_id=draft.pk, reason="The units objected.", now=NOW)

        draft.refresh_from_db()
        assert (draft.state, draft.end_reason) == (Edition.State.WITHDRAWN, "The units objected.")
        assert ledger()[known:] == ["responsibilities.edition.withdrawn"]

    def test_makes_room_for_a_new_draft(self, consultation, draft):
        closed(consultation, at=NOW + timedelta(days=31))
        endings.withdraw(actor=clerk(), edition_id=draft.pk, reason="No.", now=NOW)

        assert editions.begin(actor=clerk(), register_id=draft.register_id, now=NOW).number == 2


def test_those_who_oversee_read_the_consultation(consultation):
    assert queries.consultation_for(person(Role.LEADER), consultation.pk) == consultation
