"""Scoring rules, and the points that clauses add up to."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.reading.model import Language
from zeren.reading.scoring import clause_points, scoring_rules
from zeren.reading.span import Span


def rules(words, language=Language.CHINESE):
    return [
        (one.kind.value, [str(figure) for figure in one.points])
        for one in scoring_rules(words, Span(start=0, end=len(words)), language)
    ]


def points(words, language=Language.CHINESE):
    return clause_points(words, Span(start=0, end=len(words)), language)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("少报一次扣0.5分", [("deduct_each", ["0.5"])]),
        ("每发现1处未整改扣2分", [("deduct_each", ["2"])]),
        ("缺一项扣1分", [("deduct_each", ["1"])]),
        ("扣完为止", [("floor", [])]),
        ("最低不低于0分", [("floor", ["0"])]),
        ("按完成比例得分", [("proportional", [])]),
        ("按比例扣分", [("proportional", [])]),
        ("出现瞒报的不得分", [("zero_if", [])]),
        ("否则不得分", [("zero_if", [])]),
        ("获省级表扬加2分", [("bonus", ["2"])]),
        ("获省、市通报表扬的分别奖10分、5分", [("bonus", ["10", "5"])]),
        ("奖10/5分", [("bonus", ["10", "5"])]),
        ("最高加5分", [("cap", ["5"])]),
        ("按时报送得3分", [("award", ["3"])]),
        ("被通报批评的分别扣5分、3分", [("deduct_each", ["5", "3"])]),
    ],
)
def test_the_words_of_a_rule_give_its_kind_and_points(words, wanted):
    assert rules(words) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Deduct 0.5 points for each late report", [("deduct_each", ["0.5"])]),
        ("2 points are deducted", [("deduct_each", ["2"])]),
        ("down to zero", [("floor", [])]),
        ("in proportion to what was done", [("proportional", [])]),
        ("otherwise no points", [("zero_if", [])]),
        ("a bonus of 3 points, at most 5 points", [("bonus", ["3"]), ("cap", ["5"])]),
    ],
)
def test_english_rules_are_read_too(words, wanted):
    assert rules(words, Language.ENGLISH) == wanted


def test_a_count_is_no_points():
    assert rules("每月报送2次，少3次扣1分") == [("deduct_each", ["1"])]


def test_the_points_in_the_brackets_of_clauses_are_added_up():
    assert points("1.建立台账（15分）；2.每月巡查（4.5分）。") == Decimal("19.5")


def test_a_bracket_may_go_on_after_its_points():
    assert points("召开会议（3分，少一次扣1分）") == 3


def test_of_alternatives_the_best_counts():
    assert points("1.信息采用：省级得4分；市级得2分；县级得1分。2.按月报送得5分") == 9


def test_a_number_in_brackets_at_the_end_of_a_clause_is_points():
    assert points("1.监测水质（20）；2.编制方案（30分）") == 50


def test_a_number_in_brackets_within_a_clause_is_none():
    assert points("落实（2026）文件要求（30分）") == 30


def test_the_numbers_of_clauses_are_no_points():
    assert points("（1）建立台账（5分）；（2）巡查（5分）") == 10


def test_a_cell_without_points_gives_none():
    assert points("建立台账，每月巡查。") is None


@given(
    st.lists(
        st.sampled_from(
            ["每", "少", "扣", "2", "分", "（", "）", "1.", "、", "得", "奖", "按比例", "，", "\n", "不得分"]
        ),
        max_size=60,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_words_are_read_and_every_span_quotes_its_rule(pieces):
    words = "".join(pieces)
    found = scoring_rules(words, Span(start=0, end=len(words)), Language.CHINESE)

    assert all(one.span.of(words) == one.words for one in found)
    assert points(words) is None or points(words) >= 0
