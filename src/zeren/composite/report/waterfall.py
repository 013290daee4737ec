"""The chart of why two scores differ: every bar begins where the one before ends."""

from collections.abc import Iterator, Sequence

from zeren.composite.exact import Number, total
from zeren.composite.explanation import Effect
from zeren.composite.report.figures import HEIGHT, drawing, figure, head, share, strip, table
from zeren.composite.report.markup import Markup, element
from zeren.composite.report.study import Comparison, Study

__all__ = ["waterfall"]

_MOST = 12
# A cause, its scores, and where its bar begins and ends.
_Step = tuple[str, str, str, Number, Number]


def waterfall(study: Study, found: Comparison, name: str) -> Markup:
    """Draw what lies between the two scores."""
    first, last = found.scores
    steps = list(_steps(study, found))
    ends = [float(end) for step in steps for end in step[3:]] + [float(first), float(last)]
    low, high = min(ends), max(ends)
    # A little room, so that the ends are seen.
    low, high = low - (high - low) * 0.03 - 1e-9, high + (high - low) * 0.03 + 1e-9
    heads = [head(study.say("cause")), head(found.before, "num"), head(found.after, "num")]
    heads += [head(study.say("points"), "num"), drawing(study.say("chart"))]
    rows = [
        _end(study, found.before, first, low, high),
        *(_row(study, step, low, high) for step in steps),
        _end(study, found.after, last, low, high),
    ]
    key, names = found.title
    title = study.say(key, **names)
    about = study.say(
        "waterfall_desc", first=study.shown(first), last=study.shown(last), moved=_signed(study, last - first)
    )
    return figure(name, title, about, table(title, heads, [element("tbody", *rows)], kind="waterfall"))


def _steps(study: Study, found: Comparison) -> Iterator[_Step]:
    shown, rest = found.effects[:_MOST], found.effects[_MOST:]
    at = found.scores[0]
    for effect in shown:
        cause = study.say(f"by_{effect.kind}", part=study.title(effect.name))
        yield cause, study.shown(effect.before), study.shown(effect.after), at, at + effect.points
        at += effect.points
    if rest:
        moved = _sum(rest)
        yield study.say("rest", count=len(rest)), "", "", at, at + moved


def _sum(effects: Sequence[Effect]) -> Number:
    return total(effect.points for effect in effects)


def _signed(study: Study, points: Number) -> str:
    words = study.shown(points, more=1)
    return words if points <= 0 else f"+{words}"


def _at(number: Number, low: float, high: float) -> float:
    return (float(number) - low) / (high - low)


def _end(study: Study, name: str, score: Number, low: float, high: float) -> Markup:
    at = share(_at(score, low, high))
    mark = element("line", x1=at, x2=at, y1=0, y2=HEIGHT, class_="end")
    dot = element("circle", cx=at, cy=HEIGHT / 2, r=5, class_="dot")
    cells = [element("th", name, scope="row"), element("td"), element("td")]
    cells += [element("td", study.shown(score), class_="num")]
    cells += [element("td", strip(f"{name}: {study.shown(score)}", [mark, dot]), class_="drawn")]
    return element("tr", *cells, class_="total")


def _row(study: Study, step: _Step, low: float, high: float) -> Markup:
    cause, before, after, start, stop = step
    left, right = sorted((_at(start, low, high), _at(stop, low, high)))
    points = _signed(study, stop - start)
    end = share(_at(stop, low, high))
    shapes = [
        element(
            "rect",
            x=share(left),
            width=share(right - left),
            y=3,
            height=HEIGHT - 6,
            class_="up" if stop > start else "down",
        ),
        element("line", x1=end, x2=end, y1=3, y2=HEIGHT, class_="link"),
    ]
    cells = [
        element("th", cause, scope="row"),
        element("td", before, class_="num"),
        element("td", after, class_="num"),
        element("td", points, class_="num"),
        element("td", strip(f"{cause}: {points}", shapes), class_="drawn"),
    ]
    return element("tr", *cells)
