"""Where units and fields meet: a table, because that is what it is, with a shade for the amount.

Pure functions from values to markup. The shade grows with the order of magnitude, not with the amount itself: one
unit that has a part in everything would leave all others pale.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zeren_platform.ui.parts.markup import Text, element, join, names
from zeren_platform.ui.shapes import MatrixCell, MatrixLine

__all__ = ["matrix", "steps"]

LEVELS: Final = 5
# With more columns than these the table scrolls in its frame on a desk too.
FITTING: Final = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """What is needed to draw one line."""

    columns: Sequence[MatrixLine]
    found: Mapping[tuple[str, str], MatrixCell]
    bounds: Sequence[int]
    nothing: SafeString


def matrix(
    rows: Sequence[MatrixLine],
    columns: Sequence[MatrixLine],
    cells: Sequence[MatrixCell],
    *,
    title: Text,
    corner: Text = "",
    beneath: Sequence[MatrixLine] = (),
    within: Text = "",
) -> SafeString:
    """Show where rows and columns meet, the darker the more, with the sum of each row and each column.

    A cell may say how much of its amount is set apart, such as what a unit leads; *within* names that in the legend.
    The lines *beneath* stand under the sums with figures of their own, such as how many different duties there are.
    """
    shown = {line.key for line in rows}
    largest = max((cell.amount for cell in cells if cell.row in shown), default=0)
    grid = _Grid(
        columns=columns,
        found={(cell.row, cell.column): cell for cell in cells},
        bounds=steps(largest),
        nothing=element("td", element("span", _("none"), class_="unseen"), class_="heat-0"),
    )
    table = element(
        "table",
        join(
            [
                element("caption", title, class_="unseen"),
                _head(columns, corner),
                element("tbody", join(_body(rows, grid))),
                _foot(rows, beneath, grid),
            ]
        ),
        class_="matrix",
    )
    fitting = len(columns) <= FITTING and "matrix-fitting"
    frame = element("div", table, class_=names("matrix-frame", fitting), tabindex=0, role="region", aria_label=title)
    return element("div", join([_legend(grid.bounds, within), frame]), class_="matrix-whole")


def steps(largest: int) -> list[int]:
    """Give the highest amount of each shade, each about so many times the one before.

    >>> steps(60), steps(4), steps(0)
    ([2, 5, 11, 26, 60], [1, 2, 3, 4], [])
    """
    bounds: list[int] = []
    for level in range(1, LEVELS + 1):
        least = bounds[-1] + 1 if bounds else 1
        bound = max(least, int(largest ** (level / LEVELS)))
        if bound <= largest:
            bounds.append(largest if level == LEVELS else bound)
    return bounds


def _head(columns: Sequence[MatrixLine], corner: Text) -> SafeString:
    heads = join(element("th", _named(column), scope="col") for column in columns)
    first = element("th", corner, scope="col", class_="matrix-corner")
    total = element("th", _("Total"), scope="col", class_="matrix-sum")
    return element("thead", element("tr", join([first, heads, total])))


def _body(rows: Sequence[MatrixLine], grid: _Grid) -> list[SafeString]:
    drawn: list[SafeString] = []
    group: Text = ""
    for line in rows:
        if line.group and line.group != group:
            group = line.group
            drawn.append(_group(group, len(grid.columns) + 2))
        drawn.append(_line(line, grid))
    return drawn


def _group(name: Text, width: int) -> SafeString:
    # The name in a box of its own, so that it stays in sight when the figures are scrolled sideways.
    return element("tr", element("th", element("span", name), colspan=width, scope="colgroup"), class_="matrix-group")


def _line(line: MatrixLine, grid: _Grid) -> SafeString:
    found = [grid.found.get((line.key, column.key)) for column in grid.columns]
    squares = [_square(cell, grid) if cell and cell.amount else grid.nothing for cell in found]
    whole = sum(cell.amount for cell in found if cell)
    total = element("td", whole, class_="matrix-sum")
    return element("tr", join([element("th", _named(line), scope="row"), *squares, total]))


def _square(cell: MatrixCell, grid: _Grid) -> SafeString:
    level = next(place for place, bound in enumerate(grid.bounds, start=1) if cell.amount <= bound)
    # The darkest shade is for the most, however few shades there are.
    shade = f"heat-{level + LEVELS - len(grid.bounds)}"
    figure = join([element("b", cell.within, class_="within") if cell.within else "", cell.amount])
    if not cell.href:
        return element("td", figure, class_=shade)
    told = cell.label or None
    return element("td", element("a", figure, href=cell.href, aria_label=told, title=told), class_=shade)


def _foot(rows: Sequence[MatrixLine], beneath: Sequence[MatrixLine], grid: _Grid) -> SafeString:
    shown = {line.key for line in rows}
    sums: Counter[str] = Counter()
    for (row, column), cell in grid.found.items():
        sums[column] += cell.amount if row in shown else 0
    lines = [_sums(_("Total"), [sums[column.key] for column in grid.columns])]
    for line in beneath:
        found = [grid.found.get((line.key, column.key)) for column in grid.columns]
        lines.append(_sums(_named(line), [cell.amount if cell else 0 for cell in found]))
    return element("tfoot", join(lines))


def _sums(name: Text, amounts: Sequence[int]) -> SafeString:
    figures = join(element("td", amount) for amount in amounts)
    whole = element("td", sum(amounts), class_="matrix-sum")
    return element("tr", join([element("th", name, scope="row"), figures, whole]))


def _legend(bounds: Sequence[int], within: Text) -> SafeString:
    shades = []
    least = 1
    for level, bound in enumerate(bounds, start=1 + LEVELS - len(bounds)):
        told = str(bound) if bound == least else f"{least}–{bound}"
        shades.append(element("li", told, class_=f"heat-{level}"))
        least = bound + 1
    apart = element("li", join([element("b", "2", class_="within"), within], " "), class_="matrix-apart")
    return element("ul", join([*shades, apart if within else ""]), class_="matrix-legend")


def _named(line: MatrixLine) -> SafeString | Text:
    return element("a", line.label, href=line.href) if line.href else line.label
