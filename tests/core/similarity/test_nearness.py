"""Near texts are found exactly, whatever their number, language and form."""

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.similarity.nearness import NearPair, ThresholdError, near_between, near_pairs, nearness

WORDS = st.lists(st.sampled_from(["河", "道", "清", "理", "air", "water", "2026", "。", " "]), max_size=9).map("".join)
THRESHOLDS = st.fractions(min_value=Fraction(1, 20), max_value=1)


@given(st.lists(WORDS, max_size=8), THRESHOLDS)
def test_the_pairs_are_those_of_comparing_all_with_all(texts, at_least):
    expected = [
        NearPair(first=one, second=other, nearness=near)
        for one, other in combinations(range(len(texts)), 2)
        if (near := nearness(texts[one], texts[other])) >= at_least
    ]

    assert near_pairs(texts, at_least=at_least) == expected


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6), THRESHOLDS)
def test_the_pairs_between_two_lists_are_those_of_comparing_each_with_each(texts, others, at_least):
    expected = [
        NearPair(first=one, second=other, nearness=near)
        for one, other in product(range(len(texts)), range(len(others)))
        if (near := nearness(texts[one], others[other])) >= at_least
    ]

    assert near_between(texts, others, at_least=at_least) == expected


@given(WORDS, WORDS)
def test_nearness_is_the_same_from_both_sides(one, other):
    assert nearness(one, other) == nearness(other, one)


@given(WORDS)
def test_a_text_that_says_something_is_its_own_copy(text):
    assert nearness(text, text) == (1 if any(token.isalnum() for token in text) else 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("加强河道清理。", "加强 河道清理"),
        ("Ａ级景区", "a级景区"),
        ("Inspect every\noutfall", "inspect, every outfall!"),
    ],
)
def test_width_case_spaces_and_punctuation_make_no_difference(one, other):
    assert nearness(one, other) == 1


def test_another_order_of_the_same_words_is_not_a_copy():
    assert nearness("甲乙丙丁", "丁丙乙甲") == 0


@pytest.mark.parametrize("at_least", [Fraction(0), Fraction(-1), Fraction(11, 10)])
def test_a_threshold_outside_its_bounds_is_refused(at_least):
    with pytest.raises(ThresholdError) as caught:
        near_pairs(["a"], at_least=at_least)

    assert caught.value.params == {"at_least": str(at_least)}


def test_ten_thousand_different_texts_meet_in_few_comparisons(monkeypatch):
    compared = 0
    measure = near_pairs.__globals__["_jaccard"]

    def counted(one, other):
        nonlocal compared
        compared += 1
        return measure(one, other)

    monkeypatch.setitem(near_pairs.__globals__, "_jaccard", counted)
    texts = [
        f"Unit {number} inspects site {number * 7919 % 10007} of river {number % 83} each month"
        for number in range(10_000)
    ]

    near_pairs([*texts, texts[17]])

    assert compared < 100_000
