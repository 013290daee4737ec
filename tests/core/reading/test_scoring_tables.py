"""Scoring tables, and the real tables that are at hand."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.reading.tabled import read_rows, table_of, units

from zeren.reading.model import Language
from zeren.reading.table_rows import row_commitments
from zeren.reading.tables import DocumentTable

ZH = Language.CHINESE

SCORES = [
    ["序号", "类别", "考核单位或项目", "分值", "考核内容", "评分标准"],
    ["", "总分", "总分", "100", "", ""],
    ["一、", "通用项目（全部责任单位）", "通用项目（全部责任单位）", "20", "", ""],
    [
        "1",
        "日常管理",
        "日常管理",
        "20",
        "按月报送进度",
        "1.按月报送，得15分，少一次扣1分，扣完为止；2.参加会议（5分）。",
    ],
    ["二、", "单位项目", "单位项目", "80", "", ""],
    ["1", "重点单位", "县水务站", "80", "巡查河道", "1.建立台账（30分）；2.每月巡查（40分）。"],
    ["2", "重点单位", "县林业局", "50", "造林", "1.编制方案（50分）。"],
    ["2", "重点单位", "县林业局", "30", "护林", "按完成比例得分（30分）。"],
    ["3", "一般单位", "县司法局", "80", "普法", "开展普法（80分）。"],
    ["3", "一般单位", "县教育局", "80", "课堂", "开设课堂（80分）。"],
    ["4", "一般单位", "县统计局", "80", "统计", "提供数据（80分）。"],
    ["5", "一般单位", "县审计局", "80", "审计", "开展审计（80分）。"],
    ["6", "一般单位", "县财政局", "80", "经费", "拨付经费（80分）。"],
    ["7", "一般单位", "县公安局", "80", "治安", "打击违法（80分）。"],
    ["8", "一般单位", "县民政局", "80", "救助", "开展救助（80分）。"],
    ["9", "一般单位", "县商务局", "80", "市场", "规范市场（80分）。"],
    ["三、", "综合奖扣分项目", "综合奖扣分项目", "", "上级评价", "获省级通报表扬的奖10分、5分。"],
]


def test_sums_groups_and_rewards_are_no_duties():
    text, found = read_rows(SCORES)

    assert [one.span.of(text) for one in found.duties][:4] == ["按月报送进度", "巡查河道", "造林", "护林"]
    assert len(found.duties) == 12


def test_the_units_of_a_group_answer_for_its_rows():
    _, found = read_rows(SCORES)

    assert units(found.duties[0]) == [("全部责任单位", "responsible", True)]


def test_the_assessed_unit_answers_for_its_row():
    _, found = read_rows(SCORES)

    assert units(found.duties[1]) == [("县水务站", "responsible", False)]


def test_points_are_read():
    _, found = read_rows(SCORES)

    assert [one.points for one in found.duties][:3] == [Decimal(20), Decimal(80), Decimal(50)]


def test_points_of_a_merged_cell_stand_once():
    text, found = table_of(
        [["序号", "任务", "分值", "责任单位"], ["1", "种树", "30", "市林业局"], ["2", "护林", "", "市林业局"]]
    )
    shared = found.rows[1][2]
    rows = (*found.rows[:2], (*found.rows[2][:2], shared, found.rows[2][3]))
    merged = DocumentTable(caption=None, head=1, rows=rows, span=found.span)

    assert [one.points for one in row_commitments(text, (merged,), ZH).duties] == [Decimal(30), None]


def test_clauses_that_do_not_add_up_are_pointed_out_with_row_and_figures():
    _, found = read_rows(SCORES)

    assert [one.detail for one in found.warnings if one.code == "reading.points_differ"] == ["row 6 (1): 80 ≠ 70"]


def test_rows_that_do_not_add_up_to_their_group_are_pointed_out():
    rows = [
        SCORES[0],
        ["一、", "通用项目", "", "30", "", ""],
        ["1", "会议", "会议", "10", "参会", ""],
        ["2", "信息", "信息", "15", "报送", ""],
    ]

    assert [one.detail for one in read_rows(rows)[1].warnings] == ["row 2: 30 ≠ 25"]


def test_clauses_of_rows_that_share_their_points_are_added_up_together():
    text, found = table_of(
        [["序号", "任务", "分值", "评分标准"], ["1", "种树", "30", "种下（10分）"], ["2", "护林", "", "巡护（20分）"]]
    )
    shared = found.rows[1][2]
    rows = (*found.rows[:2], (*found.rows[2][:2], shared, found.rows[2][3]))

    assert row_commitments(text, (DocumentTable(caption=None, head=1, rows=rows, span=found.span),), ZH).warnings == ()


def test_a_number_for_two_units_is_pointed_out():
    text, found = read_rows(SCORES)
    [warning] = [one for one in found.warnings if one.code == "reading.number_twice"]

    assert (warning.detail, warning.span.of(text)) == ("row 10: 3", "3")


def test_rules_of_a_row_that_rewards_are_kept_apart():
    _, found = read_rows(SCORES)

    assert [(one.kind.value, one.points) for one in found.scoring] == [("bonus", (Decimal(10), Decimal(5)))]


def rows_of(data):
    text = data.decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text)) if not row[0].startswith("#")]


@pytest.fixture(scope="module")
def assessment(shared_bytes):
    return rows_of(shared_bytes("shicheng_2018_unit_assessment.csv"))


@pytest.fixture(scope="module")
def inspections(shared_bytes):
    return rows_of(shared_bytes("zhejiang_random_inspection_items.csv"))


@pytest.fixture(scope="module")
def shared_bytes():
    def read_bytes(name):
        path = Path(__file__).resolve().parents[4] / "shared" / "inputs" / name
        if not path.exists():
            pytest.skip(f"skipped: ../shared/inputs/{name} is not here")
        return path.read_bytes()

    return read_bytes


@pytest.mark.shared
def test_the_assessment_of_a_county_has_41_duties(assessment):
    assert len(read_rows(assessment)[1].duties) == 41


@pytest.mark.shared
def test_the_assessed_units_are_those_of_their_column(assessment):
    _, found = read_rows(assessment)
    written = [row[2] for row in assessment if row[0].isdigit()]

    assert [units(one)[0][0] for one in found.duties][5:] == written[5:]
    assert all(units(one)[0][2] for one in found.duties[:5])


@pytest.mark.shared
def test_the_points_of_the_assessment_are_read(assessment):
    _, found = read_rows(assessment)

    assert sum(one.points for one in found.duties[:5]) == 40
    assert sum(one.points for one in found.duties[5:]) == 60 * 31


@pytest.mark.shared
def test_both_faults_of_the_assessment_are_pointed_out_and_no_others(assessment):
    _, found = read_rows(assessment)

    assert [(one.code, one.detail) for one in found.warnings] == [
        ("reading.points_differ", "row 24 (10): 60 ≠ 50"),
        ("reading.number_twice", "row 45: 30"),
    ]


@pytest.mark.shared
def test_each_inspection_item_is_a_duty_of_a_class(inspections):
    _, found = read_rows(inspections)

    assert len(found.duties) == 79
    assert [units(one) for one in found.duties] == [
        [(row[5].removesuffix("）"), "responsible", True)] for row in inspections[1:]
    ]


@pytest.mark.shared
def test_each_inspection_item_keeps_its_cells_as_labels(inspections):
    _, found = read_rows(inspections)
    wanted = [
        [(name, row[place]) for name, place in (("basis", 4), ("target", 7), ("cycle", 8)) if row[place]]
        for row in inspections[1:]
    ]

    assert [
        [(label.name, label.text) for label in one.labels if label.name in {"basis", "target", "cycle"}]
        for one in found.duties
    ] == wanted


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "cn_holidays_2007_2027.csv",
        "credit_code_vectors.csv",
        "dalian_annual_targets_2021.csv",
        "dalian_divisions.csv",
        "digital_village_index_published.csv",
        "green_development_indicators_2016.csv",
        "meta_tag_standard_2017.csv",
    ],
)
def test_tables_that_hand_out_nothing_give_nothing(shared_bytes, name):
    assert read_rows(rows_of(shared_bytes(name)))[1].duties == ()
