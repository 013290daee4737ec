"""Commitments as CSV (RFC 4180): a row for each, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from zeren.cli.reading_table import target_words
from zeren.reading import Commitment, Reading, Role

__all__ = ["rows"]

_COLUMNS = (
    "file", "id", "heading_path", "text", "actor", "modality", "actions", "deadline", "due_on", "target", "points",
    "lead", "support", "other_units", "open_set", "rule", "start", "end",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula, and a document may be written to use that.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NEGATIVE = re.compile(r"-\d[\d,.]{0,40}%?\Z")


def rows(kept: Iterable[tuple[str, Reading]]) -> Iterator[str]:
    """Yield the lines of the CSV file with their ends, the names of the columns first."""
    yield _line(_COLUMNS)
    for name, reading in kept:
        for commitment in reading.commitments:
            yield _line(_safe(cell) for cell in _cells(name, commitment))


def _line(cells: Iterable[str]) -> str:
    held = io.StringIO()
    csv.writer(held).writerow(cells)
    return held.getvalue()


def _cells(name: str, found: Commitment) -> Iterator[str]:
    due = found.deadline.on if found.deadline else None
    yield from (name, found.id, " > ".join(found.heading_path), found.text, found.actor or "", found.modality.value)
    yield "; ".join(f"{one.verb}{_space(one.verb)}{one.object or ''}".strip() for one in found.actions)
    yield found.deadline.words if found.deadline else ""
    yield due.isoformat() if due else ""
    yield target_words(found.target) if found.target else ""
    yield "" if found.points is None else f"{found.points:f}"
    yield _named(found, Role.LEAD)
    yield _named(found, Role.SUPPORT)
    yield "; ".join(f"{one.name} ({one.role})" for one in found.units if one.role not in {Role.LEAD, Role.SUPPORT})
    yield from ("yes" if found.open_set else "no", found.rule, str(found.span.start), str(found.span.end))


def _space(verb: str) -> str:
    return " " if verb.isascii() else ""


def _named(found: Commitment, role: Role) -> str:
    return "; ".join(one.name for one in found.units if one.role is role)


def _safe(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate.

    Examples
    --------
    >>> _safe("=1+1"), _safe("-5"), _safe("-A1")
    ("'=1+1", '-5', "'-A1")
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NEGATIVE.match(cell) else cell
