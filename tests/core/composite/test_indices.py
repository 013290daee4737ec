"""The index systems that come with the engine, against what was published of them."""

from fractions import Fraction
from importlib.resources import files

import pytest

from zeren.composite import parse, read_tables, score
from zeren.composite.audit import effective_weights

FOLDER = files("zeren.composite") / "indices"


def index(name):
    return parse((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", sorted(file.name for file in FOLDER.iterdir()))
def test_every_file_is_an_index_with_its_source(file):
    assert index(file.removesuffix(".toml")).source


@pytest.mark.shared
def test_the_indicators_and_weights_of_green_development_are_those_of_the_system(inputs):
    weights = effective_weights(index("green_development_2016"))

    rows = inputs.dicts("green_development_indicators_2016.csv")
    assert len(rows) == 56
    for row in rows:
        expected = Fraction(row["weight_exact"]) if row["weight_exact"] != "—" else 0
        assert weights[row["indicator"]] == expected


@pytest.mark.shared
def test_the_directions_of_green_development_are_those_of_the_system(inputs):
    directions = {one.name: one.direction for one in index("green_development_2016").indicators}

    for row in inputs.dicts("green_development_indicators_2016.csv"):
        assert directions[row["indicator"]] == (-1 if row["direction"] == "逆" else 1)


def test_green_development_gives_away_what_does_not_apply_and_floors_what_is_missing():
    model = index("green_development_2016")
    names = [one.name for one in model.indicators]
    sea = next(name for name in names if "近岸海域" in name)
    rows = {
        "inland": ["不适用" if name == sea else "1" for name in names],
        "silent": ["" if name == names[0] else "2" for name in names],
        "third": ["3"] * len(names),
    }
    csv = "\n".join([",".join(["unit", *names]), *(",".join([unit, *row]) for unit, row in rows.items())])

    result = score(model, read_tables(csv)[""])

    assert result.shares["环境质量"][sea] == (0, Fraction(2, 21), Fraction(2, 21))
    assert result.shares["资源利用"][names[0]][1] == Fraction(2, 32)
    assert all(60 <= number <= 100 for number in result.scores["绿色发展指数"])


@pytest.mark.shared
def test_the_mean_digital_village_index_of_2020_is_met(inputs):
    table = inputs.path("digital_village_index_published.csv").read_text(encoding="utf-8")
    model = index("digital_village_county")

    columns = [one.name for one in model.indicators]
    result = score(model, read_tables(table, unit="area", period="year", columns=columns)["2020"])

    assert result.scores["total"][0] == Fraction("55.84")
    assert (result.units[0], result.grades[0]) == ("全国县域均值", "中等水平")


def test_a_digital_village_index_may_pass_a_hundred():
    result = score(
        index("digital_village_county"),
        read_tables("unit,infrastructure,economy,governance,life\nX,110,110,99,90\n")[""],
    )

    assert (result.scores["total"][0] > 100, result.grades) == (True, ("高水平",))
