"""How many queries a page takes, for somebody who sees everything and for somebody who sees a unit."""

from datetime import date, timedelta

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.consulting import closed, commented
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, DutyFactory, EditionFactory, clerk

from zeren_platform.common.actor import Role
from zeren_platform.config import navigation
from zeren_platform.organisation import published
from zeren_platform.responsibilities.jobs import DayMiddleware
from zeren_platform.responsibilities.models import UnrecognisedUnit
from zeren_platform.responsibilities.use_cases import editions


class TestQueries:
    @pytest.fixture
    def full(self, in_force, air_bureau, water_bureau):
        """An edition of sixty duties, so that the list has a second page."""
        for place in range(60):
            duty = DutyFactory(edition=in_force, position=place + 10, field=f"Field {place % 5}")
            AssignmentFactory(duty=duty, unit=air_bureau)
            AssignmentFactory(duty=duty, unit=water_bureau, role="support")
        return in_force

    @pytest.fixture(params=[(Role.CLERK, "binhai"), (Role.HEAD, "air")])
    def browser(self, request, visitor, air_bureau):
        return visitor(*request.param)

    @pytest.mark.parametrize("name", ["registers", "coverage", "receipts"])
    def test_of_a_page_are_eight_at_most(self, browser, full, django_assert_max_num_queries, name):
        with django_assert_max_num_queries(8):
            browser.get(page(name))

    def test_of_a_list_are_eight_at_most(self, browser, full, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            browser.get(page("register", full.register.code), {"unit": "air", "field": "Field 1", "words": "clean"})

    def test_of_a_duty_are_eight_at_most(self, browser, a_decided_document, django_assert_max_num_queries):
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)
        UnrecognisedUnit.objects.all().delete()
        editions.adopt(actor=clerk(), edition_id=draft.pk, adopted_by="Meeting", effective_from=NOW.date(), now=NOW)
        address = page("duty", draft.duties.get(number="1").pk)

        with django_assert_max_num_queries(8):
            browser.get(address)

    def test_of_a_faulty_draft_are_eight_at_most(self, desk, a_decided_document, django_assert_max_num_queries):
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)

        with django_assert_max_num_queries(8):
            desk.get(page("register", draft.register.code))

    def test_of_an_adoption_are_eight_at_most(
        self, desk, consultation, first, water_bureau, django_assert_max_num_queries
    ):
        commented(consultation, water_bureau, first, text="Why us?")
        closed(consultation, at=NOW + timedelta(days=31))
        AssignmentFactory(duty=DutyFactory(edition=consultation.edition, position=3), unit=water_bureau)

        with django_assert_max_num_queries(8):
            told = shown(desk.get(page("adopt", consultation.edition_id)))

        assert "Comments not answered" in told
        assert "Units not asked again" in told

    def test_of_the_first_request_of_a_process_are_eight_at_most(
        self, browser, full, django_assert_max_num_queries, monkeypatch
    ):
        monkeypatch.setattr(DayMiddleware, "day", date.min)
        monkeypatch.setattr(navigation, "place_now", lambda *_: published.jurisdiction())

        with django_assert_max_num_queries(8):
            told = shown(browser.get(page("register", full.register.code)))

        assert "Binhai City" in told
