"""From the values of the indicators and their yardsticks to scores."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import ibis

from zeren.composite.exact import Number
from zeren.composite.expressions.plan import Rows, Series
from zeren.composite.expressions.ranks import placed
from zeren.composite.expressions.yardsticks import CUT_OFF, PLACED, level_of
from zeren.composite.model import Index, Indicator
from zeren.composite.normalisation import Method
from zeren.composite.ranking import Ties

__all__ = ["scored"]

# A difference that is nearer to 0 than this share of what is taken off is 0 but for the rounding of floats.
_HAIR: Final = 5e-16


def scored(index: Index, values: Rows, lines: Rows, series: Series) -> Rows:
    """Add the scores of the indicators."""
    levels = values.join(lines, ["period", "part"]).select(
        *values.columns, *(name for name in lines.columns if name not in values.columns and name != "fault")
    )
    levels = levels.mutate(level=level_of(index, levels))
    ordered = [at for at, one in enumerate(index.indicators) if one.normalisation.method in PLACED]
    if ordered:
        levels = _in_places(index, levels, ordered, series)
    score = ibis.cases((levels["level"].isnull(), ibis.null("float64")), else_=_score(index, levels))
    query = levels.select("period", "unit", "part", "applies", score=score)
    add = series.table if ordered else series.view
    return add("scores", query, "The scores of the indicators.")


def _in_places(index: Index, levels: Rows, ordered: Sequence[int], series: Series) -> Rows:
    """Put places, from below, for the values of the indicators whose rule asks for them."""
    whole = [levels.filter(levels["part"].notin(list(ordered)))]
    for (ties, rough), parts in _by_ties(index, ordered).items():
        rows = levels.filter(levels["part"].isin(parts))
        directions = ibis.cases(*((rows["part"] == at, index.indicators[at].direction) for at in parts))
        name = f"places_of_values_{ties}_{'rough' if rough else 'plain'}"
        rows = placed(
            rows.mutate(turned=rows["level"] * directions), "turned", ("period", "part"), ties=ties, rough=rough,
            series=series, name=name,
        )  # fmt: skip
        whole.append(rows.mutate(level=rows["place"]).select(*levels.columns))
    return ibis.union(*whole) if len(whole) > 1 else whole[0]


def _by_ties(index: Index, ordered: Sequence[int]) -> dict[tuple[Ties, bool], list[int]]:
    """Put together the indicators whose equals share a place in the same way."""
    found: dict[tuple[Ties, bool], list[int]] = {}
    for at in ordered:
        one = index.indicators[at]
        found.setdefault((one.normalisation.ties, _is_rough(one)), []).append(at)
    return found


def _score(index: Index, levels: Rows) -> Rows:
    rule, level = levels["rule"], levels["level"]
    kinds = {
        "at_most": _on_scale(levels, _at_most(levels)),
        "within": _on_scale(levels, _within(levels)),
    }
    used = {one.normalisation.operator for one in index.indicators if one.normalisation.method == "attainment"}
    cases = [(rule == name, found) for name, found in kinds.items() if used & {name, "about"}]
    for (method, through), parts in _by_points(index).items():
        follow = _through if method == "piecewise" else _stepped
        cases.append((levels["part"].isin(parts), follow(level, through)))
    line = _line(index, levels)
    return ibis.cases(*cases, else_=line) if cases else line


def _is_rough(one: Indicator) -> bool:
    """Say whether the values come out of arithmetic, and may be a hair off."""
    derived = one.denominator or one.imputation != "none" or one.treatment.method != "none"
    return bool(derived) or one.normalisation.log


def _line(index: Index, levels: Rows) -> Rows:
    off = levels["level"] * levels["turn"] - levels["origin"]
    if any(_is_rough(one) for one in index.indicators):
        off = ibis.cases((off.abs() <= levels["origin"].abs() * _HAIR, 0.0), else_=off)
    found = levels["intercept"] + off * levels["slope"]
    if not any(one.normalisation.clip or one.normalisation.method in CUT_OFF for one in index.indicators):
        return found
    return ibis.cases(
        (found < levels["floor"], levels["floor"]), (found > levels["ceiling"], levels["ceiling"]), else_=found
    )


def _on_scale(levels: Rows, share: Rows) -> Rows:
    return levels["bottom"] + (levels["top"] - levels["bottom"]) * share


def _at_most(levels: Rows) -> Rows:
    allowed = levels["target"] * (levels["tolerance"] + 1)
    return ibis.cases((levels["level"] > allowed, allowed / levels["level"].nullif(0.0)), else_=1.0)


def _within(levels: Rows) -> Rows:
    off = (levels["level"] - levels["target"]).abs() / levels["target"].nullif(0.0)
    return ibis.cases(
        (off <= levels["tolerance"] * (1 + 8 * _HAIR), 1.0), (off >= 1, 0.0), else_=ibis.literal(1.0) - off
    )


def _by_points(index: Index) -> dict[tuple[Method, tuple[tuple[Number, Number], ...]], list[int]]:
    """Put together the indicators that are scored by the same points."""
    found: dict[tuple[Method, tuple[tuple[Number, Number], ...]], list[int]] = {}
    for at, one in enumerate(index.indicators):
        if one.normalisation.method in {"piecewise", "steps"}:
            found.setdefault((one.normalisation.method, one.normalisation.through), []).append(at)
    return found


def _through(level: Rows, through: Sequence[tuple[Number, Number]]) -> Rows:
    """Follow the lines between points; beyond them the score stays."""
    pieces = [(level < float(through[0][0]), float(through[0][1]))]
    for (left, low), (right, high) in pairwise(through):
        slope = (high - low) / (right - left)
        pieces.append((level < float(right), float(low) + (level - float(left)) * float(slope)))
    return ibis.cases(*pieces, else_=float(through[-1][1]))


def _stepped(level: Rows, through: Sequence[tuple[Number, Number]]) -> Rows:
    """Give the score of the last point that is reached; below the first that of the first."""
    pieces = [(level < float(right), float(low)) for (_, low), (right, _) in pairwise(through)]
    return ibis.cases(*pieces, else_=float(through[-1][1])) if pieces else ibis.literal(float(through[-1][1]))
