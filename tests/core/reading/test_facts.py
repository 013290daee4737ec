from datetime import date
from decimal import Decimal

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
