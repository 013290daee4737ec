import pytest

from zeren.composite import TableError, parse
from zeren.composite.editions import check_period
from zeren.composite.periods import days_of


def edition(dates):
    return parse(
        f'[index]\nname = "i"\ntitle = "I"\nedition = "2026"\n{dates}\n[[node]]\nname = "whole"\n'
        '[[indicator]]\nname = "a"\nunder = "whole"\n'
    )


FROM = "effective_from = 2026-03-01"
UNTIL = "effective_until = 2027-12-31"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026年2月", "2026-02-01", "2026-02-28"),
        ("2026Q4", "2026-10-01", "2026-12-31"),
        ("2026-q2", "2026-04-01", "2026-06-30"),
        ("2026年第1季度", "2026-01-01", "2026-03-31"),
        ("2026年三季度", "2026-07-01", "2026-09-30"),
        ("2026-05-06", "2026-05-06", "2026-05-06"),
        ("2026年5月6日", "2026-05-06", "2026-05-06"),
    ],
)
def test_a_period_has_its_first_and_last_day(period, first, last):
    assert tuple(map(str, days_of(period))) == (first, last)


@pytest.mark.parametrize("period", ["2026-13", "2026Q5", "2026-02-30", "spring", "20266"])
def test_what_is_no_period_has_no_days(period):
    assert days_of(period) is None


@pytest.mark.parametrize("period", ["2025", "2026-02", "2028", "2026Q5", "spring"])
def test_data_of_a_period_outside_the_effective_dates_are_refused_and_told_when_the_edition_is_in_force(period):
    with pytest.raises(TableError) as caught:
        check_period(edition(f"{FROM}\n{UNTIL}"), period)

    assert caught.value.params["found"] == period
    assert caught.value.params["expected"] == 'a period from 2026-03-01 to 2027-12-31, when edition "2026" is in force'


@pytest.mark.parametrize("period", ["", "2026", "2026Q1", "2027-12-31"])
def test_a_period_with_a_day_in_force_is_taken(period):
    assert check_period(edition(f"{FROM}\n{UNTIL}"), period) is None


@pytest.mark.parametrize(("dates", "refused"), [(FROM, "2025"), (UNTIL, "2028")])
def test_one_date_bounds_one_side(dates, refused):
    with pytest.raises(TableError):
        check_period(edition(dates), refused)


def test_an_index_without_dates_takes_every_period():
    assert check_period(edition(""), "the first round") is None
