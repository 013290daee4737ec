"""Responsibility lists in prose, and plans that name the unit before the task."""

import pytest

from zeren.reading.model import Language
from zeren.reading.outline import outline
from zeren.reading.prose_lists import prose_commitments

DUTIES = """滨海市节水工作职责分工
一、市水务局
1.负责节水管理。
2.牵头修订用水定额；
3.配合市财政局拨付资金。
二、市林业局职责：
编制绿化规划；会同市水务局保护湿地；会同有关部门查处毁林。
（三）市教育局、市卫生健康委
1.组织节水进校园。
四、各区人民政府
1.落实属地管理。
五、存在的问题
（一）市财政局
1.预算编制不细。
"""
ENGLISH = """Division of Duties for Saving Water in Binhai
1. Municipal Water Bureau
(1) draw up the yearly plan;
(2) lead the review of quotas together with the Municipal Finance Bureau.
2. Municipal Transport Bureau: publish the timetable; support the survey.
Duties of the Municipal Forestry Bureau
1. Plan the green belt.
"""


def duties(text, language=Language.CHINESE, **given):
    found = prose_commitments(text, outline(text, language), language, **given).duties
    return {one.span.of(text): [(unit.name, unit.role.value) for unit in one.assignment.units] for one in found}


def test_each_numbered_duty_belongs_to_the_unit_above_it():
    assert duties(DUTIES)["负责节水管理。"] == [("市水务局", "responsible")]


def test_a_duty_to_lead_makes_the_unit_lead():
    assert duties(DUTIES)["牵头修订用水定额"] == [("市水务局", "lead")]


def test_a_duty_to_support_makes_the_unit_support():
    assert duties(DUTIES)["配合市财政局拨付资金。"] == [("市水务局", "support")]


def test_prose_under_a_unit_is_cut_at_semicolons():
    assert duties(DUTIES)["编制绿化规划"] == [("市林业局", "responsible")]


def test_a_unit_that_acts_with_another_leads():
    assert duties(DUTIES)["会同市水务局保护湿地"] == [("市林业局", "lead"), ("市水务局", "joint")]


def test_others_without_a_name_leave_the_set_open():
    text = "一、市林业局：会同有关部门查处毁林。"
    [one] = prose_commitments(text, outline(text, Language.CHINESE), Language.CHINESE).duties

    assert (one.assignment.units[0].role.value, one.assignment.open_set) == ("lead", True)


def test_several_units_in_a_heading_are_joint():
    assert duties(DUTIES)["组织节水进校园。"] == [("市教育局", "joint"), ("市卫生健康委", "joint")]


def test_a_class_of_units_has_duties_too():
    text = DUTIES
    found = prose_commitments(text, outline(text, Language.CHINESE), Language.CHINESE).duties
    [one] = [duty for duty in found if duty.span.of(text) == "落实属地管理。"]

    assert one.assignment.units[0].class_of_units


def test_what_was_found_at_a_unit_is_no_duty():
    assert "预算编制不细。" not in duties(DUTIES)


def test_a_report_of_problems_gives_no_duties():
    assert duties(DUTIES, title="滨海市审计发现问题公告") == {}


def test_a_unit_before_a_colon_takes_the_rest():
    text = "方案\n\n市交通运输局：完成站点改造；市商务局：公布企业名单。"

    assert duties(text) == {
        "完成站点改造": [("市交通运输局", "responsible")],
        "公布企业名单": [("市商务局", "responsible")],
    }


def test_a_bracket_that_assigns_is_left_to_itself():
    assert duties("一、市水务局\n1.修订定额。（市发展改革委负责）") == {}


def test_a_label_that_assigns_is_left_to_itself():
    assert duties("一、市水务局\n1.修订定额。\n责任单位：市发展改革委") == {}


@pytest.mark.parametrize(
    "heading", ["一、分流承办", "一、有关要求", "一、加强组织", "一、培育市场主体", "一、日常工作"]
)
def test_a_heading_that_only_ends_like_a_unit_has_no_duties(heading):
    assert duties(f"{heading}\n1.负责登记。\n2.负责公开。") == {}


def test_whom_a_letter_addresses_has_no_duties():
    assert duties("滨海市关于节水的通知\n\n各区人民政府：\n一、加强管理。\n二、落实责任。") == {}


def test_an_item_that_only_announces_its_parts_is_no_duty():
    assert list(duties("一、市水务局\n1.负责下列事项：\n（1）编制规划；\n（2）修订定额。")) == [
        "编制规划",
        "修订定额。",
    ]


def test_an_article_may_name_a_unit_and_its_duties():
    text = "第一条 市水务局应当履行下列职责：\n（一）监测河流；\n（二）巡查排口。"

    assert duties(text) == {"监测河流": [("市水务局", "responsible")], "巡查排口。": [("市水务局", "responsible")]}


def test_the_matter_may_stand_between_a_unit_and_its_duties():
    assert duties("（一）市林业局生态保护职责\n1.编制规划。") == {"编制规划。": [("市林业局", "responsible")]}


def test_a_bracket_after_a_unit_is_no_part_of_its_name():
    assert duties("（一）市水务局（2项）\n1.编制规划。") == {"编制规划。": [("市水务局", "responsible")]}


def test_english_duties_are_read():
    found = duties(ENGLISH, Language.ENGLISH)

    assert found == {
        "draw up the yearly plan": [("Municipal Water Bureau", "responsible")],
        "lead the review of quotas together with the Municipal Finance Bureau.": [
            ("Municipal Water Bureau", "lead"),
            ("Municipal Finance Bureau", "joint"),
        ],
        "publish the timetable": [("Municipal Transport Bureau", "responsible")],
        "support the survey": [("Municipal Transport Bureau", "support")],
        "Plan the green belt.": [("Municipal Forestry Bureau", "responsible")],
    }


@pytest.mark.shared
def test_the_division_of_duties_in_a_real_list(shared_document):
    text = shared_document("excerpts_responsibility_lists.txt").text
    found = prose_commitments(text, outline(text, Language.CHINESE), Language.CHINESE).duties
    names = [one.assignment.units[0].name for one in found]

    assert [names.count(name) for name in dict.fromkeys(names)] == [2, 2, 4, 6, 2]
    assert [index for index, one in enumerate(found) if one.assignment.units[0].role.value == "lead"] == [3, 7, 12]


@pytest.mark.shared
def test_laws_and_policies_name_no_unit_before_its_duties(shared_document, shared_names):
    for name in shared_names:
        if name.startswith(("law_", "policy_", "local_", "audit_", "work_")) and name.endswith(".txt"):
            text = shared_document(name).text
            assert prose_commitments(text, outline(text, Language.CHINESE), Language.CHINESE).duties == ()
