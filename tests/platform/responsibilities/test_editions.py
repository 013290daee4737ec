"""Filling, adopting and revising editions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    EditionFactory,
    ProposalFactory,
    clerk,
    head_of,
    person,
)

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities.models import Assignment, Duty, Edition, UnrecognisedUnit
from zeren_platform.responsibilities.use_cases import editions
from zeren_platform.responsibilities.use_cases.rows import NotDraftError
from zeren_platform.responsibilities.use_cases.taking_in import NothingToTakeInError

TODAY = NOW.date()


def taken_in(edition, document, actor=None):
    return editions.take_in(actor=actor or clerk(), edition_id=edition.pk, document_id=document.pk, now=NOW)


def adopted(edition, actor=None, *, by="Third meeting", effective_from=TODAY):
    return editions.adopt(
        actor=actor or clerk(), edition_id=edition.pk, adopted_by=by, effective_from=effective_from, now=NOW
    )


class TestTakingIn:
    def test_numbers_the_duties_in_document_order(self, a_decided_document):
        draft = EditionFactory()

        count = taken_in(draft, a_decided_document)

        assert count == 2
        assert list(draft.duties.order_by("position").values_list("number", "text")) == [
            ("1", "Keep the air clean."),
            ("2", "Keep the water clean."),
        ]

    def test_carries_what_the_proposal_says(self, a_decided_document):
        draft = EditionFactory()

        taken_in(draft, a_decided_document)

        first = draft.duties.get(number="1")
        assert (first.title, first.field, first.basis, first.target, first.cycle) == (
            "Clean air",
            "Air",
            "Law, article 1",
            "No smog",
            "yearly",
        )

    def test_carries_time_limit_points_and_how_they_are_given(self, a_decided_document):
        said = {
            "deadline": "by the end of June",
            "due_on": date(2026, 6, 30),
            "points": Decimal("7.5"),
            "scoring_rule": "Each missing visit takes 0.5.",
            "evidence": "Report of the visits",
            "targets": "visits | ≥ 12 | 2026",
        }
        a_decided_document.proposals.filter(position=0).update(**said)
        draft = EditionFactory()

        taken_in(draft, a_decided_document)

        first = draft.duties.get(number="1")
        assert {name: getattr(first, name) for name in said} == said

    def test_assigns_the_units_that_were_recognised(self, a_decided_document):
        draft = EditionFactory()

        taken_in(draft, a_decided_document)

        assert list(draft.duties.get(number="1").assignments.order_by("id").values_list("unit__code", "role")) == [
            ("air", "lead"),
            ("water", "support"),
        ]

    def test_keeps_a_name_that_means_no_unit_and_invents_none(self, a_decided_document):
        draft = EditionFactory()

        taken_in(draft, a_decided_document)

        second = draft.duties.get(number="2")
        assert list(second.unrecognised.values_list("name", "role")) == [("Office of Rivers", "support")]
        assert second.assignments.count() == 1

    def test_goes_on_behind_the_duties_that_are_there(self, a_decided_document, a_draft):
        taken_in(a_draft, a_decided_document)

        assert list(a_draft.duties.order_by("position").values_list("number", flat=True)) == ["1", "2", "3"]

    def test_passes_over_a_number_given_by_hand(self, a_decided_document):
        draft = EditionFactory()
        DutyFactory(edition=draft, position=1, number="2")

        taken_in(draft, a_decided_document)

        assert list(draft.duties.order_by("position").values_list("number", flat=True)) == ["2", "3", "4"]

    def test_leaves_one_record(self, a_decided_document, ledger):
        taken_in(EditionFactory(), a_decided_document)

        assert ledger() == ["responsibilities.edition.taken_in"]

    def test_takes_nothing_twice(self, a_decided_document, ledger):
        draft = EditionFactory()
        taken_in(draft, a_decided_document)

        with pytest.raises(NothingToTakeInError):
            taken_in(draft, a_decided_document)

        assert len(ledger()) == 1
        assert draft.duties.count() == 2

    def test_leaves_what_is_not_accepted(self, a_decided_document):
        ProposalFactory(document=a_decided_document, position=9, state="open", decided_at=None, decided_by="")
        draft = EditionFactory()

        assert taken_in(draft, a_decided_document) == 2

    def test_is_refused_once_adopted(self, a_decided_document, in_force, ledger):
        with pytest.raises(NotDraftError):
            taken_in(in_force, a_decided_document)

        assert ledger() == []

    def test_is_for_clerks_of_the_subtree(self, a_decided_document, ledger):
        draft = EditionFactory()

        with pytest.raises(NotFoundError):
            taken_in(draft, a_decided_document, person(Role.CLERK, "hechuan", "/binhai/hechuan/"))

        assert not draft.duties.exists()
        assert ledger() == []


class TestAdopting:
    def test_puts_the_draft_in_force(self, a_draft):
        adopted(a_draft, effective_from=date(2026, 2, 1))

        a_draft.refresh_from_db()
        assert (a_draft.state, a_draft.adopted_by, a_draft.effective_from) == (
            Edition.State.IN_FORCE,
            "Third meeting",
            date(2026, 2, 1),
        )

    def test_leaves_one_record(self, a_draft, ledger):
        adopted(a_draft)

        assert ledger() == ["responsibilities.edition.adopted"]

    def test_supersedes_the_edition_in_force(self, in_force, air_bureau):
        draft = EditionFactory(register=in_force.register, number=2)
        AssignmentFactory(duty=DutyFactory(edition=draft, position=1), unit=air_bureau)

        adopted(draft)

        in_force.refresh_from_db()
        assert (in_force.state, in_force.effective_until) == (Edition.State.SUPERSEDED, TODAY)

    def test_is_for_clerks_and_leaders(self, a_draft):
        adopted(a_draft, person(Role.LEADER))

        a_draft.refresh_from_db()
        assert a_draft.state == Edition.State.IN_FORCE

    def test_is_not_for_the_head_of_a_unit(self, a_draft, air_bureau, ledger):
        with pytest.raises(NotFoundError):
            adopted(a_draft, head_of(air_bureau))

        a_draft.refresh_from_db()
        assert a_draft.state == Edition.State.DRAFT
        assert ledger() == []

    def test_is_refused_while_a_duty_has_no_lead(self, a_draft, ledger):
        Assignment.objects.update(role="support")

        with pytest.raises(editions.FaultyEditionError) as caught:
            adopted(a_draft)

        assert caught.value.params["count"] == 1
        assert ledger() == []

    def test_lets_a_duty_without_a_lead_pass_where_the_source_says_so(self, a_draft):
        Assignment.objects.update(role="support")
        Duty.objects.update(no_lead_stated=True)

        assert adopted(a_draft).state == Edition.State.IN_FORCE

    def test_is_refused_while_a_name_is_not_recognised(self, a_draft):
        UnrecognisedUnit.objects.create(duty=a_draft.duties.get(), name="Office of Rivers", role="support")

        with pytest.raises(editions.FaultyEditionError):
            adopted(a_draft)

    def test_counts_a_duty_with_two_faults_once(self, a_draft):
        UnrecognisedUnit.objects.create(duty=a_draft.duties.get(), name="Office of Rivers", role="support")
        Assignment.objects.update(role="support")

        with pytest.raises(editions.FaultyEditionError) as caught:
            adopted(a_draft)

        assert caught.value.params["count"] == 1

    def test_is_refused_without_duties(self, city):
        with pytest.raises(editions.EmptyEditionError):
            adopted(EditionFactory())

    def test_is_refused_without_a_body_that_adopts(self, a_draft):
        with pytest.raises(editions.AdopterNeededError):
            adopted(a_draft, by=" ")

    def test_does_not_happen_twice(self, a_draft):
        adopted(a_draft)

        with pytest.raises(NotDraftError):
            adopted(a_draft)

    def test_does_not_take_effect_before_the_edition_in_force(self, in_force, air_bureau):
        draft = EditionFactory(register=in_force.register, number=2)
        AssignmentFactory(duty=DutyFactory(edition=draft, position=1), unit=air_bureau)

        with pytest.raises(editions.BeforePreviousError) as caught:
            adopted(draft, effective_from=NOW.date() - timedelta(days=1))

        assert caught.value.params["field"] == "effective_from"


class TestRevising:
    def revised(self, edition, actor=None):
        return editions.revise(actor=actor or clerk(), register_id=edition.register_id, now=NOW)

    def test_copies_the_duties_with_their_units(self, in_force):
        draft = self.revised(in_force)

        assert (draft.number, draft.state) == (2, Edition.State.DRAFT)
        assert list(draft.duties.order_by("position").values_list("number", "assignments__unit__code")) == [
            ("1", "air"),
            ("1", "water"),
            ("2", "air"),
        ]

    def test_leaves_one_record(self, in_force, ledger):
        self.revised(in_force)

        assert ledger() == ["responsibilities.edition.revised"]

    def test_asks_for_receipt_anew(self, in_force):
        Assignment.objects.update(receipt="accepted", answered_at=NOW, answered_by="Head")

        draft = self.revised(in_force)

        assert set(Assignment.objects.filter(duty__edition=draft).values_list("receipt", flat=True)) == {"awaiting"}

    def test_remembers_where_each_duty_comes_from(self, in_force):
        draft = self.revised(in_force)

        assert draft.duties.get(number="1").origin == in_force.duties.get(number="1")

    def test_keeps_the_sentence_that_created_the_duty(self, a_decided_document):
        edition = EditionFactory()
        taken_in(edition, a_decided_document)
        UnrecognisedUnit.objects.all().delete()
        adopted(edition)

        draft = self.revised(edition)

        assert draft.duties.get(number="1").proposal == edition.duties.get(number="1").proposal

    def test_is_refused_while_there_is_a_draft(self, in_force):
        self.revised(in_force)

        with pytest.raises(editions.DraftExistsError):
            self.revised(in_force)

    def test_is_refused_with_nothing_in_force(self, city, ledger):
        edition = EditionFactory(in_force=True, state="superseded")

        with pytest.raises(editions.NothingInForceError):
            self.revised(edition)

        assert ledger() == []

    def test_is_for_clerks(self, in_force):
        with pytest.raises(NotPermittedError):
            self.revised(in_force, person(Role.LEADER))


def discarded(edition, actor=None):
    editions.discard(actor=actor or clerk(), edition_id=edition.pk, now=NOW)


class TestDiscarding:
    def test_takes_the_draft_and_its_duties_away(self, in_force):
        draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)

        discarded(draft)

        assert list(in_force.register.editions.all()) == [in_force]
        assert set(Duty.objects.values_list("edition", flat=True)) == {in_force.pk}

    def test_leaves_one_record(self, ledger):
        discarded(EditionFactory())

        assert ledger() == ["responsibilities.edition.discarded"]

    def test_lets_its_proposals_be_taken_in_again(self, a_decided_document):
        draft = EditionFactory()
        taken_in(draft, a_decided_document)

        discarded(draft)

        assert taken_in(EditionFactory(), a_decided_document) == 2

    def test_leaves_what_an_earlier_edition_holds(self, a_decided_document):
        first = EditionFactory()
        taken_in(first, a_decided_document)
        UnrecognisedUnit.objects.all().delete()
        adopted(first)

        discarded(editions.revise(actor=clerk(), register_id=first.register_id, now=NOW))

        with pytest.raises(NothingToTakeInError):
            taken_in(EditionFactory(), a_decided_document)

    def test_is_refused_once_adopted(self, in_force, ledger):
        with pytest.raises(NotDraftError):
            discarded(in_force)

        assert in_force.register.editions.count() == 1
        assert ledger() == []

    def test_is_for_clerks(self, ledger):
        draft = EditionFactory()

        with pytest.raises(NotPermittedError):
            discarded(draft, person(Role.LEADER))

        assert ledger() == []


class TestBeginning:
    def begun(self, register, actor=None):
        return editions.begin(actor=actor or clerk(), register_id=register.pk, now=NOW)

    def test_gives_an_empty_draft_where_the_only_one_was_discarded(self, city):
        draft = EditionFactory()
        discarded(draft)

        again = self.begun(draft.register)

        assert (again.number, again.state, again.duties.count()) == (1, Edition.State.DRAFT, 0)

    def test_leaves_one_record(self, ledger):
        draft = EditionFactory()
        discarded(draft)

        self.begun(draft.register)

        assert ledger()[-1] == "responsibilities.edition.begun"

    def test_is_refused_where_there_is_an_edition(self, in_force, ledger):
        with pytest.raises(editions.HasEditionsError):
            self.begun(in_force.register)

        assert ledger() == []

    def test_is_for_clerks(self, city):
        draft = EditionFactory()
        discarded(draft)

        with pytest.raises(NotPermittedError):
            self.begun(draft.register, person(Role.LEADER))
