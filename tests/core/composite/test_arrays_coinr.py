"""The replications of COINr through the arrays, and its weights through both engines."""

import importlib.util
from dataclasses import replace
from fractions import Fraction

import pytest

from zeren.composite import score
from zeren.composite.aggregation import Aggregation
from zeren.composite.choices import Draw
from zeren.composite.normalisation import Normalisation
from zeren.composite.scenarios import Scenarios
from zeren.composite.scoring import measure
from zeren.composite.treatment import Treatment

if importlib.util.find_spec("numpy") is None:
    pytest.skip("NumPy is not installed: draws are in plain Python alone", allow_module_level=True)

import numpy as np

from zeren.composite.arrays import ArrayScenarios

pytestmark = pytest.mark.shared

NORMS = {
    "n_minmax": Normalisation(scale=(Fraction(1), Fraction(100))),
    "n_zscore": Normalisation(method="z", scale=(Fraction(10), Fraction(2))),
}
MEANS = {"a_amean": Aggregation(), "a_gmean": Aggregation(method="geometric")}


@pytest.fixture(scope="module")
def opened(asem):
    """Give the example with the choices of COINr open: two normalisations, five treatments, two means."""
    index, table = asem()
    treatments = tuple(Treatment(method="winsorise_or_log", points=points) for points in range(1, 6))
    plan = replace(
        index.robustness,
        normalisations=tuple(NORMS.values()),
        treatments=treatments,
        aggregations=tuple(MEANS.values()),
    )
    return replace(index, robustness=plan), table


def weighted(index, weights):
    """Give the parts of the index other weights."""
    take = lambda part: replace(part, weight=Fraction(weights.get(part.name, part.weight)))  # noqa: E731
    return replace(index, nodes=tuple(map(take, index.nodes)), indicators=tuple(map(take, index.indicators)))


def drawn(run):
    return Draw(
        normalisation=list(NORMS).index(run["norm"]),
        treatment=int(run["winmax"]) - 1,
        aggregation=list(MEANS).index(run["agg"]),
    )


def pillar_scores(index, table, measured, pillars, draw):
    """Score each pillar as the whole of an index of its own, in arrays."""
    columns = []
    for pillar in pillars:
        leaves = tuple(one for one in index.indicators if one.parent == pillar.name)
        alone = replace(index, nodes=(replace(pillar, parent=""),), indicators=leaves)
        scores = {one.name: measured.scores[one.name] for one in leaves}
        part = replace(measured, scores=scores)
        columns.append(ArrayScenarios(alone, table, part).scores([draw])[0])
    return np.array(columns)


def test_the_hundred_replications_are_met_in_arrays_up_to_their_eight_weights(vectors, opened):
    index, table = opened
    measured = measure(index, table)
    pillars = [node for node in index.nodes if node.parent in {"Conn", "Sust"}]
    file = "sensitivity/UA_N100_scores.csv"
    at = [measured.units.index(unit) for unit in vectors.units(file)]
    scores, ranks = vectors.columns(file), vectors.columns("sensitivity/UA_N100_ranks.csv")
    known = {}

    for run in vectors.dicts("sensitivity/UA_N100_design.csv"):
        draw, name = drawn(run), f"r_{run['run']}"
        wanted = np.array([float(number) for number in scores[name]])
        take, back = (np.asarray, np.asarray) if run["agg"] == "a_amean" else (np.log, np.exp)
        if draw not in known:
            known[draw] = take(pillar_scores(index, table, measured, pillars, draw))
        found = known[draw]
        weights, *_ = np.linalg.lstsq(found[:, at].T, take(wanted), rcond=None)
        by_node = dict(zip((node.name for node in pillars), weights.tolist(), strict=True))
        by_node |= {top: sum(by_node[node.name] for node in pillars if node.parent == top) for top in ("Conn", "Sust")}

        arrays = ArrayScenarios(weighted(index, by_node), table, measured)

        got = arrays.scores([draw])[0][at]
        assert np.abs(got - wanted).max() < 1e-9
        assert np.abs(back(weights @ found[:, at]) - wanted).max() < 1e-9
        assert [next(iter(arrays.places([draw])))[unit] for unit in at] == ranks[name]


def test_the_scores_without_each_indicator_are_met(vectors, asem):
    index, table = asem()
    names = [one.name for one in index.indicators]
    draws = [Draw(), *(Draw(left_out=at) for at in range(len(names)))]
    measured = measure(index, table)
    arrays, plain = ArrayScenarios(index, table, measured), Scenarios(index, table)
    file = "sensitivity/remove_L1_scores.csv"
    at = [measured.units.index(unit) for unit in vectors.units(file)]
    scores, ranks = vectors.columns(file), vectors.columns("sensitivity/remove_L1_ranks.csv")

    rows, places = arrays.scores(draws), list(arrays.places(draws))

    for draw, row, place, name in zip(draws, rows, places, ["Nominal", *names], strict=True):
        wanted = [float(number) for number in scores[name]]
        plainly = plain.scores(draw)
        assert [row[unit] for unit in at] == pytest.approx(wanted, abs=1e-9)
        assert [plainly[unit] for unit in at] == pytest.approx(wanted, abs=1e-9)
        assert [place[unit] for unit in at] == ranks[name]


def test_twenty_sets_of_weights_give_the_same_in_arrays_and_exactly(vectors, asem):
    index, table = asem()
    measured = measure(index, table)
    sets = {}
    for row in vectors.dicts("weights/noisy_20reps_seed20260101.csv"):
        sets.setdefault(row["rep"], {})[row["iCode"]] = Fraction(row["Weight"])
    alone = [
        {row["iCode"]: Fraction(row["Weight"]) for row in vectors.dicts(f"weights/set_noisy{rep}.csv")} for rep in "12"
    ]
    assert [sets["1"], sets["2"]] == alone
    assert len(sets) == 20

    for weights in sets.values():
        noisy = weighted(index, weights)
        exactly = [float(number) for number in score(noisy, table).scores["Index"]]

        assert ArrayScenarios(noisy, table, measured).scores([Draw()])[0].tolist() == pytest.approx(exactly, rel=1e-12)
