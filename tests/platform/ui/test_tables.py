"""Tables sort by link, page by key, and become cards."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.template import TemplateSyntaxError

from zeren_platform.ui.shapes import Column

COLUMNS = [
    Column(key="number", label="No.", sortable=True, align="end"),
    Column(key="title", label="Duty", sortable=True),
    Column(key="points", label="Points", hide_below="narrow"),
]
TABLE = (
    "{% data_table caption='Duties' columns=columns page=page sort=sort empty='Nothing yet' %}{% for row in rows %}"
    "{% table_row href='/d/' %}{% cell kind='number' %}{{ row }}{% endcell %}{% cell kind='head' %}t{% endcell %}"
    "{% cell %}3{% endcell %}{% endtable_row %}{% endfor %}{% enddata_table %}"
)
PAGE = SimpleNamespace(previous="before-this", next="after-this")


@pytest.fixture
def table(draw):
    def render(**given):
        return draw(TABLE, **{"columns": COLUMNS, "rows": [14, 15], "page": None, "sort": "", **given})

    return render


def test_a_cell_takes_label_alignment_and_hiding_from_its_column(table):
    first, second = (re.findall(r"<t[dh][^>]*>", row) for row in table().split("<tr")[2:])

    assert first == second
    assert first == [
        '<td class="align-end kind-number" data-label="No.">',
        '<th class="kind-head" scope="row" data-label="Duty">',
        '<td class="hide-narrow" data-label="Points">',
    ]


def test_drawn_rows_are_those_that_rows_and_cells_make(table, draw):
    columns = [replace(column, kind=kind) for column, kind in zip(COLUMNS, ("number", "head", "text"), strict=True)]
    rows = [SimpleNamespace(href="/d/", number=number, title="t", points=3) for number in (14, 15)]

    drawn = draw(
        "{% data_table caption='Duties' columns=columns %}{% drawn_rows rows=rows %}{% enddata_table %}",
        columns=columns,
        rows=rows,
    )

    assert re.findall(r"<tr data-href.*?</tr>", drawn) == re.findall(r"<tr data-href.*?</tr>", table())


def test_drawn_rows_escape_what_is_not_drawn(draw):
    drawn = draw(
        "{% data_table caption='Duties' columns=columns %}{% drawn_rows rows=rows %}{% enddata_table %}",
        columns=COLUMNS[:1],
        rows=[SimpleNamespace(href='"><script>', number="<script>")],
    )

    assert "<script>" not in drawn


def test_more_cells_than_columns_are_refused(draw):
    with pytest.raises(TemplateSyntaxError):
        draw(TABLE, columns=COLUMNS[:2], rows=[1], page=None, sort="")


def test_a_head_sorts_by_link_and_keeps_the_filters_but_not_the_place(table):
    assert 'href="?state=red&amp;sort=number"' in table()


@pytest.mark.parametrize(
    ("sort", "order", "turned"), [("title", "ascending", "-title"), ("-title", "descending", "title")]
)
def test_the_present_order_is_told_and_can_be_turned(table, sort, order, turned):
    drawn = table(sort=sort)

    assert f'aria-sort="{order}"' in drawn
    assert drawn.count("aria-sort") == 1
    assert f"sort={turned}" in drawn


def test_a_column_that_does_not_sort_has_no_link(table):
    assert "sort=points" not in table()


def test_pages_are_turned_by_key_and_never_counted(table):
    drawn = table(page=PAGE)

    assert 'href="?state=red&amp;before=before-this" rel="prev"' in drawn
    assert 'href="?state=red&amp;after=after-this" rel="next"' in drawn
    assert 'aria-label="Pages: Duties"' in drawn


def test_the_only_page_has_no_pager(table):
    assert "<nav" not in table(page=SimpleNamespace(previous="", next=""))


def test_a_table_without_rows_says_so_across_its_width(table):
    assert '<td colspan="3">Nothing yet</td>' in table(rows=[])


def test_a_table_has_a_caption_and_column_heads(table):
    drawn = table()

    assert '<caption class="unseen">Duties</caption>' in drawn
    assert drawn.count('scope="col"') == 3


def test_a_column_can_keep_its_label_on_a_card(table):
    columns = [*COLUMNS[:2], Column(key="points", label="Points", told=True)]

    assert '<td class="told" data-label="Points">' in table(columns=columns)
