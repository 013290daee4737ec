from datetime import date
from decimal import Decimal

import pytest

from zeren.reading import read_text

NOTICE = """滨海市人民政府办公厅关于做好
防汛工作的通知
滨政办发〔2026〕12号

各区人民政府：
按照《滨海市防汛条例》，现将事项通知如下：
一、落实责任。
滨海市人民政府办公厅
2026年5月6日
（此件公开发布）
"""


def test_a_notice_says_who_issued_it_and_when():
    facts = read_text(NOTICE).document

    assert facts.title == "滨海市人民政府办公厅关于做好防汛工作的通知"
    assert facts.number == "滨政办发〔2026〕12号"
    assert facts.issuer == "滨海市人民政府办公厅"
    assert facts.issued_on == date(2026, 5, 6)


def test_dates_in_chinese_numbers_are_read():
    assert read_text(NOTICE.replace("2026年5月6日", "二〇二六年五月十六日")).document.issued_on == date(2026, 5, 16)


def test_the_notes_at_the_top_are_believed():
    facts = read_text(
        "# source: x\n# 索引号: 000014349/2019-00003  发文字号: 国发〔2019〕3号  标题: 意见\n正文。"
    ).document

    assert (facts.index_number, facts.number, facts.title) == ("000014349/2019-00003", "国发〔2019〕3号", "意见")


def test_what_is_not_said_is_none():
    facts = read_text("各部门要报告。").document

    assert (facts.title, facts.number, facts.issuer, facts.issued_on, facts.published_at) == (None,) * 5


def test_a_line_with_date_and_time_is_when_it_was_published(communique_en):
    assert communique_en.document.published_at == "2026-03-13T09:30"


def test_an_impossible_date_is_no_date():
    assert read_text("市政府\n2026年13月45日\n").document.issued_on is None


def test_a_second_wording_of_a_title_is_the_same_instrument():
    reading = read_text(
        'It reviewed the "List of Responsibilities for Ecology in Binhai". The "List of Ecology Responsibilities in '
        'Binhai" has "six guarantees" and the "13th Five-Year Plan".'
    )

    assert [(found.title, found.same_as) for found in reading.instruments] == [
        ("List of Responsibilities for Ecology in Binhai", None),
        ("List of Ecology Responsibilities in Binhai", "List of Responsibilities for Ecology in Binhai"),
    ]


def test_a_short_title_refers_to_the_long_one():
    reading = read_text("审议《滨海市防汛条例（草案）》。《条例》施行。")

    assert [found.same_as for found in reading.instruments] == [None, "滨海市防汛条例（草案）"]


def test_what_is_counted_is_named():
    reading = read_text("The list defined 232 ecological protection responsibilities of 50 units in 2021.")

    assert [(found.value, found.of) for found in reading.quantities] == [
        (Decimal(232), "responsibilities"),
        (Decimal(50), "units"),
    ]


def test_chinese_figures_have_their_units():
    reading = read_text("全市50个单位承担232项责任，投入1.5亿元。")

    assert [(str(found.value), found.unit, found.of) for found in reading.quantities] == [
        ("50", "个", "单位承担"),
        ("232", "项", "责任"),
        ("1.5", "亿元", None),
    ]


def facts_of(*lines):
    return read_text("\n".join(lines)).document


def test_a_letterhead_is_no_title():
    facts = facts_of("滨海市财政局文件", "", "滨财预〔2026〕8号", "", "滨海市财政局关于下达预算的通知", "请执行。")

    assert (facts.title, facts.number) == ("滨海市财政局关于下达预算的通知", "滨财预〔2026〕8号")


@pytest.mark.parametrize("written", ["二〇二六年三月一日", "二○二六年三月一日", "二0二六年三月一日", "2026年03月01日"])
def test_a_signature_is_dated_in_digits_or_in_words(written):
    facts = facts_of("关于检查的通知", "请执行。", "滨海市教育局", written, "滨海市教育局办公室  2026年3月5日印发")

    assert (facts.issuer, facts.issued_on) == ("滨海市教育局", date(2026, 3, 1))


@pytest.mark.parametrize(
    "foot", [("滨海市财政局　　滨海市教育局", "2026年3月1日"), ("滨海市财政局", "滨海市教育局", "2026年3月1日")]
)
def test_those_who_issue_together_are_all_named(foot):
    assert facts_of("关于下达经费的通知", "请执行。", *foot).issuer == "滨海市财政局 滨海市教育局"


def test_a_name_and_a_date_may_share_a_line():
    facts = facts_of("关于检查的通知", "请执行。", "甲要报告。", "滨海市教育局  2026年3月1日")

    assert (facts.issuer, facts.issued_on) == ("滨海市教育局", date(2026, 3, 1))


def test_the_first_signature_is_that_of_the_notice():
    facts = facts_of(
        "滨海市教育局关于印发方案的通知", "现印发。", "滨海市教育局", "2026年3月1日", "滨海市方案", "滨海市财政局", "2026年9月9日"
    )  # fmt: skip

    assert (facts.issuer, facts.issued_on) == ("滨海市教育局", date(2026, 3, 1))


def test_an_order_has_a_number_an_issuer_and_the_day_it_was_signed():
    facts = facts_of(
        "滨海市人民政府令", "", "第12号", "", "《滨海市噪声办法》已经2026年2月3日市人民政府第5次常务会议通过，现予公布。", "",
        "市长 李明", "2026年2月10日", "", "滨海市噪声办法", "第一条 为了安静，制定本办法。",
    )  # fmt: skip

    assert (facts.number, facts.issuer, facts.issued_on) == (
        "滨海市人民政府令第12号",
        "滨海市人民政府",
        date(2026, 2, 10),
    )


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("滨海市市场监督管理局公告", "2026年第7号"), "滨海市市场监督管理局公告2026年第7号"),
        (("滨海市税务局关于申报的公告", "滨海市税务局公告2026年第3号"), "滨海市税务局公告2026年第3号"),
        (("滨海市财政局关于提案的答复函", "滨财函〔2026〕第5号"), "滨财函〔2026〕第5号"),
        (("滨海市人民政府常务会议纪要", "〔2026〕5号"), "〔2026〕5号"),
        (("市长办公会议纪要", "第12期"), "第12期"),
        (("滨海市财政局文件", "滨财预〔2026〕8号　　　　签发人：李明"), "滨财预〔2026〕8号"),
        (("Notice on Floods", "No. 12 (2026)"), "No. 12 (2026)"),
    ],
)
def test_every_kind_of_document_has_its_number(lines, number):
    assert facts_of(*lines, "", "甲。" if "No." not in number else "All units must report.").number == number


def test_the_number_of_another_document_is_not_its_own():
    assert facts_of("关于检查的通知", "按照《办法》（滨政发〔2025〕3号）的要求，各区要报告。").number is None


def test_fields_of_a_page_end_at_the_next_field():
    facts = facts_of(
        "索 引 号：11210200MB1/2026-00012　　主题分类：财政", "发文机关：滨海市教育局　　成文日期：2026年03月01日",
        "标　　题：滨海市教育局关于检查的通知", "发文字号：滨教〔2026〕12号　　发布日期：2026年03月05日", "正文。",
    )  # fmt: skip

    assert (facts.index_number, facts.issuer, facts.title) == (
        "11210200MB1/2026-00012", "滨海市教育局", "滨海市教育局关于检查的通知",
    )  # fmt: skip
    assert (facts.number, facts.issued_on, facts.published_at) == ("滨教〔2026〕12号", date(2026, 3, 1), "2026-03-05")


def test_fields_may_be_parted_by_bars_and_may_say_that_there_is_none():
    facts = facts_of("索引号: 000/2026-1 | 发布机构: 滨海市审计局 | 文号: 无", "关于审计的报告", "正文。")

    assert (facts.title, facts.index_number, facts.issuer, facts.number) == (
        "关于审计的报告", "000/2026-1", "滨海市审计局", None,
    )  # fmt: skip


def test_a_law_tells_who_made_it_and_when_it_was_last_amended():
    facts = facts_of(
        "滨海市噪声条例", "（2020年1月20日滨海市第十六届人民代表大会常务委员会第五次会议通过　"
        "根据2026年1月15日滨海市第十七届人民代表大会常务委员会第三十次会议《关于修改〈滨海市噪声条例〉的决定》修正）",
        "第一条 为了安静，制定本条例。",
    )  # fmt: skip

    assert (facts.title, facts.issuer, facts.issued_on) == (
        "滨海市噪声条例", "滨海市人民代表大会常务委员会", date(2026, 1, 15),
    )  # fmt: skip


def test_rules_name_the_order_that_issued_them():
    facts = facts_of(
        "质量检查办法", "2026年1月20日 滨海市市场监督管理局令第9号公布", "2026年3月1日 施行", "第一条 为了检查。"
    )

    assert (facts.number, facts.issuer, facts.issued_on) == (
        "滨海市市场监督管理局令第9号", "滨海市市场监督管理局", date(2026, 1, 20),
    )  # fmt: skip


@pytest.mark.parametrize(
    "line", ["（2026年3月1日）", "——2026年3月1日在滨海市第十七届人民代表大会第一次会议上", "2026年3月1日"]
)
def test_a_date_under_the_title_is_that_of_the_document(line):
    facts = facts_of("滨海市人民政府工作报告", line, "各位代表：", "请审议。")

    assert (facts.title, facts.issuer, facts.issued_on) == (
        "滨海市人民政府工作报告",
        "滨海市人民政府",
        date(2026, 3, 1),
    )


@pytest.mark.parametrize(
    ("title", "line", "words"),
    [
        ("市政府召开专题会议部署海岸带保护工作", "2026年11月25日 市政府办公室", "会议研究了工作。"),
        ("市政府召开专题会议部署海岸带保护工作", "2026-11-25　滨海日报", "会议研究了工作。"),
        ("City meets about its coast", "25 November 2026 General Office", "The Office shall write to all."),
    ],
)
def test_a_line_of_day_and_office_is_no_part_of_the_title(title, line, words):
    assert facts_of(title, line, words).title == title


def test_a_title_that_goes_on_after_a_day_is_whole():
    facts = facts_of("滨海市人民政府关于废止", "2026年1月1日前部分文件的决定", "正文。")

    assert facts.title == "滨海市人民政府关于废止2026年1月1日前部分文件的决定"


def test_where_a_copy_came_from_is_no_fact():
    facts = facts_of("# source: 发文字号: 滨教〔2026〕12号", "滨海市教育局关于检查的通知", "正文。")

    assert facts.number is None


def test_a_file_of_several_documents_says_nothing_of_itself():
    facts = facts_of(
        "=== 2026-03-01 甲", "滨海市教育局关于甲的通知", "正文。", "=== 2026-03-02 乙", "索引号: 1", "正文。"
    )

    assert (facts.title, facts.index_number, facts.issuer) == (None, None, None)


def test_what_a_page_prints_under_its_title_is_no_title():
    facts = facts_of("李明主持召开会议", "发布时间：2026-03-13 09:30　来源：滨海日报　浏览次数：12", "市委召开会议。")

    assert (facts.title, facts.published_at) == ("李明主持召开会议", "2026-03-13T09:30")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "number", "issued_on", "published_at"),
    [
        ("audit_report_central_2024", None, "2025-06-24", None),
        ("law_audit_2021", None, "2021-10-23", None),
        ("law_food_inspection_2021", "国家市场监督管理总局令第49号", "2021-12-24", None),
        ("law_government_information_disclosure_2019", "中华人民共和国国务院令第711号", "2019-04-03", None),
        ("law_government_supervision_2020", None, None, None),
        ("law_npc_standing_committee_supervision_2024", None, "2024-11-08", None),
        ("local_shanghai_audit_2017", None, "2017-11-23", None),
        ("policy_gbf2018-117_incentives_for_real_work", "国办发〔2018〕117号", "2018-12-06", None),
        ("policy_gbf2018-128_waste_free_city", "国办发〔2018〕128号", "2018-12-29", None),
        ("policy_gf2018-39_employment_tasks", "国发〔2018〕39号", "2018-11-16", None),
        ("policy_gf2019-03_bonded_zones_tasks", "国发〔2019〕3号", "2019-01-12", None),
        ("policy_gf2019-05_joint_random_inspection", "国发〔2019〕5号", "2019-01-27", None),
        ("seed_dalian_2021-01-21", None, None, "2021-01-22T16:47"),
        ("work_report_2026_liaoning", None, None, "2026-02-01"),
    ],
)
def test_the_facts_of_a_real_document(shared_document, name, number, issued_on, published_at):
    facts = shared_document(f"{name}.txt").document
    day = facts.issued_on.isoformat() if facts.issued_on else None

    assert (facts.number, day, facts.published_at) == (number, issued_on, published_at)
