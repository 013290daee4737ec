"""Rows of tables and duties under units among the commitments of a reading."""

from decimal import Decimal

import pytest
from tests.core.reading.growth import calls

from zeren.reading import read_text

PLAN = """滨海市2026年重点工作分工方案
一、产业
（一）市发展改革委牵头，市财政局配合，完成项目清单。每季度调度一次。
二、民生
市教育局：新建学校3所；改造校舍。
附件1：任务分解表
序号\t类别\t任务\t责任单位\t完成时限\t分值\t评分标准
一、\t城建\t\t\t\t\t
1\t步道\t修建步道\t市城管局\t2026年6月底前\t10分\t按期建成（8分）。
2\t绿化\t种植行道树\t市林业局\t年底前\t5\t完成种植（5分）。
各单位要按月报告进展。
"""


@pytest.fixture(scope="module")
def plan():
    return read_text(PLAN)


def by_rule(reading, rule):
    return [one for one in reading.commitments if one.rule == rule]


def test_rows_are_commitments_in_the_order_of_the_text(plan):
    assert [one.text for one in plan.commitments] == [
        "市发展改革委牵头，市财政局配合，完成项目清单。",
        "每季度调度一次。",
        "新建学校3所",
        "改造校舍",
        "修建步道",
        "种植行道树",
        "各单位要按月报告进展。",
    ]


def test_the_units_of_a_row_stand_in_the_reading(plan):
    assert [one.units[0].name for one in by_rule(plan, "zh.table-row")] == ["市城管局", "市林业局"]


def test_a_plan_may_name_the_unit_before_the_task(plan):
    assert [one.units[0].name for one in by_rule(plan, "zh.unit-heading")] == ["市教育局", "市教育局"]


def test_who_leads_in_a_sentence_is_read_with_its_support(plan):
    assert [(unit.name, unit.role.value) for unit in plan.commitments[0].units] == [
        ("市发展改革委", "lead"),
        ("市财政局", "support"),
    ]


def test_the_headings_of_a_row_go_on_from_those_above_its_table(plan):
    assert by_rule(plan, "zh.table-row")[0].heading_path == ("任务分解表", "城建", "步道")


def test_points_and_labels_of_a_row_are_kept(plan):
    row = by_rule(plan, "zh.table-row")[0]

    assert (row.points, row.label("deadline").text) == (Decimal(10), "2026年6月底前")


def test_the_warnings_of_a_table_are_warnings_of_the_reading(plan):
    assert [(one.code, one.detail) for one in plan.warnings] == [("reading.points_differ", "row 3 (1): 10 ≠ 8")]


def test_the_table_is_kept(plan):
    assert [(table.caption, len(table.rows)) for table in plan.tables] == [("附件1：任务分解表", 4)]


def test_the_clause_of_a_row_is_its_line(plan):
    row = by_rule(plan, "zh.table-row")[1]

    assert row.span in plan.clauses[row.clause].span


@pytest.mark.shared
def test_the_division_of_duties_of_a_real_city_stands_in_the_reading(shared_document):
    reading = shared_document("excerpts_responsibility_lists.txt")

    assert len(by_rule(reading, "zh.unit-heading")) == 16


PIECES = [
    "1.\n",
    "市教育局：\n",
    "附件1\n",
    "1\tx\t市水务局、\n",
    "a|b|c\n",
    "一、市水务局\n1.负责；\n",
    "（8分）",
    "1.1\n",
    "滨海市\n2026年3月1日\n",
]
HEAD = "序号\t任务\t责任单位\t评分标准\n"


@pytest.mark.parametrize("piece", PIECES)
def test_lists_eight_times_as_long_take_about_eight_times_the_calls(piece):
    small, large = HEAD + piece * (2_000 // len(piece)), HEAD + piece * (16_000 // len(piece))
    calls(small)  # opens the rules

    assert calls(large) < 16 * (calls(small) + 1_000)
