import math
from fractions import Fraction

import pytest

from zeren.composite import parse, read_tables, rounded, score
from zeren.composite.choices import Draw
from zeren.composite.errors import DomainError
from zeren.composite.explanation import State, difference
from zeren.composite.layout import Layout
from zeren.composite.scenarios import Scenarios
from zeren.composite.uncertainty import robustness

SUBINDICES = {
    "resource_use": 32,
    "environment_governance": 18,
    "environment_quality": 21,
    "ecological_protection": 18,
    "growth_quality": 10,
    "green_life": 10,
}


def of_parts(weights, *, index="", node="", indicator='normalise = "none"'):
    """Write an index whose parts are taken as they are."""
    parts = "".join(
        f'[[indicator]]\nname = "{name}"\nunder = "whole"\nweight = "{weight}"\n{indicator}\n'
        for name, weight in weights.items()
    )
    return parse(f'[index]\nname = "i"\ntitle = "I"\n{index}\n[[node]]\nname = "whole"\n{node}\n{parts}')


def scored(index, csv, **heads):
    return score(index, read_tables(csv, **heads)[""])


def wholes(result):
    return dict(zip(result.units, result.scores["whole"], strict=True))


def green():
    return of_parts({**SUBINDICES, "public_satisfaction_percent": 0})


@pytest.mark.shared
def test_the_green_development_index_of_the_provinces_is_met(inputs):
    published = inputs.dicts("green_development_index_2016.csv")
    text = inputs.path("green_development_index_2016.csv").read_text(encoding="utf-8")
    columns = [*SUBINDICES, "public_satisfaction_percent"]

    found = wholes(score(green(), read_tables(text, columns=columns, layout=Layout(unit="province"))[""]))

    assert len(found) == 31
    for row in published:
        assert abs(found[row["province"]] - Fraction(row["green_development_index"])) <= Fraction(1, 100)


@pytest.mark.shared
def test_the_places_of_the_provinces_are_those_of_the_bulletin(inputs):
    published = inputs.dicts("green_development_index_2016.csv")
    text = inputs.path("green_development_index_2016.csv").read_text(encoding="utf-8")
    columns = [*SUBINDICES, "public_satisfaction_percent"]

    result = score(green(), read_tables(text, columns=columns, layout=Layout(unit="province"))[""])

    seen = {row["province"]: int(row["rank_published_seen"]) for row in published if row["rank_published_seen"]}
    ranks = dict(zip(result.units, result.ranks["whole"], strict=True))
    assert {unit: ranks[unit] for unit in seen} == seen


@pytest.mark.shared
def test_the_green_development_index_of_the_cities_of_anhui_is_met(vectors):
    name = "published/china_anhui_4cities_green_development_2016.csv"
    chinese = dict(
        zip(["资源利用", "环境治理", "环境质量", "生态保护", "增长质量", "绿色生活"], SUBINDICES.values(), strict=True)
    )
    text = vectors.path(name).read_text(encoding="utf-8")

    found = wholes(score(of_parts(chinese), read_tables(text, columns=list(chinese), layout=Layout(unit="city"))[""]))

    assert len(found) == 4
    for row in vectors.dicts(name):
        assert abs(found[row["city"]] - Fraction(row["绿色发展指数_published"])) <= Fraction(1, 100)


@pytest.mark.shared
def test_the_sdg_index_of_africa_is_met(vectors):
    name = "published/africa_sdg_index_2019.csv"
    goals = {f"Goal {number} Score": 1 for number in range(1, 18)}
    text = vectors.path(name).read_text(encoding="utf-8")

    result = score(of_parts(goals), read_tables(text, columns=list(goals), layout=Layout(unit="country"))[""])

    assert len(result.units) == 52
    found, ranks = wholes(result), dict(zip(result.units, result.ranks["whole"], strict=True))
    for row in vectors.dicts(name):
        assert float(found[row["country"]]) == pytest.approx(float(row["2019 africa Index Score (0-100)"]), abs=1e-9)
        assert ranks[row["country"]] == int(row["2019 africa Index Rank"])


CSV = "unit,a,b,c\nX,90,60,30\nY,80,,40\nZ,70,50,not applicable\n"
WEIGHTS = {"a": 3, "b": 2, "c": 1}


def test_the_weight_of_a_gap_goes_to_the_others():
    assert wholes(scored(of_parts(WEIGHTS), CSV)) == {"X": 70, "Y": 70, "Z": 62}


def test_a_gap_that_gets_the_floor_keeps_its_weight_and_what_does_not_apply_still_gives_it_away():
    index = of_parts(WEIGHTS, node='gaps = { method = "score", score = 60 }')

    assert wholes(scored(index, CSV)) == {"X": 70, "Y": Fraction(400, 6), "Z": 62}


def test_a_gap_may_leave_the_whole_without_a_score():
    index = of_parts(WEIGHTS, node='gaps = "leave"')

    assert wholes(scored(index, CSV)) == {"X": 70, "Y": None, "Z": 62}


def test_a_gap_may_stop_the_run_and_says_where():
    with pytest.raises(DomainError) as caught:
        scored(of_parts(WEIGHTS, node='gaps = "refuse"'), CSV)

    assert caught.value.params["at"] == "b, Y"


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic", "median", "minimum"])
def test_every_mean_treats_a_gap_in_the_same_way(method):
    index = of_parts({"a": 1, "b": 1, "c": 1}, node=f'aggregate = "{method}"')

    found = wholes(scored(index, "unit,a,b,c\nX,20,,20\n"))

    assert float(found["X"]) == pytest.approx(20)


def test_a_mean_of_power_with_a_gap_is_a_number():
    index = of_parts({"a": 1, "b": 1}, node='aggregate = { method = "power", parameter = 2 }')

    assert float(wholes(scored(index, "unit,a,b\nX,20,\n"))["X"]) == pytest.approx(20)


def test_too_little_of_the_weight_gives_no_score():
    index = of_parts(WEIGHTS, node='gaps = { method = "redistribute", needed = "2/3" }')

    found = wholes(scored(index, "unit,a,b,c\nX,90,,30\nY,,60,30\n"))

    assert found == {"X": 75, "Y": None}


def test_a_unit_with_too_little_data_is_left_out_and_named():
    index = of_parts(WEIGHTS, index='availability = "2/3"')

    result = scored(index, "unit,a,b,c\nX,90,,30\nY,,,30\n")

    assert (result.units, result.left_out) == (("X",), ("Y",))


def test_what_has_no_weight_is_shown_and_does_not_count():
    index = of_parts({"a": 1, "b": 0}, node='aggregate = "minimum"')

    result = scored(index, "unit,a,b\nX,90,60\n")

    assert (result.scores["whole"], result.scores["b"]) == ((90,), (60,))


def test_the_shares_of_the_parts_are_one_in_all_for_every_unit():
    result = scored(of_parts(WEIGHTS), CSV)

    assert [sum(shares) for shares in zip(*result.shares["whole"].values(), strict=True)] == [1, 1, 1]


def test_a_veto_caps_the_score():
    index = of_parts({"a": 1}, indicator='normalise = "none"\n')
    vetoed = parse(
        '[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n[[indicator]]\nname = "a"\nunder = "whole"\n'
        'normalise = "none"\n[[veto]]\ncolumn = "deaths"\nscore_at_most = 59\n'
    )
    csv = "unit,a,deaths\nX,90,1\nY,80,0\n"

    assert wholes(scored(index, csv)) == {"X": 90, "Y": 80}
    assert wholes(scored(vetoed, csv)) == {"X": 59, "Y": 80}
    assert scored(vetoed, csv).vetoed == ("X",)


def test_points_and_deductions_add_up_within_their_bounds():
    index = parse("""
index = { name = "i", title = "I" }
[[node]]
name = "whole"
aggregate = "sum"
high = 100
[[node]]
name = "work"
under = "whole"
aggregate = "sum"
low = 0
[[indicator]]
name = "done"
under = "work"
normalise = "none"
[[indicator]]
name = "complaints"
under = "work"
direction = "less"
normalise = "none"
[[indicator]]
name = "drills"
under = "whole"
normalise = { method = "deductions", points = 10, each = 4 }
""")

    result = scored(index, "unit,done,complaints,drills\nX,95,2,0\nY,5,9,1\nZ,50,10,9\n")

    assert result.scores["work"] == (93, 0, 40)
    assert wholes(result) == {"X": 100, "Y": 6, "Z": 40}


def test_a_grade_is_that_of_the_published_score():
    grades = '[[grade]]\nname = "pass"\nat_least = 60\n[[grade]]\nname = "high"\nat_least = 80\n'
    index = parse(
        '[index]\nname = "i"\ntitle = "I"\ndigits = 1\n[[node]]\nname = "whole"\n[[indicator]]\nname = "a"\n'
        'under = "whole"\nnormalise = "none"\n' + grades
    )

    assert scored(index, "unit,a\nX,80\nY,59.96\nZ,59.94\n").grades == ("high", "pass", "")


def test_an_error_of_a_rule_names_the_indicator():
    with pytest.raises(DomainError) as caught:
        scored(of_parts({"a": 1}, indicator='normalise = "min_max"'), "unit,a\nX,5\nY,5\n")

    assert caught.value.params["at"] == 'indicator "a"'


def test_a_node_may_round_before_its_score_goes_up():
    index = of_parts({"a": 1, "b": 1, "c": 1}, node="digits = 1")

    assert wholes(scored(index, "unit,a,b,c\nX,1,1,2\n")) == {"X": Fraction("1.3")}


@pytest.mark.parametrize(("rule", "shown"), [("half_up", "0.13"), ("half_even", "0.12"), ("down", "0.12")])
def test_a_half_goes_where_the_rule_says(rule, shown):
    assert str(rounded(Fraction(1, 8), digits=2, rule=rule)) == shown
    assert str(rounded(Fraction(-1, 8), digits=2, rule=rule)) == f"-{shown}"


def test_equals_tie_exactly_where_floats_would_part_them():
    index = of_parts({"a": "1/10", "b": "2/10", "c": "3/10"})

    result = scored(index, "unit,a,b,c\nX,3,0,0\nY,0,0,1\n")

    assert result.ranks["whole"] == (1, 1)


TWO_KINDS = "unit,group,a\nP,sea,10\nQ,sea,30\nR,sea,20\nS,land,1\nT,land,5\nU,,7\nV,,9\n"


def within(method):
    text = f'[[indicator]]\nname = "a"\nunder = "whole"\nnormalise = {{ method = "{method}", over = "group" }}\n'
    return parse(f'[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n{text}')


@pytest.mark.parametrize(
    ("method", "expected"), [("min_max", (0, 100, 50, 0, 100, 0, 100)), ("rank", (1, 3, 2, 1, 2, 1, 2))]
)
def test_a_unit_may_be_measured_by_those_of_its_group(method, expected):
    assert score(within(method), read_tables(TWO_KINDS)[""]).scores["whole"] == expected


def test_a_group_in_which_all_are_the_same_is_named():
    with pytest.raises(DomainError) as caught:
        score(within("min_max"), read_tables(TWO_KINDS.replace("5", "1"))[""])

    assert caught.value.params["at"] == 'indicator "a"'
    assert 'in the group "land"' in caught.value.params["found"]


ADJUSTED = """
index = { name = "ihdi", title = "Inequality-adjusted", digits = 3 }
defaults = { gaps = "leave", normalise = { method = "goalposts", low = 0, high = 100, scale = [0, 1] } }
[[node]]
name = "whole"
aggregate = "geometric"
[[node]]
name = "health"
under = "whole"
aggregate = "product"
[[indicator]]
name = "life"
under = "health"
normalise = { method = "goalposts", low = 20, high = 85, scale = [0, 1] }
[[indicator]]
name = "inequality_of_life"
under = "health"
direction = "less"
[[indicator]]
name = "income"
under = "whole"
"""


def test_a_score_may_be_multiplied_by_a_factor():
    result = score(parse(ADJUSTED), read_tables("unit,life,inequality_of_life,income\nX,72,10,50\nY,60,,50\n")[""])

    assert result.scores["health"] == (Fraction(52, 65) * Fraction(9, 10), None)
    assert float(result.scores["whole"][0]) == pytest.approx(math.sqrt(0.72 * 0.5))
    assert result.scores["whole"][1] is None


BY_KIND = """
index = { name = "i", title = "I" }
robustness = { draws = 40, weights = 0.25 }
defaults = { normalise = "none" }
[[node]]
name = "whole"
[[node]]
name = "part"
under = "whole"
weight_in = { hills = 3 }
[[indicator]]
name = "a"
under = "part"
[[indicator]]
name = "b"
under = "whole"
weight = 2
weight_in = { hills = 1, town = 0 }
"""
KINDS = "unit,group,a,b\nX,hills,10,50\nY,plain,10,50\nZ,town,10,50\nU,town,10,\n"


def test_a_kind_of_units_may_have_weights_of_its_own():
    result = score(parse(BY_KIND), read_tables(KINDS)[""])

    assert result.scores["whole"] == (20, Fraction(110, 3), 10, 10)
    assert result.shares["whole"]["b"] == (Fraction(1, 4), Fraction(2, 3), 0, 0)


def test_weights_by_kind_are_drawn_with_the_others():
    index = parse(BY_KIND)
    found = {one.unit: one for one in robustness(index, read_tables(KINDS)[""]).standings}

    assert [(found[unit].best, found[unit].worst) for unit in "YXZU"] == [(1, 1), (2, 2), (3, 3), (3, 3)]


def test_the_draws_without_noise_are_the_scores_by_kind():
    index = parse(BY_KIND)
    table = read_tables(KINDS)[""]

    assert Scenarios(index, table).scores(Draw()) == pytest.approx([20, 110 / 3, 10, 10])


def test_why_two_kinds_differ_is_told_by_their_weights():
    index = parse(BY_KIND)
    result = score(index, read_tables(KINDS)[""])

    effects = difference(index, State(result=result, unit="X"), State(result=result, unit="Y"))

    assert {effect.kind for effect in effects} == {"weight"}
    assert sum(effect.points for effect in effects) == Fraction(110, 3) - 20


@pytest.mark.parametrize("data", [KINDS.replace("hills", "hill"), "unit,a,b\nX,1,2\n"])
def test_a_weight_for_a_group_that_is_not_there_is_refused(data):
    with pytest.raises(DomainError) as caught:
        score(parse(BY_KIND), read_tables(data)[""])

    assert (caught.value.params["at"], caught.value.params["found"]) == ('"part"', "hills")
