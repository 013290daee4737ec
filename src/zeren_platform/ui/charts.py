"""Charts drawn on the server as SVG: crisp in print, no script, and the figures as a table behind each.

Pure functions from values to markup. Colours come from the stylesheet by class; an svg that holds links is a group,
not an image (SVG-AAM 1.0, 5.2).
"""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zeren_platform.ui.parts.markup import Text, element, join
from zeren_platform.ui.shapes import Series, Slice

__all__ = ["bar_chart", "donut", "sparkline", "stacked_bar"]

# Across in shares of the place, down in the size of the type: a bar shrinks with the page, its words do not.
ROOM: Final = 86
LINE: Final = 2.9
BAR: Final = 1.1
BAR_BELOW: Final = 1.35
HALF: Final = 0.5


def bar_chart(series: Sequence[Slice], *, title: Text, unit: Text = "") -> SafeString:
    """Compare named amounts."""
    return stacked_bar(
        [Series(label=one.label, slices=[one], href=one.href) for one in series], title=title, unit=unit, legend=False
    )


def stacked_bar(series: Sequence[Series], *, title: Text, unit: Text = "", legend: bool = True) -> SafeString:
    """Compare amounts and what they are made of."""
    largest = max((_whole(one) for one in series), default=0) or 1
    svg = element(
        "svg",
        join(_bar(one, place, largest) for place, one in enumerate(series)),
        height=f"{max(len(series), 1) * LINE}em",
        role="group" if any(one.href for one in series) else "img",
        aria_label=title,
        class_="chart",
    )
    key = _legend(series[0].slices) if legend and series else ""
    return _figure(title, join([svg, key]), _table(series, title, unit))


def sparkline(values: Sequence[float], *, title: Text) -> SafeString:
    """Show the course of one amount, small enough for a line of text."""
    if not values:
        return SafeString()
    low, high = min(values), max(values)
    spread = (high - low) or 1
    step = 100 / max(len(values) - 1, 1)
    points = " ".join(
        f"{number * step:.1f},{22 - 20 * (value - low) / spread:.1f}" for number, value in enumerate(values)
    )
    told = _("%(title)s: from %(first)s to %(last)s") % {
        "title": title,
        "first": f"{values[0]:g}",
        "last": f"{values[-1]:g}",
    }
    line = element("polyline", points=points, class_="spark-line", vector_effect="non-scaling-stroke")
    return element(
        "svg", line, viewBox="0 0 100 24", preserveAspectRatio="none", role="img", aria_label=told, class_="sparkline"
    )


def donut(slices: Sequence[Slice], *, title: Text, unit: Text = "") -> SafeString:
    """Show the parts of a whole."""
    whole = sum(one.amount for one in slices)
    turn = 0.0
    arcs = []
    for one in slices:
        share = one.amount / whole if whole else 0
        if share:
            arcs.append(element("path", d=_arc(turn, turn + share), class_=f"fill-{one.tone}"))
        turn += share
    middle = element(
        "text", f"{whole:g}", x=50, y=50, class_="donut-whole", text_anchor="middle", dominant_baseline="central"
    )
    svg = element("svg", join([*arcs, middle]), viewBox="0 0 100 100", role="img", aria_label=title, class_="donut")
    series = [Series(label=one.label, slices=[one]) for one in slices]
    return _figure(
        title,
        element("div", join([svg, _legend(slices, amounts=True)]), class_="donut-row"),
        _table(series, title, unit),
    )


def _bar(one: Series, place: int, largest: float) -> SafeString:
    top = place * LINE
    left = 0.0
    pieces = [element("text", one.label, x=0, y=f"{top + 1:.2f}em", class_="chart-label")]
    for part in one.slices:
        width = part.amount / largest * ROOM
        told = element("title", f"{part.label}: {part.amount:g}")
        shape = element(
            "rect",
            told,
            x=f"{left:.2f}%",
            y=f"{top + BAR_BELOW:.2f}em",
            width=f"{width:.2f}%",
            height=f"{BAR}em",
            class_=f"fill-{part.tone}",
        )
        pieces.append(shape)
        left += width
    figure = f"{_whole(one):g}"
    pieces.append(
        element(
            "text", figure, x=f"{left:.2f}%", dx=".5em", y=f"{top + BAR_BELOW + BAR * 0.8:.2f}em", class_="chart-figure"
        )
    )
    drawn = element("g", join(pieces))
    return element("a", drawn, href=one.href, aria_label=f"{one.label}: {figure}") if one.href else drawn


def _whole(one: Series) -> float:
    return sum(part.amount for part in one.slices)


def _legend(slices: Sequence[Slice], *, amounts: bool = False) -> SafeString:
    entries = join(
        element(
            "li",
            join(
                [
                    element(
                        "svg",
                        element("rect", width=10, height=10, class_=f"fill-{one.tone}"),
                        viewBox="0 0 10 10",
                        aria_hidden="true",
                    ),
                    element("a", one.label, href=one.href) if one.href else one.label,
                    element("span", f"{one.amount:g}", class_="figures") if amounts else "",
                ],
                " ",
            ),
        )
        for one in slices
    )
    return element("ul", entries, class_="legend")


def _figure(title: Text, drawing: SafeString, table: SafeString) -> SafeString:
    behind = element("details", join([element("summary", _("The figures as a table")), table]), class_="behind")
    return element("figure", join([element("figcaption", title), drawing, behind]), class_="figure")


def _table(series: Sequence[Series], title: Text, unit: Text) -> SafeString:
    first = series[0].slices if series else []
    many = len(first) > 1
    heads = [part.label for part in first] if many else [unit or _("Amount")]
    head = element("tr", join([element("td"), *(element("th", name, scope="col") for name in heads)]))
    lines = join(
        element(
            "tr",
            join([element("th", one.label, scope="row"), *(element("td", f"{part.amount:g}") for part in one.slices)]),
        )
        for one in series
    )
    inside = [element("caption", title, class_="unseen"), element("thead", head), element("tbody", lines)]
    return element("table", join(inside), class_="table table-dense figures-table")


def _arc(start: float, end: float) -> str:
    """Draw the ring from one share of a turn to another, clockwise from the top."""
    # A whole ring has no beginning; two points that coincide would draw nothing.
    end = min(end, start + 0.99999)
    outer, inner = 46, 31
    large = 1 if end - start > HALF else 0
    (x1, y1), (x2, y2) = _point(start, outer), _point(end, outer)
    (x3, y3), (x4, y4) = _point(end, inner), _point(start, inner)
    return (
        f"M{x1:.2f} {y1:.2f}A{outer} {outer} 0 {large} 1 {x2:.2f} {y2:.2f}"
        f"L{x3:.2f} {y3:.2f}A{inner} {inner} 0 {large} 0 {x4:.2f} {y4:.2f}Z"
    )


def _point(share: float, radius: float) -> tuple[float, float]:
    angle = 2 * pi * share - pi / 2
    return 50 + radius * cos(angle), 50 + radius * sin(angle)
