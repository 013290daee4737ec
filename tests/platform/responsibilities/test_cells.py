"""The cells of a draft's list become fields: saved by the act that edits, kept when somebody else was first."""

from datetime import date

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, DutyFactory, clerk

from zeren_platform.responsibilities.changes import Change
from zeren_platform.responsibilities.use_cases import many


@pytest.fixture
def draft(air_bureau, water_bureau):
    """One duty, which the air bureau leads and the water bureau supports."""
    duty = DutyFactory(field="Air", position=1)
    AssignmentFactory(duty=duty, unit=air_bureau)
    AssignmentFactory(duty=duty, unit=water_bureau, role="support")
    return duty.edition


def parts(edition):
    return list(edition.duties.get().assignments.order_by("unit__code").values_list("unit__code", "role"))


class TestCells:
    HTMX = {"HTTP_HX_REQUEST": "true"}

    def test_become_fields(self, desk, draft):
        duty = draft.duties.get(number="1")

        answer = desk.get(page("row", duty.pk), {"entry": "field"}, **self.HTMX)

        assert shown(answer).startswith(f'<tr id="duty-{duty.pk}"')
        assert 'name="value" value="Air"' in shown(answer)

    @pytest.mark.parametrize(
        ("entry", "value", "expected"),
        [
            ("duty", "Fresh air", ("title", "Fresh air")),
            ("field", "Water", ("field", "Water")),
            ("cycle", "monthly", ("cycle", "monthly")),
            ("due_on", "2026-06-30", ("due_on", date(2026, 6, 30))),
        ],
    )
    def test_are_saved_by_the_act_that_edits(self, desk, draft, ledger, entry, value, expected):
        duty = draft.duties.get(number="1")

        desk.post(page("row", duty.pk), {"entry": entry, "version": 1, "value": value}, **self.HTMX)

        duty.refresh_from_db()
        assert getattr(duty, expected[0]) == expected[1]
        assert ledger() == ["responsibilities.duty.edited"]
        assert parts(draft) == [("air", "lead"), ("water", "support")]

    def test_of_the_lead_give_it_to_another_unit(self, desk, draft):
        duty = draft.duties.get(number="1")

        desk.post(page("row", duty.pk), {"entry": "lead", "version": 1, "value": "water"}, **self.HTMX)

        assert parts(draft) == [("water", "lead")]

    def test_open_the_next_one_where_tab_was_pressed(self, desk, draft):
        duty = draft.duties.get(number="1")
        sent = {"entry": "duty", "version": 1, "value": "Fresh air", "next": "field"}

        answer = desk.post(page("row", duty.pk), sent, **self.HTMX)

        assert 'name="entry" value="field"' in shown(answer)

    def test_say_what_is_wrong_in_the_cell(self, desk, draft, ledger):
        duty = draft.duties.get(number="1")

        answer = desk.post(page("row", duty.pk), {"entry": "duty", "version": 1, "value": "x" * 201}, **self.HTMX)

        assert (answer.status_code, ledger()) == (422, [])
        assert "field-wrong" in shown(answer)

    def test_keep_what_was_typed_when_somebody_else_was_first(self, desk, draft):
        duty = draft.duties.get()
        versions, soil = {duty.pk: duty.version}, Change(kind="field", value="Soil")
        many.change(actor=clerk(), edition_id=draft.pk, versions=versions, wanted=soil, now=NOW)

        answer = desk.post(page("row", duty.pk), {"entry": "field", "version": 1, "value": "Water"}, **self.HTMX)

        assert "Changed meanwhile by Clerk; it now says: Soil." in shown(answer)
        assert 'name="value" value="Water"' in shown(answer)
        assert 'name="version" value="2"' in shown(answer)

    def test_are_drawn_with_the_columns_of_the_page(self, desk, draft):
        duty = draft.duties.get(number="1")
        headers = {**self.HTMX, "HTTP_HX_CURRENT_URL": "http://testserver/registers/x/?show=level"}

        answer = desk.get(page("row", duty.pk), **headers)

        assert 'data-entry="level"' in shown(answer)
        assert 'data-entry="field"' not in shown(answer)

    def test_without_the_script_lead_to_the_page_that_edits(self, desk, draft):
        duty = draft.duties.get(number="1")

        assert desk.get(page("row", duty.pk))["Location"] == page("edit-duty", duty.pk)

    def test_sent_before_the_script_took_them_over_are_saved(self, desk, draft):
        duty = draft.duties.get()

        answer = desk.post(page("row", duty.pk), {"entry": "field", "version": 1, "value": "Water"})

        assert answer["Location"] == page("edition", draft.register.code, 1)
        assert draft.duties.get().field == "Water"

    def test_are_not_offered_where_nobody_keeps_the_register(self, visitor, in_force):
        body = shown(visitor("leader").get(page("register", in_force.register.code)))

        assert "data-entry" not in body
        assert "tick-of-row" not in body
