"""Merged, taken apart, split, rejected together: what stays, what moves, and what is refused."""

import pytest
from tests.platform.sources.conftest import NOW
from tests.platform.sources.factories import DocumentFactory, ProposalFactory, ProposedUnitFactory

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.queries import story
from zeren_platform.organisation.models import Unit
from zeren_platform.sources import queries
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.use_cases import many, merging, proposals, splitting

Part = splitting.Part
PARTS = (Part(start=0, end=12, text="Inspect it."), Part(start=12, end=36, text="Do so once a quarter."))


@pytest.fixture
def three(document):
    """The first is led by the bureau of water, the second by that of ecology, the third names nobody."""
    first, second, third = document.proposals.order_by("position")
    ProposedUnitFactory(proposal=second, position=0, unit=Unit.objects.get(code="ecology"), role="lead")
    ProposedUnitFactory(proposal=second, position=1, unit=Unit.objects.get(code="water"))
    return first, second, third


def merged(clerk, stays, *others, **given):
    seen = {row.pk: row.version for row in (stays, *others)}
    facts = {"actor": clerk, "document_id": stays.document_id, "stays": stays.pk, "seen": seen, "now": NOW}
    return merging.merge(**{**facts, **given})


def apart(clerk, row):
    row.refresh_from_db()
    return merging.take_apart(actor=clerk, proposal_id=row.pk, version=row.version, now=NOW)


def split(clerk, row, parts=PARTS, **given):
    facts = {"actor": clerk, "proposal_id": row.pk, "version": row.version, "parts": parts, "now": NOW}
    return splitting.split(**{**facts, **given})


def rejected(clerk, rows, reason="No duties.", **given):
    seen = {row.pk: row.version for row in rows}
    facts = {"actor": clerk, "document_id": rows[0].document_id, "seen": seen, "reason": reason, "now": NOW}
    return many.reject_many(**{**facts, **given})


def units_of(row):
    return [(one.role, one.unit.code if one.unit else one.name) for one in row.units.order_by("position")]


def test_the_one_that_stays_names_the_units_of_all_and_one_lead(clerk, three):
    first, second, _third = three

    merged(clerk, first, second)

    assert units_of(first) == [("lead", "water"), ("support", "Office of Nowhere"), ("support", "ecology")]


def test_a_lead_comes_along_where_there_was_none(clerk, three):
    _first, second, third = three

    merged(clerk, third, second)

    assert units_of(third) == [("lead", "ecology"), ("support", "water")]


def test_the_one_that_stays_keeps_the_words_of_all(clerk, three):
    first, second, third = three

    merged(clerk, first, second, third)

    kept = queries.proposal_for(clerk, first.pk)
    queries.fetch_merged([kept])
    assert [(row.pk, row.words) for row in kept.merged.all()] == [
        (second.pk, "Inspect each outfall once a quarter."),
        (third.pk, "Inspect each outfall once a quarter."),
    ]


def test_a_merger_leaves_one_record_and_nobody_undecided(clerk, three, ledger, document):
    merged(clerk, *three)

    assert ledger() == 1
    assert story([three[0].subject])[0].title == "2 proposals were merged into proposal 1."
    assert queries.tallies([document])[document.pk] == queries.Tally(open=1, merged=2)


def test_what_was_merged_is_taken_apart_as_it_was(clerk, three):
    first, second, _third = three
    before = (units_of(first), units_of(second))
    merged(clerk, first, second)

    row = apart(clerk, second)

    row.refresh_from_db()
    assert (row.state, row.merged_into, row.decided_by) == ("open", None, "")
    assert (units_of(first), units_of(second)) == before


def test_an_edit_does_not_forget_who_brought_a_unit(clerk, three):
    first, second, _third = three
    kept = merged(clerk, first, second)
    units = [
        proposals.ChosenUnit(unit_code="ecology", role="lead", name="Ecology Bureau"),
        proposals.ChosenUnit(unit_code="water", role="support", name="Water Bureau"),
    ]
    wording = proposals.Wording(text="Inspect.")
    named = {row.unit.code: row.name for row in first.units.all() if row.unit}
    units = [proposals.ChosenUnit(unit_code=one.unit_code, role=one.role, name=named[one.unit_code]) for one in units]
    proposals.edit(actor=clerk, proposal_id=first.pk, version=kept.version, wording=wording, units=units, now=NOW)

    apart(clerk, second)

    assert units_of(first) == [("support", "water")]


def test_what_was_merged_goes_along_when_its_keeper_is_merged(clerk, three):
    first, second, third = three
    merged(clerk, second, third)
    second.refresh_from_db()

    merged(clerk, first, second)

    third.refresh_from_db()
    assert third.merged_into == first


def test_one_alone_is_not_merged(clerk, three, ledger):
    with pytest.raises(merging.OneAloneError):
        merged(clerk, three[0])
    with pytest.raises(merging.OneAloneError):
        merged(clerk, three[0], three[1], seen={three[1].pk: 1, three[2].pk: 1})

    assert ledger() == 0


def test_a_merger_overwrites_nothing_that_was_not_seen(clerk, other_clerk, three, ledger):
    first, second, _third = three
    proposals.accept(actor=other_clerk, proposal_id=second.pk, version=1, now=NOW)
    proposals.reopen(actor=other_clerk, proposal_id=second.pk, version=2, now=NOW)

    with pytest.raises(merging.ChangedMeanwhileError) as caught:
        merged(clerk, first, second)

    assert (caught.value.params["name"], ledger()) == ("Qiu Ming", 2)


def test_proposals_of_two_documents_are_not_merged(clerk, city, three):
    elsewhere = ProposalFactory(document=DocumentFactory(unit=city))

    with pytest.raises(NotFoundError):
        merged(clerk, three[0], elsewhere)


def test_nothing_is_taken_from_a_proposal_that_is_decided(clerk, three):
    first, second, _third = three
    kept = merged(clerk, first, second)
    proposals.accept(actor=clerk, proposal_id=first.pk, version=kept.version, now=NOW)

    with pytest.raises(merging.KeptDecidedError) as caught:
        apart(clerk, second)

    assert caught.value.params == {"number": 1}


def test_a_merged_proposal_is_not_opened_by_itself(clerk, three):
    first, second, _third = three
    merged(clerk, first, second)

    with pytest.raises(proposals.MergedError):
        proposals.reopen(actor=clerk, proposal_id=second.pk, version=2, now=NOW)


def test_only_what_was_merged_is_taken_apart(clerk, proposal):
    with pytest.raises(merging.NotMergedError):
        apart(clerk, proposal)


def test_a_split_gives_each_duty_its_words_and_all_units(clerk, proposal, document):
    first, second = split(clerk, proposal)

    assert [(row.start, row.end, row.text) for row in (first, second)] == [
        (0, 12, "Inspect it."),
        (12, 36, "Do so once a quarter."),
    ]
    assert (second.number, second.state, units_of(second)) == (4, "open", units_of(first))
    assert list(queries.proposals_of(document))[-1] == second


def test_a_split_leaves_one_record(clerk, proposal, ledger):
    split(clerk, proposal)

    (chapter,) = story([proposal.subject])
    assert (ledger(), chapter.title) == (1, "Proposal 1 was split into 2.")


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        (PARTS[:1], splitting.PartsError),
        (PARTS[::-1], splitting.PartsError),
        ((PARTS[0], Part(start=12, end=37, text="Too far.")), splitting.PartsError),
        ((PARTS[0], Part(start=11, end=36, text="Overlaps.")), splitting.PartsError),
        ((PARTS[0], Part(start=12, end=12, text="Nothing.")), splitting.PartsError),
        ((PARTS[0], Part(start=12, end=36, text=" ")), splitting.EmptyTextError),
    ],
)
def test_parts_that_the_sentence_does_not_hold_are_refused(clerk, proposal, ledger, parts, refusal):
    with pytest.raises(refusal):
        split(clerk, proposal, parts)

    assert (ledger(), Proposal.objects.count()) == (0, 3)


def test_several_are_rejected_for_one_reason(clerk, three, ledger):
    rejected(clerk, three, reason=" Praise. ")

    assert {(row.state, row.reason) for row in Proposal.objects.all()} == {("rejected", "Praise.")}
    assert ledger() == 1


def test_several_are_rejected_all_or_none(clerk, three, ledger):
    first, *_rest = three
    proposals.accept(actor=clerk, proposal_id=first.pk, version=1, now=NOW)

    with pytest.raises(many.AlreadyDecidedError):
        rejected(clerk, three)
    with pytest.raises(many.ReasonNeededError):
        rejected(clerk, three[1:], reason=" ")

    assert (Proposal.objects.filter(state="rejected").count(), ledger()) == (0, 1)


@pytest.mark.parametrize("act", [merged, lambda actor, *rows: rejected(actor, rows)])
def test_who_may_not_decide_joins_and_rejects_nothing(actor, three, ledger, act):
    with pytest.raises(NotPermittedError):
        act(actor(Role.LEADER), *three)

    assert ledger() == 0
