"""The file of an index (TOML) as a model; docs/method/composite.md describes every key."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, Literal, get_args

from zeren.composite.aggregation import MEANS, Aggregation
from zeren.composite.comparison import RANDOM_INDEX, Comparison, Prioritisation, compare
from zeren.composite.entries import Entry
from zeren.composite.errors import DomainError, ModelError
from zeren.composite.exact import Rounding
from zeren.composite.imputation import Imputation
from zeren.composite.model import Gap, Gaps, Grade, Index, Indicator, Node, Part, Veto
from zeren.composite.normalisation import METHODS, Normalisation, Operator
from zeren.composite.ranking import Ties
from zeren.composite.treatment import TREATMENTS, Treatment
from zeren.composite.weighting import WEIGHTINGS, Weighting

__all__ = ["parse"]

_DIRECTIONS: Final[Mapping[Literal["more", "less"], Literal[1, -1]]] = {"more": 1, "less": -1}
_GIVEN: Final[tuple[Literal["given"], ...]] = ("given",)
_RULES: Final = ("normalise", "treat", "impute", "aggregate", "gaps", "weights")


def parse(text: str) -> Index:
    """Read the file of an index.

    Parameters
    ----------
    text
        TOML; numbers are read exactly, and fractions are written as text: ``"3/109"``.

    Returns
    -------
    Index

    Raises
    ------
    ModelError
        If it is no TOML, a key is missing, unknown or wrong, or the parts are no tree with one root.

    Examples
    --------
    >>> index = parse('''
    ... index = { name = "two", title = "Two halves" }
    ... node = [{ name = "whole" }]
    ... indicator = [{ name = "a", under = "whole" }, { name = "b", under = "whole", direction = "less" }]
    ... ''')
    >>> [(one.name, one.direction) for one in index.indicators]
    [('a', 1), ('b', -1)]
    """
    whole = Entry("the file", _toml(text))
    head = Entry("[index]", whole.table("index"))
    defaults = whole.table("defaults")
    classes = _classes(whole)
    nodes = tuple(_node(_filled(entry, defaults), classes) for entry in whole.entries("node"))
    indicators = tuple(_indicator(_filled(entry, defaults), classes) for entry in whole.entries("indicator"))
    _check_defaults(defaults)
    _check_tree(nodes, indicators)
    index = _index(head, whole, nodes, indicators)
    head.finish()
    whole.finish()
    return index


def _toml(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=Fraction)
    except (tomllib.TOMLDecodeError, ValueError) as broken:
        raise ModelError(at="the file", key="TOML", expected="a TOML file", found=str(broken)) from broken


def _classes(whole: Entry) -> Mapping[str, Fraction]:
    entry = Entry("[classes]", whole.table("classes"))
    return {name: entry.number(name) for name in whole.table("classes")}


def _check_defaults(defaults: Mapping[str, object]) -> None:
    entry = Entry("[defaults]", defaults)
    for rule in _RULES:
        entry.has(rule)
    entry.finish()


def _filled(entry: Entry, defaults: Mapping[str, object]) -> tuple[Entry, Entry]:
    """Pair an entry with what stands in for the rules it does not name."""
    return entry, Entry(f"[defaults] (for {entry.at})", defaults)


def _rule(pair: tuple[Entry, Entry], key: str) -> Entry:
    own, defaults = pair
    return own.rule(key) if own.has(key) else defaults.rule(key)


def _weight(entry: Entry, classes: Mapping[str, Fraction]) -> Fraction:
    if entry.has("class"):
        name = entry.text("class")
        if name not in classes:
            raise entry.wrong("class", "one of those under [classes]: " + ", ".join(classes), name)
        return classes[name]
    weight = entry.number("weight", Fraction(1))
    if weight < 0:
        raise entry.wrong("weight", "a weight of at least 0", weight)
    return weight


def _indicator(pair: tuple[Entry, Entry], classes: Mapping[str, Fraction]) -> Indicator:
    entry, _ = pair
    name = entry.text("name")
    found = Indicator(
        name=name,
        title=entry.text("title", name),
        parent=entry.text("under"),
        weight=_weight(entry, classes),
        direction=_DIRECTIONS[entry.choice("direction", tuple(_DIRECTIONS), "more")],
        unit=entry.text("unit", ""),
        column=entry.text("column", name),
        denominator=entry.text("denominator", ""),
        source=entry.text("source", ""),
        imputation=_rule(pair, "impute").choice("method", get_args(Imputation), "none"),
        treatment=_treatment(_rule(pair, "treat")),
        normalisation=_normalisation(_rule(pair, "normalise")),
    )
    entry.finish()
    return found


def _treatment(entry: Entry) -> Treatment:
    plain = Treatment()
    found = Treatment(
        method=entry.choice("method", tuple(TREATMENTS), plain.method),
        points=entry.count("points", plain.points),
        skewness=entry.number("skewness", Fraction(2)),
        kurtosis=entry.number("kurtosis", Fraction(7, 2)),
        exponent=entry.number("exponent", Fraction(0)),
        always=entry.flag("always"),
    )
    entry.finish()
    return found


def _normalisation(entry: Entry) -> Normalisation:
    ends = entry.numbers("scale") if entry.has("scale") else [Fraction(0), Fraction(100)]
    if len(ends) != len(("worst", "best")):
        raise entry.wrong("scale", "two numbers: what the worst and what the best get", ends)
    found = Normalisation(
        method=entry.choice("method", tuple(METHODS), "min_max"),
        scale=(ends[0], ends[1]),
        low=entry.optional_number("low"),
        high=entry.optional_number("high"),
        target=entry.optional_number("target"),
        operator=entry.choice("operator", get_args(Operator), "at_least"),
        tolerance=entry.share("tolerance"),
        reference=entry.optional_number("reference"),
        points=entry.optional_number("points"),
        each=entry.number("each", Fraction(1)),
        clip=entry.flag("clip"),
        log=entry.flag("log"),
        ties=entry.choice("ties", get_args(Ties), "min"),
    )
    _check_needs(entry, found)
    entry.finish()
    return found


def _check_needs(entry: Entry, rule: Normalisation) -> None:
    """Refuse a rule without what it needs here, where the file can be mended, and not in the middle of a run."""
    needed = {
        "goalposts": ("low", "high"),
        "distance_to_target": ("target",),
        "attainment": ("target",),
        "distance_to_reference": ("reference",),
        "deductions": ("points",),
    }
    for key in needed.get(rule.method, ()):
        if not entry.has(key):
            raise entry.wrong(key, f"a number, which {rule.method} needs", None)


def _node(pair: tuple[Entry, Entry], classes: Mapping[str, Fraction]) -> Node:
    entry, _ = pair
    name = entry.text("name")
    weighting, comparison = _weighting(_rule(pair, "weights"))
    found = Node(
        name=name,
        title=entry.text("title", name),
        parent=entry.text("under", ""),
        weight=_weight(entry, classes),
        aggregation=_aggregation(_rule(pair, "aggregate")),
        gaps=_gaps(_rule(pair, "gaps")),
        weighting=weighting,
        comparison=comparison,
        low=entry.optional_number("low"),
        high=entry.optional_number("high"),
        digits=entry.count("digits", 0) if entry.has("digits") else None,
    )
    entry.finish()
    return found


def _aggregation(entry: Entry) -> Aggregation:
    found = Aggregation(
        method=entry.choice("method", tuple(MEANS), "arithmetic"),
        parameter=entry.number("parameter", Fraction(-1)),
        smoothing=entry.number("smoothing", Fraction(0)),
        sample=entry.flag("sample"),
    )
    if found.method in {"power", "mean_minimum"} and not entry.has("parameter"):
        raise entry.wrong("parameter", f"a number, which {found.method} needs", None)
    entry.finish()
    return found


def _gaps(entry: Entry) -> Gaps:
    rule = entry.choice("method", get_args(Gap), "redistribute")
    if rule == "score" and not entry.has("score"):
        raise entry.wrong("score", "the score that a gap gets", None)
    found = Gaps(rule=rule, score=entry.number("score", Fraction(0)), needed=entry.share("needed"))
    entry.finish()
    return found


def _weighting(entry: Entry) -> tuple[Weighting | Literal["given"], Comparison | None]:
    comparison = _comparison(entry) if entry.has("comparison") else None
    method: Weighting | Literal["given"] = entry.choice("method", (*_GIVEN, *WEIGHTINGS), "given")
    entry.finish()
    return method, comparison


def _comparison(entry: Entry) -> Comparison:
    try:
        return compare(
            entry.rows("comparison"),
            method=entry.choice("by", get_args(Prioritisation), "eigenvector"),
            random_index=entry.choice("random_index", tuple(RANDOM_INDEX), "saaty"),
        )
    except DomainError as refused:
        raise entry.wrong("comparison", str(refused.params["expected"]), refused.params["found"]) from refused


def _index(head: Entry, whole: Entry, nodes: tuple[Node, ...], indicators: tuple[Indicator, ...]) -> Index:
    return Index(
        name=head.text("name"),
        title=head.text("title"),
        nodes=nodes,
        indicators=indicators,
        edition=head.text("edition", ""),
        effective_from=head.day("effective_from"),
        effective_until=head.day("effective_until"),
        source=head.text("source", ""),
        digits=head.count("digits", 2),
        rounding=head.choice("rounding", get_args(Rounding), "half_up"),
        ties=head.choice("ties", get_args(Ties), "min"),
        grades=_grades(whole),
        vetoes=tuple(_veto(entry) for entry in whole.entries("veto")),
        unit_column=head.text("unit_column", "unit"),
        group_column=head.text("group_column", "group"),
        period_column=head.text("period_column", "period"),
        availability=head.share("availability"),
    )


def _grades(whole: Entry) -> tuple[Grade, ...]:
    found = []
    for entry in whole.entries("grade"):
        found.append(Grade(name=entry.text("name"), at_least=entry.number("at_least")))
        entry.finish()
    return tuple(sorted(found, key=lambda grade: grade.at_least, reverse=True))


def _veto(entry: Entry) -> Veto:
    found = Veto(
        column=entry.text("column"),
        at_least=entry.number("at_least", Fraction(1)),
        score_at_most=entry.number("score_at_most", Fraction(0)),
        reason=entry.text("reason", ""),
    )
    entry.finish()
    return found


def _check_tree(nodes: tuple[Node, ...], indicators: tuple[Indicator, ...]) -> None:
    if not nodes or nodes[0].parent:
        raise ModelError(at="the file", key="node", expected="first a [[node]] without under: the whole", found="none")
    by_name = {node.name: node for node in nodes}
    every: tuple[Part, ...] = (*nodes, *indicators)
    twice = [name for name, count in Counter(part.name for part in every).items() if count > 1]
    if twice:
        raise ModelError(at=f'"{twice[0]}"', key="name", expected="each name once", found="it stands there twice")
    for part in every[1:]:
        if part.parent not in by_name:
            expected = "the name of a node: " + ", ".join(by_name)
            raise ModelError(at=f'"{part.name}"', key="under", expected=expected, found=part.parent or "nothing")
    _check_branches(nodes, {part.parent for part in every})
    _check_comparisons(nodes, every)


def _check_branches(nodes: tuple[Node, ...], parents: set[str]) -> None:
    by_name = {node.name: node for node in nodes}
    for node in nodes:
        if node.name not in parents:
            raise ModelError(at=f'node "{node.name}"', key="under", expected="something under it", found="nothing")
        above, steps = node, 0
        while above.parent and steps <= len(nodes):
            above, steps = by_name[above.parent], steps + 1
        if above.parent:
            raise ModelError(at=f'node "{node.name}"', key="under", expected="a way up to the whole", found="a circle")


def _check_comparisons(nodes: tuple[Node, ...], every: Iterable[Part]) -> None:
    parts = Counter(part.parent for part in every)
    for node in nodes:
        if node.comparison and len(node.comparison.weights) != parts[node.name]:
            raise ModelError(
                at=f'node "{node.name}"',
                key="weights",
                expected=f"a comparison of its {parts[node.name]} parts",
                found=f"one of {len(node.comparison.weights)}",
            )
