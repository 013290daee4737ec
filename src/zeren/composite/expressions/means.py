"""The rules by which a node puts scores together, as sums over the parts and what is made of them."""

from collections.abc import Callable
from typing import Final

import ibis

from zeren.composite.aggregation import Aggregation, Mean
from zeren.composite.expressions.plan import Rows
from zeren.composite.expressions.values import KEY

__all__ = ["COUNTED", "JOINED", "fault_of", "further", "joined", "reordered", "term"]

# A gap that gets a score cannot be added to these afterwards.
COUNTED: Final[frozenset[Mean]] = frozenset({"median", "ordered", "mazziotta_pareto", "mean_minimum"})
_ROOTED: Final[frozenset[Mean]] = frozenset({"geometric", "harmonic", "power"})
# What is nearer to 0, or to half of the weight, than this is there but for the rounding of floats.
_HAIR: Final = 1e-12


def _exponent(rule: Aggregation) -> float:
    return {"geometric": 0.0, "harmonic": -1.0}.get(rule.method, float(rule.parameter))


def term(rule: Aggregation, rows: Rows) -> Rows:
    """Give what is added up over the parts."""
    score, weight = rows["score"], rows["weight"]
    if rule.method == "sum":
        return score
    if rule.method in _ROOTED:
        above = ibis.cases((score > 0, score))
        exponent = _exponent(rule)
        return weight * (above.ln() if exponent == 0 else above**exponent)
    return weight * score


def reordered(rule: Aggregation, rows: Rows) -> Rows:
    """Give the weights to other parts, or say how much of them is reached with each, where the rule goes by order."""
    if rule.method not in {"ordered", "median"}:
        return rows
    there = rows.filter(rows["score"].notnull())
    silent = rows.filter(rows["score"].isnull())
    if rule.method == "ordered":
        return _swapped(there).select(*rows.columns).union(silent)
    by = [*KEY, "node"]
    rising = ibis.window(group_by=by, order_by=["score", "weight", "place"], rows=(None, 0))
    there = there.mutate(
        reached=there["weight"].sum().over(rising), half=there["weight"].sum().over(ibis.window(group_by=by)) / 2
    )
    nothing = ibis.null("float64")
    return there.union(silent.mutate(reached=nothing, half=nothing))


def _swapped(there: Rows) -> Rows:
    """Give the first weight to the lowest score, the second to the next."""
    by = [*KEY, "node"]
    rising = ibis.row_number().over(ibis.window(group_by=by, order_by=["score", "place"]))
    listed = ibis.row_number().over(ibis.window(group_by=by, order_by="place"))
    scores = there.mutate(at=rising)
    weights = there.select(*by, at=listed, turn=there["weight"])
    joined = scores.join(weights, [*by, "at"]).select(*scores.columns, "turn")
    return joined.mutate(weight=joined["turn"])


def further(rule: Aggregation, rows: Rows) -> dict[str, Rows]:
    """Give what else is found over the parts."""
    score, method = rows["score"], rule.method
    if method == "median":
        reached, half = rows["reached"], rows["half"]
        return {
            "lower": score.min(where=reached >= half * (1 - _HAIR)),
            "upper": score.min(where=reached > half * (1 + _HAIR)),
        }
    found = {}
    if method in {"mazziotta_pareto", "mean_minimum"}:
        found["middle"] = score.mean()
    if method == "mazziotta_pareto":
        found["spread"] = score.var(how="sample" if rule.sample else "pop").fill_null(0.0)
        found["size"] = score.abs().max()
    if method in _ROOTED | {"minimum", "mean_minimum"}:
        found["least"] = score.min()
    if method == "ordered":
        found["counted"] = rows["weight"].sum(where=score.notnull())
    if method not in {"minimum", "mazziotta_pareto", "mean_minimum"}:
        found["term"] = rows["term"].sum().fill_null(0.0)
    return found


def joined(rule: Aggregation, floor: float | None, found: Rows) -> Rows:
    """Put together what was found; a gap counts as *floor* if that is given."""
    if rule.method in _ROOTED:
        return _rooted(_exponent(rule), found, floor)
    return _JOINED[rule.method](rule, found, floor)


def _arithmetic(rule: Aggregation, found: Rows, floor: float | None) -> Rows:
    del rule
    return _mean(found["term"], found["there"], found, floor)


def _ordered(rule: Aggregation, found: Rows, floor: float | None) -> Rows:
    del rule
    return _mean(found["term"], found["counted"], found, floor)


def _sum(rule: Aggregation, found: Rows, floor: float | None) -> Rows:
    del rule
    return found["term"] if floor is None else found["term"] + found["missing"] * floor


def _minimum(rule: Aggregation, found: Rows, floor: float | None) -> Rows:
    del rule
    return _least(found, floor)


def _median(rule: Aggregation, found: Rows, floor: float | None) -> Rows:
    del rule, floor
    return (found["lower"] + found["upper"]) / 2


def _mazziotta_pareto(rule: Aggregation, found: Rows, floor: float | None) -> Rows:
    del floor
    return found["middle"] + found["spread"] * float(rule.parameter) / found["middle"].nullif(0.0)


def _mean(term: Rows, there: Rows, found: Rows, floor: float | None) -> Rows:
    """Divide by the weight that counts."""
    if floor is None:
        return term / there.nullif(0.0)
    return (term + found["lacking"] * floor) / (there + found["lacking"]).nullif(0.0)


def _least(found: Rows, floor: float | None) -> Rows:
    if floor is None:
        return found["least"]
    low = ibis.cases((found["least"] < floor, found["least"]), else_=floor)
    return ibis.cases((found["missing"] > 0, low), else_=found["least"])


def _rooted(exponent: float, found: Rows, floor: float | None) -> Rows:
    """Give the power mean; where a 0 makes a reciprocal or a logarithm infinite, its limit 0."""
    changed = None
    if floor is not None:
        above = ibis.literal(max(floor, 0.0), "float64")
        changed = 0.0 if floor <= 0 else (above.ln() if exponent == 0 else above**exponent)
    mean = _mean(found["term"], found["there"], found, changed)
    score = mean.exp() if exponent == 0 else ibis.cases((mean > 0, mean ** (1 / exponent)), else_=0.0)
    if exponent > 0:
        return score
    return ibis.cases((_least(found, floor) <= 0, 0.0), else_=score)


def _mean_minimum(rule: Aggregation, found: Rows, floor: float | None) -> Rows:
    del floor
    way = found["middle"] - found["least"]
    if rule.smoothing:
        smooth = float(rule.smoothing)
        way = (way * way + smooth * smooth).sqrt() - smooth
    return found["middle"] - way * float(rule.parameter)


_JOINED: Final[dict[Mean, Callable[[Aggregation, Rows, float | None], Rows]]] = {
    "arithmetic": _arithmetic,
    "ordered": _ordered,
    "sum": _sum,
    "minimum": _minimum,
    "median": _median,
    "mazziotta_pareto": _mazziotta_pareto,
    "mean_minimum": _mean_minimum,
}
# A rule that comes later is refused until it has its form here.
JOINED: Final[frozenset[Mean]] = _ROOTED | frozenset(_JOINED)


def fault_of(rule: Aggregation, floor: float | None, found: Rows) -> tuple[Rows, str] | None:
    """Say where the rule is not defined, and what is wrong there."""
    if rule.method in _ROOTED:
        return _least(found, floor) < -_HAIR, "negative"
    if rule.method == "mazziotta_pareto":
        return found["middle"].abs() <= found["size"] * _HAIR, "mean"
    return None
