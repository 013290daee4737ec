from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite.imputation import impute, impute_over_time


def numbers(*values):
    return [None if value is None else Fraction(value) for value in values]


@pytest.mark.shared
@pytest.mark.parametrize("file", ["i_mean", "i_median", "i_mean_grp", "i_median_grp"])
def test_an_imputation_of_coinr_is_met(file, vectors, farthest):
    rule = {"i_mean": "mean", "i_median": "median", "i_mean_grp": "group_mean", "i_median_grp": "group_median"}[file]
    groups = [list(row.values())[1] for row in vectors.dicts("impute/groups.csv")]
    columns = vectors.columns("impute/input_denominated.csv")
    for code, wanted in vectors.columns(f"impute/{file}.csv").items():
        assert farthest(impute(columns[code], rule, groups=groups), wanted) < 1e-9, code


def test_a_gap_stays_where_nobody_of_the_group_has_a_value():
    column = numbers(1, None, None)

    assert impute(column, "group_mean", groups=["a", "a", "b"]) == numbers(1, 1, None)


def test_the_last_value_before_stands_in_and_never_a_later_one():
    assert impute_over_time(numbers(None, 2, None, None, 5), "last") == numbers(None, 2, 2, 2, 5)


def test_the_line_between_the_neighbours_follows_the_years_that_lie_between():
    found = impute_over_time(numbers(1, None, 7, None), "linear", times=[2010, 2011, 2013, 2014])

    assert found == numbers(1, 3, 7, None)


gappy = st.lists(st.one_of(st.none(), st.integers(-99, 99).map(Fraction)), min_size=1, max_size=12)


@given(gappy, st.sampled_from(["none", "mean", "median", "group_mean", "group_median"]))
def test_only_what_is_missing_changes(column, rule):
    filled = impute(column, rule)

    assert [new for new, old in zip(filled, column, strict=True) if old is not None] == [
        old for old in column if old is not None
    ]


@given(gappy, st.sampled_from(["none", "last", "linear"]))
def test_over_time_too_only_what_is_missing_changes(column, rule):
    filled = impute_over_time(column, rule)

    assert all(new == old for new, old in zip(filled, column, strict=True) if old is not None)
