import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite import DomainError, ModelError, parse, read_tables, score
from zeren.composite.chance import uniforms
from zeren.composite.choices import axes, draw_at
from zeren.composite.cloud import Tree
from zeren.composite.normalisation import Normalisation
from zeren.composite.scenarios import places_of, places_within
from zeren.composite.scoring import measure
from zeren.composite.treatment import Treatment
from zeren.composite.uncertainty import robustness

TABLE = "unit,a,b,c\nX,90,20,60\nY,80,70,50\nZ,10,30,20\nW,79,71,50\n"


def small(plan="", node="", rest='normalise = "none"'):
    parts = "".join(f'[[indicator]]\nname = "{name}"\nunder = "whole"\n{rest}\n' for name in "abc")
    return parse(f'[index]\nname = "i"\ntitle = "I"\n[robustness]\n{plan}\n[[node]]\nname = "whole"\n{node}\n{parts}')


def small_table(csv=TABLE):
    return read_tables(csv)[""]


def solved(rows, wanted):
    """Solve the normal equations of *rows* · x = *wanted* by elimination."""
    size = len(rows[0])
    matrix = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)]
        + [sum(row[i] * one for row, one in zip(rows, wanted, strict=True))]
        for i in range(size)
    ]
    for pivot in range(size):
        best = max(range(pivot, size), key=lambda row: abs(matrix[row][pivot]))
        matrix[pivot], matrix[best] = matrix[best], matrix[pivot]
        for row in range(size):
            if row != pivot:
                factor = matrix[row][pivot] / matrix[pivot][pivot]
                matrix[row] = [one - factor * other for one, other in zip(matrix[row], matrix[pivot], strict=True)]
    return [row[-1] / row[place] for place, row in enumerate(matrix)]


@pytest.mark.shared
def test_the_hundred_replications_of_coinr_are_met_up_to_their_eight_weights(vectors, asem):
    """The sets of weights that COINr drew are not at hand: eight numbers a run must explain its 51 scores."""
    index, table = asem()
    pillars = [one.name for one in index.nodes if one.parent in {"Conn", "Sust"}]
    units = vectors.units("sensitivity/UA_N100_scores.csv")
    scores = vectors.columns("sensitivity/UA_N100_scores.csv")
    found, off = {}, []
    for run in vectors.dicts("sensitivity/UA_N100_design.csv"):
        mean = "arithmetic" if run["agg"] == "a_amean" else "geometric"
        key = (run["winmax"], run["norm"], mean)
        if key not in found:
            found[key] = score(variant(asem(aggregate=mean)[0], *key[:2]), table)
        take, back = (float, float) if mean == "arithmetic" else (math.log, math.exp)
        at = [found[key].units.index(unit) for unit in units]
        rows = [[take(found[key].scores[name][unit]) for name in pillars] for unit in at]
        wanted = [float(number) for number in scores[f"r_{run['run']}"]]
        weights = solved(rows, [take(number) for number in wanted])
        made = [back(sum(w * x for w, x in zip(weights, row, strict=True))) for row in rows]
        off.append(max(abs(one - other) for one, other in zip(made, wanted, strict=True)))
        assert sum(weights) == pytest.approx(1, abs=1e-6)
        assert 0.75 / 1.25 / 10 < min(weights) < max(weights) < 1.25 / 0.75 / 4

    assert len(off) == 100
    assert max(off) < 1e-9


def variant(index, points, norm):
    scale = {"n_minmax": (Fraction(1), Fraction(100)), "n_zscore": (Fraction(10), Fraction(2))}[norm]
    rule = Normalisation(method="min_max" if norm == "n_minmax" else "z", scale=scale)
    treatment = Treatment(method="winsorise_or_log", points=int(points))
    return replace(
        index, indicators=tuple(replace(one, normalisation=rule, treatment=treatment) for one in index.indicators)
    )


def test_the_tree_in_floats_gives_the_scores_of_the_exact_one():
    for rule in ("arithmetic", "geometric", "harmonic", "median"):
        index = small(node=f'aggregate = "{rule}"')
        table = small_table()
        tree = Tree(index, measure(index, table))

        got = tree.whole({"whole": 1.0, "a": 1.0, "b": 1.0, "c": 1.0})

        assert got == pytest.approx([float(number) for number in score(index, table).scores["whole"]], abs=1e-12)


def test_the_tree_in_floats_treats_gaps_as_the_exact_one():
    index = small(node='gaps = { method = "score", score = 60 }')
    table = small_table("unit,a,b,c\nX,90,,60\nY,80,70,not applicable\n")

    got = Tree(index, measure(index, table)).whole({"whole": 1.0, "a": 1.0, "b": 1.0, "c": 1.0})

    assert got == [float(number) for number in score(index, table).scores["whole"]]


def test_the_same_seed_gives_the_same_places_to_the_bit():
    index = small('draws = 50\nseed = "2026"')

    assert robustness(index, small_table()) == robustness(index, small_table())


def test_another_seed_gives_other_draws():
    first, second = (small(f'draws = 200\nseed = "{seed}"\nweights = 0.9') for seed in "ab")

    assert robustness(first, small_table()) != robustness(second, small_table())


def test_the_draws_that_were_there_stay_when_more_are_drawn():
    assert uniforms("s", "weights", 3, 2) == uniforms("s", "weights", 3, 5)[:2]


def test_without_any_open_choice_each_unit_keeps_its_place():
    found = robustness(small("draws = 5\nweights = 0"), small_table())

    assert [(one.unit, one.best, one.rank, one.worst) for one in found.standings] == [
        ("Y", 1, 1, 1),
        ("W", 1, 1, 1),
        ("X", 3, 3, 3),
        ("Z", 4, 4, 4),
    ]


def test_units_that_change_places_stand_in_one_tier():
    found = robustness(small('draws = 400\nseed = "s"\nweights = 0.5'), small_table())

    tiers = {one.unit: one.tier for one in found.standings}
    assert tiers["Y"] == tiers["W"]
    assert tiers["Z"] > tiers["X"]


def test_the_shares_of_the_places_are_one_in_all():
    found = robustness(small('draws = 100\nseed = "s"\nweights = 0.5'), small_table())

    assert all(sum(one.shares) == pytest.approx(1) for one in found.standings)
    assert all(one.best <= one.median <= one.worst for one in found.standings)


def test_alternatives_are_drawn_as_often_as_one_another():
    plan = 'normalise = ["min_max", "z", "rank"]\naggregate = ["arithmetic", "geometric"]\nweights = 0'
    index = small(plan)

    assert axes(index.robustness) == ("normalisation", "aggregation")
    assert [draw_at(index, (at / 6 + 0.01, 0.99)).normalisation for at in range(6)] == [0, 0, 1, 1, 2, 2]
    assert draw_at(index, (0.0, 0.5)).aggregation == 1


def test_leaving_out_and_errors_of_measurement_are_choices_too():
    index = small('draws = 60\nseed = "s"\nweights = 0\nleave_out = true\nerror = 0.2')

    found = robustness(index, small_table())

    assert axes(index.robustness) == ("error", "left_out")
    assert any(one.best < one.worst for one in found.standings)


def test_a_draw_that_cannot_be_computed_is_told_and_not_passed_over():
    plan = 'draws = 30\nseed = "s"\nweights = 0\nnormalise = ["none", { method = "z", scale = [0, 1] }]\naggregate = ["arithmetic", "geometric"]'

    with pytest.raises(DomainError) as caught:
        robustness(small(plan), small_table())

    assert caught.value.params["at"].startswith("draw ")


def test_progress_is_told_draw_by_draw():
    told = []

    robustness(small("draws = 3"), small_table(), progress=lambda done, of: told.append((done, of)))

    assert told == [(1, 3), (2, 3), (3, 3)]


@given(st.lists(st.one_of(st.none(), st.integers(0, 9).map(float)), max_size=12))
def test_a_place_is_one_more_than_the_number_of_better_ones(scores):
    better = [0 if one is None else 1 + sum(other is not None and other > one for other in scores) for one in scores]

    assert places_of(scores) == better


def test_a_veto_caps_the_score_in_every_draw():
    index = parse(
        '[index]\nname = "i"\ntitle = "I"\n[robustness]\ndraws = 20\n[[node]]\nname = "whole"\n[[indicator]]\nname = "a"\n'
        'under = "whole"\nnormalise = "none"\n[[veto]]\ncolumn = "deaths"\n'
    )

    found = robustness(index, read_tables("unit,a,deaths\nX,90,1\nY,80,0\n")[""])

    assert [(one.unit, one.best, one.worst) for one in found.standings] == [("Y", 1, 1), ("X", 2, 2)]


def test_one_rule_is_no_choice():
    with pytest.raises(ModelError) as caught:
        small('normalise = ["z"]')

    assert caught.value.params["expected"] == "at least two rules to choose from"


SOURCES = "".join(f'[[indicator]]\nname = "s{at}"\nunder = "whole"\nnormalise = "none"\n' for at in range(13))
AT_LEAST_THREE = f"""
index = {{ name = "i", title = "I" }}
robustness = {{ draws = 60 }}
[[node]]
name = "whole"
gaps = {{ method = "redistribute", needed = "3/13" }}
{SOURCES}"""


def test_who_has_just_enough_sources_has_so_under_every_draw():
    head = "unit," + ",".join(f"s{at}" for at in range(13))
    few = {name: ["90"] * count + [""] * (13 - count) for name, count in (("three", 3), ("two", 2))}
    rows = {"all": ["50"] * 13, **few}
    table = read_tables("\n".join([head, *(",".join([name, *row]) for name, row in rows.items())]))[""]

    standings = robustness(parse(AT_LEAST_THREE), table).standings

    assert [(one.unit, one.tally.drawn) for one in standings] == [("three", 60), ("all", 60)]


GROUPED = (
    "unit,group,a,b,c\nX,sea,90,20,60\nY,land,80,70,50\nZ,sea,10,30,20\nW,land,79,71,50\nV,land,80,70,50\nU,,50,50,50\n"
)


def grouped():
    return robustness(small('draws = 300\nseed = "s"\nweights = 0.5'), read_tables(GROUPED)[""])


def test_a_unit_stands_among_those_of_its_group_with_an_interval_there():
    found = {one.unit: one.within for one in grouped().standings}

    assert [(found[unit].rank, found[unit].best, found[unit].worst) for unit in "XZ"] == [(1, 1, 1), (2, 2, 2)]
    assert all(one.best <= one.median <= one.worst <= 3 for one in found.values() if one)
    assert found["U"] is None


def test_units_that_cannot_be_told_apart_share_a_tier_within_their_group_as_well():
    found = {one.unit: one.within for one in grouped().standings}

    assert found["Y"].tier == found["W"].tier == found["V"].tier == 1
    assert (found["X"].tier, found["Z"].tier) == (1, 2)


def test_equals_share_a_place_within_their_group():
    found = {one.unit: one.within for one in grouped().standings}

    assert found["Y"].rank == found["V"].rank
    assert found["Y"].tally == found["V"].tally


def test_the_standings_of_a_group_are_in_the_order_of_its_places():
    by_group = grouped().by_group

    assert [[one.unit for one in standings] for standings in by_group.values()] == [["Y", "W", "V"], ["X", "Z"]]


@pytest.mark.parametrize("groups", ["sea,sea,sea,sea", "1,2,3,4"])
def test_one_group_of_all_units_or_of_one_each_says_nothing_more(groups):
    rows = [
        f"{unit},{group},{place},1,1" for place, (unit, group) in enumerate(zip("XYZW", groups.split(","), strict=True))
    ]
    found = robustness(small("draws = 10"), read_tables("\n".join(["unit,group,a,b,c", *rows]))[""])

    assert not found.by_group


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=12))
def test_a_place_within_a_group_is_one_more_than_the_units_of_it_that_are_ahead(units):
    places = places_of([None if score == 9 else float(score) for score, _ in units])
    groups = [[at for at, (_, one) in enumerate(units) if one == group] for group in range(3)]

    found = places_within(places, groups)

    for at, (own, group) in enumerate(units):
        ahead = [one for one, other in units if other == group and one != 9 and one > own]
        assert found[at] == (0 if own == 9 or group == 3 else 1 + len(ahead))


EQUALS = "unit,a,b,c\nX,9,9,9\nY,5,5,5\nZ,5,5,5\nW,1,1,1\n"


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("min", {"X": (1, 1, 1), "Y": (2, 2, 2), "W": (4, 4, 4)}),
        ("max", {"X": (1, 1, 1), "Y": (3, 3, 3), "W": (4, 4, 4)}),
        ("dense", {"X": (1, 1, 1), "Y": (2, 2, 2), "W": (3, 3, 3)}),
        ("average", {"X": (1, 1, 1), "Y": (2.5, 2, 3), "W": (4, 4, 4)}),
    ],
)
def test_equals_share_a_place_in_the_draws_as_they_do_without(ties, expected):
    model = replace(small("draws = 20\nweights = 0.5"), ties=ties)

    found = {one.unit: (one.rank, one.best, one.worst) for one in robustness(model, read_tables(EQUALS)[""]).standings}

    assert found == {**expected, "Z": expected["Y"]}
