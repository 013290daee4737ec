"""Whatever is put into a file, it is read or refused, and what is read quotes itself."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zeren.foundations.errors import InvalidInputError
from zeren.reading import read

PIECES = st.sampled_from(
    ["<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=3>", "<td colspan=2>", "<th>", "</td>", "<div>", "</div>", "<p>", "<nav>", "</nav>", "<main>", "<article>", "</article>",
     "<thead>", "<caption>", "<a href=x>", "</a>", "各部门要报告。", "责任单位", "x", "\t", "\n", "<!--<$[信息内容]>begin-->", "<!--<$[信息内容]>end-->", '<meta name="ContentStart">', "<ul>", "<li>", "&amp;", ","]
)  # fmt: skip
CELLS = st.lists(
    st.lists(st.one_of(st.text(max_size=8), st.sampled_from(["\t", "\n", '"', "=1", "#", "5%"])), max_size=4),
    max_size=6,
)


def check(reading):
    """Every cell lies in its row of the text, and all rows are of the same length."""
    size = len(reading.text)
    for table in reading.tables:
        assert len({len(row) for row in table.rows}) == 1
        assert 0 <= table.head <= len(table.rows)
        assert 0 <= table.span.start <= table.span.end <= size
        for cell in itertools.chain(*table.rows):
            assert table.span.start <= cell.start <= cell.end <= table.span.end
            assert "\n" not in cell.of(reading.text)
            assert "\t" not in cell.of(reading.text)


def read_or_refused(data, name=""):
    try:
        check(read(data, name=name))
    except InvalidInputError as refused:
        assert refused.code != InvalidInputError.code  # noqa: PT017


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_page(markup):
    read_or_refused(f"<html>{markup}".encode())


@given(st.text(alphabet=st.sampled_from('a,"\n\t;#= 1各'), max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_csv(text):
    read_or_refused(text.encode(), name="x.csv")


@given(st.text(alphabet=st.sampled_from("a\t\n 1各"), max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_text_with_tabs(text):
    read_or_refused(text.encode())


@given(CELLS)
@settings(max_examples=50, deadline=None)
def test_any_workbook(workbook, cells):
    escaped = [[cell.translate({ord(sign): "" for sign in "<&"}) for cell in row] for row in cells]
    read_or_refused(workbook({"x": escaped}))


@pytest.fixture
def files(word, saved, workbook, pdf):
    document, listed = word
    listed(document, "各部门要报告。")
    document.add_table(2, 2).cell(0, 0).text = "任务"
    return saved(document), workbook({"x": [["a", "b"], [1, 2]]}), pdf([[(72, 700, 12, "各部门要报告。")]])


@given(st.integers(0, 2), st.floats(0, 1), st.binary(max_size=6), st.integers(0, 6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_some_bytes_changed(files, which, place, put, taken):
    data = files[which]
    at = int(place * len(data))
    read_or_refused(data[:at] + put + data[at + taken :])


@given(
    st.sampled_from(
        [b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff", b"<html>"]
    ),
    st.binary(max_size=200),
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_after_the_mark_of_a_format(mark, rest):
    read_or_refused(mark + rest)
