"""A reading as a table for a terminal; Chinese signs take two columns."""

from bisect import bisect_left
from collections.abc import Iterator

from zeren.cli.columns import padded, wrapped
from zeren.reading import Commitment, Meeting, Operator, Reading, Role, Target, rule_words

__all__ = ["lines", "target_words"]

_NUMBER, _WHO = 6, 34
_GAP = "  "
_SIGNS = {
    Operator.EQUAL: "=",
    Operator.ABOUT: "≈",
    Operator.AT_LEAST: "≥",
    Operator.AT_MOST: "≤",
    Operator.MORE_THAN: ">",
    Operator.LESS_THAN: "<",
    Operator.BETWEEN: "=",
    Operator.IN_STEP_WITH: "in step with",
}


def lines(name: str, reading: Reading, *, width: int, why: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    line_ends = [position for position, sign in enumerate(reading.text) if sign == "\n"] if why else []
    yield from _document(name, reading)
    for meeting in reading.meetings:
        yield from _meeting(meeting, width)
    if reading.commitments:
        yield ""
        yield from _row("", "WHO", "WHAT", width)
    for commitment in reading.commitments:
        yield from _commitment(commitment, width)
        if why:
            yield from _why(commitment, _line_of(commitment.span.start, line_ends), width)
    yield ""
    named = sum(1 for one in reading.commitments if one.units)
    yield f"{_numbered(len(reading.commitments), 'commitment')}; {named} naming a unit"
    counted = _counted(reading)
    if counted:
        yield counted
    for warning in reading.warnings:
        yield f"warning: {warning.code} {warning.detail}".rstrip()


def _counted(reading: Reading) -> str:
    """Count what else the document holds, if it does."""
    held = {
        "target": len(reading.targets),
        "result": len(reading.results),
        "problem": len(reading.problems),
        "sum": len(reading.sums),
        "table": len(reading.tables),
    }
    return "; ".join(_numbered(count, what) for what, count in held.items() if count)


def _numbered(count: int, what: str) -> str:
    """Put the noun after its number.

    Examples
    --------
    >>> _numbered(1, "table"), _numbered(3, "target")
    ('1 table', '3 targets')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _document(name: str, reading: Reading) -> Iterator[str]:
    facts = reading.document
    yield facts.title or name
    said = {
        "file": name,
        "number": facts.number,
        "index number": facts.index_number,
        "issuer": facts.issuer,
        "issued": facts.issued_on,
        "published": facts.published_at,
        "language": facts.language,
    }
    yield " · ".join(f"{what} {words}" for what, words in said.items() if words)


def _meeting(meeting: Meeting, width: int) -> Iterator[str]:
    yield ""
    chair = f", chaired by {meeting.chair.name}" if meeting.chair else ""
    held = " ".join(str(part) for part in (meeting.held_on, meeting.body, meeting.kind) if part)
    yield f"MEETING {held}{chair}"
    for item in meeting.agenda:
        first, *rest = list(wrapped(item.object, width - 14)) or [""]
        yield f"  {item.verb:<10}{_GAP}{first}"
        yield from (" " * 14 + line for line in rest)


def _commitment(commitment: Commitment, width: int) -> Iterator[str]:
    yield from _row(commitment.id, _who(commitment), " ".join(commitment.text.split()), width)
    for words in _particulars(commitment):
        yield from _row("", "", words, width)
    for label in commitment.labels:
        if label.name not in set(Role):
            yield from _row("", "", f"{label.written}: {label.text}", width)


def _particulars(commitment: Commitment) -> Iterator[str]:
    """Say until when, how much and for how many points."""
    if commitment.deadline is not None:
        due = commitment.deadline.on
        yield f"deadline: {commitment.deadline.words}" + (f" ({due.isoformat()})" if due else "")
    if commitment.target is not None:
        yield f"target: {target_words(commitment.target)}"
    if commitment.points is not None:
        yield f"points: {commitment.points.normalize():f}"


def target_words(target: Target) -> str:
    """Write a target in one line.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from zeren.reading import Span
    >>> target_words(Target(indicator="绿化率", operator=Operator.AT_LEAST, value=Decimal(45), upper=None, unit="%",
    ...     reference=None, span=Span(start=0, end=1)))
    '绿化率 ≥ 45%'
    """
    if target.value is None:
        return f"{target.indicator} {_SIGNS[target.operator]} {target.reference or ''}".rstrip()
    upper = f"–{target.upper:f}" if target.upper is not None else ""
    unit = f" {target.unit}" if target.unit[:1].isascii() and target.unit[:1].isalpha() else target.unit
    return f"{target.indicator} {_SIGNS[target.operator]} {target.value:f}{upper}{unit}"


def _why(commitment: Commitment, line: int, width: int) -> Iterator[str]:
    """Say where the commitment stands and which rule found it."""
    place = " > ".join((f"line {line}", *commitment.heading_path))
    yield from _row("", "", f"[{place}] {commitment.rule}: {rule_words(commitment.rule)}", width)


def _line_of(position: int, line_ends: list[int]) -> int:
    return bisect_left(line_ends, position) + 1


def _who(commitment: Commitment) -> str:
    named = [f"{unit.name} ({unit.role}{', a class' if unit.class_of_units else ''})" for unit in commitment.units]
    if not named:
        named = [commitment.actor or "—"]
    notes = ["and others"] * commitment.open_set + ["no lead, says the text"] * commitment.no_lead_stated
    return "; ".join([*named, *notes])


def _row(number: str, who: str, what: str, width: int) -> Iterator[str]:
    columns = [list(wrapped(who, _WHO)), list(wrapped(what, width - _NUMBER - _WHO - 2 * len(_GAP)))]
    height = max(1, *(len(column) for column in columns))
    for line in range(height):
        cells = [column[line] if line < len(column) else "" for column in columns]
        yield _GAP.join((padded(number if line == 0 else "", _NUMBER), padded(cells[0], _WHO), cells[1])).rstrip()
