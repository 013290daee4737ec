from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.reading import Language, Span
from zeren.reading.numerals import numeral
from zeren.reading.quantities import inside, measure, quantities


def figures(text, language=Language.CHINESE):
    return quantities(text, Span(start=0, end=len(text)), language)


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("增长5%至6%", "5", "6", "%"),
        ("增长5%—6%", "5", "6", "%"),
        ("设3至5个组", "3", "5", "个"),
        ("设3—5个组", "3", "5", "个"),
        ("收费0.5到1.2万元", "0.5", "1.2", "万元"),
        ("罚5000万元至1亿元", "0.5", "1", "亿元"),
    ],
)
def test_a_range_has_two_ends(words, low, high, unit):
    [found] = figures(words)

    assert (found.value, found.upper, found.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize("words", ["grow by 5 to 6 percent", "grow by 5-6 percent", "grow between 5 and 6 percent"])
def test_an_english_range_has_two_ends(words):
    [found] = figures(words, Language.ENGLISH)

    assert (found.value, found.upper, found.unit) == (5, 6, "percent")


def test_two_english_figures_are_no_range():
    assert [one.upper for one in figures("rose by 5% and 6%", Language.ENGLISH)] == [None, None]


def test_years_are_no_figures():
    assert figures("2021年至2024年，3月至5月") == ()


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("1.5亿元", "150000000"),
        ("1.2万亿元", "1200000000000"),
        ("2329.66万元", "23296600"),
        ("3000元", "3000"),
        ("1,234.5万元", "12345000"),
    ],
)
def test_money_is_exact_in_yuan(words, yuan):
    assert figures(words)[0].yuan == Decimal(yuan)


@pytest.mark.parametrize("words", ["33.8亿美元", "100元/吨", "5%", "5个"])
def test_foreign_money_and_prices_are_not_in_yuan(words):
    assert figures(words)[0].yuan is None


def test_english_money_is_exact_in_yuan():
    assert figures("1.5 billion yuan", Language.ENGLISH)[0].yuan == Decimal(1500000000)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("48万人", "万人"),
        ("30微克/立方米", "微克/立方米"),
        ("400万千瓦", "万千瓦"),
        ("2.1个百分点", "个百分点"),
        ("5330万亩", "万亩"),
        ("1100余项", "项"),
        ("6540多亿元", "亿元"),
        ("近7倍", "倍"),
    ],
)
def test_units_are_as_written(words, unit):
    assert figures(words)[0].unit == unit


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [("百分之五点五", "5.5", "%"), ("三分之二", "2", "三分之"), ("两成以上", "2", "成"), ("五十二个单位", "52", "个")],
)
def test_numerals_that_are_figures_are_read(words, value, unit):
    [found] = figures(words)

    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "words", ["第十二项", "数十家企业", "一次性", "二十大", "5部门", "500千伏", "千万千瓦级", "七八个"]
)
def test_what_only_looks_like_a_figure_is_none(words):
    assert figures(words) == ()


def test_a_noun_that_holds_a_stop_goes_on():
    assert [one.of for one in figures("新建14个医疗中心，12个项目中有3个")] == ["医疗中心", "项目", None]


def test_the_figures_of_a_sentence_are_those_inside_it():
    found = figures("设3个组。派5人。")

    assert inside(found, Span(start=5, end=9)) == found[1:]


@given(st.integers(min_value=0, max_value=9999))
def test_every_numeral_below_ten_thousand_is_read(number):
    digits, places = "零一二三四五六七八九", ("", "十", "百", "千")
    words = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        words += digits[digit] + places[place] if digit else ""
        words += "零" if not digit and words and number % 10**place and not words.endswith("零") else ""

    assert numeral(words or "零") == number


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["元", "万元", "亿元", "万亿元"]))
def test_yuan_is_the_value_times_its_unit(value, unit):
    [found] = figures(f"投入{value}{unit}")

    assert found.yuan == value * measure(unit, Language.CHINESE).times
