"""Targets as lines: what people type is read, and kept in one way of writing."""

from decimal import Decimal

import pytest
from django.utils import translation

from zeren.reading import Operator
from zeren_platform.sources.targets import UnreadTargetError, as_lines, of_words, same_figures, targets_in, told


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("GDP growth|>=5.50%", "GDP growth | ≥ 5.5 %"),
        ("GDP growth | at least 5.5 % | 2026", "GDP growth | ≥ 5.5 % | 2026"),
        ("地区生产总值增长\uff5c不低于5.5\uff05", "地区生产总值增长 | ≥ 5.5 %"),
        ("PM2.5 年均浓度 | 不超过30微克/立方米", "PM2.5 年均浓度 | ≤ 30 微克/立方米"),
        ("增长 | 5%左右", "增长 | ≈ 5 %"),
        ("增长 | 5至6 %", "增长 | 5–6 %"),
        ("Trees | 1,250,000", "Trees | = 1250000"),
        ("Losses | -3 %", "Losses | = -3 %"),
        ("Incomes | in step with GDP", "Incomes | ↔ GDP"),
    ],
)
def test_what_is_typed_is_kept_in_one_way(typed, kept):
    assert as_lines(targets_in(typed)) == kept
    assert as_lines(targets_in(kept)) == kept


@pytest.mark.parametrize(
    "typed", ["Growth", "Growth | soon", "| 5 %", "Growth | ≥", "Growth | ≥ 5–6 %", "a | 5 | b | c"]
)
def test_a_line_that_says_no_target_is_named(typed):
    with pytest.raises(UnreadTargetError) as caught:
        targets_in(f"Trees | 5\n{typed}\n")

    assert caught.value.params == {"field": "targets", "found": typed}


def test_a_figure_is_exact():
    [target] = targets_in("Share | 0.1234567890123456789 %")

    assert target.operator is Operator.EQUAL
    assert target.value == Decimal("0.1234567890123456789")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Growth: at least 5.5 % (2026)"), ("zh-hans", "Growth：不低于5.5%（2026）")],
)
def test_a_target_is_told_in_the_readers_language(language, words):
    [target] = targets_in("Growth | ≥ 5.5 % | 2026")

    with translation.override(language):
        assert told(target) == words


def test_figures_are_the_same_whatever_their_indicators_are_called_and_in_any_order():
    assert same_figures("Growth | ≥ 5 %\nTrees | 7", "Trees | 7.0\nGDP | ≥ 5 %")
    assert not same_figures("Growth | ≥ 5 %", "Growth | ≤ 5 %")


def test_a_part_of_a_sentence_keeps_the_targets_that_it_names():
    assert of_words("growth | 5 %\ntrees | 7", "Plant trees.") == "trees | = 7"
