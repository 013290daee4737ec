"""The pipeline of COINr on the ASEM index, stage by stage, from a file of ours."""

import pytest

from zeren.composite import parse, read_tables, score

pytestmark = pytest.mark.shared

RULES = 'impute = "group_mean"\ntreat = { method = "winsorise_or_log", points = 5 }\n'
TOLERANCE = 1e-9


def asem(vectors, *, normalise='{ method = "min_max" }', aggregate="", rules=RULES, levels=None):
    """Write the file of the index out of the metadata that COINr ships."""
    levels = levels or {}
    text = f'index = {{ name = "asem", title = "ASEM", unit_column = "uCode", group_column = "EurAsia_group" }}\n[defaults]\n{rules}'
    text += f"normalise = {normalise}\n"
    text += f'aggregate = "{aggregate}"\n' if aggregate else ""
    rows = [row for row in vectors.dicts("input/asem_iMeta.csv") if row["Type"] in {"Indicator", "Aggregate"}]
    for row in sorted(rows, key=lambda row: -int(row["Level"])):
        kind = "indicator" if row["Type"] == "Indicator" else "node"
        text += f'[[{kind}]]\nname = "{row["iCode"]}"\n'
        text += f'under = "{row["Parent"]}"\nweight = {row["Weight"]}\n' if row["Parent"] not in {"", "NA"} else ""
        if kind == "indicator":
            text += f'direction = "{"more" if row["Direction"] == "1" else "less"}"\n'
            text += f'denominator = "{row["Denominator"]}"\n' if row["Denominator"] not in {"", "NA"} else ""
        elif row["Level"] in levels:
            text += f'aggregate = "{levels[row["Level"]]}"\n'
    return parse(text)


def data(vectors, index):
    text = vectors.path("input/asem_iData.csv").read_text(encoding="utf-8")
    columns = {one.column for one in index.indicators} | {
        one.denominator for one in index.indicators if one.denominator
    }
    return read_tables(text, columns=sorted(columns), unit="uCode", group="EurAsia_group")[""]


@pytest.fixture(scope="module")
def result(vectors):
    index = asem(vectors)
    return score(index, data(vectors, index))


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
def test_other_means(file, aggregate, levels, vectors, farthest):
    index = asem(vectors, normalise='{ method = "min_max", scale = [1, 100] }', aggregate=aggregate, levels=levels)

    found = score(index, data(vectors, index))

    wanted = ordered(vectors, f"aggregate/minmax1_100__{file}.csv", found.units)
    ranks = wanted.pop("Rank_Index")

    assert worst(found.scores, wanted, farthest) < TOLERANCE
    assert list(found.ranks["Index"]) == ranks


def test_missing_data_with_at_least_half_of_each_node(vectors, farthest):
    rules = 'gaps = { method = "redistribute", needed = 0.5 }\n'
    index = asem(vectors, normalise='{ method = "min_max", scale = [1, 100] }', rules=rules)

    found = score(index, data(vectors, index))

    assert (
        worst(found.scores, ordered(vectors, "aggregate/missing__amean__datthresh_0.5.csv", found.units), farthest)
        < TOLERANCE
    )
