"""The pages of a consultation: the clerk's, the unit's, the file, and what the public does not see."""

import csv
import io
from datetime import timedelta

import time_machine
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.consulting import (
    adopted,
    closed,
    commented,
    edited,
    given,
)
from tests.platform.responsibilities.factories import (
    NOW,
    DutyFactory,
)

from zeren_platform.common.actor import Role
from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.models import Comment, Consultation, Duty, Opinion


class TestPages:
    def test_the_clerk_asks(self, desk, draft):
        answer = desk.post(page("consult", draft.pk), {"closes_on": "2099-01-01", "least_days": "30"})

        assert answer.status_code == 302
        assert Consultation.objects.get().edition == draft

    def test_the_clerk_sees_who_will_be_asked(self, desk, draft, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            told = shown(desk.get(page("consult", draft.pk)))

        assert "2 units named in the draft" in told
        assert told.index("Air Bureau") < told.index("Water Bureau")

    def test_a_missing_stance_is_told_in_its_own_words(self, visitor, consultation):
        answer = visitor(Role.HEAD, "air").post(page("opinion", consultation.pk, "air"), {"text": "Well."})

        assert answer.status_code == 422
        assert "Say whether your unit agrees or objects." in shown(answer)

    def test_too_short_a_time_is_told_beside_the_reason(self, desk, draft):
        answer = desk.post(page("consult", draft.pk), {"closes_on": "2099-01-01", "least_days": "365000"})

        assert answer.status_code == 422

    def test_a_unit_answers(self, visitor, consultation, air_bureau):
        answer = visitor(Role.HEAD, "air").post(page("opinion", consultation.pk, "air"), {"stance": "agreed"})

        assert answer.status_code == 302
        assert Opinion.objects.get(unit=air_bureau).stance == "agreed"

    def test_a_unit_sees_what_it_is_asked_on_the_page_of_the_register(self, visitor, consultation, draft):
        browser = visitor(Role.HEAD, "air")

        told = shown(browser.get(page("register", draft.register.code)))

        assert page("opinion", consultation.pk, "air") in told

    def test_a_unit_comments(self, visitor, consultation, first):
        body = {"text": "Not ours.", "proposed_text": first.text, "proposed_unit": "water"}

        answer = visitor(Role.HEAD, "air").post(page("comment", consultation.pk, "air", first.pk), body)

        assert answer.status_code == 302
        assert Comment.objects.get().proposed_unit.code == "water"

    def test_an_empty_comment_is_told_beside_the_field(self, visitor, consultation, first):
        browser = visitor(Role.HEAD, "air")

        answer = browser.post(page("comment", consultation.pk, "air", first.pk), {"proposed_text": first.text})

        assert answer.status_code == 422
        assert "Say something" in shown(answer)

    def test_a_unit_does_not_read_what_another_said(self, visitor, consultation, water_bureau):
        given(consultation, water_bureau, "objected", text="Too much.")

        told = shown(visitor(Role.HEAD, "air").get(page("consultation", consultation.pk)))

        assert "Too much." not in told

    def test_the_summary_takes_eight_queries_at_most(
        self, desk, consultation, air_bureau, first, draft, django_assert_max_num_queries
    ):
        for _time in range(5):
            commented(consultation, air_bureau, first, proposed_text="Keep the air cleaner.")
        closed(consultation, at=NOW + timedelta(days=31))

        with django_assert_max_num_queries(8):
            assert desk.get(page("consultation", consultation.pk)).status_code == 200

    def test_closing_is_offered_once_every_unit_has_answered(self, desk, consultation, air_bureau, water_bureau):
        address, close = page("consultation", consultation.pk), page("close-consultation", consultation.edition_id)
        with time_machine.travel(NOW):
            before = shown(desk.get(address))
            given(consultation, air_bureau)
            given(consultation, water_bureau)
            after = shown(desk.get(address))

        assert (close in before, "once every unit has answered" in before) == (False, True)
        assert close in after

    def test_closing_is_offered_after_the_last_day(self, desk, consultation):
        with time_machine.travel(NOW + timedelta(days=31)):
            told = shown(desk.get(page("consultation", consultation.pk)))

        assert page("close-consultation", consultation.edition_id) in told

    def test_the_changes_take_eight_queries_at_most(
        self, desk, consultation, first, draft, django_assert_max_num_queries
    ):
        closed(consultation, at=NOW + timedelta(days=31))
        edited(first, "Keep the air spotless.")

        with django_assert_max_num_queries(8):
            assert desk.get(page("consultation-changes", consultation.pk)).status_code == 200

    def test_what_changed_since_is_told_word_by_word(self, desk, consultation, first):
        closed(consultation, at=NOW + timedelta(days=31))
        edited(first, first.text.replace("clean", "spotless"))

        told = shown(desk.get(page("consultation-changes", consultation.pk)))

        assert "</span>clean</del>" in told
        assert "</span>spotless</ins>" in told

    def test_a_unit_s_page_takes_eight_queries_at_most(
        self, visitor, consultation, air_bureau, first, django_assert_max_num_queries
    ):
        commented(consultation, air_bureau, first, text="Not ours.")
        browser = visitor(Role.HEAD, "air")

        with django_assert_max_num_queries(8):
            assert browser.get(page("opinion", consultation.pk, "air")).status_code == 200

    def test_the_clerk_takes_over(self, desk, consultation, air_bureau, first):
        made = commented(consultation, air_bureau, first, proposed_text="Keep the air cleaner.")
        closed(consultation, at=NOW + timedelta(days=31))

        answer = desk.post(page("take-over", made.pk), {"version": "1"})

        first.refresh_from_db()
        assert answer.status_code == 302
        assert first.text == "Keep the air cleaner."

    def test_who_takes_words_over_is_reminded_of_the_deadline(self, desk, consultation, air_bureau, first):
        Duty.objects.filter(pk=first.pk).update(deadline="by June")
        made = commented(consultation, air_bureau, first, proposed_text="Keep the air cleaner by August.")
        closed(consultation, at=NOW + timedelta(days=31))

        told = shown(desk.post(page("take-over", made.pk), {"version": "1"}, follow=True))

        assert "See whether its deadline and figures still say the same." in told

    def test_the_file_has_a_row_for_each_comment_and_for_each_silent_unit(self, desk, consultation, air_bureau, first):
        commented(consultation, air_bureau, first, text="=Not ours.")

        answer = desk.get(page("consultation-csv", consultation.pk))

        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [(row["unit"], row["duty"], row["comment"]) for row in rows] == [
            ("air", "1", "'=Not ours."),
            ("water", "", ""),
        ]

    def test_the_public_time_line_says_nothing_of_comments(self, consultation, air_bureau, first, draft):
        commented(consultation, air_bureau, first, text="Not ours.")
        closed(consultation, at=NOW + timedelta(days=31))
        adopted(draft, despite_reason="Urgent.")

        events = [chapter.event for chapter in published.duty(first.pk).story]

        assert "responsibilities.comment.made" not in events

    def test_the_page_of_the_edition_says_for_ever_what_stood_against_it(self, desk, consultation, draft):
        closed(consultation, at=NOW + timedelta(days=31))
        DutyFactory(edition=draft, position=3)
        adopted(draft, despite_reason="The lead is decided next week.")

        assert "The lead is decided next week." in shown(desk.get(page("register", draft.register.code)))
