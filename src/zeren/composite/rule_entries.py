"""The rules in the file of an index: each a name, or a table with its method and what that needs."""

import re
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, get_args

from zeren.composite.aggregation import MEANS, Aggregation, Mean
from zeren.composite.comparison import RANDOM_INDEX, Comparison, Prioritisation, compare
from zeren.composite.entries import Entry
from zeren.composite.errors import DomainError
from zeren.composite.exact import Number
from zeren.composite.imputation import OVER_TIME, Imputation
from zeren.composite.model import Gap, Gaps, Robustness
from zeren.composite.normalisation import METHODS, Normalisation, Operator, Over
from zeren.composite.ranking import Ties
from zeren.composite.relative import RELATIVE
from zeren.composite.treatment import TREATMENTS, Treatment
from zeren.composite.weighting import WEIGHTINGS, Weighting

__all__ = [
    "read_aggregation",
    "read_gaps",
    "read_imputation",
    "read_normalisation",
    "read_robustness",
    "read_treatment",
    "read_weighting",
]

# Rules that measure a unit by the others.
_COMPARING: Final = {"min_max", "z", "rank", "borda", "percentile", "share_of_maximum", "vector"}
_PERCENTILE: Final = re.compile(r"[pP](\d{1,3}(?:\.\d+)?)")
_GIVEN: Final[tuple[Literal["given"], ...]] = ("given",)


def read_imputation(entry: Entry) -> Imputation:
    """Read what stands in for a gap."""
    found: Imputation = entry.choice("method", get_args(Imputation), "none")
    entry.finish()
    return found


def read_robustness(entry: Entry) -> Robustness:
    """Read which choices might have been made otherwise."""
    plain = Robustness()
    found = Robustness(
        draws=entry.count("draws", plain.draws),
        seed=entry.text("seed", ""),
        weights=entry.share("weights") if entry.has("weights") else plain.weights,
        error=entry.share("error"),
        normalisations=tuple(read_normalisation(one) for one in entry.rules("normalise")),
        aggregations=tuple(read_aggregation(one) for one in entry.rules("aggregate")),
        treatments=tuple(read_treatment(one) for one in entry.rules("treat")),
        imputations=tuple(read_imputation(one) for one in entry.rules("impute")),
        leave_out=entry.flag("leave_out"),
        confidence=entry.share("confidence") if entry.has("confidence") else plain.confidence,
    )
    for key in ("normalise", "aggregate", "treat", "impute"):
        if len(entry.rules(key)) == 1:
            raise entry.wrong(key, "at least two rules to choose from", "one")
    if any(one.over == "periods" for one in found.normalisations) or set(OVER_TIME) & set(found.imputations):
        raise entry.wrong("normalise, impute", "alternatives within one period", "one over several periods")
    if not found.draws or not 0 < found.confidence < 1:
        raise entry.wrong("draws, confidence", "at least one draw, and a confidence between 0 and 1", found.draws)
    entry.finish()
    return found


def read_treatment(entry: Entry) -> Treatment:
    """Read how far-out values are treated."""
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


def read_normalisation(entry: Entry) -> Normalisation:
    """Read how values are scored."""
    ends = entry.numbers("scale") if entry.has("scale") else [Fraction(0), Fraction(100)]
    if len(ends) != len(("worst", "best")):
        raise entry.wrong("scale", "two numbers: what the worst and what the best get", ends)
    shares = _percentile(entry, "low"), _percentile(entry, "high")
    found = Normalisation(
        method=entry.choice("method", tuple(METHODS), "min_max"),
        scale=(ends[0], ends[1]),
        low=entry.optional_number("low") if shares[0] is None else None,
        high=entry.optional_number("high") if shares[1] is None else None,
        percentiles=shares,
        target=entry.optional_number("target"),
        operator=entry.choice("operator", get_args(Operator), "at_least"),
        tolerance=entry.share("tolerance"),
        reference=entry.optional_number("reference"),
        base=entry.text("base", ""),
        over="periods"
        if entry.has("base") or any(share is not None for share in shares)
        else entry.choice("over", get_args(Over), "period"),
        through=_points(entry) if entry.has("through") else (),
        points=entry.optional_number("points"),
        each=entry.number("each", Fraction(1)),
        clip=entry.flag("clip"),
        log=entry.flag("log"),
        ties=entry.choice("ties", get_args(Ties), "min"),
    )
    entry.finish()
    _check_needs(entry, found)
    return found


def _percentile(entry: Entry, key: str) -> Fraction | None:
    """Read ``"p95"`` as the share below which so much of the data lies; None where there is no such text."""
    written = entry.text(key, "") if entry.is_text(key) else ""
    found = _PERCENTILE.fullmatch(written)
    if found is None:
        return None
    share = Fraction(found[1]) / 100
    if share > 1:
        raise entry.wrong(key, 'a percentile from "p0" to "p100"', written)
    return share


def _check_needs(entry: Entry, rule: Normalisation) -> None:
    """Refuse a rule without what it needs here, where the file can be mended, and not in the middle of a run."""
    needed: dict[str, tuple[str, ...]] = {
        "piecewise": ("through",),
        "steps": ("through",),
        "around_reference": () if rule.base else ("reference",),
        "goalposts": ("low", "high"),
        "distance_to_target": ("target",),
        "attainment": ("target",),
        "distance_to_reference": ("reference",),
        "deductions": ("points",),
        "reciprocal": ("points",),
    }
    for key in needed.get(rule.method, ()):
        if not entry.has(key):
            expected = "[[value, score], …], values rising" if key == "through" else "a number"
            raise entry.wrong(key, f"{expected}, which {rule.method} needs", None)
    if any(share is not None for share in rule.percentiles):
        if rule.method != "goalposts":
            raise entry.wrong("low, high", "numbers; percentiles are for goalposts", rule.method)
    elif rule.over == "group" and rule.method not in _COMPARING:
        raise entry.wrong("over", f"{', '.join(sorted(_COMPARING))} as the method, if over the group", rule.method)
    elif rule.over == "periods" and rule.method not in {"min_max", "around_reference"}:
        raise entry.wrong("over", "min_max or around_reference as the method, if over all periods", rule.method)
    if rule.method == "goalposts":
        _check_goalposts(entry, rule)


def _check_goalposts(entry: Entry, rule: Normalisation) -> None:
    """Refuse goalposts the wrong way round: that would pass for a direction, and change nothing."""
    pairs = ((rule.low, rule.high), rule.percentiles)
    if any(low is not None and high is not None and low >= high for low, high in pairs):
        expected = 'low below high; where less is better, direction = "less" at the indicator says so'
        raise entry.wrong("low, high", expected, f"{_told(rule.low)} and {_told(rule.high)}")
    if rule.log and any(end is not None and end <= 0 for end in (rule.low, rule.high)):
        raise entry.wrong("low, high", "numbers above 0, of which log can be taken", _told(rule.low))


def _told(number: Number | None) -> str:
    return "a percentile" if number is None else f"{float(number):g}"


def _points(entry: Entry) -> tuple[tuple[Fraction, Fraction], ...]:
    rows = entry.rows("through")
    values = [row[0] for row in rows if row]
    pairs = all(len(row) == len(("value", "score")) for row in rows)
    if not pairs or not values or any(one >= other for one, other in pairwise(values)):
        raise entry.wrong(
            "through", "pairs of a value and its score, values rising", [list(map(str, row)) for row in rows]
        )
    return tuple((row[0], row[1]) for row in rows)


def read_aggregation(entry: Entry) -> Aggregation:
    """Read how scores are put together."""
    method: Mean = entry.choice("method", (*MEANS, *RELATIVE), "arithmetic")
    found = Aggregation(
        method=method,
        parameter=entry.number("parameter", Fraction(1, 2) if method == "vikor" else Fraction(-1)),
        smoothing=entry.number("smoothing", Fraction(0)),
        sample=entry.flag("sample"),
    )
    if found.method in {"power", "mean_minimum"} and not entry.has("parameter"):
        raise entry.wrong("parameter", f"a number, which {found.method} needs", None)
    if method == "vikor" and not 0 <= found.parameter <= 1:
        raise entry.wrong("parameter", "the share of the mean regret, from 0 to 1", found.parameter)
    entry.finish()
    return found


def read_gaps(entry: Entry) -> Gaps:
    """Read what a gap does."""
    rule = entry.choice("method", get_args(Gap), "redistribute")
    if rule == "score" and not entry.has("score"):
        raise entry.wrong("score", "the score that a gap gets", None)
    found = Gaps(rule=rule, score=entry.number("score", Fraction(0)), needed=entry.share("needed"))
    entry.finish()
    return found


def read_weighting(entry: Entry) -> tuple[Weighting | Literal["given"], Comparison | None]:
    """Read where the weights come from."""
    comparison = _comparison(entry) if entry.has("comparison") else None
    if comparison is None and entry.is_text("method") and entry.text("method").casefold() == "ahp":
        raise entry.wrong(
            "comparison", 'the matrix of comparisons, as weights = { comparison = [[1, 3], ["1/3", 1]] }', None
        )
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
