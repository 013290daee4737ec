"""The file of an index (TOML) as a model; docs/method/composite.md describes every key."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, Literal, get_args

from zeren.composite.aggregation import FACTORS, PAIRS
from zeren.composite.entries import Entry
from zeren.composite.errors import ModelError
from zeren.composite.exact import Rounding
from zeren.composite.layout import Decimal, Layout
from zeren.composite.model import Change, First, Grade, Index, Indicator, Node, Part, Veto
from zeren.composite.ranking import Ties
from zeren.composite.relative import RELATIVE
from zeren.composite.rule_entries import (
    read_aggregation,
    read_gaps,
    read_imputation,
    read_normalisation,
    read_robustness,
    read_treatment,
    read_weighting,
)
from zeren.composite.shrinkage import Shrinkage

__all__ = ["parse"]

_DIRECTIONS: Final[Mapping[Literal["more", "less"], Literal[1, -1]]] = {"more": 1, "less": -1}
_TABLES: Final = ("index", "defaults", "classes", "node", "indicator", "grade", "veto", "robustness")
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
    for table in _TABLES:
        whole.has(table)
    whole.finish()
    head = Entry("[index]", whole.table("index"))
    defaults = whole.table("defaults")
    classes = _classes(whole)
    nodes = tuple(_node(_filled(entry, defaults), classes) for entry in whole.entries("node"))
    indicators = tuple(_indicator(_filled(entry, defaults), classes) for entry in whole.entries("indicator"))
    _check_defaults(defaults)
    _check_tree(nodes, indicators)
    index = _index(head, whole, nodes, indicators)
    head.finish()
    return index


def _toml(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=Fraction)
    except (tomllib.TOMLDecodeError, ValueError) as broken:
        raise ModelError(
            at="the file", key="TOML", expected="a TOML file, named before the data", found=str(broken)
        ) from broken


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


def _weight_in(entry: Entry, weight: Fraction) -> tuple[tuple[str, Fraction], ...]:
    """Read the weights by group; they stand beside a weight, of which draws know by how much it changes."""
    table = Entry(f"{entry.at}, weight_in", entry.table("weight_in"))
    found = tuple((group, table.number(group)) for group in entry.table("weight_in"))
    if any(own < 0 for _, own in found):
        raise entry.wrong("weight_in", "weights of at least 0", min(own for _, own in found))
    if found and not weight:
        raise entry.wrong("weight", "a weight above 0 for the other groups, beside weight_in", weight)
    return found


def _indicator(pair: tuple[Entry, Entry], classes: Mapping[str, Fraction]) -> Indicator:
    entry, _ = pair
    name = entry.text("name")
    found = Indicator(
        name=name,
        title=entry.text("title", name),
        title_en=entry.text("title_en", ""),
        title_zh=entry.text("title_zh", ""),
        parent=entry.text("under"),
        weight=(weight := _weight(entry, classes)),
        weight_in=_weight_in(entry, weight),
        direction=_DIRECTIONS[entry.choice("direction", tuple(_DIRECTIONS), "more")],
        unit=entry.text("unit", ""),
        column=entry.text("column", name),
        denominator=entry.text("denominator", ""),
        source=entry.text("source", ""),
        change=entry.choice("change", get_args(Change), "none"),
        shrinkage=entry.choice("shrink", get_args(Shrinkage), "none"),
        smallest=entry.optional_number("smallest"),
        cost=entry.optional_number("cost"),
        imputation=read_imputation(_rule(pair, "impute")),
        treatment=read_treatment(_rule(pair, "treat")),
        normalisation=read_normalisation(_rule(pair, "normalise")),
    )
    _check_indicator(entry, found)
    entry.finish()
    return found


def _check_indicator(entry: Entry, found: Indicator) -> None:
    for key, value in (("shrink", found.shrinkage != "none"), ("smallest", found.smallest is not None)):
        if value and not found.denominator:
            raise entry.wrong("denominator", f"the column that the values are divided by, which {key} needs", None)
    if found.cost is not None and found.cost < 0:
        raise entry.wrong("cost", "a cost of at least 0", found.cost)
    if found.change != "none" and found.shrinkage != "none":
        raise entry.wrong("shrink", "none, where a change is scored", found.shrinkage)
    if found.normalisation.over == "periods" and found.treatment.method != "none":
        raise entry.wrong("treat", "none, where the yardstick is that of all periods", found.treatment.method)


def _node(pair: tuple[Entry, Entry], classes: Mapping[str, Fraction]) -> Node:
    entry, _ = pair
    name = entry.text("name")
    weighting, comparison = read_weighting(_rule(pair, "weights"))
    found = Node(
        name=name,
        title=entry.text("title", name),
        title_en=entry.text("title_en", ""),
        title_zh=entry.text("title_zh", ""),
        parent=entry.text("under", ""),
        weight=(weight := _weight(entry, classes)),
        weight_in=_weight_in(entry, weight),
        aggregation=read_aggregation(_rule(pair, "aggregate")),
        gaps=read_gaps(_rule(pair, "gaps")),
        weighting=weighting,
        comparison=comparison,
        low=entry.optional_number("low"),
        high=entry.optional_number("high"),
        digits=entry.count("digits", 0) if entry.has("digits") else None,
    )
    entry.finish()
    return found


def _index(head: Entry, whole: Entry, nodes: tuple[Node, ...], indicators: tuple[Indicator, ...]) -> Index:
    return Index(
        name=head.text("name"),
        title=head.text("title"),
        title_en=head.text("title_en", ""),
        title_zh=head.text("title_zh", ""),
        nodes=nodes,
        indicators=indicators,
        edition=head.text("edition", ""),
        effective_from=head.day("effective_from"),
        effective_until=head.day("effective_until"),
        source=head.text("source", ""),
        digits=head.count("digits", 2),
        rounding=head.choice("rounding", get_args(Rounding), "half_up"),
        ties=head.choice("ties", get_args(Ties), "min"),
        first=_first(head, whole),
        grades=_grades(whole),
        vetoes=tuple(_veto(entry) for entry in whole.entries("veto")),
        layout=_layout(head),
        availability=head.share("availability"),
        robustness=read_robustness(Entry("[robustness]", whole.table("robustness"))),
    )


def _first(head: Entry, whole: Entry) -> First:
    found: First = head.choice("first", get_args(First), "highest")
    if found == "lowest" and whole.has("veto") and whole.entries("veto"):
        raise head.wrong("first", "highest, where a [[veto]] caps scores: the lowest would come first for it", found)
    return found


def _layout(head: Entry) -> Layout:
    plain = Layout()
    decimal: Decimal | None = head.choice("decimal", get_args(Decimal), ".") if head.has("decimal") else None
    return Layout(
        unit=head.text("unit_column", plain.unit),
        group=head.text("group_column", plain.group),
        period=head.text("period_column", plain.period),
        indicator=head.text("indicator_column", plain.indicator),
        value=head.text("value_column", plain.value),
        missing=frozenset(head.texts("missing")),
        decimal=decimal,
        without=frozenset(head.texts("without")),
    )


def _grades(whole: Entry) -> tuple[Grade, ...]:
    found = []
    for entry in whole.entries("grade"):
        titles = {key: entry.text(key, "") for key in ("title_en", "title_zh")}
        found.append(Grade(name=entry.text("name"), at_least=entry.number("at_least"), **titles))
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
    _check_weights(nodes, every)
    _check_comparisons(nodes, every)
    _check_factors(nodes, every)
    _check_kinds(nodes, every)


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


def _check_weights(nodes: tuple[Node, ...], every: Iterable[Part]) -> None:
    counted = {part.parent for part in every if part.weight}
    for node in nodes:
        if node.name not in counted and node.weighting == "given" and node.comparison is None:
            expected = "a part under it with a weight above 0"
            raise ModelError(at=f'node "{node.name}"', key="weight", expected=expected, found="only weights of 0")


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


def _check_factors(nodes: tuple[Node, ...], every: Iterable[Part]) -> None:
    """Refuse a rule of factors over too few or too many, or where one would get the weight of another."""
    counted = Counter(part.parent for part in every if part.weight)
    for node in nodes:
        if node.aggregation.method not in FACTORS:
            continue
        at, method = f'node "{node.name}"', node.aggregation.method
        if method in PAIRS and counted[node.name] != len(("first", "second")):
            found = f"{counted[node.name]}"
            raise ModelError(at=at, key="aggregate", expected=f"two parts, which {method} needs", found=found)
        if node.gaps.rule == "redistribute":
            expected = f'"leave" (no score where one part has none) or another rule that {method} can take'
            raise ModelError(at=at, key="gaps", expected=expected, found="redistribute")


def _check_kinds(nodes: tuple[Node, ...], every: Iterable[Part]) -> None:
    """Refuse weights by group under a node whose weights come from elsewhere, or whose rule takes none."""
    above = {node.name: node for node in nodes}
    for part in every:
        node = above.get(part.parent)
        if not part.weight_in or node is None:
            continue
        derived = node.weighting != "given" or node.comparison is not None
        if derived or node.aggregation.method in RELATIVE:
            expected = f'weights that are given, and a rule that sees one unit at a time, at the node "{node.name}"'
            found = node.aggregation.method if not derived else "weights that are derived"
            raise ModelError(at=f'"{part.name}"', key="weight_in", expected=expected, found=found)
