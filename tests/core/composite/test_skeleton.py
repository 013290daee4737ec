"""A first file of an index, out of the columns of its data."""

import pytest

from zeren.composite import TableError, parse, read_tables, score
from zeren.composite.skeleton import skeleton
from zeren.composite.table import csv_rows


def made(text):
    return skeleton(csv_rows(text, "a.csv"), name="a.csv")


def test_the_file_can_be_used_at_once():
    text = "# note\n地区,年份,空气,note\n甲,2025,3,good\n乙,2025,,bad\n丙,2025,5,\n"
    index = parse(made(text))

    result = score(
        index, read_tables(text, columns=[one.column for one in index.indicators], layout=index.layout)["2025"]
    )

    assert result.scores["whole"] == (0, None, 100)


def test_columns_of_words_are_no_indicators():
    assert [one.name for one in parse(made("unit,a,words\nX,1,one\nY,2,two\n")).indicators] == ["a"]


def test_of_a_tidy_table_each_indicator_is_one():
    index = parse(made("unit,indicator,value\nX,air,1\nX,water,2\n"))

    assert [one.name for one in index.indicators] == ["air", "water"]


def test_what_a_tidy_table_is_called_stands_in_the_file():
    index = parse(made("地区,指标,数值\n甲,air,1\n甲,water,2\n"))

    assert ([one.name for one in index.indicators], index.layout.value) == (["air", "water"], "数值")


def test_columns_of_periods_are_no_indicators():
    index = parse(made("Country,Indicator,2020,2021\nX,air,1,..\nX,water,2,3\n"))

    assert ([one.name for one in index.indicators], index.layout.indicator) == (["air", "water"], "Indicator")


def test_decimal_commas_are_seen():
    index = parse(made("Land;Luft;Wasser\nA;12,5;1.234\nB;3,25;7\n"))

    assert ([one.name for one in index.indicators], index.layout.decimal) == (["Luft", "Wasser"], ",")


def test_a_column_of_kinds_is_that_of_the_groups():
    assert parse(made("unit,类型,a\nX,1,1\nY,2,2\n")).layout.group == "类型"


def test_a_title_above_the_heads_is_no_head():
    assert [one.name for one in parse(made("Values of 2026,,\nunit,a,b\nX,1,2\n")).indicators] == ["a", "b"]


def test_any_head_can_stand_in_the_file():
    assert [one.name for one in parse(made('unit,"a ""b"" \\ c"\nX,1\n')).indicators] == ['a "b" \\ c']


@pytest.mark.parametrize("text", ["", "unit\nX\n", "1,2\n3,4\n", "unit,a\nX,b\n"])
def test_without_units_and_numbers_there_is_no_index(text):
    with pytest.raises(TableError) as caught:
        made(text)

    assert caught.value.params["at"] == "a.csv"
