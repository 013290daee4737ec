"""What people may try with a draw, and where it shows."""

from dataclasses import replace

import pytest

from zeren.draw.checks import FreezeMismatchError, ListMismatchError, SeedMismatchError, check_seed
from zeren.draw.designs import Choice
from zeren.draw.frame import Entry, Frame
from zeren.draw.freezing import Design
from zeren.draw.results import Change, Outcome, Result, result_commitment
from zeren.draw.running import ChangeRefusedError, extend, replace_object, run
from zeren.draw.seeds import commitment
from zeren.draw.tickets import smallest, ticket_key
from zeren.draw.verification import (
    ChangeMismatchError,
    LateFreezeError,
    OutcomesMismatchError,
    SecondDrawError,
    SelectionMismatchError,
    verify,
    verify_only_draw,
    verify_outcomes,
)

WITNESSED = "2023-08-22T09:00:00Z"


@pytest.fixture
def drawn(town):
    """Give freeze, seed, result and list of an honest draw."""
    frame, frozen = town.frozen()
    seed = town.seed(frozen)
    return frozen, seed, run(frozen, seed, frame=frame), frame


def with_cell(result, place, **changed):
    cells = list(result.cells)
    cells[place] = replace(cells[place], **changed)
    return replace(result, cells=tuple(cells))


def test_an_honest_draw_holds(drawn):
    frozen, seed, result, frame = drawn

    verify(frozen, seed, result, frame=frame, witnessed_at=WITNESSED)


@pytest.mark.parametrize("design", list(Design))
def test_every_design_holds_and_reads_back(town, design):
    batches = {"batch": 4, "quotas": (replace(town.plan().quotas[0], quota="100 %", risk=None),)}
    frame = Frame(town.entries(weighted=True))
    _, frozen = town.frozen(frame, design=design, **(batches if design is Design.BATCHES else {}))
    seed = town.seed(frozen)

    result = Result.from_plain(run(frozen, seed, frame=frame).to_plain())

    verify(frozen, seed, result, frame=frame)


def test_seed_grinding_shows_in_the_commitment(town, drawn):
    frozen, seed, _result, frame = drawn
    ground = replace(seed, secret=bytes(31) + b"\x07")

    with pytest.raises(SeedMismatchError):
        run(frozen, ground, frame=frame)


def test_grinding_the_frozen_secret_after_the_source_spoke_shows_in_the_witnessed_time(town, drawn):
    _frozen, seed, _result, frame = drawn
    secret = bytes(32)
    rules = replace(town.rules, commitment=commitment(secret, draw=town.draw, name="organiser"))
    _, late = town.frozen(frame, seed=rules)
    ground = replace(seed, freeze=late.hash(), secret=secret)

    with pytest.raises(LateFreezeError):
        verify(late, ground, run(late, ground, frame=frame), frame=frame, witnessed_at="2023-08-23T15:59:24Z")


@pytest.mark.parametrize("changed", [{"weight": 2}, {"risk": "low"}, {"id": "OBJ-999"}, {"stratum": "south"}])
def test_a_list_changed_after_the_freeze_does_not_fit_the_root(drawn, changed):
    frozen, seed, result, frame = drawn
    other = Frame([replace(frame.entries[0], **changed), *frame.entries[1:]])

    with pytest.raises(ListMismatchError):
        verify(frozen, seed, result, frame=other)


@pytest.mark.parametrize("part", [slice(1, None), slice(None)], ids=["removed", "added"])
def test_a_list_longer_or_shorter_does_not_fit(drawn, part):
    frozen, seed, result, frame = drawn
    added = [Entry(id="NEW", stratum="north", risk="low")] if part == slice(None) else []

    with pytest.raises(ListMismatchError):
        verify(frozen, seed, result, frame=Frame([*frame.entries[part], *added]))


def test_drawing_again_until_liked_leaves_two_freezes(town, drawn):
    frozen, _seed, _result, frame = drawn
    _, again = town.frozen(frame, frozen_at="2023-08-22T10:00:00Z")

    verify_only_draw(frozen, [frozen])
    with pytest.raises(SecondDrawError):
        verify_only_draw(again, [frozen, again])


def test_a_result_of_another_freeze_does_not_fit(town, drawn):
    frozen, seed, result, frame = drawn
    _, again = town.frozen(frame, frozen_at="2023-08-22T10:00:00Z")

    with pytest.raises(FreezeMismatchError):
        verify(again, seed, result, frame=frame)
    with pytest.raises(FreezeMismatchError):
        verify(frozen, seed, replace(result, freeze=again.hash()), frame=frame)


def test_a_silent_substitution_is_not_what_the_tickets_choose(drawn):
    frozen, seed, result, frame = drawn
    friend = Choice(id="OBJ-000", ticket=bytes(32))
    substituted = with_cell(result, 0, drawn=(friend, *result.cells[0].drawn[1:]))

    with pytest.raises(SelectionMismatchError) as caught:
        verify(frozen, seed, substituted, frame=frame)

    assert caught.value.params["step"] == "selection"
    assert caught.value.params["stratum"] == "north"


@pytest.mark.parametrize("place", range(6))
def test_an_object_left_out_shows(drawn, place):
    frozen, seed, result, frame = drawn

    with pytest.raises(SelectionMismatchError):
        verify(frozen, seed, with_cell(result, place, drawn=result.cells[place].drawn[:-1]), frame=frame)


def test_the_order_drawn_is_part_of_the_result(drawn):
    frozen, seed, result, frame = drawn

    with pytest.raises(SelectionMismatchError):
        verify(frozen, seed, with_cell(result, 1, drawn=result.cells[1].drawn[::-1]), frame=frame)


def test_another_threshold_shows(drawn):
    frozen, seed, result, frame = drawn

    with pytest.raises(SelectionMismatchError) as caught:
        verify(frozen, seed, with_cell(result, 1, threshold="1/2"), frame=frame)

    assert caught.value.params["step"] == "threshold"


def test_a_stratum_left_out_shows(drawn):
    frozen, seed, result, frame = drawn

    with pytest.raises(SelectionMismatchError):
        verify(frozen, seed, replace(result, cells=result.cells[1:]), frame=frame)


def test_a_replacement_is_the_next_in_order_with_its_reason(drawn):
    frozen, seed, result, frame = drawn
    closed = result.cells[1].drawn[0].id

    after = replace_object(result, freeze=frozen, seed=seed, frame=frame, removed=closed, reason="closed")

    verify(frozen, seed, Result.from_plain(after.to_plain()), frame=frame)
    assert closed not in after.selected()
    assert len(after.selected()) == len(result.selected())


def test_extending_twice_is_drawing_two_more(drawn):
    frozen, seed, result, frame = drawn
    key = ticket_key(role="objects", seed=check_seed(frozen, seed))
    cell = [entry.id for entry in frame.cells["north", "low"]]

    for _ in range(2):
        result = extend(result, freeze=frozen, seed=seed, frame=frame, cell=("north", "low"), reason="new findings")

    assert list(result.cells[1].selected()) == [name for _, name in smallest(key, cell, 4)]
    verify(frozen, seed, result, frame=frame)


@pytest.mark.parametrize(
    "change",
    [
        {"added": "OBJ-001", "removed": "", "reason": "more"},
        {"reason": "a friend of the mayor"},
        {"reason": ""},
        {"removed": "nobody"},
    ],
)
def test_a_replacement_against_the_rules_shows(drawn, change):
    frozen, seed, result, frame = drawn
    closed = result.cells[0].drawn[0].id
    right = replace_object(result, freeze=frozen, seed=seed, frame=frame, removed=closed, reason="closed")
    wrong = replace(right.cells[0].changes[0], **change)

    with pytest.raises(ChangeMismatchError):
        verify(frozen, seed, with_cell(right, 0, changes=(wrong,)), frame=frame)


@pytest.mark.parametrize("listed", [True, False], ids=["on the list", "nobody"])
def test_only_what_was_drawn_can_be_replaced(drawn, listed):
    frozen, seed, result, frame = drawn
    removed = next(one.id for one in frame if one.id not in result.selected()) if listed else "nobody"

    with pytest.raises(ChangeRefusedError):
        replace_object(result, freeze=frozen, seed=seed, frame=frame, removed=removed, reason="closed")


def test_an_exhausted_stratum_has_no_replacement(town):
    frame, frozen = town.frozen(quotas=(replace(town.plan().quotas[0], quota="100 %", risk=None),))
    seed = town.seed(frozen)
    result = run(frozen, seed, frame=frame)

    with pytest.raises(ChangeRefusedError):
        replace_object(result, freeze=frozen, seed=seed, frame=frame, removed="OBJ-000", reason="closed")


def test_a_systematic_draw_is_not_extended(town):
    frame, frozen = town.frozen(design=Design.SYSTEMATIC)
    seed = town.seed(frozen)
    result = run(frozen, seed, frame=frame)

    with pytest.raises(ChangeRefusedError):
        extend(result, freeze=frozen, seed=seed, frame=frame, cell=("north", "low"), reason="more")


def outcomes(result):
    return [Outcome(id=name, violation=False) for name in result.selected()]


def test_all_outcomes_are_told(drawn):
    verify_outcomes(drawn[2], outcomes(drawn[2]))


@pytest.mark.parametrize("problem", ["missing", "not selected", "twice"])
def test_a_result_dropped_or_added_shows(drawn, problem):
    told = outcomes(drawn[2])
    wrong = {
        "missing": told[1:],
        "not selected": [*told, Outcome(id="nobody", violation=False)],
        "twice": [*told, told[0]],
    }[problem]

    with pytest.raises(OutcomesMismatchError) as caught:
        verify_outcomes(drawn[2], wrong)

    assert caught.value.params["problem"] == problem


def test_who_is_not_inspected_has_a_reason():
    with pytest.raises(ValueError, match="a finding, or a reason"):
        Outcome(id="a", violation=None)


def test_without_the_secret_no_target_can_be_computed(town, drawn):
    """The public knows freeze, value and reveals before the visits; every other secret gives another draw."""
    frozen, seed, _result, frame = drawn
    guesses = [replace(seed, secret=bytes([number]) * 32) for number in range(20)]

    assert seed.secret.hex() not in str(frozen.to_plain())
    for guess in guesses:
        with pytest.raises(SeedMismatchError):
            run(frozen, guess, frame=frame)


def test_the_commitment_to_the_result_cannot_be_tried_out(drawn):
    _frozen, _seed, result, _frame = drawn

    assert result_commitment(result, seed=bytes(32)) != result_commitment(result, seed=bytes(31) + b"\x01")


def test_a_change_added_later_shows_in_the_commitment(drawn):
    _frozen, _seed, result, _frame = drawn
    changed = with_cell(result, 0, changes=(Change(added="x", removed="", reason="y"),))

    assert result_commitment(result, seed=bytes(32)) != result_commitment(changed, seed=bytes(32))
