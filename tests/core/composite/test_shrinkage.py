from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite import ModelError, parse, read_tables, score
from zeren.composite.errors import DomainError
from zeren.composite.shrinkage import shrink


def numbers(*values):
    return [None if value is None else Fraction(value) for value in values]


def test_a_rate_is_drawn_as_far_as_the_formula_says():
    cases, exposures = numbers(0, 6, 30), numbers(10, 20, 60)

    found = shrink(cases, exposures, [""] * 3)

    # m = 36/90 = 2/5; Σ n(r - m)²/Σ n = (8/5 + 1/5 + 3/5)/90 = 2/75, less m·3/90 = 1/75: a = 1/75.
    middle, beyond = Fraction(2, 5), Fraction(1, 75)
    assert found[0] == middle + beyond / (beyond + middle / 10) * (0 - middle) == Fraction(3, 10)


def test_rates_that_differ_no_more_than_by_chance_become_one():
    assert shrink(numbers(1, 2), numbers(10, 20), ["", ""]) == numbers("1/10", "1/10")


def test_groups_are_drawn_to_their_own_rate_and_a_gap_stays():
    found = shrink(numbers(1, 1, 9, None), numbers(10, 10, 10, 10), ["a", "a", "b", "b"])

    assert found == numbers("1/10", "1/10", "9/10", None)


@pytest.mark.parametrize(("cases", "below"), [(-1, 10), (1, 0)])
def test_what_is_no_count_over_a_population_is_refused(cases, below):
    with pytest.raises(DomainError):
        shrink(numbers(cases, 1), numbers(below, 10), ["", ""])


counted = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=1, max_size=8)


@given(counted)
def test_a_rate_moves_towards_that_of_all_and_never_past_it(pairs):
    cases, exposures = (numbers(*column) for column in zip(*pairs, strict=True))
    middle = sum(cases) / sum(exposures)

    for rate, number, below in zip(shrink(cases, exposures, [""] * len(pairs)), cases, exposures, strict=True):
        assert min(middle, number / below) <= rate <= max(middle, number / below)


def index(more):
    return parse(
        '[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n[[indicator]]\nname = "a"\nunder = "whole"\n'
        f'normalise = "none"\n{more}\n'
    )


CSV = "unit,a,people\nX,0,10\nY,6,20\nZ,30,60\n"


def test_the_index_scores_the_shrunk_rate():
    result = score(index('denominator = "people"\nshrink = "all"'), read_tables(CSV)[""])

    assert result.scores["whole"][0] == Fraction(3, 10)


def test_a_value_over_a_small_denominator_is_marked():
    result = score(index('denominator = "people"\nsmallest = 20'), read_tables(CSV)[""])

    assert result.small == {("X", "a")}


@pytest.mark.parametrize("more", ['shrink = "all"', "smallest = 20"])
def test_what_concerns_a_denominator_needs_one(more):
    with pytest.raises(ModelError) as caught:
        index(more)

    assert caught.value.params["key"] == "denominator"
