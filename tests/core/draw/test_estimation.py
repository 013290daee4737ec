"""What a sample can say, against counting every sample there is, worked examples and replays."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.draw.estimation import estimate
from zeren.draw.frame import Entry, Frame
from zeren.draw.freezing import Design, QuotaRule
from zeren.draw.hypergeometric import OutsideListError, bounds, fewest, most, needed_to_find
from zeren.draw.results import Outcome
from zeren.draw.running import extend, replace_object, run
from zeren.draw.sample_size import prospect, size_for_precision
from zeren.draw.verification import OutcomesMismatchError, verify

RISK = Fraction(1, 20)


@st.composite
def samples(draw):
    size = draw(st.integers(1, 60))
    inspected = draw(st.integers(0, size))
    return size, inspected, draw(st.integers(0, inspected))


@given(samples())
def test_the_bound_is_the_last_number_of_violations_that_is_not_improbable(sample):
    size, inspected, found = sample

    def chance(violations):
        ways = (comb(violations, i) * comb(size - violations, inspected - i) for i in range(found + 1))
        return Fraction(sum(ways), comb(size, inspected))

    at_most = most(size=size, inspected=inspected, found=found, risk=RISK)

    assert chance(at_most) > RISK
    assert at_most == size - inspected + found or chance(at_most + 1) <= RISK


@given(samples())
def test_violations_and_what_is_in_order_mirror_each_other(sample):
    size, inspected, found = sample

    at_least = fewest(size=size, inspected=inspected, found=found, risk=RISK)

    assert at_least == size - most(size=size, inspected=inspected, found=inspected - found, risk=RISK)
    assert at_least >= found


@pytest.mark.parametrize("violations", range(13))
def test_the_exact_interval_covers_as_often_as_it_says(violations):
    """All samples of 5 of 12, for every number of violations: covered in at least 90 %."""
    covered = 0
    for sample in combinations(range(12), 5):
        low, high = bounds(size=12, inspected=5, found=sum(one < violations for one in sample), confidence=1 - 2 * RISK)
        covered += low <= violations <= high

    assert covered >= Fraction(9, 10) * comb(12, 5)


def test_none_found_among_59_of_very_many():
    """The rule that 59 items without error show a rate below 5 % with 95 % confidence (infinite population)."""
    assert needed_to_find(size=10**6, violations=50_000, risk=RISK) == 59


def test_inspecting_all_leaves_nothing_open():
    assert bounds(size=40, inspected=40, found=3, confidence=Fraction(95, 100)) == (3, 3)


@pytest.mark.parametrize(
    "wrong",
    [{"inspected": 11}, {"found": 6}, {"found": -1}, {"size": -1}, {"risk": Fraction(0)}, {"risk": Fraction(1)}],
)
def test_numbers_out_of_bounds_are_refused(wrong):
    with pytest.raises(OutsideListError):
        most(**{"size": 10, "inspected": 5, "found": 2, "risk": RISK, **wrong})


@pytest.mark.parametrize("size", [1, 50, 1000])
def test_a_plan_for_all_objects_leaves_nothing_open(size):
    found = prospect(size=size, take=size)

    assert (found.none_found_at_most, found.half_width) == (0, 0)


def test_an_empty_sample_says_nothing():
    found = prospect(size=50, take=0)

    assert (found.none_found_at_most, found.found_from, found.half_width) == (50, None, Fraction(1, 2))


@given(st.integers(2, 10_000), st.integers(1, 30))
def test_the_planned_size_keeps_its_promise(size, hundredths):
    width = Fraction(hundredths, 100)
    take = size_for_precision(size=size, half_width=width)

    assert prospect(size=size, take=take).half_width <= width + Fraction(1, 10**5)


@pytest.fixture
def inspected(town):
    """Give a draw and outcomes for it: every second object has a violation."""
    frame, frozen = town.frozen(quotas=(QuotaRule(quota="40 %"),))
    seed = town.seed(frozen)
    return frozen, seed, run(frozen, seed, frame=frame), frame


def told(result, without=()):
    return [
        Outcome(id=name, violation=None, reason="closed")
        if name in without
        else Outcome(id=name, violation=int(name[-3:]) % 2 == 0)
        for name in result.selected()
    ]


def test_the_simple_estimate_is_that_of_the_textbook(inspected):
    """N p̂, and N² (1 - f) p̂ q̂ / (n - 1) as the variance (Cochran 1977, 3.2)."""
    frozen, _, result, frame = inspected

    found = estimate(frozen, result, told(result), frame=frame).cells[1]

    share = Fraction(found.violations, 6)
    assert (found.size, found.inspected) == (15, 6)
    assert found.total == 15 * share
    assert found.variance == 15 * 15 * (1 - Fraction(6, 15)) * share * (1 - share) / 5


def test_totals_and_variances_of_strata_add_up(inspected):
    frozen, _, result, frame = inspected

    found = estimate(frozen, result, told(result), frame=frame)

    assert found.overall.total == sum(cell.total for cell in found.cells)
    assert found.overall.size == 60
    assert found.overall.low <= found.overall.total <= found.overall.high


def test_who_was_not_inspected_is_shown_and_bounds_what_it_hides(inspected):
    frozen, _, result, frame = inspected
    missing = result.cells[1].selected()[:2]

    found = estimate(frozen, result, told(result, missing), frame=frame).cells[1]

    assert (found.approached, found.inspected, found.not_inspected) == (6, 4, 2)
    assert found.if_all - found.if_none == Fraction(2 * 15, 6)
    assert found.if_none <= found.total <= found.if_all


def test_a_replaced_object_counts_as_not_inspected(inspected):
    frozen, seed, result, frame = inspected
    closed = result.cells[1].drawn[0].id
    after = replace_object(result, freeze=frozen, seed=seed, frame=frame, removed=closed, reason="closed")

    found = estimate(frozen, after, told(after), frame=frame).cells[1]

    assert (found.approached, found.inspected, found.not_inspected) == (7, 6, 1)


def test_a_stratum_where_nobody_was_inspected_has_no_estimate(inspected):
    frozen, _, result, frame = inspected

    found = estimate(frozen, result, told(result, result.cells[0].selected()), frame=frame)

    assert (found.cells[0].total, found.cells[0].low, found.cells[0].high) == (None, 0, 5)
    assert (found.overall.total, found.overall.method) == (None, "joint")


def test_where_all_found_the_same_the_interval_is_not_empty(inspected):
    frozen, _, result, frame = inspected
    fine = [Outcome(id=name, violation=False) for name in result.selected()]

    found = estimate(frozen, result, fine, frame=frame).overall

    assert (found.total, found.low, found.method) == (0, 0, "joint")
    assert found.high > 0


def test_a_dropped_outcome_is_not_estimated_around(inspected):
    frozen, _, result, frame = inspected

    with pytest.raises(OutcomesMismatchError):
        estimate(frozen, result, told(result)[1:], frame=frame)


def test_what_is_drawn_whole_is_known(town):
    frame, frozen = town.frozen(quotas=(QuotaRule(quota="100 %"),))
    result = run(frozen, town.seed(frozen), frame=frame)

    found = estimate(frozen, result, told(result), frame=frame).overall

    assert (found.total, found.low, found.high, found.variance) == (30, 30, 30, 0)


@pytest.mark.parametrize("design", [Design.POISSON, Design.SYSTEMATIC, Design.PARETO])
def test_estimates_by_weight_are_right_on_average(town, design):
    """300 draws with other throws of the dice: the mean total within 4 standard errors of the truth."""
    frame = Frame(Entry(id=f"OBJ-{number:03d}", weight=1 + number % 9) for number in range(40))
    _, frozen = town.frozen(
        frame, design=design, quotas=(QuotaRule(quota="30 %"),), seed=replace(town.rules, sources=(town.dice,))
    )
    totals = []
    for number in range(300):
        result = run(frozen, town.seed(frozen, value=f"{number:020d}"), frame=frame)
        totals.append(float(estimate(frozen, result, told(result), frame=frame).overall.total))

    mean = sum(totals) / 300
    error = sqrt(sum((one - mean) ** 2 for one in totals) / 300 / 299)
    assert abs(mean - 20) < 4 * error
    assert error < 1


def test_extending_a_draw_by_weights_moves_the_threshold(town):
    frame = Frame(town.entries(weighted=True))
    _, frozen = town.frozen(frame, design=Design.PARETO)
    seed = town.seed(frozen)
    before = run(frozen, seed, frame=frame)

    after = extend(before, freeze=frozen, seed=seed, frame=frame, cell=("north", "low"), reason="more")

    verify(frozen, seed, after, frame=frame)
    assert Fraction(after.cells[1].threshold) > Fraction(before.cells[1].threshold)
