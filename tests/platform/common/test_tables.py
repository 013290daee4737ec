"""What is written as a table is read back as it was, whatever stands in its cells, and no spreadsheet runs any of it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.foundations.errors import ZerenError
from zeren_platform.common.sheets import escaped, write_workbook
from zeren_platform.common.tables import NoTableFileError, csv_lines, is_json, lines_of, unescaped

# What a cell may hold: any text without controls; its end and its beginning are not blank, since imports trim them.
CELLS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cn"], blacklist_characters="\ufeff\x85\u2028\u2029"), max_size=30
).map(str.strip)
DANGEROUS = st.builds(lambda sign, rest: sign + rest, st.sampled_from(["=", "+", "-", "@", "'=", "'", "''+"]), CELLS)
ROWS = st.lists(st.tuples(CELLS | DANGEROUS, CELLS | DANGEROUS), min_size=1, max_size=8).filter(
    lambda rows: all(any(cell.strip() for cell in row) for row in rows)
)


@given(CELLS | DANGEROUS)
def test_a_cell_made_safe_comes_back_as_it_was(cell):
    assert unescaped(escaped(cell)) == cell


@given(CELLS | DANGEROUS)
def test_no_cell_begins_like_a_formula(cell):
    assert not escaped(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(ROWS)
def test_csv_comes_back_without_loss(rows):
    written = "".join(csv_lines(("code", "name"), rows)).encode()

    assert [line.cells for line in lines_of(written)[1:]] == rows


@given(ROWS)
def test_a_workbook_comes_back_without_loss(rows):
    target = io.BytesIO()
    write_workbook(target, title="Units", heads=("code", "name"), widths=(20, 40), rows=rows)

    assert [line.cells for line in lines_of(target.getvalue())[1:]] == rows


def test_a_line_has_the_number_that_an_editor_shows():
    assert [line.number for line in lines_of('code,name\na,"two\nlines"\n\nb,x\n'.encode("gb18030"))] == [1, 2, 5]


def test_a_file_of_another_kind_is_refused_by_its_name():
    with pytest.raises(ZerenError) as caught:
        lines_of(b"\x89PNG\r\n\x1a\n")

    assert caught.value.params["format"] == "PNG image"


def test_a_file_with_nothing_below_its_head_is_refused():
    with pytest.raises(ZerenError) as caught:
        lines_of(b"code,name\n")

    assert caught.value.code == "common.table.empty"


def test_json_is_told_from_a_table():
    assert (is_json(b'\xef\xbb\xbf {"a": 1}'), is_json(b"a,b\n")) == (True, False)


@pytest.mark.parametrize("content", [b"GIF89a", b"%PDF-1.7", b"\n<!doctype html>"])
def test_a_file_that_holds_no_table_is_refused_as_such(content):
    with pytest.raises(NoTableFileError) as caught:
        lines_of(content)

    assert caught.value.params["field"] == "file"
