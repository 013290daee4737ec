from fractions import Fraction

import pytest

from zeren.composite.treatment import Treatment, kurtosis, skewness, treat


@pytest.fixture(scope="module")
def screened(vectors):
    return vectors.columns("treat/input_screened.csv")


@pytest.mark.shared
def test_skewness_and_kurtosis_are_those_of_coinr(vectors, screened):
    for row in vectors.dicts("treat/skew_kurt_screened.csv"):
        column = screened[row["iCode"]]

        assert skewness(column) == pytest.approx(float(row["skew"]), abs=1e-9)
        assert kurtosis(column) == pytest.approx(float(row["kurt"]), abs=1e-9)


@pytest.mark.shared
@pytest.mark.parametrize("points", [1, 2, 3, 4, 5, 10])
def test_cutting_back_or_the_logarithm_is_as_coinr_does_it(points, vectors, screened, farthest):
    rule = Treatment(method="winsorise_or_log", points=points)
    for code, wanted in vectors.columns(f"treat/winmax{points}_then_logCT.csv").items():
        assert farthest(treat(screened[code], rule), wanted) < 1e-9, code


@pytest.mark.shared
@pytest.mark.parametrize(("file", "points"), [("winsorise_only_winmax5", 5), ("winsorise_only_unlimited", 51)])
def test_cutting_back_alone_is_as_coinr_does_it(file, points, vectors, screened, farthest):
    rule = Treatment(method="winsorise", points=points)
    for code, wanted in vectors.columns(f"treat/{file}.csv").items():
        assert farthest(treat(screened[code], rule), wanted) < 1e-9, code


@pytest.mark.shared
@pytest.mark.parametrize("exponent", ["-0.5", "0", "0.25", "0.5", "1", "2"])
def test_box_cox_is_as_coinr_does_it(exponent, vectors, screened):
    rule = Treatment(method="box_cox", exponent=Fraction(exponent), always=True)
    for code, wanted in vectors.columns(f"treat/boxcox_lambda_{exponent}.csv").items():
        got = treat(screened[code], rule)

        assert got == pytest.approx([float(number) for number in wanted], rel=1e-9, abs=1e-9), code


@pytest.mark.shared
def test_the_logarithm_is_that_of_coinr_and_never_its_argument(vectors, screened, farthest):
    for code, wanted in vectors.columns("treat/log_CT_plus_all.csv").items():
        assert farthest(treat(screened[code], Treatment(method="log", always=True)), wanted) < 1e-9, code


def test_an_indicator_that_passes_is_left_alone():
    column = [Fraction(number) for number in range(10)]

    for method in ("none", "winsorise", "log", "box_cox", "winsorise_or_log"):
        assert treat(column, Treatment(method=method)) == column


def test_a_gap_stays_a_gap():
    column = [Fraction(number) for number in (1, 2, 3, 4, 5, 6, 900)]

    assert treat([None, *column], Treatment(method="winsorise"))[0] is None


def test_two_values_lean_to_neither_side():
    low, high = treat([Fraction(1), Fraction(2)], Treatment(method="log", always=True))

    assert low < high
