"""What an index takes from other periods: values for gaps, and yardsticks that stay."""

from fractions import Fraction

import pytest

from zeren.composite import ModelError, TableError, parse, read_tables, score
from zeren.composite.aggregation import Aggregation, aggregate
from zeren.composite.errors import DomainError
from zeren.composite.layout import Layout
from zeren.composite.panel import settle


def of(indicator, index=""):
    return parse(
        f'[index]\nname = "i"\ntitle = "I"\n{index}\n[[node]]\nname = "whole"\n'
        f'[[indicator]]\nname = "a"\nunder = "whole"\n{indicator}\n'
    )


def settled(indicator, csv, index=""):
    model, tables = settle(of(indicator, index), read_tables(csv))
    return {period: score(model, table) for period, table in tables.items()}


PLAIN = 'normalise = "none"\n'
CSV = "unit,period,a\nX,2020,4\nX,2022,\nX,2024,12\nY,2020,not applicable\nY,2022,3\nY,2024,\n"


def test_the_last_value_before_stands_in_and_is_told():
    found = settled(PLAIN + 'impute = "last"', CSV)

    assert [found[period].scores["whole"] for period in found] == [(4, None), (4, 3), (12, 3)]
    assert found["2022"].filled == {("X", "a")}


def test_the_line_between_the_periods_stands_in_and_nothing_beyond_them():
    found = settled(PLAIN + 'impute = "linear"', CSV)

    assert [found[period].scores["whole"] for period in found] == [(4, None), (8, 3), (12, None)]


def test_periods_that_lie_apart_unevenly_count_as_they_lie():
    csv = "unit,period,a\nX,2020Q1,0\nX,2020Q2,\nX,2021Q1,8\n"

    assert settled(PLAIN + 'impute = "linear"', csv)["2020Q2"].scores["whole"] == (2,)


def test_the_order_is_that_of_time_and_not_of_the_file():
    csv = "unit,period,a\nX,2021,\nX,2020,5\n"

    assert settled(PLAIN + 'impute = "last"', csv)["2021"].scores["whole"] == (5,)


def test_what_comes_from_another_period_does_not_make_a_unit_available():
    found = settled(
        PLAIN + 'impute = "last"', "unit,period,a\nX,2020,5\nX,2021,\nY,2020,1\nY,2021,1\n", "availability = 1"
    )

    assert found["2021"].left_out == ("X",)


def test_a_yardstick_over_all_periods_makes_scores_comparable():
    csv = "unit,period,a\nX,2020,0\nY,2020,5\nX,2021,5\nY,2021,10\n"

    found = settled('normalise = { method = "min_max", over = "periods" }', csv)

    assert [found[period].scores["whole"] for period in found] == [(0, 50), (50, 100)]


def test_a_yardstick_over_all_periods_is_not_taken_from_one():
    with pytest.raises(DomainError) as caught:
        score(of('normalise = { method = "min_max", over = "periods" }'), read_tables("unit,a\nX,1\nY,2\n")[""])

    assert caught.value.params["at"] == 'indicator "a"'


def test_the_base_period_stays_at_the_middle_of_the_scale():
    csv = "unit,period,a\nX,2020,2\nY,2020,6\nX,2021,10\nY,2021,6\n"

    found = settled('normalise = { method = "around_reference", base = "2020", scale = [70, 130] }', csv)

    # Half of the range over all periods, 4, is worth 30 points; the mean of 2020, 4, has 100.
    assert [found[period].scores["whole"] for period in found] == [(85, 115), (145, 115)]


def test_a_base_period_that_is_not_there_is_named():
    with pytest.raises(TableError) as caught:
        settled('normalise = { method = "around_reference", base = "2019" }', "unit,period,a\nX,2020,2\n")

    assert caught.value.params["expected"] == "the data of the base period 2019"


@pytest.mark.shared
@pytest.mark.parametrize("penalty", [-1, 1])
def test_the_adjusted_mazziotta_pareto_index_of_compind_is_met_from_its_raw_data(penalty, vectors):
    """Penalty 1 is ours by the paper: the program takes off whatever it is told."""
    rule = '{ method = "around_reference", reference = %d, over = "periods", scale = [70, 130] }'
    model = parse(
        '[index]\nname = "i"\ntitle = "I"\nperiod_column = "time"\n[[node]]\nname = "whole"\n'
        f'aggregate = {{ method = "mazziotta_pareto", parameter = {penalty} }}\n'
        + "".join(
            f'[[indicator]]\nname = "{name}"\nunder = "whole"\nnormalise = {rule % reference}\n'
            for name, reference in (("employ", 50), ("energy", 100))
        )
    )
    text = vectors.path("compind/ampi_input.csv").read_text(encoding="utf-8").replace('"', "")
    model, tables = settle(model, read_tables(text, layout=Layout(period="time")))
    wanted = vectors.columns("compind/ampi_gp50_100_NEG.csv")

    for year, column in wanted.items():
        result = score(model, tables[year])
        parts = zip(result.scores["employ"], result.scores["energy"], result.scores["whole"], column, strict=True)
        for employ, energy, whole, published in parts:
            plain = aggregate([employ, energy], [Fraction(1)] * 2, Aggregation())
            taken_off = whole if penalty < 0 else 2 * plain - whole
            assert float(taken_off) == pytest.approx(float(published), abs=6e-4)


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        ('normalise = { method = "z", over = "periods" }', "over"),
        ('normalise = "around_reference"', "reference"),
        ('treat = "winsorise"\nnormalise = { method = "min_max", over = "periods" }', "treat"),
    ],
)
def test_a_rule_over_periods_that_cannot_be_is_refused_in_the_file(indicator, key):
    with pytest.raises(ModelError) as caught:
        of(indicator)

    assert caught.value.params["key"] == key


@pytest.mark.parametrize(
    "alternatives", ['impute = ["mean", "last"]', 'normalise = ["z", { method = "min_max", over = "periods" }]']
)
def test_alternatives_of_a_draw_stay_within_one_period(alternatives):
    with pytest.raises(ModelError) as caught:
        parse(
            f'[index]\nname = "i"\ntitle = "I"\n[robustness]\n{alternatives}\n[[node]]\nname = "whole"\n'
            '[[indicator]]\nname = "a"\nunder = "whole"\n'
        )

    assert caught.value.params["at"] == "[robustness]"


def test_one_column_is_filled_by_one_rule_over_time():
    model = parse(
        '[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n'
        + "".join(
            f'[[indicator]]\nname = "{name}"\nunder = "whole"\ncolumn = "a"\nimpute = "{rule}"\n'
            for name, rule in (("one", "last"), ("other", "linear"))
        )
    )

    with pytest.raises(ModelError) as caught:
        settle(model, read_tables(CSV))

    assert caught.value.params["key"] == "impute"


PERCENTILES = "unit,period,a\n" + "".join(f"U{number},{2020 + number % 2},{number}\n" for number in range(101))


@pytest.mark.parametrize(
    ("ends", "expected"),
    [('low = "p5", high = "p95"', (0, 50, 100)), ('low = 0, high = "p90"', (0, Fraction(500, 9), 100))],
)
def test_goalposts_may_be_percentiles_of_all_the_data(ends, expected):
    rule = f'normalise = {{ method = "goalposts", {ends}, clip = true }}'

    found = settled(rule, PERCENTILES)["2020"]

    scores = dict(zip(found.units, found.scores["whole"], strict=True))
    assert (scores["U0"], scores["U50"], scores["U100"]) == expected


def test_percentiles_that_fall_together_are_refused():
    with pytest.raises(DomainError) as caught:
        settled('normalise = { method = "goalposts", low = "p5", high = "p95" }', "unit,a\nX,1\nY,1\n")

    assert caught.value.params["at"] == 'indicator "a"'


GROWING = "unit,period,a,people\nX,2020,10,1\nY,2020,20,2\nX,2021,12,1\nY,2021,15,1\nZ,2021,9,1\n"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('change = "growth"', (20, -25, None)),
        ('change = "difference"', (2, -5, None)),
        ('change = "growth"\ndenominator = "people"', (20, 50, None)),
    ],
)
def test_how_a_value_changed_since_the_period_before_may_be_scored(rule, expected):
    found = settled(PLAIN + rule, GROWING)

    assert found["2021"].scores["whole"] == expected
    assert found["2020"].scores["whole"] == (None, None)


def test_what_does_not_apply_has_no_change_either():
    found = settled(PLAIN + 'change = "growth"', "unit,period,a\nX,2020,1\nX,2021,2\nY,2020,1\nY,2021,not applicable\n")

    assert found["2021"].scores["whole"] == (100, None)


def test_nothing_grows_from_nothing():
    with pytest.raises(DomainError) as caught:
        settled(PLAIN + 'change = "growth"', "unit,period,a\nX,2020,0\nX,2021,2\n")

    assert caught.value.params["at"] == 'indicator "a", X, 2020'


def test_a_change_needs_a_period_before():
    with pytest.raises(TableError):
        settled(PLAIN + 'change = "growth"', "unit,period,a\nX,2020,1\n")


def test_a_change_is_not_taken_from_one_period():
    with pytest.raises(DomainError) as caught:
        score(of(PLAIN + 'change = "growth"'), read_tables(GROWING)["2021"])

    assert "settle" in caught.value.params["expected"]
