import pytest
from tests.platform.sources.conftest import NOW
from tests.platform.sources.factories import DocumentFactory, ProposalFactory

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import OVERSIGHT, Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.queries import public_story, story
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.use_cases import holding, many, proposals

ChosenUnit = proposals.ChosenUnit
WORDING = proposals.Wording(text="Inspect every outfall.", title="Outfalls", field="River water", cycle="monthly")


def edited(clerk, proposal, **given):
    facts = {"actor": clerk, "proposal_id": proposal.pk, "version": proposal.version, "now": NOW}
    return proposals.edit(**{**facts, "wording": WORDING, "units": [], **given})


def accepted(clerk, proposal, **given):
    facts = {"actor": clerk, "proposal_id": proposal.pk, "version": proposal.version, "now": NOW}
    return proposals.accept(**{**facts, **given})


def rejected(clerk, proposal, reason="No duty.", **given):
    facts = {"actor": clerk, "proposal_id": proposal.pk, "version": proposal.version, "now": NOW}
    return proposals.reject(**{**facts, "reason": reason, **given})


def units_of(proposal):
    rows = proposal.units.select_related("unit").order_by("position")
    return [(row.role, row.unit.code if row.unit else "", row.name) for row in rows]


def test_an_accepted_proposal_says_who_accepted_it(clerk, proposal):
    row = accepted(clerk, proposal)

    row.refresh_from_db()
    assert (row.state, row.decided_by, row.decided_at, row.version) == ("accepted", "Wei Lan", NOW, 2)


def test_accepting_leaves_one_record_that_names_nobody(clerk, proposal, ledger):
    accepted(clerk, proposal)

    (chapter,) = public_story([proposal.subject])
    assert ledger() == 1
    assert (chapter.event, chapter.title, chapter.role) == (
        "sources.proposal.accepted", "Proposal 1 was accepted.", "clerk",
    )  # fmt: skip


def test_a_rejected_proposal_keeps_the_reason(clerk, proposal):
    row = rejected(clerk, proposal, reason=" A statement. ")

    row.refresh_from_db()
    assert (row.state, row.reason) == ("rejected", "A statement.")
    assert story([row.subject])[0].private == {"reason": "A statement."}
    assert public_story([row.subject])[0].private == {}


def test_nothing_is_rejected_without_a_reason(clerk, proposal, ledger):
    with pytest.raises(proposals.ReasonNeededError) as caught:
        rejected(clerk, proposal, reason="  ")

    proposal.refresh_from_db()
    assert caught.value.params == {"field": "reason"}
    assert (proposal.state, ledger()) == ("open", 0)


def test_a_decision_is_taken_back(clerk, proposal, ledger):
    row = rejected(clerk, proposal)

    row = proposals.reopen(actor=clerk, proposal_id=row.pk, version=row.version, now=NOW)

    row.refresh_from_db()
    assert (row.state, row.reason, row.decided_by, row.decided_at) == ("open", "", "", None)
    assert ledger() == 2


def test_an_open_proposal_has_no_decision_to_take_back(clerk, proposal):
    with pytest.raises(proposals.UndecidedError):
        proposals.reopen(actor=clerk, proposal_id=proposal.pk, version=1, now=NOW)


def test_a_proposal_that_a_register_holds_is_not_reopened(clerk, an_accepted_proposal, ledger):
    holding.hold(proposal_ids=[an_accepted_proposal.pk], now=NOW)

    with pytest.raises(proposals.UsedError):
        proposals.reopen(actor=clerk, proposal_id=an_accepted_proposal.pk, version=1, now=NOW)

    assert ledger() == 0


def test_a_proposal_that_a_register_let_go_is_reopened(clerk, an_accepted_proposal):
    holding.hold(proposal_ids=[an_accepted_proposal.pk], now=NOW)
    holding.release(proposal_ids=[an_accepted_proposal.pk])

    row = proposals.reopen(actor=clerk, proposal_id=an_accepted_proposal.pk, version=1, now=NOW)

    assert row.state == "open"


def test_a_register_holds_all_or_none(proposal, an_accepted_proposal):
    with pytest.raises(holding.NotAcceptedError):
        holding.hold(proposal_ids=[proposal.pk, an_accepted_proposal.pk], now=NOW)

    an_accepted_proposal.refresh_from_db()
    assert an_accepted_proposal.taken_in_at is None


def test_nobody_decides_twice(clerk, proposal, ledger):
    row = accepted(clerk, proposal)

    with pytest.raises(proposals.AlreadyDecidedError):
        rejected(clerk, row)

    row.refresh_from_db()
    assert (row.state, ledger()) == ("accepted", 1)


@pytest.mark.parametrize("act", [accepted, rejected, edited])
def test_who_comes_second_is_told_who_was_first(clerk, other_clerk, proposal, act, ledger):
    edited(other_clerk, proposal)

    with pytest.raises(proposals.ChangedMeanwhileError) as caught:
        act(clerk, proposal)

    assert (caught.value.params["name"], ledger()) == ("Qiu Ming", 1)


@pytest.mark.parametrize("act", [accepted, rejected, edited])
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CLERK}))
def test_only_clerks_decide(actor, proposal, act, role, ledger):
    somebody = actor(role)

    # Who does not read the document is not told that it is there.
    with pytest.raises(NotPermittedError if role in OVERSIGHT else NotFoundError):
        act(somebody, proposal)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.version, ledger()) == ("open", 1, 0)


@pytest.mark.parametrize("act", [accepted, rejected, edited])
def test_a_districts_clerk_does_not_decide_for_the_city(actor, proposal, act):
    with pytest.raises(NotFoundError):
        act(actor(Role.CLERK, unit="hechuan"), proposal)


def test_there_is_nothing_to_decide_at_an_unknown_key(clerk):
    with pytest.raises(NotFoundError):
        proposals.accept(actor=clerk, proposal_id=4711, version=1, now=NOW)


def test_several_are_accepted_in_one_act(clerk, document, ledger):
    keys = list(document.proposals.values_list("pk", flat=True))

    many.accept_many(actor=clerk, document_id=document.pk, seen=dict.fromkeys(keys, 1), now=NOW)

    (chapter,) = public_story([document.subject])
    assert set(document.proposals.values_list("state", "version", "decided_by")) == {("accepted", 2, "Wei Lan")}
    assert (ledger(), chapter.title) == (1, "3 proposals were accepted together.")


def test_several_are_accepted_all_or_none(clerk, document, an_accepted_proposal, ledger):
    keys = list(document.proposals.values_list("pk", flat=True))

    with pytest.raises(proposals.AlreadyDecidedError) as caught:
        many.accept_many(actor=clerk, document_id=document.pk, seen=dict.fromkeys(keys, 1), now=NOW)

    assert caught.value.params == {"proposals": ("2",)}
    assert (document.proposals.filter(state="open").count(), ledger()) == (2, 0)


def test_several_are_of_one_document(clerk, document, city, ledger):
    other = ProposalFactory(document=DocumentFactory(unit=city))

    with pytest.raises(NotFoundError):
        many.accept_many(actor=clerk, document_id=document.pk, seen={other.pk: 1}, now=NOW)

    assert ledger() == 0


def test_somebody_must_choose_what_is_accepted(clerk, document):
    with pytest.raises(many.NoneChosenError):
        many.accept_many(actor=clerk, document_id=document.pk, seen={}, now=NOW)


def test_only_clerks_accept_several(actor, document, ledger):
    keys = list(document.proposals.values_list("pk", flat=True))

    with pytest.raises(NotPermittedError):
        many.accept_many(actor=actor(Role.LEADER), document_id=document.pk, seen=dict.fromkeys(keys, 1), now=NOW)

    assert (document.proposals.filter(state="open").count(), ledger()) == (3, 0)


def test_editing_leaves_the_words_of_the_document(clerk, proposal):
    row = edited(clerk, proposal)

    row.refresh_from_db()
    assert (row.text, row.title, row.cycle) == ("Inspect every outfall.", "Outfalls", "monthly")
    assert row.document.text[row.start : row.end] == "Inspect each outfall once a quarter."


def test_editing_records_what_changed_and_keeps_the_words_private(clerk, proposal):
    edited(clerk, proposal)

    (chapter,) = public_story([proposal.subject])
    assert chapter.title == "Proposal 1 was edited."
    assert story([proposal.subject])[0].private["text"] == "Inspect every outfall."


def test_a_unit_is_assigned_for_a_name_that_was_not_recognised(clerk, proposal):
    chosen = [
        ChosenUnit(unit_code="ecology", role="lead"),
        ChosenUnit(unit_code="water", role="support", name="Office of Nowhere"),
    ]

    row = edited(clerk, proposal, units=chosen)

    assert units_of(row) == [("lead", "ecology", ""), ("support", "water", "Office of Nowhere")]


def test_an_unrecognised_name_may_stay(clerk, proposal):
    row = edited(clerk, proposal, units=[ChosenUnit(unit_code="", role="support", name="Office of Nowhere")])

    assert units_of(row) == [("support", "", "Office of Nowhere")]


REFUSALS = [
    ({"wording": proposals.Wording(text="  ")}, proposals.EmptyTextError, "text"),
    ({"wording": proposals.Wording(text="x", cycle="daily")}, proposals.InvalidProposalError, "cycle"),
    ({"wording": proposals.Wording(text="x", title="t" * 201)}, proposals.InvalidProposalError, "title"),
    ({"wording": proposals.Wording(text="x", field="f" * 101)}, proposals.InvalidProposalError, "field"),
    ({"units": [ChosenUnit(unit_code="moon", role="lead")]}, proposals.UnitUnknownError, "units"),
    ({"units": [ChosenUnit(unit_code="water", role="owner")]}, proposals.InvalidProposalError, "units"),
    ({"units": [ChosenUnit(unit_code="", role="lead")]}, proposals.InvalidProposalError, "units"),
    (
        {"units": [ChosenUnit(unit_code="", role="lead", name="Office of Elsewhere")]},
        proposals.InvalidProposalError,
        "units",
    ),
    (
        {"units": [ChosenUnit(unit_code="water", role="lead"), ChosenUnit(unit_code="water", role="support")]},
        proposals.UnitTwiceError,
        "units",
    ),
    (
        {"units": [ChosenUnit(unit_code="water", role="lead"), ChosenUnit(unit_code="ecology", role="lead")]},
        proposals.LeadTwiceError,
        "units",
    ),
]


@pytest.mark.parametrize(("given", "error", "field"), REFUSALS)
def test_what_no_duty_could_say_is_refused(clerk, proposal, given, error, field, ledger):
    with pytest.raises(error) as caught:
        edited(clerk, proposal, **given)

    fresh = Proposal.objects.get(pk=proposal.pk)
    assert caught.value.params["field"] == field
    assert (fresh.text, fresh.version, len(units_of(fresh)), ledger()) == (proposal.text, 1, 2, 0)


def test_two_names_that_mean_no_unit_may_both_stay(clerk, added):
    row = added().proposals.get(position=0)
    chosen = [ChosenUnit(unit_code="", role="support", name="Office of Nowhere")] * 2

    assert len(units_of(edited(clerk, row, units=chosen))) == 2


def test_a_decided_proposal_is_not_edited(clerk, an_accepted_proposal):
    with pytest.raises(proposals.AlreadyDecidedError):
        edited(clerk, an_accepted_proposal)
