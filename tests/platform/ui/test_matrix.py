"""A matrix is a table that says who has how much of what."""

from xml.etree import ElementTree as ET

import pytest

from zeren_platform.ui.matrix import matrix, steps
from zeren_platform.ui.shapes import MatrixCell, MatrixLine

ROWS = [MatrixLine(key="a", label="Harbour", href="/a/"), MatrixLine(key="b", label="Forestry")]
COLUMNS = [MatrixLine(key="sea", label="Sea"), MatrixLine(key="air", label="Air")]
CELLS = [
    MatrixCell(row="a", column="sea", amount=4, within=2, href="/x/", label="Harbour, Sea: 4, lead in 2"),
    MatrixCell(row="b", column="sea", amount=1, href="/y/"),
    MatrixCell(row="b", column="air", amount=2),
]


def table_of(drawn):
    return ET.fromstring(drawn).find(".//table")  # noqa: S314 -- our own markup


def figures(table, part):
    return [["".join(cell.itertext()) for cell in row.iter("td")] for row in table.find(part).iter("tr")]


@pytest.fixture
def table():
    return table_of(matrix(ROWS, COLUMNS, CELLS, title="Coverage"))


def test_rows_and_columns_are_named(table):
    assert table.find("caption").text == "Coverage"
    assert [head.get("scope") for head in table.find("thead").iter("th")] == ["col"] * 4
    assert [head.get("scope") for head in table.find("tbody").iter("th")] == ["row"] * 2


def test_a_cell_leads_to_what_it_counts_and_says_so_in_words(table):
    links = [(link.get("href"), link.get("aria-label")) for link in table.find("tbody").iter("a")]

    assert links == [("/a/", None), ("/x/", "Harbour, Sea: 4, lead in 2"), ("/y/", None)]


def test_the_more_the_darker(table):
    shades = [cell.get("class") for cell in table.find("tbody").iter("td") if cell.get("class") != "matrix-sum"]

    assert shades == ["heat-5", "heat-0", "heat-2", "heat-3"]


def test_each_row_and_each_column_has_its_sum(table):
    assert [row[-1] for row in figures(table, "tbody")] == ["4", "3"]
    assert figures(table, "tfoot") == [["5", "2", "7"]]


def test_what_is_set_apart_stands_before_the_amount(table):
    assert table.find(".//b[@class='within']").text == "2"


def test_lines_beneath_have_figures_of_their_own_that_are_not_summed_with_the_rest():
    cells = [*CELLS, MatrixCell(row="", column="sea", amount=90)]

    table = table_of(matrix(ROWS, COLUMNS, cells, title="x", beneath=[MatrixLine(key="", label="Different duties")]))

    assert figures(table, "tfoot") == [["5", "2", "7"], ["90", "0", "90"]]
    assert "heat-5" in {cell.get("class") for cell in table.find("tbody").iter("td")}


def test_rows_of_one_group_stand_under_one_heading():
    rows = [
        MatrixLine(key=key, label=key, group=group)
        for key, group in (("a", "Bureaus"), ("b", "Bureaus"), ("c", "Districts"))
    ]

    drawn = matrix(rows, [], [], title="x")

    assert drawn.count('class="matrix-group"') == 2


@pytest.mark.parametrize("largest", [1, 2, 3, 4, 5, 6, 27, 60, 1000, 12345])
def test_the_shades_reach_from_one_to_the_largest_without_a_gap(largest):
    bounds = steps(largest)

    assert bounds[-1] == largest
    assert bounds == sorted(set(bounds))
    assert bounds[0] >= 1


def test_nothing_at_all_has_no_shades():
    assert steps(0) == []
