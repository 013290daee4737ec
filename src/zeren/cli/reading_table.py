"""A reading as a table for a terminal; Chinese signs take two columns."""

import shutil
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from zeren.reading import Commitment, Meeting, Reading, Role, rule_words

__all__ = ["lines", "width_of_screen"]

_NARROWEST, _WIDEST = 60, 140
_NUMBER, _WHO = 6, 34
_GAP = "  "


def width_of_screen() -> int:
    """Return the columns to write in."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)


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
    yield f"{len(reading.commitments)} commitments; {sum(1 for one in reading.commitments if one.units)} name a unit"
    for warning in reading.warnings:
        yield f"warning: {warning.code} {warning.detail}".rstrip()


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
        first, *rest = list(_wrapped(item.object, width - 14)) or [""]
        yield f"  {item.verb:<10}{_GAP}{first}"
        yield from (" " * 14 + line for line in rest)


def _commitment(commitment: Commitment, width: int) -> Iterator[str]:
    yield from _row(commitment.id, _who(commitment), " ".join(commitment.text.split()), width)
    for label in commitment.labels:
        if label.name not in set(Role):
            yield from _row("", "", f"{label.written}: {label.text}", width)


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
    columns = [list(_wrapped(who, _WHO)), list(_wrapped(what, width - _NUMBER - _WHO - 2 * len(_GAP)))]
    height = max(1, *(len(column) for column in columns))
    for line in range(height):
        cells = [column[line] if line < len(column) else "" for column in columns]
        yield _GAP.join((_padded(number if line == 0 else "", _NUMBER), _padded(cells[0], _WHO), cells[1])).rstrip()


def _wrapped(words: str, width: int) -> Iterator[str]:
    """Break at spaces where there are any, else between signs."""
    line, taken, last_space = "", 0, 0
    for sign in words:
        columns = _columns(sign)
        if taken + columns > width:
            keep = last_space if last_space > len(line) // 2 else len(line)
            yield line[:keep].rstrip()
            line = line[keep:].lstrip()
            taken, last_space = sum(_columns(one) for one in line), 0
        line += sign
        taken += columns
        if sign == " ":
            last_space = len(line)
    if line.strip():
        yield line.rstrip()


def _padded(words: str, width: int) -> str:
    return words + " " * (width - sum(_columns(sign) for sign in words))


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
