from fractions import Fraction

import pytest

from zeren.composite import TableError, read_tables
from zeren.composite.layout import Layout

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


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "N.A.", "#N/A", "..", ":", "—", "……", "缺失", "暂无数据"])
def test_a_gap_is_written_in_many_ways(cell):
    assert read_tables(f"unit,a,b\nX,{cell},1\n")[""].columns["a"] == (None,)


@pytest.mark.parametrize(
    "cell", ["1,234,567.5", "1 234 567.5", "1\u202f234\u202f567.5", "1'234'567.5", "\uff11\uff0c\uff12\uff13\uff14"]
)
def test_thousands_may_be_parted(cell):
    assert read_tables(f'unit,a\nX,"{cell}"\n')[""].columns["a"][0] in {Fraction("1234567.5"), 1234}


def test_a_sign_of_subtraction_is_a_minus():
    assert read_tables("unit,a\nX,\u22125\n")[""].columns["a"] == (-5,)


@pytest.mark.parametrize("cell", ["12.5²", "1 23", "1,234 567", "1_000"])
def test_what_only_looks_like_a_number_is_none(cell):
    assert refused(f'unit,a\nX,"{cell}"\n')["found"] == f'"{cell}"'


def test_what_is_published_in_per_cent_stays_in_per_cent():
    assert read_tables("unit,a\nX,45%\nY,5.5 \uff05\nZ,\n")[""].columns["a"] == (45, Fraction(11, 2), None)


def test_a_column_with_signs_of_per_cent_here_and_none_there_is_refused():
    told = refused("unit,a\nX,45%\nY,0.45\n")

    assert told["at"] == 'the table, line 3, column "a"'
    assert told["expected"].startswith("a sign of per cent behind all")


def test_what_stands_for_a_gap_can_be_declared():
    layout = Layout(missing=frozenset({"/"}))

    assert read_tables("unit,a\nX,/\nY,1\n", layout=layout)[""].columns["a"] == (None, 1)


def test_the_first_mistake_names_some_others():
    assert refused("unit,a\nX,one\nY,2\nZ,three\n")["found"] == '"one" (and 1 more cells: "three" on line 4)'


def test_a_decimal_comma_is_read_where_it_is_declared():
    layout = Layout(decimal=",")

    assert read_tables("unit;a\nX;1.234,5\nY;1,234\n", layout=layout)[""].columns["a"] == (
        Fraction("1234.5"),
        Fraction("1.234"),
    )


@pytest.mark.parametrize("cell", ["1,234", "12,5"])
def test_a_comma_that_may_be_either_is_refused(cell):
    assert 'decimal = ","' in refused(f"unit;a\nX;{cell}\n")["expected"]


def test_a_comma_parts_thousands_where_that_is_declared():
    assert read_tables("unit;a\nX;1,234\n", layout=Layout(decimal="."))[""].columns["a"] == (1234,)


def test_periods_may_be_columns():
    tables = read_tables("unit,indicator,2020,2021年\nX,a,1,2\nX,b,3,\n")

    assert {when: table.columns for when, table in tables.items()} == {
        "2020": {"a": (1,), "b": (3,)},
        "2021年": {"a": (2,), "b": (None,)},
    }


def test_a_tidy_table_may_call_its_columns_otherwise():
    layout = Layout(unit="地区", indicator="指标", value="数值")

    assert read_tables("地区,指标,数值\n甲,a,1\n", layout=layout)[""].columns == {"a": (1,)}


def test_a_tidy_table_that_is_not_known_as_one_says_how_it_is():
    told = refused("unit,Indicator,Value\nX,a,1\n", columns=["a"])

    assert 'indicator_column = "Indicator"' in told["expected"]


def test_a_title_above_the_heads_is_passed_over():
    assert read_tables("Values of 2026,,\n\nunit,a,b\nX,1,2\n")[""].columns == {"a": (1,), "b": (2,)}


def test_rows_that_are_no_units_are_left_out_by_name():
    layout = Layout(without=frozenset({"全市", "World"}))

    assert read_tables("unit,a\n全市,9\nX,1\nWorld,5\n", layout=layout)[""].units == ("X",)


def test_empty_cells_beyond_the_heads_are_passed_over():
    assert read_tables("unit,a\nX,1,,\n")[""].columns["a"] == (1,)


@pytest.mark.parametrize("cell", ["about 5", "1/0", "1e99999", "12,34", "inf", "五"])
def test_a_cell_that_is_no_number_is_refused_with_its_place(cell):
    told = refused(f'# note\nunit,a\nX,1\nY,"{cell}"\n', name="data.csv")

    assert (told["at"], told["found"]) == ('data.csv, line 4, column "a"', f'"{cell}"')


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
        ("unit,a\nX,1,2\n", "3: X, 1, 2"),
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
