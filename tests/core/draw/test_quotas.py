"""Quotas as item lists and plans word them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.draw.quotas import QuotaAboveStratumError, UnreadableQuotaError, read_quota


@pytest.mark.parametrize(
    ("text", "size", "take"),
    [
        ("≥ 3 %", 100, 3),
        ("≥ 3 %", 101, 4),
        ("2‰", 1000, 2),
        ("2‰", 1, 1),
        ("100 %", 7, 7),
        ("不少于30%", 10, 3),
        ("不低于５％", 21, 2),
        ("不超过5%", 39, 1),
        ("≥ 3 %, ≥ 10", 100, 10),
        ("3%且不少于10户", 1000, 30),
        ("12", 12, 12),
        ("0.5 % and at least 3", 100, 3),
        ("0 %", 10, 0),
    ],
)
def test_a_quota_comes_to_a_whole_number(text, size, take):
    assert read_quota(text).take(size) == take


@pytest.mark.parametrize(
    "text",
    [
        "",
        "根据实际情况确定",
        "-3 %",
        "101 %",
        "3 % 4 %",
        "3 %, 4 %",
        "at most 5",
        "2.5",
        "≤ 5 %, ≥ 3",
        "3 %%",
        "9" * 5000,
        "NaN %",
        "1/3",
    ],
)
def test_no_quota_is(text):
    with pytest.raises(UnreadableQuotaError):
        read_quota(text)


def test_a_quota_above_its_stratum_is_refused():
    with pytest.raises(QuotaAboveStratumError) as caught:
        read_quota("≥ 3 %, ≥ 10").take(9)

    assert caught.value.params == {"quota": "≥ 3 %, ≥ 10", "take": 10, "size": 9}


@given(st.integers(0, 1000), st.integers(1, 10**7))
def test_a_least_share_is_never_undercut_and_never_exceeded_by_a_whole_object(tenths, size):
    take = read_quota(f"≥ {tenths / 10:.1f} %").take(size)

    assert 0 <= take - Fraction(tenths, 1000) * size < 1
