"""Tables of tasks and lists of inspection items."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reading.tabled import read_rows, table_of, units

from zeren.reading.model import Language, Role
from zeren.reading.table_columns import column_of, layout
from zeren.reading.table_rows import row_commitments
from zeren.reading.tables import DocumentTable
from zeren.reading.text_tables import tables_in_text

ZH, EN = Language.CHINESE, Language.ENGLISH

TASKS = [
    ["序号", "类别", "主要任务", "细化措施", "牵头单位", "配合单位", "完成时限"],
    ["1", "空气", "修订减排清单", "逐企核对。", "市生态环境局", "市公安局、市交通运输局等", "6月底前"],
    ["2", "空气", "核查减排设施", "—", "市生态环境局", "", "9月底前"],
    ["3", "水", "溯源排口", "挂牌编号。", "市水务局", "各区人民政府", "长期"],
]
ITEMS = [
    ["编号", "抽查事项名称", "抽查子项", "抽查依据", "抽查主体", "抽查对象", "抽查比例", "抽查频次"],
    [
        "1",
        "加油站监管",
        "油枪检定",
        "《计量办法》第三条",
        "县级以上商务、市场监管部门",
        "加油站",
        "不低于5%",
        "每年1次",
    ],
    ["1", "加油站监管", "油品质量", "《质量办法》第五条", "市、县商务部门", "加油站", "10%", "每年2次"],
    ["2", "集市公平秤", "", "《计量办法》第九条", "县商务部门（含基层站所）", "集市", "全部", "每月"],
]


def test_each_row_of_a_task_table_is_a_duty():
    text, found = read_rows(TASKS)

    assert [one.span.of(text) for one in found.duties] == ["修订减排清单", "核查减排设施", "溯源排口"]


def test_the_unit_columns_give_roles():
    _, found = read_rows(TASKS)

    assert units(found.duties[0]) == [
        ("市生态环境局", "lead", False),
        ("市公安局", "support", False),
        ("市交通运输局", "support", False),
    ]


def test_an_open_list_in_a_cell_stays_open():
    _, found = read_rows(TASKS)

    assert [one.assignment.open_set for one in found.duties] == [True, False, False]


def test_a_class_of_units_in_a_cell_is_one():
    _, found = read_rows(TASKS)

    assert units(found.duties[2])[1] == ("各区人民政府", "support", True)


def test_the_other_columns_are_labels_under_their_own_heads():
    _, found = read_rows(TASKS)

    assert [(label.name, label.written, label.text) for label in found.duties[0].labels] == [
        ("measures", "细化措施", "逐企核对。"),
        ("deadline", "完成时限", "6月底前"),
    ]


def test_a_dash_in_a_cell_says_nothing():
    _, found = read_rows(TASKS)

    assert [label.name for label in found.duties[1].labels] == ["deadline"]


def test_the_caption_and_the_category_are_headings():
    _, found = read_rows(TASKS, caption="滨海市任务分工表")

    assert [one.path for one in found.duties][1:] == [("滨海市任务分工表", "空气"), ("滨海市任务分工表", "水")]


def test_a_category_that_stands_once_holds_for_the_rows_below():
    rows = [*TASKS[:2], [*TASKS[2][:1], "", *TASKS[2][2:]]]

    assert read_rows(rows)[1].duties[1].path == ("空气",)


def test_the_rule_is_named():
    assert {one.rule for one in read_rows(TASKS)[1].duties} == {"zh.table-row"}


def test_a_head_of_two_rows_is_read():
    rows = [
        ["序号", "工作任务", "责任单位", "", "完成时限"],
        ["", "", "牵头", "配合", ""],
        ["1", "清淤", "市水务局", "市财政局", "5月"],
    ]

    assert [units(one) for one in read_rows(rows)[1].duties] == [
        [("市水务局", "lead", False), ("市财政局", "support", False)]
    ]


def test_a_head_that_is_repeated_on_the_next_page_is_no_task():
    assert len(read_rows([*TASKS, TASKS[0], TASKS[1]])[1].duties) == 4


def test_a_title_above_the_head_is_no_head():
    rows = [["滨海市分工表", "", "", "", "", "", ""], *TASKS]

    assert len(read_rows(rows)[1].duties) == 3


def test_group_rows_become_headings():
    rows = [
        ["序号", "任务", "责任单位"],
        ["一、", "大气", ""],
        ["（一）", "扬尘", ""],
        ["1", "覆盖裸土", "市城管局"],
        ["二、", "水", ""],
        ["2", "清淤", "市水务局"],
        ["", "合计", "2"],
    ]

    assert [one.path for one in read_rows(rows)[1].duties] == [("大气", "扬尘"), ("水",)]


def test_a_row_that_is_one_merged_cell_is_a_heading():
    text, found = table_of([["序号", "任务", "责任单位"], ["大气污染防治", "", ""], ["1", "覆盖裸土", "市城管局"]])
    rows = (found.rows[0], (found.rows[1][0],) * 3, found.rows[2])
    merged = DocumentTable(caption=None, head=1, rows=rows, span=found.span)

    [duty] = row_commitments(text, (merged,), ZH).duties

    assert duty.path == ("大气污染防治",)


def test_a_table_of_figures_gives_nothing():
    rows = [["序号", "指标", "计量单位", "2025年"], ["1", "用水量", "亿立方米", "3"], ["2", "绿地", "公顷", "5"]]

    assert read_rows(rows)[1].duties == ()


def test_an_indicator_with_a_unit_is_a_task():
    rows = [["序号", "指标名称", "目标值", "责任单位"], ["1", "用水量", "3亿立方米", "市水务局"]]
    text, found = read_rows(rows)

    assert [(one.span.of(text), one.labels[0].text) for one in found.duties] == [("用水量", "3亿立方米")]


def test_a_status_column_is_no_task():
    assert column_of("任务完成情况", ZH).kind == "unread"


def test_the_person_in_charge_is_no_unit():
    assert column_of("责任人", ZH).kind == "unread"


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("牵头单位", Role.LEAD),
        ("参与部门", Role.SUPPORT),
        ("责任单位（部门）", Role.RESPONSIBLE),
        ("抽查主体", Role.RESPONSIBLE),
    ],
)
def test_heads_that_name_units_give_their_role(head, role):
    assert column_of(head, ZH).role is role


def test_a_head_may_say_that_the_first_unit_leads():
    rows = [["序号", "任务", "责任单位（列第一位的为牵头单位）"], ["1", "清淤", "市水务局、市财政局"]]

    assert units(read_rows(rows)[1].duties[0]) == [("市水务局", "lead", False), ("市财政局", "joint", False)]


def test_of_two_things_in_a_head_the_first_counts():
    assert [column_of(head, ZH).kind for head in ("目标任务及措施", "责任单位/责任人")] == ["task", "unit"]


def test_who_assesses_is_no_unit_of_the_row():
    rows = [["序号", "考核内容", "分值", "负责考核部门"], ["1", "巡河", "10", "县水务局"]]
    [duty] = read_rows(rows)[1].duties

    assert (units(duty), [(label.name, label.text) for label in duty.labels]) == ([], [("assessor", "县水务局")])


def test_measures_are_the_task_where_no_column_says_what_to_do():
    rows = [
        ["序号", "存在问题", "整改措施", "整改时限", "责任单位"],
        ["1", "排口不明", "逐口溯源", "6月底", "市水务局"],
    ]
    text, found = read_rows(rows)

    assert [(one.span.of(text), [label.name for label in one.labels]) for one in found.duties] == [
        ("逐口溯源", ["problem", "deadline"])
    ]


def test_a_bracket_after_a_name_gives_its_role():
    rows = [["序号", "任务", "责任单位"], ["1", "清淤", "市水务局（牵头）、市财政局、市公安局（交警支队）"]]

    assert units(read_rows(rows)[1].duties[0]) == [
        ("市水务局", "lead", False),
        ("市财政局", "joint", False),
        ("市公安局（交警支队）", "joint", False),
    ]


def test_a_unit_before_the_tasks_holds_for_the_empty_cells_below_it():
    rows = [["责任单位", "序号", "工作任务"], ["市水务局", "1", "清淤"], ["", "2", "护岸"]]

    assert [units(one)[0][0] for one in read_rows(rows)[1].duties] == ["市水务局", "市水务局"]


def test_an_empty_cell_after_the_task_names_nobody():
    rows = [["序号", "工作任务", "责任单位"], ["1", "清淤", "市水务局"], ["2", "护岸", ""]]

    assert units(read_rows(rows)[1].duties[1]) == []


def test_names_on_lines_of_a_cell_are_parted():
    rows = [["序号", "任务", "责任单位"], ["1", "普法", "市司法局 市教育局"]]

    assert units(read_rows(rows)[1].duties[0]) == [("市司法局", "joint", False), ("市教育局", "joint", False)]


def test_a_name_that_is_broken_over_two_lines_stays_whole():
    rows = [["序号", "任务", "责任单位"], ["1", "普法", "市住房和 城乡建设局"]]

    assert [name for name, *_ in units(read_rows(rows)[1].duties[0])] == ["市住房和 城乡建设局"]


def test_an_item_and_its_part_are_one_task():
    text, found = read_rows(ITEMS)

    assert [one.span.of(text) for one in found.duties] == ["加油站监管\t油枪检定", "加油站监管\t油品质量", "集市公平秤"]


def test_commas_inside_a_class_part_no_names():
    _, found = read_rows(ITEMS)

    assert [units(one) for one in found.duties] == [
        [("县级以上商务、市场监管部门", "responsible", True)],
        [("市、县商务部门", "responsible", True)],
        [("县商务部门（含基层站所）", "responsible", True)],
    ]


def test_basis_share_and_frequency_of_an_item_are_labels():
    _, found = read_rows(ITEMS)

    assert [(label.name, label.text) for label in found.duties[1].labels] == [
        ("basis", "《质量办法》第五条"),
        ("object", "加油站"),
        ("target", "10%"),
        ("cycle", "每年2次"),
    ]


def test_a_number_that_counts_items_may_stand_on_each_of_their_parts():
    assert read_rows(ITEMS)[1].warnings == ()


def test_an_english_table_is_read():
    rows = [
        ["No.", "Task", "Lead", "Supporting units", "Deadline"],
        [
            "1",
            "Revise the list",
            "Municipal Water Bureau",
            "Municipal Audit Office, Municipal Finance Bureau",
            "June 30",
        ],
    ]
    _, found = read_rows(rows, EN)

    assert [units(one) for one in found.duties] == [
        [
            ("Municipal Water Bureau", "lead", False),
            ("Municipal Audit Office", "support", False),
            ("Municipal Finance Bureau", "support", False),
        ]
    ]


def test_a_unit_of_measure_is_no_unit_in_an_english_table():
    rows = [["No", "Indicator", "Unit", "Class"], ["1", "Water", "m3", "A"]]

    assert read_rows(rows, EN)[1].duties == ()


def test_lines_of_bars_in_a_text_are_a_table():
    text = "任务表\n序号 | 任务 | 牵头单位\n1 | 清淤 | 市水务局\n2 | 种树 | 市林业局\n完。"

    [found] = tables_in_text(text, ZH)

    assert (found.caption, [row[1] for row in found.words(text)]) == ("任务表", ["任务", "清淤", "种树"])


def test_a_rule_under_a_head_is_no_row():
    text = "| No. | Task | Lead |\n|---|---|---|\n| 1 | Revise | Water Bureau |\n| 2 | Publish | Audit Office |"

    assert len(tables_in_text(text, EN)[0].rows) == 3


def test_lines_without_a_head_are_no_table():
    assert tables_in_text("a\tb\tc\nd\te\tf\ng\th\ti", ZH) == ()


def test_a_table_that_is_known_is_not_found_again():
    text, found = table_of(TASKS)

    assert tables_in_text(text, ZH, (found,)) == ()


CELLS = st.sampled_from(
    [
        "",
        "1",
        "一、",
        "合计",
        "任务",
        "序号",
        "责任单位",
        "分值",
        "评分标准",
        "市水务局",
        "各区",
        "10分",
        "（5分）",
        "-",
        "市、县部门",
    ]
)


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=12), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_any_table_is_read_and_every_span_quotes_it(rows, head):
    text, found = read_rows([["序号", "任务", "责任单位", "评分标准"], *rows], head=head)

    assert all(unit.span.of(text) == unit.name for one in found.duties for unit in one.assignment.units)
    assert all(label.span.of(text) == label.text for one in found.duties for label in one.labels)


@given(
    st.lists(
        st.sampled_from(["a|b", "|", "\t", "\n", "序号|任务|责任单位\n", "1|x|市水务局\n", "｜", "|||\n", " "]),
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_tables_found_in_a_text_have_rows_of_one_width(pieces):
    text = "".join(pieces)

    assert all(len({len(row) for row in found.rows}) == 1 for found in tables_in_text(text, ZH))


def test_a_layout_is_none_for_another_table():
    text, found = table_of([["姓名", "电话"], ["甲", "1"]])

    assert layout(text, found, ZH) is None
