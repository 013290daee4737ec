from fractions import Fraction

import pytest

from zeren.composite import TableError, read_tables

WIDE = "# source: a bulletin\nunit,group,a,b\nX,sea,1.5,\nY,land,2,not applicable\n"
TIDY = "unit,group,indicator,value,source\nX,sea,a,1.5,s\nY,land,a,2,s\nY,land,b,not applicable,s\n"


def refused(text, **options):
    with pytest.raises(TableError) as caught:
        read_tables(text, **options)
    return caught.value.params


@pytest.mark.parametrize("text", [WIDE, TIDY])
def test_a_wide_and_a_tidy_table_say_the_same(text):
    table = read_tables(text, columns=["a", "b"])[""]

    assert table.units == ("X", "Y")
    assert table.groups == ("sea", "land")
    assert table.columns == {"a": (Fraction(3, 2), Fraction(2)), "b": (None, None)}
    assert table.inapplicable == {("Y", "b")}


def test_periods_are_tables_of_their_own():
    tables = read_tables("unit,period,a\nX,2020,1\nX,2021,2\nY,2020,3\n")

    assert {when: table.units for when, table in tables.items()} == {"2020": ("X", "Y"), "2021": ("X",)}


def test_columns_that_nobody_wants_may_hold_anything():
    assert read_tables("unit,name,a\nX,Xanadu,1\n", columns=["a"])[""].columns == {"a": (1,)}


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "—", "…", "缺失"])
def test_a_gap_is_written_in_many_ways(cell):
    assert read_tables(f"unit,a,b\nX,{cell},1\n")[""].columns["a"] == (None,)


def test_thousands_may_have_commas():
    assert read_tables('unit,a\nX,"1,234,567.5"\n')[""].columns["a"] == (Fraction("1234567.5"),)


@pytest.mark.parametrize("cell", ["12%", "about 5", "1/0", "1e99999", "12,34", "inf", "五"])
def test_a_cell_that_is_no_number_is_refused_with_its_place(cell):
    told = refused(f'# note\nunit,a\nX,1\nY,"{cell}"\n', name="data.csv")

    assert (told["at"], told["found"]) == ('data.csv, line 4, column "a"', cell)


def test_a_column_that_is_not_there_is_named_and_a_near_one_offered():
    assert refused("unit,Goal 1\nX,1\n", columns=["goal 1"]) == {
        "at": "the table",
        "expected": 'a column "goal 1"',
        "found": '"Goal 1"?',
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\n1,2\n", "a, b"),
        ("unit,a,a\nX,1,2\n", '"a" twice'),
        ("unit,a\nX,1\nX,2\n", '"X", which stands on line 2 too'),
        ("unit,a\nX,1\n,2\n", "nothing"),
        ("unit,a\n", "none"),
        ("unit,a\nX,1,2\n", "3"),
        ("unit,indicator,value\nX,a,1\nX,a,2\n", "X, a again"),
        ("", "an empty table"),
    ],
)
def test_a_table_that_is_not_one_is_refused(text, found):
    assert refused(text)["found"] == found


@pytest.mark.parametrize("mark", [";", "\t"])
def test_cells_may_be_parted_otherwise(mark):
    assert read_tables(f"unit{mark}a\nX{mark}1.5\n")[""].columns == {"a": (Fraction(3, 2),)}


def test_a_cell_of_two_lines_does_not_move_the_place_of_a_mistake():
    assert refused('unit,a\n"X\nY",1\nZ,five\n', name="a.csv")["at"] == 'a.csv, line 4, column "a"'
