from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite.aggregation import FACTORS, MEANS, Aggregation, aggregate
from zeren.composite.errors import DomainError


def equal(row):
    return [Fraction(1)] * len(row)


@pytest.mark.shared
@pytest.mark.parametrize(("head", "sign"), [("mpi_POS", -1), ("mpi_NEG", 1)])
def test_the_mazziotta_pareto_index_of_compind_is_met(head, sign, vectors, farthest):
    rule = Aggregation(method="mazziotta_pareto", parameter=Fraction(sign), sample=True)
    _, rows = vectors.rows("compind/asem8_z100_10_input.csv")
    wanted = vectors.columns("compind/asem8_mpi_wroclaw.csv")[head]

    assert farthest([aggregate(row, equal(row), rule) for row in rows], wanted) < 1e-9


@pytest.mark.shared
@pytest.mark.parametrize(("place", "sign"), [(0, -1), (1, 1)])
def test_the_mazziotta_pareto_index_of_two_indicators_is_met(place, sign, vectors, farthest):
    rule = Aggregation(method="mazziotta_pareto", parameter=Fraction(sign), sample=True)
    _, rows = vectors.rows("compind/norm_z100_10.csv", first=0)
    _, wanted = vectors.rows("compind/mpi_on_norm_z100_10.csv", first=0)

    assert farthest([aggregate(row, equal(row), rule) for row in rows], [row[place] for row in wanted]) < 1e-9


@pytest.mark.shared
def test_at_least_one_of_two_is_the_higher_or_the_lower(vectors, farthest):
    _, rows = vectors.rows("compind/norm_minmax.csv", first=0)
    _, wanted = vectors.rows("compind/owa_minmax_atleast1.csv", first=0)

    for place, weights in enumerate(([Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)])):
        got = [aggregate(row, weights, Aggregation(method="ordered")) for row in rows]
        assert farthest(got, [row[place] for row in wanted]) < 1e-9


@pytest.mark.shared
@pytest.mark.parametrize("count", range(1, 9))
def test_the_ordered_means_of_compind_are_met(count, vectors, farthest):
    rule = Aggregation(method="ordered")
    _, rows = vectors.rows("compind/asem8_minmax_input.csv")
    wanted = vectors.columns("compind/asem8_owa.csv")
    lowest = [Fraction(place < count) for place in range(8)]

    assert farthest([aggregate(row, lowest, rule) for row in rows], wanted[f"n_j{count}"]) < 1e-9
    assert farthest([aggregate(row, lowest[::-1], rule) for row in rows], wanted[f"p_j{count}"]) < 1e-9


@pytest.mark.shared
def test_the_mean_min_index_goes_along_the_rows_and_not_down_the_columns(vectors, farthest):
    rule = Aggregation(method="mean_minimum", parameter=Fraction(1, 2), smoothing=Fraction(1))
    _, rows = vectors.rows("compind/norm_z100_10.csv", first=0)
    _, wanted = vectors.rows("compind/mean_min_alpha05_beta1.csv", first=0)

    assert farthest([aggregate(row, equal(row), rule) for row in rows], [row[1] for row in wanted]) < 1e-9


@pytest.mark.shared
def test_the_adjusted_mazziotta_pareto_index_of_compind_is_met_to_its_three_decimals(vectors):
    rule = Aggregation(method="mazziotta_pareto")
    heads, rows = vectors.rows("compind/ampi_norm.csv")
    wanted = vectors.columns("compind/ampi_gp50_100_NEG.csv")
    first = [row[:2] for row in rows]

    assert heads == ["employ", "energy", "employ.1", "energy.1"]
    for row, index in zip(first, wanted["2010"], strict=True):
        assert float(aggregate(row, equal(row), rule)) == pytest.approx(float(index), abs=6e-4)


def test_a_zero_makes_geometric_and_harmonic_means_zero():
    for method in ("geometric", "harmonic"):
        assert aggregate([Fraction(0), Fraction(9)], equal("ab"), Aggregation(method=method)) == 0


def test_a_score_below_zero_has_no_geometric_mean_and_says_so():
    with pytest.raises(DomainError) as caught:
        aggregate([Fraction(-1), Fraction(9)], equal("ab"), Aggregation(method="geometric"))

    assert caught.value.params["found"] == "-1.0"


def test_the_median_splits_the_weight_in_half():
    scores = [Fraction(3), Fraction(1), Fraction(2)]

    assert aggregate(scores, [Fraction(1)] * 3, Aggregation(method="median")) == 2
    assert aggregate(scores, [Fraction(2), Fraction(1), Fraction(1)], Aggregation(method="median")) == Fraction(5, 2)
    assert aggregate(scores, [Fraction(5), Fraction(1), Fraction(1)], Aggregation(method="median")) == 3


scored = st.lists(st.tuples(st.integers(1, 100), st.integers(1, 9)), min_size=1, max_size=8)
MIXING = sorted(set(MEANS) - FACTORS - {"sum", "mazziotta_pareto"})


@given(scored, st.sampled_from(MIXING))
def test_a_mean_lies_between_the_lowest_and_the_highest(pairs, method):
    scores, weights = ([Fraction(one) for one in part] for part in zip(*pairs, strict=True))

    found = aggregate(scores, weights, Aggregation(method=method, parameter=Fraction(1, 2)))

    assert min(scores) - 1e-9 <= found <= max(scores) + 1e-9


@given(scored)
def test_the_means_stand_in_their_order(pairs):
    scores, weights = ([Fraction(one) for one in part] for part in zip(*pairs, strict=True))
    harmonic, geometric, arithmetic = (
        aggregate(scores, weights, Aggregation(method=method)) for method in ("harmonic", "geometric", "arithmetic")
    )

    assert harmonic <= geometric + 1e-9
    assert geometric <= arithmetic + 1e-9


@given(scored, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter_to_the_last_bit(pairs, shuffler):
    moved = list(pairs)
    shuffler.shuffle(moved)
    found = [
        aggregate([one / 7 for one, _ in listed], [float(two) for _, two in listed], Aggregation(method="geometric"))
        for listed in (pairs, moved)
    ]

    assert found[0] == found[1]
