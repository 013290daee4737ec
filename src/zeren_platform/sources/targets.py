"""Targets of a duty as lines that people type and programs read back exactly: "GDP growth | ≥ 5.5 % | 2026".

A line has the indicator, the comparison with its unit, and, where one is said, the period. The operators are those of
the reading of documents (``zeren.reading.Operator``). What is kept is always the one way of writing a target, so that
two texts of targets are the same exactly where the targets are.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren.foundations.errors import InvalidInputError
from zeren.reading import Operator, Target
from zeren_platform.common.sheets import NO_CELL

__all__ = [
    "FiguredTarget",
    "TargetEndsError",
    "UnreadTargetError",
    "as_lines",
    "lines_of",
    "of_words",
    "same_figures",
    "stated",
    "targets_in",
    "told",
]

# How each is written, and after that what people type instead. Two figures are a range and need no sign.
WRITTEN: Final = {
    Operator.EQUAL: ("=", "达到"),
    Operator.ABOUT: ("≈", "~", "约", "about"),
    Operator.AT_LEAST: ("≥", "≧", ">=", "不低于", "不少于", "at least"),
    Operator.AT_MOST: ("≤", "≦", "<=", "不超过", "不高于", "at most"),
    Operator.MORE_THAN: (">", "超过", "高于", "more than"),
    Operator.LESS_THAN: ("<", "低于", "少于", "less than"),
    Operator.IN_STEP_WITH: ("↔", "同步于", "in step with"),
}
# The longest that fits counts.
TYPED: Final = sorted(
    ((typed, operator) for operator, words in WRITTEN.items() for typed in words), key=lambda pair: -len(pair[0])
)
# What stands behind a figure and says how it is meant.
BEHIND: Final = {
    "左右": Operator.ABOUT,
    "以上": Operator.AT_LEAST,
    "以下": Operator.AT_MOST,
    "以内": Operator.AT_MOST,
    "or more": Operator.AT_LEAST,
    "or less": Operator.AT_MOST,
}
SAID: Final[dict[Operator, Promise]] = {
    Operator.ABOUT: gettext_lazy("about %(figure)s"),
    Operator.AT_LEAST: gettext_lazy("at least %(figure)s"),
    Operator.AT_MOST: gettext_lazy("at most %(figure)s"),
    Operator.MORE_THAN: gettext_lazy("more than %(figure)s"),
    Operator.LESS_THAN: gettext_lazy("less than %(figure)s"),
    Operator.BETWEEN: gettext_lazy("within %(figure)s"),
    Operator.IN_STEP_WITH: gettext_lazy("in step with %(figure)s"),
}
PARTS: Final = re.compile("[|\uff5c]")
# Signs as an input method for Chinese gives them, of full width, and the minus of typesetters.
NARROW: Final = str.maketrans("\uff1d\uff1e\uff1c\uff05\uff5e\u2212", "=><%~-")
FIGURE: Final = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
COMPARISON: Final = re.compile(
    rf"(?P<value>{FIGURE})(?:\s*[–—~至-]\s*(?P<upper>{FIGURE}))?(?P<unit>(?:\s|[^\s\d,.]).*)?"
)
MOST_PARTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguredTarget:
    """A figure that is aimed at: ``upper`` is the other end of a range; ``unit`` says what it is in step with, else."""

    indicator: str
    operator: Operator
    value: Decimal | None
    upper: Decimal | None
    unit: str
    period: str


class UnreadTargetError(InvalidInputError):
    """A line says no target; ``found`` is the line."""

    code = "sources.target.unread"


class TargetEndsError(InvalidInputError):
    """A comparison lacks the figure that it needs, or has one that it cannot have; ``operator`` is the comparison."""

    code = "sources.target.ends"


def stated(target: FiguredTarget) -> FiguredTarget:
    """Refuse a target whose figures do not fit its comparison, or whose words a line cannot hold."""
    if not _fits(target):
        raise TargetEndsError(field="targets", operator=target.operator.value, indicator=target.indicator)
    read = targets_in(_line(target))
    compared = (target.operator, target.value, target.upper)
    if len(read) != 1 or (read[0].operator, read[0].value, read[0].upper) != compared:
        raise UnreadTargetError(field="targets", found=_line(target))
    return read[0]


def _fits(target: FiguredTarget) -> bool:
    """Say whether the figures are those that the comparison needs."""
    value, upper = target.value, target.upper
    if target.operator == Operator.BETWEEN:
        return value is not None and upper is not None and value < upper
    if target.operator == Operator.IN_STEP_WITH:
        return value is None and upper is None and bool(target.unit.strip())
    return value is not None and upper is None


def targets_in(words: str) -> tuple[FiguredTarget, ...]:
    """Read the targets of a text, one to a line.

    >>> [one] = targets_in("GDP growth | at least 5.50 % | 2026")
    >>> one.operator.value, one.value, one.unit, one.period
    ('at_least', Decimal('5.50'), '%', '2026')
    """
    return tuple(_target(line) for line in words.splitlines() if line.strip())


def as_lines(targets: Iterable[FiguredTarget]) -> str:
    """Write targets in the one way of writing them.

    >>> as_lines(targets_in("Growth|5 至 6%"))
    'Growth | 5–6 %'
    """
    return "\n".join(_line(target) for target in targets)


def lines_of(found: Iterable[Target], *, period: str) -> str:
    """Write what the reading of a document found; what has no such line is left to the words of the document."""
    lines = []
    for target in found:
        line = _line(_of_reading(target, period))
        try:
            lines.append(as_lines(targets_in(line)))
        except UnreadTargetError:
            continue
    return "\n".join(dict.fromkeys(lines))


def of_words(lines: str, words: str) -> str:
    """Keep the targets whose indicators stand in *words*: a part of a sentence aims at what it names."""
    return as_lines(target for target in targets_in(lines) if target.indicator in words)


def same_figures(words: str, other: str) -> bool:
    """Say whether two texts of targets aim at the same figures, whatever the indicators are called and in any order."""
    return _figures(words) == _figures(other)


def told(target: FiguredTarget) -> str:
    """Say a target in the reader's language."""
    figure = _figure(target)
    if target.value is not None and target.unit:
        figure = _("%(value)s %(unit)s") % {"value": _ends(target), "unit": target.unit}
    compared = SAID[target.operator] % {"figure": figure} if target.operator in SAID else figure
    said = _("%(indicator)s: %(figure)s") % {"indicator": target.indicator, "figure": compared}
    return _("%(target)s (%(period)s)") % {"target": said, "period": target.period} if target.period else said


def _target(line: str) -> FiguredTarget:
    parts = [_plain(part) for part in PARTS.split(line)]
    if not parts[0] or not 1 < len(parts) <= MOST_PARTS:
        raise UnreadTargetError(field="targets", found=line.strip())
    operator, rest = _typed(parts[1].translate(NARROW))
    period = parts[2] if len(parts) == MOST_PARTS else ""
    if operator == Operator.IN_STEP_WITH and rest:
        return FiguredTarget(indicator=parts[0], operator=operator, value=None, upper=None, unit=rest, period=period)
    figures = COMPARISON.fullmatch(rest)
    if figures is None or (figures["upper"] and operator != Operator.EQUAL):
        raise UnreadTargetError(field="targets", found=line.strip())
    return FiguredTarget(
        indicator=parts[0],
        operator=Operator.BETWEEN if figures["upper"] else operator,
        value=_exact(figures["value"]),
        upper=_exact(figures["upper"]) if figures["upper"] else None,
        unit=(figures["unit"] or "").strip(),
        period=period,
    )


def _typed(words: str) -> tuple[Operator, str]:
    """Part a comparison into its operator and its figure; a figure alone is to be reached."""
    for typed, operator in TYPED:
        if words.casefold().startswith(typed):
            return operator, words[len(typed) :].strip()
    for typed, operator in BEHIND.items():
        if words.casefold().endswith(typed):
            return operator, words[: -len(typed)].strip()
    return Operator.EQUAL, words


def _exact(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def _line(target: FiguredTarget) -> str:
    sign = "" if target.operator == Operator.BETWEEN else WRITTEN[target.operator][0]
    parts = [target.indicator, f"{sign} {_figure(target)}".strip(), target.period]
    return " | ".join(parts if target.period else parts[:2])


def _figure(target: FiguredTarget) -> str:
    return f"{_ends(target)} {target.unit}".strip()


def _ends(target: FiguredTarget) -> str:
    return "–".join(f"{end.normalize():f}" for end in (target.value, target.upper) if end is not None)


def _of_reading(target: Target, period: str) -> FiguredTarget:
    return FiguredTarget(
        indicator=_plain(PARTS.sub(" ", target.indicator)),
        operator=target.operator,
        value=target.value,
        upper=target.upper,
        unit=_plain(PARTS.sub(" ", target.reference or target.unit)),
        period=period,
    )


def _plain(words: str) -> str:
    """Leave out what no cell of a table can hold, and all but one space between words."""
    return " ".join(NO_CELL.sub("", words).split())


def _figures(words: str) -> list[tuple[str, str]]:
    targets: Sequence[FiguredTarget] = targets_in(words)
    return sorted((target.operator.value, _figure(target)) for target in targets)
