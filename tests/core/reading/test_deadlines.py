from datetime import date

import pytest

from zeren.reading import Language, Span, read_text
from zeren.reading.deadlines import deadline


def until(text, language=Language.CHINESE, year=2026):
    return deadline(text, Span(start=0, end=len(text)), language, year=year)


@pytest.mark.parametrize(
    ("words", "quoted", "on"),
    [
        ("2026年6月30日前完成改造", "2026年6月30日前", "2026-06-30"),
        ("于2027年9月底前完成", "于2027年9月底前", "2027-09-30"),
        ("6月底前报送方案", "6月底前", "2026-06-30"),
        ("明年3月上旬前报送", "明年3月上旬前", "2027-03-10"),
        ("年底前办结", "年底前", "2026-12-31"),
        ("今年年底前办结", "今年年底前", "2026-12-31"),
        ("年内形成机制", "年内", "2026-12-31"),
        ("到2030年，建成体系", "到2030年", "2030-12-31"),
        ("至2027年底建成", "至2027年底", "2027-12-31"),
        ("2026年上半年完成验收", "2026年上半年", "2026-06-30"),
        ("一季度前报送", "一季度前", "2026-03-31"),
        ("第三季度末完成", "第三季度末", "2026-09-30"),
    ],
)
def test_a_day_that_the_words_fix(words, quoted, on):
    found = until(words)

    assert (found.words, found.on) == (quoted, date.fromisoformat(on))


@pytest.mark.parametrize("words", ["每年10月底前修订", "每月5日前报送", "次月10日前报送", "汛期前完成", "9月前报送"])
def test_a_deadline_that_fixes_no_day(words):
    found = until(words)

    assert found is not None
    assert found.on is None


def test_without_the_year_of_the_document_no_day_is_fixed():
    assert until("6月底前完成", year=None).on is None


@pytest.mark.parametrize(
    ("words", "quoted", "counted"),
    [
        ("应当自收到申请之日起20个工作日内答复", "自收到申请之日起20个工作日内", (20, None, None, True)),
        ("应当在三十日内决定", "三十日内", (30, None, None, False)),
        ("预警发布后24小时内核查", "预警发布后24小时内", (None, 24, None, False)),
        ("三年内建成", "三年内", (None, None, 36, False)),
        ("一周内反馈", "一周内", (7, None, None, False)),
    ],
)
def test_a_count_from_an_event(words, quoted, counted):
    found = until(words)

    assert found.words == quoted
    assert (found.days, found.hours, found.months, found.working) == counted


@pytest.mark.parametrize(
    "words",
    [
        "2021年至2024年违规收费",
        "至2024年底，仍未建立",
        "近三年内",
        "9月1日起施行",
        "上半年增长5%",
        "此前",
        "年底前已完成",
    ],
)
def test_when_something_happened_is_no_deadline(words):
    assert until(words) is None


def test_the_first_deadline_is_taken():
    assert until("收到后5日内反馈，6月底前完成").days == 5


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("Finish by the end of 2026.", "2026-12-31"),
        ("Report by 30 June.", "2026-06-30"),
        ("Report by June 30, 2027.", "2027-06-30"),
        ("Report before 30 June.", "2026-06-29"),
        ("Act before the end of the year.", "2026-12-31"),
        ("Act by the end of next year.", "2027-12-31"),
        ("Build it in the first half of 2026.", "2026-06-30"),
        ("Build it by the end of June.", "2026-06-30"),
    ],
)
def test_an_english_day(words, on):
    assert until(words, Language.ENGLISH).on == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("Reply within 20 working days of receipt.", (20, None, True)),
        ("Reply within thirty days.", (30, None, False)),
        ("Check it within 24 hours of a warning.", (None, 24, False)),
    ],
)
def test_an_english_count(words, counted):
    found = until(words, Language.ENGLISH)

    assert (found.days, found.hours, found.working) == counted


def test_who_leads_is_no_deadline():
    assert until("It is led by 20 people and paid by the city.", Language.ENGLISH) is None


def test_a_commitment_says_until_when(list_zh):
    assert list_zh.commitments[0].deadline.words == "每年10月底前"


def test_every_deadline_quotes_the_text(list_zh, list_en):
    for reading in (list_zh, list_en, read_text("各部门要在6月底前报告。")):
        found = [one.deadline for one in reading.commitments if one.deadline]

        assert all(one.span.of(reading.text) == one.words for one in found)
