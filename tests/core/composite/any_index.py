"""Any index and any data: what properties of the engines are drawn from."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from zeren.composite import parse
from zeren.composite.aggregation import Aggregation
from zeren.composite.model import Gaps
from zeren.composite.normalisation import Normalisation
from zeren.composite.table import Table
from zeren.composite.treatment import Treatment

MODEL = """
[index]
name = "i"
title = "I"
[robustness]
draws = 7
seed = "s"
[[node]]
name = "whole"
[[node]]
name = "p"
under = "whole"
[[node]]
name = "q"
under = "whole"
weight = 2
[[node]]
name = "r"
under = "q"
weight = 3
"""
LEAVES = (("a", "p", 1), ("b", "p", 2), ("c", "r", 3), ("d", "r", 1), ("e", "q", 1), ("f", "whole", 1))
MODEL += "".join(
    f'[[indicator]]\nname = "{name}"\nunder = "{under}"\nweight = {weight}\n' for name, under, weight in LEAVES
)
INDEX = parse(MODEL)

NORMALISATIONS = [
    *(Normalisation(method=name) for name in ("none", "min_max", "z", "rank", "borda", "percentile")),
    Normalisation(scale=(Fraction(1), Fraction(100))),
    Normalisation(method="z", scale=(Fraction(100), Fraction(10))),
    Normalisation(method="goalposts", low=Fraction(2), high=Fraction(8), clip=True),
    Normalisation(method="goalposts", low=Fraction(1), high=Fraction(40), log=True),
    Normalisation(method="distance_to_target", target=Fraction(12)),
    Normalisation(method="distance_to_reference", reference=Fraction(15), clip=True),
    Normalisation(method="share_of_maximum"),
    Normalisation(method="attainment", target=Fraction(7), operator="about", tolerance=Fraction(1, 20)),
    Normalisation(method="deductions", points=Fraction(20), each=Fraction(2)),
    Normalisation(method="percentile", ties="average"),
]
AGGREGATIONS = [
    *(Aggregation(method=name) for name in ("arithmetic", "geometric", "harmonic", "sum", "minimum")),
    *(Aggregation(method="power", parameter=Fraction(p)) for p in ("-2", "0", "0.5", "3")),
    Aggregation(method="mazziotta_pareto"),
    Aggregation(method="mazziotta_pareto", parameter=Fraction(1), sample=True),
    Aggregation(method="mean_minimum", parameter=Fraction(1, 2)),
    Aggregation(method="mean_minimum", parameter=Fraction(1), smoothing=Fraction(1, 2)),
]
GAPS = [
    Gaps(),
    Gaps(needed=Fraction(3, 5)),
    Gaps(rule="score", score=Fraction(6)),
    Gaps(rule="score", score=Fraction(0), needed=Fraction(1, 2)),
    Gaps(rule="leave"),
    Gaps(rule="refuse"),
]
TREATMENTS = [Treatment(method=name) for name in ("none", "winsorise", "log", "box_cox", "winsorise_or_log")]
TREATMENTS += [Treatment(method="winsorise_or_log", points=1, skewness=Fraction(1, 2), kurtosis=Fraction(0))]


@st.composite
def models(draw, normalisations=tuple(NORMALISATIONS), aggregations=tuple(AGGREGATIONS)):
    """Draw an index of three levels under any rules, with everything open that may be."""
    pick = lambda rules: draw(st.sampled_from(rules))  # noqa: E731
    some = lambda rules: tuple(pick(rules) for _ in range(pick([0, 0, 2])))  # noqa: E731
    indicators = tuple(
        replace(
            one,
            normalisation=pick(normalisations),
            treatment=pick(TREATMENTS),
            imputation=pick(["none", "none", "mean", "median", "group_mean", "group_median"]),
            direction=pick([1, 1, -1]),
            weight=Fraction(pick([0, 1, 2, 5])),
        )
        for one in INDEX.indicators
    )
    bounds = st.sampled_from([None, None, None, Fraction(3)])
    nodes = tuple(
        replace(node, aggregation=pick(aggregations), gaps=pick(GAPS), low=draw(bounds)) for node in INDEX.nodes
    )
    plan = replace(
        INDEX.robustness,
        weights=Fraction(pick(["0", "0.25", "1"])),
        error=Fraction(pick(["0", "0", "0.1"])),
        normalisations=some(NORMALISATIONS),
        aggregations=some(AGGREGATIONS),
        treatments=some(TREATMENTS),
        imputations=some(["none", "mean"]),
        leave_out=pick([False, True]),
    )
    return replace(INDEX, nodes=nodes, indicators=indicators, robustness=plan)


@st.composite
def tables(draw):
    count = draw(st.integers(3, 9))
    number = st.integers(1, 1000).map(lambda value: Fraction(value, 37))
    cell = st.one_of(number, number, number, number, st.none())
    columns = {name: tuple(draw(cell) for _ in range(count)) for name, _, _ in LEAVES}
    units = tuple(f"u{unit}" for unit in range(count))
    gaps = [
        (unit, name)
        for name, column in columns.items()
        for unit, value in zip(units, column, strict=True)
        if value is None
    ]
    absent = frozenset(draw(st.sets(st.sampled_from(gaps), max_size=4))) if gaps else frozenset()
    return Table(units=units, columns=columns, inapplicable=absent, groups=tuple("xy"[at % 2] for at in range(count)))
