"""The index systems that come with the engine, against what was published of them."""

import math
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from zeren.composite import parse, read_tables, score
from zeren.composite.audit import effective_weights
from zeren.composite.layout import Layout
from zeren.composite.panel import settle
from zeren.composite.uncertainty import robustness

FOLDER = files("zeren.composite") / "indices"


def index(name):
    return parse((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", sorted(file.name for file in FOLDER.iterdir()))
def test_every_file_is_an_index_with_its_source(file):
    assert index(file.removesuffix(".toml")).source


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("file", sorted(file.name for file in FOLDER.iterdir()))
def test_every_part_and_grade_of_an_index_has_a_title_in_both_languages(file, language):
    model = index(file.removesuffix(".toml"))

    titles = [getattr(one, f"title_{language}") or one.title for one in (model, *model.nodes, *model.indicators)]
    titles += [getattr(one, f"title_{language}") or one.name for one in model.grades]

    assert [title for title in titles if title.isascii() != (language == "en")] == []


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
    result = score(model, read_tables(table, columns=columns, layout=Layout(unit="area", period="year"))["2020"])

    assert result.scores["total"][0] == Fraction("55.84")
    assert (result.units[0], result.grades[0]) == ("全国县域均值", "中等水平")


def test_a_digital_village_index_may_pass_a_hundred():
    result = score(
        index("digital_village_county"),
        read_tables("unit,infrastructure,economy,governance,life\nX,110,110,99,90\n")[""],
    )

    assert (result.scores["total"][0] > 100, result.grades) == (True, ("高水平",))


# Human Development Report 2023/2024, table 1, as its inputs are printed there: rounded, so the index is met to 0.001.
HUMAN_DEVELOPMENT = """country,life_expectancy,expected_schooling,mean_schooling,income
CHE,84.3,16.6,13.9,69433
NOR,83.4,18.6,13.1,69190
ISL,82.8,19.1,13.8,54688
DNK,81.9,18.8,13.0,62019
DEU,81.0,17.3,14.3,55340
IRL,82.7,19.1,11.7,87468
SGP,84.1,16.9,11.9,88761
AUS,83.6,21.1,12.7,49257
USA,78.2,16.4,13.6,65565
CHN,78.6,15.2,8.1,18025
IND,67.7,12.6,6.6,6951
BRA,73.4,15.6,8.3,14616
SOM,56.1,7.6,1.9,1072
"""


@pytest.mark.shared
def test_the_human_development_index_of_2022_is_met(vectors):
    published = {row["iso3"]: Fraction(row["hdi_2022"]) for row in vectors.dicts("published/undp_hdi_2022_rank.csv")}

    result = score(index("human_development_2022"), read_tables(HUMAN_DEVELOPMENT, layout=Layout(unit="country"))[""])

    for country, found in zip(result.units, result.scores["human_development"], strict=True):
        assert float(found) == pytest.approx(float(published[country]), abs=1e-3), country
    assert dict(zip(result.units, result.grades, strict=True))["CHN"] == "high"


ASSESSED = "单位,年度,组织领导,成立小组落实联络员,少部署次数,宣传工作,少报月份,缺会次数,媒体推广,不配合次数,部门履职,综合奖扣分\n"


def assessed(*rows):
    table = read_tables(ASSESSED + "".join(f"{row}\n" for row in rows), layout=Layout(unit="单位", period="年度"))[
        "2018"
    ]
    return score(index("river_chief_units_2018"), table)


def test_a_unit_that_does_all_has_all_points():
    result = assessed("甲,2018,8,4,0,10,0,0,3,0,60,0")

    # The clauses of daily work and of media are those of the source: 7 and 10 points.
    assert (result.scores["通用考核项目"], result.scores["总分"]) == ((40,), (100,))


@pytest.mark.parametrize(("missed", "left"), [("少部署次数", 0), ("少报月份", 0), ("缺会次数", 0), ("不配合次数", 0)])
def test_points_are_taken_off_until_none_are_left(missed, left):
    heads = ASSESSED.strip().split(",")
    row = ["甲", "2018", "8", "4", "0", "10", "0", "0", "3", "0", "60", "0"]
    row[heads.index(missed)] = "50"

    assert assessed(",".join(row)).scores[missed] == (left,)


def test_half_a_point_is_taken_off_for_each_month_without_a_report():
    assert assessed("甲,2018,8,4,0,10,3,0,3,0,60,0").scores["总分"] == (Fraction("98.5"),)


def test_rewards_and_penalties_from_above_are_added_and_taken_off():
    result = assessed("甲,2018,8,4,0,10,0,0,3,0,60,5", "乙,2018,8,4,0,10,0,0,3,0,60,-5")

    assert result.scores["总分"] == (105, 95)


def test_nobody_gives_more_points_than_an_item_has():
    assert assessed("甲,2018,9,9,0,99,0,0,9,0,99,0").scores["总分"] == (100,)


GUIDES = Path(__file__).resolve().parents[3] / "docs" / "guides"


def tried(name, data):
    model = index(name)
    text = (GUIDES / data).read_text(encoding="utf-8")
    (table,) = read_tables(text, columns=[one.column for one in model.indicators], layout=model.layout).values()
    return score(model, table)


def test_the_data_to_try_are_an_assessment():
    result = tried("river_chief_units_2018", "index_river_chief_units.csv")

    assert [float(number) for number in result.scores["总分"]] == [102.0, 93.5, 82.0, 66.5]


def test_the_data_to_try_reach_four_levels_of_digital_villages():
    result = tried("digital_village_county", "index_digital_villages.csv")

    assert result.grades == ("高水平", "较高水平", "中等水平", "较低水平")


def test_the_data_to_try_of_green_development_hold_a_gap_and_what_does_not_apply():
    result = tried("green_development_2016", "index_green_development.csv")

    missing = result.values["资源产出率"]
    assert [number is None for number in missing] == [False, False, True]
    assert [float(share) for share in result.shares["生态保护"]["海洋保护区面积"]][1] == 0
    assert all(60 <= number <= 100 for number in result.scores["绿色发展指数"])


@pytest.mark.shared
def test_the_items_of_the_assessment_are_those_of_the_source(inputs):
    rows = inputs.dicts("shicheng_2018_unit_assessment.csv")
    points = {row["考核项目类别"]: row["分值"] for row in rows[2:7]}
    part = {one.name: one.normalisation for one in index("river_chief_units_2018").indicators}

    assert points == {"组织领导": "8", "日常工作": "7", "宣传工作": "10", "新经验好做法": "10", "支持配合工作情况": "5"}
    assert part["组织领导"].scale[1] == 8
    assert part["成立小组落实联络员"].scale[1] + part["少部署次数"].points == 7
    assert part["宣传工作"].scale[1] == 10
    assert part["少报月份"].points + part["缺会次数"].points + part["媒体推广"].scale[1] == 10
    assert part["不配合次数"].points == 5


INEQUALITY = """country,maternal_mortality_ratio,adolescent_birth_rate,seats_of_women,schooling_of_women,seats_of_men,schooling_of_men,work_of_women,work_of_men
A,5,2,44,95,56,95,59,67
B,180,54,0.3,23,99.7,39,5,60
C,2000,90,20,..,80,50,40,70
"""


def inequality(mmr, births, seats_f, school_f, seats_m, school_m, work_f, work_m):
    health = math.sqrt(10 / min(max(mmr, 10), 1000) / births)
    women = (health * math.sqrt(seats_f * school_f) * work_f) ** (1 / 3)
    men = (math.sqrt(seats_m * school_m) * work_m) ** (1 / 3)
    halves = (health + 1, math.sqrt(seats_f * school_f) + math.sqrt(seats_m * school_m), work_f + work_m)
    return 1 - 2 / (1 / women + 1 / men) / math.prod(half / 2 for half in halves) ** (1 / 3)


def test_the_gender_inequality_index_is_what_its_technical_note_says():
    result = score(index("gender_inequality_2022"), read_tables(INEQUALITY, layout=Layout(unit="country"))[""])

    found = result.scores["gender_inequality"]
    assert float(found[0]) == pytest.approx(inequality(5, 2, 44, 95, 56, 95, 59, 67))
    assert float(found[1]) == pytest.approx(inequality(180, 54, 0.3, 23, 99.7, 39, 5, 60))
    assert found[2] is None


def test_the_least_unequal_country_comes_first():
    table = read_tables(INEQUALITY, layout=Layout(unit="country"))[""]

    standings = robustness(index("gender_inequality_2022"), table).standings

    assert [(one.unit, one.rank, one.best, one.worst) for one in standings] == [("A", 1, 1, 1), ("B", 2, 2, 2)]


def districts():
    return index("high_quality_districts")


def test_every_indicator_of_the_districts_says_where_it_comes_from():
    sources = [one.source for one in districts().indicators]

    assert all(sources)
    assert sum("第十四个五年规划" in source for source in sources) == 15
    assert sum("政府工作报告" in source for source in sources) == 6


def test_each_concept_of_development_counts_the_same_for_the_districts():
    weights = effective_weights(districts())

    assert [weights[name] for name in ("创新", "协调", "绿色", "开放", "共享")] == [Fraction(1, 5)] * 5


@pytest.mark.shared
def test_the_yearly_targets_of_the_districts_are_those_of_the_source(inputs):
    targets = {row["indicator"] for row in inputs.dicts("dalian_annual_targets_2021.csv")}
    own = {one.name for one in districts().indicators if "政府工作报告" in one.source}

    # The source calls the spending by its whole name.
    assert {name.replace("研发经费", "研究与试验发展经费") for name in own} <= targets


def test_of_the_green_development_of_2016_the_districts_have_the_sea_alone():
    assert [one.name for one in districts().indicators if "2016" in one.source] == ["近岸海域水质优良比例"]


def binhai(period):
    model = districts()
    text = (GUIDES / "index_high_quality_districts.csv").read_text(encoding="utf-8")
    tables = read_tables(text, columns=[one.column for one in model.indicators], layout=model.layout)
    model, tables = settle(model, tables)
    return model, tables[period]


def test_the_districts_of_binhai_are_ranked_with_their_kind_as_well():
    found = robustness(*binhai("2022"))

    assert {group: len(units) for group, units in found.by_group.items()} == {"功能区": 3, "涉农区县": 4, "城区": 3}
    assert all(one.within.best <= one.within.rank <= one.within.worst for one in found.standings)


def test_what_a_district_does_not_have_gives_its_weight_away_and_a_gap_keeps_it():
    model, table = binhai("2022")

    result = score(model, table)

    inland, bonded = result.units.index("禾川县"), result.units.index("长汐保税港区")
    assert result.shares["绿色"]["近岸海域水质优良比例"][inland] == 0
    assert result.values["每千人口3岁以下婴幼儿托位数"][bonded] is None
    assert result.shares["共享"]["每千人口3岁以下婴幼儿托位数"][bonded] > 0
