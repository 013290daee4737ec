"""The scores of the parts as a map of colours, and the tree of the index with what each part weighs."""

from collections.abc import Iterator, Mapping

from zeren.composite.exact import Number
from zeren.composite.model import Indicator, Node, Part
from zeren.composite.report.figures import HEIGHT, drawing, figure, head, share, strip, table
from zeren.composite.report.markup import Markup, element
from zeren.composite.report.rules import aggregated, normalised, plain
from zeren.composite.report.study import Study

__all__ = ["heat", "tree"]

_SHADES = 7


def heat(study: Study) -> Markup:
    """Draw the scores of what stands directly under the whole, the first unit first."""
    index, result = study.index, study.result
    names = [index.root.name, *(part.name for part in index.parts(index.root))]
    found = [number for name in names for number in result.scores[name] if number is not None]
    low, high = min(found, default=0), max(found, default=0)
    heads = [
        head(study.say("unit")),
        head(study.say("whole"), "num"),
        *(head(study.title(name), "num") for name in names[1:]),
    ]
    rows = [
        element(
            "tr",
            element("th", one.unit, scope="row"),
            *(_cell(study, result.scores[name][result.units.index(one.unit)], low, high) for name in names),
        )
        for one in study.places.standings
    ]
    title = study.say("heat")
    about = study.say("heat_desc", low=study.shown(low), high=study.shown(high))
    return figure("heat", title, about, table(title, heads, [element("tbody", *rows)], kind="heat"))


def _cell(study: Study, number: Number | None, low: Number, high: Number) -> Markup:
    if number is None:
        return element("td", "–", class_="num")
    at = float((number - low) / (high - low)) if high > low else 0.0
    return element("td", study.shown(number), class_=f"num h{min(int(at * _SHADES), _SHADES - 1)}")


def tree(study: Study) -> Markup:
    """Draw the tree from the whole down, each part with its weight and its rule."""
    heads = [head(study.say("part")), head(study.say("weight"), "num"), head(study.say("effective"), "num")]
    heads += [drawing(study.say("chart")), head(study.say("rule"))]
    rows = [_row(study, part, depth) for part, depth in _downwards(study, study.index.root, 0)]
    title = study.say("tree")
    drawn = table(title, heads, [element("tbody", *rows)], kind="tree")
    return figure("tree", title, study.say("tree_desc"), drawn)


def _downwards(study: Study, part: Part, depth: int) -> Iterator[tuple[Part, int]]:
    yield part, depth
    if isinstance(part, Node):
        for below in study.index.parts(part):
            yield from _downwards(study, below, depth + 1)


def _weights(study: Study, part: Part) -> tuple[float, str, str]:
    """Give the effective weight, and both weights in words; where points are added up there are none."""
    nodes = {node.name: node for node in study.index.nodes}
    above = nodes.get(part.parent)
    if any(node.aggregation.method == "sum" for node in _upwards(nodes, above)):
        return 0.0, "–", "–"
    weight = float(study.weights[part.name])
    whole = float(study.weights[above.name]) if above else 1.0
    return weight, f"{weight / whole if whole else 0:.1%}", f"{weight:.2%}"


def _upwards(nodes: Mapping[str, Node], node: Node | None) -> Iterator[Node]:
    while node is not None:
        yield node
        node = nodes.get(node.parent)


def _row(study: Study, part: Part, depth: int) -> Markup:
    weight, inside, effective = _weights(study, part)
    rule = normalised(study, part) if isinstance(part, Indicator) else aggregated(study, part)
    if part.weight_in:
        own = study.say("comma").join(f"{group} {plain(weight_)}" for group, weight_ in part.weight_in)
        rule = f"{rule}; {study.say('weight_in', names=own)}"
    bar = element(
        "rect",
        x=0,
        y=4,
        width=share(weight),
        height=HEIGHT - 8,
        rx=2,
        class_="leaf" if isinstance(part, Indicator) else "node",
    )
    said = f"{study.titled(part)}: {effective}"
    cells = [
        element("th", element("span", study.titled(part)), scope="row", class_=f"l{min(depth, 6)}"),
        element("td", inside, class_="num"),
        element("td", effective, class_="num"),
        element("td", strip(said, [bar]), class_="drawn"),
        element("td", rule, class_="rule"),
    ]
    return element("tr", *cells, class_=None if isinstance(part, Indicator) else "node")
