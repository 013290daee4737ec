"""Pages of no known make: the part with the most text against links is the document."""

import sys

import pytest

from zeren.reading import read
from zeren.reading.formats import source_of

MENU = "".join(f'<li><a href="/{number}">要闻动态栏目{number}</a></li>' for number in range(30))
BODY = "".join(f"<p>{number}.各部门要按月报告落实情况，并公布结果。</p>" for number in range(1, 9))


def page(body, head=""):
    return f"<!DOCTYPE html><html><head><title>通知</title>{head}</head><body>{body}</body></html>".encode()


def around(body):
    return page(
        f'<div class="top"><ul>{MENU}</ul></div>{body}<div><p>主办单位：滨海市人民政府办公室　版权所有</p></div>'
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{BODY}</div>",
        f"<div><div><div>{BODY}</div></div></div>",
        f"<table><tr><td><ul>{MENU}</ul></td><td>{BODY}</td></tr></table>",
        f"<main><nav>{MENU}</nav><div>{BODY}</div></main>",
        f"<article>{BODY}<aside><p>相关的文件在这里，请点击阅读。</p></aside><div class='share'>分享到这里</div></article>",
        f"<article>{BODY}</article><aside><p>相关的文件在这里，请点击阅读。</p></aside>",
    ],
    ids=["a part", "a part within parts", "a table for layout", "main", "article with an aside", "article"],
)
def test_only_the_document_is_text(body):
    lines = read(around(body)).text.split("\n")

    assert len(lines) == 8
    assert lines[0].startswith("1.")


def test_a_page_may_begin_as_xml():
    assert read(b'<?xml version="1.0" encoding="utf-8"?>\n' + page(BODY)).text.startswith("1.")


def test_text_in_several_parts_stays_together():
    half = BODY.replace("按月", "按年")

    assert len(read(around(f"<div><div>{BODY}</div><div>{half}</div></div>")).text.split("\n")) == 16


def test_a_foot_is_no_document_though_it_has_no_links():
    body = f"<div>{BODY}</div><footer><p>本站由滨海市大数据中心维护，欢迎提出意见和建议。</p></footer>"

    assert "大数据中心" not in read(page(body)).text


def test_marks_of_the_standard_enclose_the_body():
    text = read(
        page(
            f'<p>导航，很长的一行文字在这里。</p><meta name="ContentStart"><p>各部门要报告。</p><meta name="ContentEnd">{BODY}'
        )
    ).text

    assert text == "各部门要报告。"


def test_number_and_index_in_a_box_above_the_document_are_kept():
    box = "<table><tr><td>索引号：</td><td>000014349/2026-00007</td></tr><tr><td>发文字号：滨政办发〔2026〕5号</td></tr></table>"
    facts = read(around(f"{box}<div>{BODY}</div>")).document

    assert facts.index_number == "000014349/2026-00007"
    assert facts.number == "滨政办发〔2026〕5号"


def test_a_table_is_read_with_its_head_and_caption():
    table = "<table><caption>表1 任务</caption><thead><tr><th>任务<th>单位</thead><tr><td>报告<td>市教育局<tr><td>检查<td>市公安局</table>"
    reading = read(around(f"<div>{BODY}{table}</div>"))
    [found] = reading.tables

    assert found.words(reading.text) == [["任务", "单位"], ["报告", "市教育局"], ["检查", "市公安局"]]
    assert (found.head, found.caption) == (1, "表1 任务")


def test_merged_cells_of_a_page_have_one_span():
    table = "<table><tr><td>类别</td><td>任务</td></tr><tr><td rowspan=2>大气</td><td>减排</td></tr><tr><td>抑尘</td></tr><tr><td colspan=2>合计</td></tr></table>"
    reading = read(page(f"<div>{BODY}{table}</div>"))
    [found] = reading.tables

    assert found.words(reading.text)[2:] == [["大气", "抑尘"], ["合计", "合计"]]
    assert found.rows[2][0] == found.rows[1][0]


def test_a_cell_with_lines_is_one_cell():
    reading = read(
        page(
            f"<div>{BODY}<table><tr><td><p>减排</p><p>抑尘</p></td><td>甲</td></tr><tr><td>岸电</td><td>乙</td></tr></table></div>"
        )
    )

    assert reading.tables[0].words(reading.text)[0] == ["减排 抑尘", "甲"]


def test_spans_that_would_fill_a_machine_are_cut():
    row = '<tr><td colspan="9999" rowspan="9999">x</td><td>y</td></tr>'

    assert len(read(page(f"<table>{row * 2000}</table>")).text) < 200_000


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<table><tr><td>",
        "<tr></tr>",
        "<div></p>",
        "<td>",
        "</div>",
        "<a href=x>",
        "<table>",
        "<li><a href=x>y</a>",
    ],
)
def test_twenty_thousand_of_any_tag_are_read(piece):
    assert isinstance(read(page(f"<table><div>{piece * 20_000}各部门要报告。")).text, str)


def calls(data):
    """Count the calls that turning a page into text makes: the same number on every machine, however busy."""
    count = 0

    def count_one(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(count_one)
    try:
        source_of(data, "")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<div></p>", "<table><tr><td>", "<tr></tr>", "<td>x", "<td colspan=9 rowspan=9>x", "<table>", "<a href=x>", "</td>", "<div class=nav>", "x\t", "x\ty\n", "<!--<$[信息内容]>begin-->x", "<p>各部门要报告。"],
)  # fmt: skip
def test_eight_times_the_page_makes_about_eight_times_the_calls(piece):
    small, large = (page(f"<table><div>{piece * times}") for times in (1_000, 8_000))
    calls(small)  # opens the rules

    assert calls(large) < 12 * (calls(small) + 1_000)
