"""Levels, attachments and headings of the outline."""

import pytest

from zeren.reading.model import Language
from zeren.reading.outline import outline, title_lines
from zeren.reading.span import Span
from zeren.reading.tables import DocumentTable

ZH, EN = Language.CHINESE, Language.ENGLISH

NOTICE = """滨海市人民政府关于印发节水方案的通知
各区人民政府，市政府各部门：
现将方案印发给你们，请认真贯彻执行。
附件：1.节水任务分工表
2.联系人名单
滨海市人民政府
2026年3月1日
（此件公开发布）
滨海市节水方案
一、主要任务
1.工业节水。实施改造。
附件1
节水任务分工表
一、工业
1.改造管网。
附件2：联系人名单
第三条规定的人员名单如下。
"""


def levels(text, language=ZH):
    return [(clause.number, clause.level) for clause in outline(text, language) if clause.number]


def kinds(text, language=ZH):
    return [(clause.kind, clause.level, clause.heading) for clause in outline(text, language)]


def parents(text, language=ZH):
    clauses = outline(text, language)
    return [clauses[one.parent].number if one.parent is not None else None for one in clauses]


def test_every_level_of_an_official_text_is_told():
    text = "第一章 总则\n第一节 目的\n第一条 各单位应当节水。\n一、任务\n（一）工业。改造。\n1.钢铁。达标。\n（1）高炉。更新。\n①管道。换装。"

    assert [level for _, level in levels(text)] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_decimal_numbers_are_levels():
    text = "标准\n\n1 总则\n1.1 范围\n1.1.1 适用于全市。\n1.2 依据\n2 职责\n2.1 市水务局"

    assert levels(text) == [("1", 1), ("1.1", 2), ("1.1.1", 3), ("1.2", 2), ("2", 1), ("2.1", 2)]


@pytest.mark.parametrize(
    "line", ["1.5万亩农田要建成。", "3.15 活动月。", "三、四季度完成两项。", "第三条规定的事项照办。"]
)
def test_a_figure_or_a_reference_is_no_marker(line):
    assert [kind for kind, *_ in kinds(f"方案\n\n{line}")][-1] == "paragraph"


def test_an_article_is_no_heading_however_short():
    assert kinds("第一章 总则\n第一条 各单位应当节水。\n市水务局主管。")[1] == ("item", 2, None)


def test_the_last_of_a_row_of_phrases_is_no_heading():
    text = "第一条 有下列情形的，应当报告：\n（一）漏水；\n（二）停水；\n（三）其他情形。\n市水务局应当核查。"

    assert kinds(text)[3:] == [("item", 2, None), ("paragraph", 2, None)]


def test_what_follows_a_row_of_phrases_belongs_to_the_article():
    text = "第一条 有下列情形的，应当报告：\n（一）漏水；\n（二）停水。\n市水务局应当核查。"

    assert parents(text)[-1] == "第一条"


def test_a_signature_stands_outside_of_the_tree():
    assert parents("一、任务\n（一）改造。落实。\n滨海市人民政府\n2026年3月1日")[-2:] == [None, None]


@pytest.mark.parametrize("date", ["2026年3月1日", "二〇二六年三月一日", "2026-03-01"])
def test_the_date_of_a_signature_is_no_title(date):
    assert kinds(f"通知\n\n请照办。\n滨海市人民政府\n{date}\n节水方案\n一、任务")[3:5] == [
        ("paragraph", 1, None),
        ("heading", 0, "节水方案"),
    ]


def test_only_just_after_a_signature_stands_the_title_of_what_is_sent_out():
    assert (
        kinds("通知\n\n请照办。\n滨海市人民政府\n2026年3月1日\n抄送各区。\n节水简讯\n昨天下雨。")[-2][0] == "paragraph"
    )


def test_a_source_above_a_date_is_no_signature():
    assert kinds("市委开会\n\n来源：滨海日报\n2026-03-13\n会议消息\n昨天开会。")[-2][0] == "paragraph"


def test_an_english_date_is_no_title():
    assert kinds("Notice\n\nPlease act.\nBinhai Municipal Government\nMarch 1, 2026\nPlan\n1. Act. Do it.", EN)[
        3:5
    ] == [
        ("paragraph", 1, None),
        ("heading", 0, "Plan"),
    ]


def test_a_list_of_attachments_opens_none():
    assert [kind for kind, *_ in kinds(NOTICE)][3:8] == ["paragraph"] * 5


def test_the_title_of_what_is_sent_out_is_a_heading_of_level_0():
    assert ("heading", 0, "滨海市节水方案") in kinds(NOTICE)


def test_an_attachment_and_its_title_are_headings_of_level_0():
    assert [one for one in kinds(NOTICE) if one[1] == 0][2:] == [
        ("heading", 0, "附件1"),
        ("heading", 0, "节水任务分工表"),
        ("heading", 0, "联系人名单"),
    ]


def test_levels_begin_anew_in_an_attachment():
    assert ("heading", 1, "工业") in kinds(NOTICE)


def test_a_line_above_numbered_items_is_a_heading():
    assert kinds("方案\n\n工业节水\n1.改造。落实。\n2.更新。落实。")[1] == ("heading", 1, "工业节水")


def test_a_unit_above_its_duties_is_a_heading_just_above_them():
    text = "一、部门职责\n市水务局：\n1.负责节水。\n市林业局\n1.负责造林。"

    assert kinds(text)[1:4:2] == [("heading", 2, "市水务局"), ("heading", 2, "市林业局")]


def test_a_unit_before_a_colon_is_the_heading_of_its_item():
    assert kinds("1.市水务局：负责节水；修订定额。") == [("item", 1, "市水务局")]


def test_a_sentence_that_says_who_leads_is_no_heading():
    assert kinds("（一）市水务局牵头，修订定额。每季度调度一次。") == [("item", 1, None)]


def test_whom_a_letter_addresses_is_no_heading():
    assert kinds("通知\n\n各区人民政府：\n一、落实责任。")[1][0] == "paragraph"


def test_a_row_of_a_table_is_a_paragraph():
    text = "一、\t节水"
    cells = (Span(start=0, end=2), Span(start=3, end=5))
    found = DocumentTable(caption=None, head=0, rows=(cells,), span=Span(start=0, end=5))

    assert [clause.kind for clause in outline(text, ZH, (found,))] == ["paragraph"]


def test_a_row_of_a_table_is_no_title():
    assert title_lines("序号\t任务\n1\t节水", ZH) == ()


def test_markdown_headings_are_levels():
    text = "# 方案\n## 大气\n### 扬尘\n1. 覆盖裸土。落实。\n## 水\n文字。"

    assert kinds(text) == [
        ("title", 0, None),
        ("heading", 1, "大气"),
        ("heading", 2, "扬尘"),
        ("item", 3, "覆盖裸土"),
        ("heading", 1, "水"),
        ("paragraph", 2, None),
    ]


def test_english_levels_are_told():
    text = "Part I General\nArticle 1 Each unit shall act.\n1. Cuts. Revise it.\n1.1 Scope\n1.2 Depth\n(1) first;\n(a) part;\n- point"

    assert [level for _, level in levels(text, EN)] == [1, 2, 3, 4, 4, 5, 6, 7]


def test_a_letter_that_goes_on_is_no_roman_number():
    assert levels("(g) one;\n(h) two;\n(i) three;\n(j) four.", EN) == [("(g)", 1), ("(h)", 1), ("(i)", 1), ("(j)", 1)]


def test_a_roman_number_under_a_letter_stands_deeper():
    assert levels("(a) one;\n(i) part;\n(ii) part;\n(b) two.", EN) == [("(a)", 1), ("(i)", 2), ("(ii)", 2), ("(b)", 1)]


def test_a_capital_that_goes_on_is_no_roman_number():
    assert [level for _, level in levels("A. Air\nB. Water\nC. Soil\nD. Noise", EN)] == [1, 1, 1, 1]


def test_a_sentence_about_an_article_is_no_item():
    assert kinds("Plan\n\nArticle 5 of the Law applies.", EN)[-1][0] == "paragraph"


def test_an_english_annex_stands_apart():
    assert ("heading", 0, "Task list") in kinds(
        "1. Act. Do it.\nAnnex A: Task list\n1. Revise the list every year.", EN
    )


LEVELS = {
    "law_audit_2021.txt": (7, 60),
    "law_food_inspection_2021.txt": (7, 55),
    "law_government_information_disclosure_2019.txt": (6, 56),
    "law_government_supervision_2020.txt": (0, 28),
    "law_npc_standing_committee_supervision_2024.txt": (9, 65),
    "local_shanghai_audit_2017.txt": (7, 44),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", LEVELS)
def test_chapters_and_articles_of_a_real_law_are_counted(shared_document, name):
    text = shared_document(name).text
    clauses = outline(text, ZH)
    chapters = [one for one in clauses if one.number and one.number.endswith("章")]
    articles = [one for one in clauses if one.number and one.number.endswith("条")]

    assert (len(chapters), len(articles)) == LEVELS[name]
    assert {one.kind for one in chapters} <= {"heading"}
    assert {(one.kind, one.heading) for one in articles} == {("item", None)}


@pytest.mark.shared
@pytest.mark.parametrize("name", LEVELS)
def test_in_a_real_law_only_chapters_are_headings(shared_document, name):
    clauses = outline(shared_document(name).text, ZH)

    assert all(one.number and one.number.endswith("章") for one in clauses if one.kind == "heading")


@pytest.mark.shared
def test_the_plan_that_a_real_notice_sends_out_stands_apart(shared_document):
    clauses = outline(shared_document("policy_gbf2018-128_waste_free_city.txt").text, ZH)

    assert [index for index, one in enumerate(clauses) if one.kind == "heading" and one.level == 0] == [11]
    assert [one.number for one in clauses if one.level == 1 and one.number] == ["一", "二", "三", "四"]
