"""The pipeline of COINr on the ASEM index, stage by stage, from a file of its own."""

import pytest

from zeren.composite import score

pytestmark = pytest.mark.shared

TOLERANCE = 1e-9


@pytest.fixture(scope="module")
def result(asem):
    return score(*asem())


def ordered(vectors, name, units):
    """Give the columns of a table of COINr in the order of *units*."""
    places = [vectors.units(name).index(unit) for unit in units]
    return {code: [column[place] for place in places] for code, column in vectors.columns(name).items()}


def worst(got, wanted, farthest):
    return max(farthest(got[code], column) for code, column in wanted.items())


def test_divided_by_their_denominators(result, vectors, farthest):
    assert worst(result.values, ordered(vectors, "base/2_Denominated.csv", result.units), farthest) < TOLERANCE


def test_normalised_after_filling_in_and_treating(result, vectors, farthest):
    assert worst(result.scores, ordered(vectors, "base/6_Normalised.csv", result.units), farthest) < TOLERANCE


def test_put_together_on_every_level(result, vectors, farthest):
    wanted = ordered(vectors, "base/7_Aggregated.csv", result.units)

    assert set(wanted) == set(result.scores)
    assert worst(result.scores, wanted, farthest) < TOLERANCE


def test_ranked_on_every_level(result, vectors):
    rows = {row["uCode"]: row for row in vectors.dicts("base/results_full_ranks.csv")}

    for code, ranks in result.ranks.items():
        assert ranks == tuple(int(rows[unit][code]) for unit in result.units), code


@pytest.mark.parametrize(
    ("file", "aggregate", "levels"),
    [
        ("amean__w_original", "arithmetic", {}),
        ("gmean__w_original", "geometric", {}),
        ("hmean__w_original", "harmonic", {}),
        ("median__noweights", "median", {}),
        ("amean_amean_gmean__w_original", "arithmetic", {"4": "geometric"}),
    ],
)
def test_other_means(file, aggregate, levels, vectors, asem, farthest):
    index, table = asem(normalise='{ method = "min_max", scale = [1, 100] }', aggregate=aggregate, levels=levels)

    found = score(index, table)

    wanted = ordered(vectors, f"aggregate/minmax1_100__{file}.csv", found.units)
    ranks = wanted.pop("Rank_Index")

    assert worst(found.scores, wanted, farthest) < TOLERANCE
    assert list(found.ranks["Index"]) == ranks


def test_missing_data_with_at_least_half_of_each_node(vectors, asem, farthest):
    rules = 'gaps = { method = "redistribute", needed = 0.5 }\n'
    index, table = asem(normalise='{ method = "min_max", scale = [1, 100] }', rules=rules)

    found = score(index, table)

    assert (
        worst(found.scores, ordered(vectors, "aggregate/missing__amean__datthresh_0.5.csv", found.units), farthest)
        < TOLERANCE
    )
