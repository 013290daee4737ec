import hashlib
import json
from pathlib import Path

import pytest

from zeren.reading import read_text

GOLD = json.loads((Path(__file__).parent / "gold" / "audit_report_problems.json").read_text(encoding="utf-8"))

AUDIT = """滨海市2025年度预算执行审计工作报告
市审计局对12个部门进行了审计。
一、总体情况
各部门执行预算较好，违规问题减少。
二、预算执行审计情况
重点审计了12个部门的预算。
（一）资金管理不严。2个部门挪用专项资金350万元，已归还。3个镇虚报支出1.2亿元，正在整改。1个镇未按规定招标，尚未整改。
（二）超标准采购公务用车。
三、审计建议
严肃查处违规问题。
"""

RECTIFIED = """关于滨海市2025年度审计查出问题整改情况的报告
一、审计查出问题的整改情况
（一）关于挪用专项资金的问题。3个镇挪用资金35.6万元，已追回20万元，其余正在整改。
（二）关于资产闲置的问题。已整改到位。
"""

ENGLISH = """Audit Report on the Budget of Binhai for 2025
I. Use of funds
Two towns diverted 30,000 yuan of relief funds; the money has been repaid. The work went well.
II. Recommendations
Units should not divert funds.
"""


@pytest.fixture(scope="module")
def audit():
    return read_text(AUDIT)


def test_the_sentences_of_the_findings_are_problems(audit):
    assert [one.text[:8] for one in audit.problems] == [
        "2个部门挪用专项",
        "3个镇虚报支出1",
        "1个镇未按规定招",
        "超标准采购公务用",
    ]


def test_amounts_are_in_yuan(audit):
    assert [[int(amount.yuan) for amount in one.amounts] for one in audit.problems] == [
        [3_500_000],
        [120_000_000],
        [],
        [],
    ]


def test_how_far_it_has_been_put_right(audit):
    found = [one.rectification.value if one.rectification else None for one in audit.problems]

    assert found == ["done", "under_way", "open", None]


def test_a_problem_stands_under_its_headings(audit):
    assert audit.problems[0].heading_path == ("预算执行审计情况", "资金管理不严")


def test_a_report_on_rectification_has_a_problem_for_each_item():
    found = read_text(RECTIFIED).problems

    assert [one.text[:10] for one in found] == ["关于挪用专项资金的问", "关于资产闲置的问题。"]
    assert [one.rectification.value for one in found] == ["under_way", "done"]


def test_a_sentence_after_a_problem_says_how_far_it_has_been_put_right():
    [found] = read_text(
        "滨海市审计结果公告\n一、问题\n市财政局违规收费3万元。截至5月，已清退2万元，其余正在整改。"
    ).problems

    assert (found.text, found.rectification.value) == ("市财政局违规收费3万元。", "under_way")


def test_a_heading_that_tells_a_problem_is_one_with_its_item():
    [found] = read_text("滨海市审计结果公告\n一、问题\n1.预算编制不细化。涉及3个部门的35万元。").problems

    assert found.text == "预算编制不细化。涉及3个部门的35万元。"


def test_a_heading_on_requirements_that_were_not_met_is_a_finding():
    [found] = read_text("滨海市审计结果公告\n一、落实节约要求不到位\n2个部门超预算支出3万元。").problems

    assert found.heading_path == ("落实节约要求不到位",)


def test_what_is_settled_in_an_attribute_is_not_rectified():
    [found] = read_text("滨海市审计结果公告\n一、问题\n市财政局多计已归还的本息3万元。").problems

    assert found.rectification is None


@pytest.mark.parametrize("title", ["滨海市审计条例", "滨海市2026年审计工作方案", "滨海市政府工作报告"])
def test_no_other_document_has_problems(title):
    assert read_text(f"{title}\n一、情况\n2个部门违规收费3万元。").problems == ()


def test_an_english_audit():
    [found] = read_text(ENGLISH).problems

    assert (found.amounts[0].yuan, found.rectification.value) == (30_000, "done")


@pytest.mark.shared
def test_the_problems_of_an_audit_report(shared_document):
    found = {
        (one.span.start, hashlib.sha256(one.text.encode()).hexdigest()[:16])
        for one in shared_document(GOLD["document"]).problems
    }
    wanted = {(one["start"], one["sha256"]) for one in GOLD["problems"]}

    assert len(wanted & found) >= 0.95 * len(wanted)
    assert len(wanted & found) >= 0.95 * len(found)
