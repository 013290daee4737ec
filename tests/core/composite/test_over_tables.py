"""An index over tables gives what exact numbers give, on every engine that is installed."""

import importlib.util
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.composite.any_index import AGGREGATIONS, GAPS, INDEX, NORMALISATIONS, TREATMENTS, models, tables

from zeren.composite import DomainError, ModelError, parse, read_tables
from zeren.composite.aggregation import Aggregation
from zeren.composite.layout import Layout
from zeren.composite.model import Grade, Indicator, Node, Veto
from zeren.composite.normalisation import Normalisation
from zeren.composite.table import Table
from zeren.foundations.extras import offered

if importlib.util.find_spec("ibis") is None or importlib.util.find_spec("duckdb") is None:
    pytest.skip("Ibis or DuckDB is not installed: nothing is computed over tables", allow_module_level=True)

from tests.core.composite.over_tables import apart, computed, exact

from zeren.composite.expressions.compiling import compiled
from zeren.composite.expressions.script import script
from zeren.foundations.dialects import DIALECTS

ENGINES = {
    "duckdb": "zeren.composite.expressions.duck:DuckTables",
    "spark": "zeren.composite.expressions.spark:SparkTables",
}
SPARK = pytest.param("spark", marks=pytest.mark.spark)


@pytest.fixture(scope="session", params=["duckdb", SPARK])
def engine(request):
    """Give what computes over tables; one for all tests, as Spark takes its time to start."""
    return offered(ENGINES[request.param])()


@pytest.fixture(scope="session")
def duckdb():
    """Give the engine that is quick enough for many small indices."""
    return offered(ENGINES["duckdb"])()


GUIDES = Path(__file__).resolve().parents[3] / "docs" / "guides"
FURTHER = [
    Normalisation(method="vector"),
    # Both may be said in a file; each rule has its own.
    Normalisation(method="distance_to_target", target=Fraction(12), reference=Fraction(100)),
    Normalisation(method="around_reference", reference=Fraction(9), scale=(Fraction(70), Fraction(130))),
    Normalisation(
        method="piecewise",
        through=((Fraction(0), Fraction(1)), (Fraction(5), Fraction(60)), (Fraction(20), Fraction(90))),
    ),
    Normalisation(method="steps", through=((Fraction(2), Fraction(1)), (Fraction(4), Fraction(60)))),
    *(
        Normalisation(method="attainment", target=Fraction(7), operator=said, tolerance=Fraction(1, 20))
        for said in ("at_least", "at_most", "within")
    ),
    *(Normalisation(method="rank", ties=ties) for ties in ("max", "dense", "average")),
    Normalisation(method="distance_to_target", target=Fraction(12), clip=True),
    Normalisation(log=True),
]
EVERY_NORMALISATION = [*NORMALISATIONS, *FURTHER]
ABOVE_0 = Normalisation(scale=(Fraction(1), Fraction(100)))
EVERY_AGGREGATION = [*AGGREGATIONS, Aggregation(method="median"), Aggregation(method="ordered")]
# As many units as it takes for values far out to stand out; two are equal, one lies far off on either side.
VALUES = [
    *(Fraction(value, 4) for value in (3, 8, 8, 9, 11, 12, 14, 15, 17, 20, 21, 26)),
    Fraction(400),
    Fraction(1, 9),
]
UNITS = tuple(f"u{at}" for at in range(len(VALUES)))


def table(columns, *, gaps=(), absent=()):
    """Give a table of columns that are shifted against each other, with gaps and with what does not apply."""
    cells = {}
    for at, name in enumerate(columns):
        own = [VALUES[(place * (2 * at + 1) + at) % len(VALUES)] for place in range(len(UNITS))]
        cells[name] = tuple(
            None if (unit, name) in {*gaps, *absent} else value for unit, value in zip(UNITS, own, strict=True)
        )
    groups = tuple("xy"[at % 2] for at in range(len(UNITS)))
    return Table(units=UNITS, columns=cells, inapplicable=frozenset(absent), groups=groups)


def leaf(name, parent="whole", **changed):
    return replace(Indicator(name=name, title=name, parent=parent, weight=Fraction(1), column=name), **changed)


def node(name, parent="whole", **changed):
    return replace(Node(name=name, title=name, parent=parent), **changed)


def of(*parts, whole=None, **changed):
    """Give an index whose whole is what its parts add up to."""
    root = whole or node("whole", "", aggregation=Aggregation(method="sum"))
    nodes = (root, *(part for part in parts if isinstance(part, Node)))
    leaves = tuple(part for part in parts if isinstance(part, Indicator))
    return replace(INDEX, nodes=nodes, indicators=leaves, **changed)


def every_normalisation():
    parts = [
        leaf(f"{rule.method}_{at}_{direction}", normalisation=rule, direction=direction)
        for at, rule in enumerate(EVERY_NORMALISATION)
        for direction in (1, -1)
        if not (rule.method == "share_of_maximum" and direction < 0)
    ]
    return of(*parts), {"": table([part.name for part in parts], gaps=[("u3", part.name) for part in parts[::3]])}


def every_treatment():
    rules = [*TREATMENTS, *(replace(rule, always=True) for rule in TREATMENTS)]
    rules += [replace(rule, points=1, exponent=Fraction(1, 2), kurtosis=Fraction(1)) for rule in TREATMENTS]
    parts = [leaf(f"{rule.method}_{at}", treatment=rule) for at, rule in enumerate(rules)]
    turned = [leaf(f"turned_{part.name}", treatment=part.treatment, column=part.name, direction=-1) for part in parts]
    lean = [replace(part, name=f"lean_{part.name}", column=f"lean_{part.name}") for part in parts]
    found = table([part.name for part in parts], gaps=[("u4", part.name) for part in parts])
    # What leans to the other side: the same values below 0.
    columns = {
        part.column: tuple(None if cell is None else -cell for cell in found.columns[part.name.removeprefix("lean_")])
        for part in lean
    }
    return of(*parts, *turned, *lean), {"": replace(found, columns={**found.columns, **columns})}


def every_fill():
    rules = ["none", "mean", "median", "group_mean", "group_median", "row_mean"]
    parts = [leaf(f"{rule}_{twin}", f"p{twin}", imputation=rule, direction=twin) for rule in rules for twin in (1, -1)]
    names = [part.name for part in parts]
    gaps = [(unit, name) for name in names for unit in ("u1", "u2", "u6")] + [("u7", name) for name in names[:4]]
    absent = [("u5", name) for name in names]
    return of(*parts, node("p1"), node("p-1")), {"": table(names, gaps=gaps, absent=absent)}


def every_mean():
    """Give a node for each rule and each way with gaps; none of their scores is below 0."""
    parts = []
    for at, rule in enumerate(EVERY_AGGREGATION):
        for also in range(5) if rule.method in {"arithmetic", "geometric", "median"} else (1, 2):
            name = f"{rule.method}_{at}_{also}"
            parts.append(node(name, aggregation=rule, gaps=GAPS[also], low=Fraction(2) if also == 1 else None))
            parts += [
                leaf(f"{name}_{part}", name, column=part, weight=Fraction(weight), normalisation=ABOVE_0)
                for part, weight in zip("abcd", (1, 3, 0, 2), strict=True)
            ]
    gaps = [("u1", "a"), ("u2", "a"), ("u2", "b"), *(("u3", name) for name in "abcd"), ("u4", "d")]
    return of(*parts), {
        "": table("abcd", gaps=gaps, absent=[("u5", "b"), ("u6", "a"), *(("u7", name) for name in "abcd")])
    }


def every_weighting():
    parts = []
    for rule in ("given", "equal", "deviation", "entropy", "critic"):
        parts += [node(rule, weighting=rule), *(leaf(f"{rule}_{part}", rule, column=part) for part in "abcd")]
    return of(*parts), {"": table("abcd", gaps=[("u1", "a"), ("u8", "c")], absent=[("u5", "b")])}


def several_levels():
    """Give an index in which indicators stand beside nodes, with vetoes, grades and too little data."""
    parts = [
        node("p", weight=Fraction(2), digits=1), node("q", "p", aggregation=Aggregation(method="geometric")), node("r"),
        leaf("a", "p"), leaf("b", "q"), leaf("c", "q", weight=Fraction(3)), leaf("d", "r", denominator="a"), leaf("e", "whole"),
    ]  # fmt: skip
    vetoes = (
        Veto(column="v", at_least=Fraction(2), score_at_most=Fraction(20)),
        Veto(column="a", at_least=Fraction(5), score_at_most=Fraction(30)),
    )
    grades = (Grade(name="high", at_least=Fraction(40)), Grade(name="low", at_least=Fraction(10)))
    index = of(
        *parts, whole=node("whole", ""), vetoes=vetoes, grades=grades, availability=Fraction(3, 5), ties="average"
    )
    found = table(
        "abcdev", gaps=[*(("u2", name) for name in "abd"), ("u4", "c"), ("u9", "a"), ("u9", "e")], absent=[("u6", "b")]
    )
    twins = {name: (*column, column[0]) for name, column in found.columns.items()}
    return index, {"": replace(found, units=(*UNITS, "twin"), columns=twins, groups=(*found.groups, "x"))}


def several_periods():
    fixed = [
        Normalisation(over="periods"),
        Normalisation(over="periods", clip=True),
        Normalisation(method="around_reference", over="periods", base="2020"),
    ]
    fixed += [Normalisation(), Normalisation(method="z", scale=(Fraction(100), Fraction(10)))]
    parts = [
        leaf(name, normalisation=rule, direction=direction)
        for name, rule, direction in zip("abcde", fixed, (1, -1, -1, 1, -1), strict=True)
    ]
    before, after = table("abcde", gaps=[("u1", "a")]), table("bcdea")
    after = replace(after, columns={name: tuple(cell * 3 for cell in column) for name, column in after.columns.items()})
    return of(*parts, whole=node("whole", "")), {
        "2020": before,
        "2021": replace(after, units=tuple(f"n{unit}" for unit in after.units)),
    }


CASES = [every_normalisation, every_treatment, every_fill, every_mean, every_weighting, several_levels, several_periods]


@pytest.mark.parametrize("case", CASES)
def test_over_tables_everything_is_as_in_exact_numbers(case, engine):
    index, data = case()

    assert apart(computed(engine, index, data), exact(index, data)) == {}


@pytest.mark.parametrize("case", [every_mean, every_fill, several_levels])
def test_a_row_that_is_not_there_is_a_gap(case, duckdb):
    index, data = case()

    assert apart(computed(duckdb, index, data, sparse=True), exact(index, data)) == {}


def refusal(run):
    try:
        return run()
    except (DomainError, ZeroDivisionError, ValueError, OverflowError) as refused:
        return refused


@settings(max_examples=25)
@given(
    models(tuple(EVERY_NORMALISATION), tuple(EVERY_AGGREGATION)),
    tables(),
    st.sampled_from(["0", "1/2", "2/3"]),
    st.sampled_from(["min", "dense"]),
)
def test_any_index_has_the_scores_of_exact_numbers_or_is_refused_as_there(duckdb, index, table, share, ties):
    seen = set()
    leaves = [
        replace(one, weight=max(one.weight, Fraction(one.parent not in seen)))
        for one in index.indicators
        if not seen.add(one.name)
    ]
    index = replace(index, indicators=tuple(leaves), availability=Fraction(share), ties=ties)

    wanted = refusal(lambda: exact(index, {"": table}))
    got = refusal(lambda: computed(duckdb, index, {"": table}))

    if isinstance(wanted, Exception) or isinstance(got, Exception):
        assert (isinstance(wanted, Exception), isinstance(got, Exception)) == (True, True), (wanted, got)
        return
    # Of scores that differ by less than a hair the places may.
    close = {key for key in wanted if key[2] in {"place", "grade"} and near(wanted, key, index.root.name)}
    assert {key: pair for key, pair in apart(got, wanted).items() if key not in close} == {}


def near(wanted, key, root):
    own = wanted.get((key[0], key[1], root))
    return own is not None and any(
        0 < abs(float(other - own)) < 1e-9 * max(1, abs(own)) for (_, _, name), other in wanted.items() if name == root
    )


def published(name, data, **layout):
    index = parse((files("zeren.composite") / "indices" / f"{name}.toml").read_text(encoding="utf-8"))
    columns = [one.column for one in index.indicators]
    return index, read_tables(data, columns=columns, layout=Layout(**layout))


@pytest.mark.parametrize(
    ("name", "data", "heads"),
    [
        ("river_chief_units_2018", "index_river_chief_units.csv", {"unit": "单位", "period": "年度"}),
        ("digital_village_county", "index_digital_villages.csv", {}),
        ("green_development_2016", "index_green_development.csv", {}),
    ],
)
def test_the_index_systems_that_come_along_are_met(name, data, heads, engine):
    index, given = published(name, (GUIDES / data).read_text(encoding="utf-8"), **heads)

    assert apart(computed(engine, index, given), exact(index, given)) == {}


@pytest.mark.shared
def test_every_stage_of_coinrs_example_is_met(asem, engine):
    index, table = asem()

    assert apart(computed(engine, index, {"": table}), exact(index, {"": table})) == {}


@pytest.mark.shared
def test_the_sdg_index_of_africa_is_met(vectors, engine):
    rows = vectors.dicts("published/africa_sdg_index_2019.csv")
    goals = [name for name in rows[0] if name.startswith("Goal")]
    index = of(*(leaf(name, normalisation=Normalisation(method="none")) for name in goals), whole=node("whole", ""))
    columns = {name: tuple(Fraction(row[name]) if row[name] else None for row in rows) for name in goals}

    found = computed(engine, index, {"": Table(units=tuple(row["country"] for row in rows), columns=columns)})

    for row in rows:
        assert found["", row["country"], "whole"] == pytest.approx(
            float(row["2019 africa Index Score (0-100)"]), abs=1e-9
        )
        assert found["", row["country"], "place"] == int(row["2019 africa Index Rank"])


def refused(engine, index, data):
    with pytest.raises(DomainError) as caught:
        computed(engine, index, {"": data})
    return caught.value.params


def test_a_score_below_0_under_a_root_is_refused_with_node_and_unit(engine):
    index = of(
        leaf("a", normalisation=Normalisation(method="none"), direction=-1),
        whole=node("whole", "", aggregation=Aggregation(method="geometric")),
    )
    data = Table(units=("X", "Y"), columns={"a": (Fraction(3), Fraction(-2))})

    assert refused(engine, index, data) == {
        "at": 'node "whole", X',
        "rule": "geometric",
        "expected": "scores of at least 0",
        "found": "others",
    }


def test_an_indicator_that_is_the_same_everywhere_is_refused_by_name(engine):
    data = Table(units=("X", "Y"), columns={"a": (Fraction(3), Fraction(3))})

    assert refused(engine, of(leaf("a")), data)["at"] == 'indicator "a"'


def test_a_denominator_of_0_is_refused_with_indicator_and_unit(engine):
    data = Table(units=("X", "Y"), columns={"a": (Fraction(3), Fraction(4)), "b": (Fraction(0), Fraction(2))})

    assert refused(engine, of(leaf("a", denominator="b")), data)["at"] == 'indicator "a", X'


def test_a_gap_that_stops_the_run_is_told_with_the_unit(engine):
    data = Table(units=("X", "Y", "Z"), columns={"a": (Fraction(3), None, Fraction(4))})

    assert refused(engine, of(leaf("a"), whole=node("whole", "", gaps=GAPS[-1])), data)["at"] == 'node "whole", Y'


@pytest.mark.parametrize(
    ("changed", "key", "said"),
    [
        ({"aggregation": Aggregation(method="copeland")}, "aggregate", 'node "whole"'),
        ({"aggregation": Aggregation(method="benefit_of_the_doubt")}, "aggregate", 'node "whole"'),
        ({"weighting": "balance"}, "weights", 'node "whole"'),
        ({"weighting": "principal_component"}, "weights", 'node "whole"'),
    ],
)
def test_a_node_that_has_no_form_over_tables_is_refused_by_name(changed, key, said):
    with pytest.raises(ModelError) as caught:
        compiled(of(leaf("a"), whole=node("whole", "", **changed)))

    assert (caught.value.params["at"], caught.value.params["key"]) == (said, key)
    assert "arithmetic" in str(caught.value.params["expected"]) or "deviation" in str(caught.value.params["expected"])


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"imputation": "linear"}, "impute"),
        ({"change": "growth"}, "change"),
        ({"smallest": Fraction(5), "denominator": "b"}, "smallest"),
        ({"weight_in": (("x", Fraction(2)),)}, "weight_in"),
        ({"normalisation": Normalisation(over="group")}, "normalise"),
        ({"shrinkage": "all", "denominator": "b"}, "shrink"),
    ],
)
def test_an_indicator_that_has_no_form_over_tables_is_refused_by_name(changed, key):
    with pytest.raises(ModelError) as caught:
        compiled(of(leaf("a", **changed)))

    assert (caught.value.params["at"], caught.value.params["key"]) == ('indicator "a"', key)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_step_is_written_for_every_database(dialect):
    plan = compiled(several_levels()[0])

    statements = list(script(plan, dialect))

    assert len(statements) == len(plan.constants) + len(plan.steps)


def test_a_hundred_indicators_make_no_more_steps_than_ten():
    few, many = (compiled(of(*(leaf(f"i{at}") for at in range(count)))) for count in (10, 100))

    assert [step.name for step in few.steps] == [step.name for step in many.steps]
