"""What the words measure: actions, figures, dates, targets, problems and sums, each with its span."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zeren.reading.span import Span

__all__ = ["Action", "Deadline", "Operator", "Problem", "Quantity", "Rectification", "Sum", "Target"]


class Operator(StrEnum):
    """How a target compares what is reached with its value."""

    EQUAL = "equal"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    # 与经济增长同步: it has no value of its own.
    IN_STEP_WITH = "in_step_with"


class Rectification(StrEnum):
    """How far what was found has been put right, where the text says so."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to be done: a verb as written, and what it is done to; None where the verb stands alone."""

    verb: str
    object: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure: ``value`` in ``unit`` as written ("%", "亿元"; empty for a bare count) of the noun that is counted.

    Of 百分之五 the unit is "%"; of 三分之二 it is "三分之", since a third has no exact decimal.
    ``upper`` is the other end of a range ("5%至6%", "3—5个"), else None. ``yuan`` is an amount of money in yuan,
    exact ("1.5亿元" is 150000000), None for anything else.
    """

    value: Decimal
    upper: Decimal | None
    unit: str
    of: str | None
    yuan: Decimal | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when: ``words`` as written.

    ``on`` is the last day, None where the text does not fix one. ``days``, ``hours`` or ``months`` count from an event
    ("within 20 working days"), days in working days where ``working`` is true.
    """

    words: str
    on: date | None
    days: int | None
    hours: int | None
    months: int | None
    working: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure that is aimed at, or was reached, of an indicator.

    ``value`` is in ``unit`` as written, None where the operator is in_step_with; ``upper`` is the other end of a
    range; ``reference`` says what it is in step with. ``indicator`` is the noun as written ("地区生产总值增长").
    """

    indicator: str
    operator: Operator
    value: Decimal | None
    upper: Decimal | None
    unit: str
    reference: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What an audit or an inspection found; ``amounts`` are the sums of money in its words.

    ``rectification`` is None where the text does not say how far it has been put right.
    """

    text: str
    span: Span
    amounts: tuple[Quantity, ...]
    rectification: Rectification | None
    heading_path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A total that the text takes apart; ``difference`` is total less parts, in the unit of the total.

    ``share`` is the percentage that the text prints for one part ("a of b, or 6.4%"); then there is that part alone and
    ``difference`` is what is printed less what the two figures give, in percentage points.
    ``adds_up`` allows for the rounding of what is printed: half of the last digit of each figure.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    share: Quantity | None
    difference: Decimal
    adds_up: bool
    span: Span
