from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite import parse, read_tables, score
from zeren.composite.imputation import impute, impute_by_row, impute_over_time


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


@given(gappy, st.sampled_from(["last", "linear"]))
def test_over_time_too_only_what_is_missing_changes(column, rule):
    filled = impute_over_time(column, rule)

    assert all(new == old for new, old in zip(filled, column, strict=True) if old is not None)


@pytest.mark.shared
def test_the_mean_of_the_row_within_a_pillar_is_that_of_coinr(vectors, farthest):
    rows = {row["iCode"]: row for row in vectors.dicts("input/asem_iMeta.csv")}
    parents = {code: row["Parent"] for code, row in rows.items()}
    columns = vectors.columns("impute/input_denominated.csv")
    wanted = vectors.columns("impute/row_mean_within_pillar_normalise_first.csv")
    for pillar in {parents[code] for code in wanted}:
        codes = [code for code in wanted if parents[code] == pillar]
        found = impute_by_row([columns[code] for code in codes], [int(rows[code]["Direction"]) for code in codes])
        for code, column in zip(codes, found, strict=True):
            assert farthest(column, wanted[code]) < 1e-9, code


def test_the_row_minds_of_which_less_is_better():
    good, bad = numbers(0, 10, None), numbers(8, 0, 2)

    assert impute_by_row([good, bad], [1, -1])[0] == numbers(0, 10, "15/2")


def test_a_unit_without_other_indicators_keeps_its_gap():
    assert impute_by_row([numbers(0, 10, None), numbers(1, 2, None)], [1, 1])[0] == numbers(0, 10, None)


def test_an_index_fills_a_gap_from_the_row():
    index = parse(
        '[index]\nname = "i"\ntitle = "I"\n[defaults]\nimpute = "row_mean"\n[[node]]\nname = "whole"\n'
        '[[indicator]]\nname = "a"\nunder = "whole"\n[[indicator]]\nname = "b"\nunder = "whole"\n'
    )

    result = score(index, read_tables("unit,a,b\nX,0,0\nY,10,4\nZ,,1\n")[""])

    assert (result.scores["a"][2], result.filled) == (25, {("Z", "a")})
