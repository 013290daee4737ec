"""Signing for receipt, declining, assigning anew."""

import json

import pytest
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, UnitFactory, clerk, head_of, person

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.models import Payload, Record
from zeren_platform.responsibilities.models import Assignment
from zeren_platform.responsibilities.use_cases import receipts


@pytest.fixture
def leading(in_force):
    """The air bureau's part in the first duty."""
    return Assignment.objects.get(duty__edition=in_force, duty__number="1", role="lead")


def declined(assignment, reason="Dust is the water bureau's."):
    return receipts.decline(actor=head_of(assignment.unit), assignment_id=assignment.pk, reason=reason, now=NOW)


class TestAccepting:
    @pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER])
    def test_is_for_the_head_or_an_officer_of_the_unit(self, leading, air_bureau, role):
        actor = head_of(air_bureau, role=role)

        receipts.accept(actor=actor, assignment_id=leading.pk, now=NOW)

        leading.refresh_from_db()
        assert (leading.receipt, leading.answered_at, leading.answered_by) == ("accepted", NOW, "Head of air")

    def test_leaves_one_record(self, leading, air_bureau, ledger):
        receipts.accept(actor=head_of(air_bureau), assignment_id=leading.pk, now=NOW)

        assert ledger() == ["responsibilities.receipt.accepted"]

    def test_by_a_substitute_records_both_names(self, leading, air_bureau):
        actor = head_of(air_bureau, acting_for="Song Min")

        receipts.accept(actor=actor, assignment_id=leading.pk, now=NOW)

        content = json.loads(bytes(Payload.objects.get().content))
        assert (content["actor"], content["acting_for"]) == ("Head of air", "Song Min")

    @pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER])
    def test_is_not_for_those_who_oversee(self, leading, ledger, role):
        with pytest.raises(NotPermittedError):
            receipts.accept(actor=person(role), assignment_id=leading.pk, now=NOW)

        assert ledger() == []

    def test_is_not_for_the_head_of_another_unit(self, leading, water_bureau):
        with pytest.raises(NotPermittedError):
            receipts.accept(actor=head_of(water_bureau), assignment_id=leading.pk, now=NOW)

    def test_is_refused_in_a_draft(self, a_draft, air_bureau):
        assignment = a_draft.duties.get().assignments.get()

        with pytest.raises(NotFoundError):
            receipts.accept(actor=head_of(air_bureau), assignment_id=assignment.pk, now=NOW)

    def test_is_given_once(self, leading, air_bureau, ledger):
        receipts.accept(actor=head_of(air_bureau), assignment_id=leading.pk, now=NOW)

        with pytest.raises(receipts.AlreadyGivenError):
            receipts.accept(actor=head_of(air_bureau), assignment_id=leading.pk, now=NOW)

        assert len(ledger()) == 1


class TestAcceptingMany:
    def test_signs_for_all_that_awaits_the_unit(self, in_force, air_bureau, water_bureau):
        count = receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

        assert count == 2
        assert set(Assignment.objects.filter(unit=air_bureau).values_list("receipt", flat=True)) == {"accepted"}
        assert Assignment.objects.get(unit=water_bureau).receipt == "awaiting"

    def test_leaves_one_record_that_names_the_duties(self, in_force, air_bureau, ledger):
        receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

        facts = json.loads(bytes(Record.objects.get().body))["facts"]
        assert ledger() == ["responsibilities.receipt.all_accepted"]
        assert facts["duties"] == list(in_force.duties.order_by("id").values_list("pk", flat=True))

    def test_leaves_what_was_declined(self, in_force, leading, air_bureau):
        declined(leading)

        assert receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW) == 1

    def test_is_refused_where_nothing_awaits(self, in_force, air_bureau):
        receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

        with pytest.raises(receipts.NothingAwaitingError):
            receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

    def test_is_for_the_units_own_people(self, in_force, water_bureau, ledger):
        with pytest.raises(NotPermittedError):
            receipts.accept_many(actor=head_of(water_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

        assert ledger() == []

    def test_is_refused_in_a_draft(self, a_draft, air_bureau):
        with pytest.raises(NotFoundError):
            receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=a_draft.pk, now=NOW)


class TestDeclining:
    def test_keeps_the_reason(self, leading):
        declined(leading)

        leading.refresh_from_db()
        assert (leading.receipt, leading.reason) == ("declined", "Dust is the water bureau's.")

    def test_leaves_one_record_without_the_reason_in_its_body(self, leading, ledger):
        declined(leading)

        assert ledger() == ["responsibilities.receipt.declined"]
        assert "reason" not in json.loads(bytes(Record.objects.get().body))["facts"]

    def test_needs_a_reason(self, leading, ledger):
        with pytest.raises(receipts.ReasonNeededError) as caught:
            declined(leading, reason="  ")

        leading.refresh_from_db()
        assert caught.value.params == {"field": "reason"}
        assert leading.receipt == "awaiting"
        assert ledger() == []


class TestReassigning:
    def reassigned(self, assignment, unit_code, actor=None, reason="Agreed with both."):
        return receipts.reassign(
            actor=actor or clerk(), assignment_id=assignment.pk, unit_code=unit_code, reason=reason, now=NOW
        )

    def test_gives_the_part_to_another_unit_which_is_asked_to_sign(self, leading):
        UnitFactory(code="dust")
        declined(leading)

        self.reassigned(leading, "dust")

        leading.refresh_from_db()
        assert (leading.unit.code, leading.role, leading.receipt, leading.reason) == ("dust", "lead", "awaiting", "")

    def test_keeps_the_decline_in_the_ledger(self, leading, ledger):
        UnitFactory(code="dust")
        declined(leading)

        self.reassigned(leading, "dust")

        assert ledger() == ["responsibilities.receipt.declined", "responsibilities.receipt.reassigned"]

    def test_may_ask_the_same_unit_again(self, leading):
        declined(leading)

        self.reassigned(leading, "air")

        leading.refresh_from_db()
        assert leading.receipt == "awaiting"

    def test_is_refused_before_the_unit_declined(self, leading):
        UnitFactory(code="dust")

        with pytest.raises(receipts.NotDeclinedError):
            self.reassigned(leading, "dust")

    def test_makes_two_parts_of_a_unit_one_in_the_stronger_role(self, leading):
        declined(leading)

        self.reassigned(leading, "water")

        held = Assignment.objects.filter(duty=leading.duty_id)
        assert list(held.values_list("unit__code", "role", "receipt")) == [("water", "lead", "awaiting")]

    def test_keeps_the_signature_of_a_unit_whose_role_stays(self, leading, water_bureau):
        dust = UnitFactory(code="dust")
        supporting = AssignmentFactory(duty=leading.duty, unit=dust, role="support")
        receipts.accept(actor=head_of(leading.unit), assignment_id=leading.pk, now=NOW)
        declined(supporting)

        self.reassigned(supporting, "air")

        leading.refresh_from_db()
        assert (leading.role, leading.receipt) == ("lead", "accepted")

    def test_is_for_the_clerk(self, leading, air_bureau, ledger):
        declined(leading)

        with pytest.raises(NotPermittedError):
            self.reassigned(leading, "air", head_of(air_bureau))

        assert ledger() == ["responsibilities.receipt.declined"]
