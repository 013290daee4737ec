"""What a row of a table says of a duty, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from zeren.reading import Language, Role, Span, clause_points, names_unit, says_nothing, units_in_cell
from zeren_platform.common.sheets import LONGEST_CELL
from zeren_platform.responsibilities.exchange.cells import (
    Unread,
    day_in,
    lines_of,
    named,
    points_in,
    settled,
    targets_cell,
    truth_in,
    word_in,
)
from zeren_platform.responsibilities.exchange.columns import BY_KEY, OF_ROLES, RESPONSIBLE, ROLES

__all__ = ["LONGEST", "Fault", "Mention", "ReadRow", "TableColumns", "points_that_differ", "read_row"]

Value = str | bool | date | Decimal | None
# What fits into the columns of a duty (models.py).
LONGEST: Final = {"number": 30, "title": 200, "field": 100, "deadline": 200}
EXPECTED: Final = {"day": "day", "points": "points", "truth": "truth", "cycle": "cycle", "level": "level"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a row: in which column, which of ``faults.SENTENCES``, and what was found there.

    A ``grave`` one keeps the file from being applied; any other is a finding to look at.
    """

    column: str
    code: str
    found: str = ""
    grave: bool = True
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit as a cell names it; ``code`` where the cell gives one."""

    name: str
    role: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumns:
    """What the columns of a table hold: a key for each, "" for one that is left out.

    ``own`` says that the table was exported here, so that every row is a duty and every cell is taken to the letter.
    """

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    language: Language
    own: bool
    first_leads: bool = False

    @property
    def told(self) -> frozenset[str]:
        """Which columns of a duty the table speaks of; of the others nothing is changed."""
        given = set(self.keys) - {""}
        return frozenset(given | {"lead", "support"} if RESPONSIBLE in given else given)

    def cells(self, row: Sequence[str], key: str) -> list[str]:
        """Give the cells of a row that stand in the columns of *key*."""
        return [cell for cell, own in zip(row, self.keys, strict=False) if own == key]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """What a row says: values by column, the units that it names, and its faults."""

    number: str
    values: Mapping[str, Value]
    mentions: tuple[Mention, ...]
    faults: tuple[Fault, ...]


def read_row(row: Sequence[str], columns: TableColumns, *, field_above: str = "") -> ReadRow:
    """Read a row by its columns; *field_above* is the group in which it stands, where it names no field of its own."""
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for key in BY_KEY:
        if key in columns.told and BY_KEY[key].kind != "units":
            values[key] = _value(key, _cell(row, columns, key), faults)
    if not columns.own and values.get("title") and values.get("text") == "":
        # An item without parts is named once, in the column of the item.
        values["text"] = values["title"]
    if field_above and not values.get("field"):
        values["field"] = field_above
    mentions, open_end, nobody = _mentions(row, columns)
    if open_end:
        values["open_set"] = True
    if nobody:
        values["no_lead_stated"] = True
    number = str(values.pop("number", ""))
    # How long a number may be is asked of the one that the row gets (``numbering``).
    told = tuple(_for_tables_of_others(fault, columns) for fault in faults if fault.column != "number")
    return ReadRow(number=number, values=values, mentions=tuple(mentions), faults=told)


def _for_tables_of_others(fault: Fault, columns: TableColumns) -> Fault:
    """Let pass how often others say that something is done, where a duty keeps no such cycle."""
    return replace(fault, grave=False) if fault.code == "not-a-cycle" and not columns.own else fault


def points_that_differ(row: Sequence[str], columns: TableColumns) -> Fault | None:
    """Compare the points of a row with those that its clauses add up to (石城县 2018: 60 points, clauses of 50)."""
    points = points_in(_cell(row, columns, "points"))
    if not isinstance(points, Decimal):
        return None
    for key in ("scoring_rule", "text"):
        words = _cell(row, columns, key)
        given = clause_points(words, Span(start=0, end=len(words)), columns.language)
        if given is not None:
            differs = given != points
            more = {"given": f"{given.normalize():f}"}
            return (
                Fault(column="points", code="points-differ", found=f"{points:f}", grave=False, more=more)
                if differs
                else None
            )
    return None


def _cell(row: Sequence[str], columns: TableColumns, key: str) -> str:
    words = next(iter(columns.cells(row, key)), "")
    return "" if not columns.own and says_nothing(words, columns.language) else words


def _value(key: str, words: str, faults: list[Fault]) -> Value:
    kind = BY_KEY[key].kind
    if kind in {"line", "words"}:
        return _text(key, settled(words), faults)
    read: Value | Unread
    if kind == "day":
        read = day_in(words)
    elif kind == "points":
        read = points_in(words)
    elif kind == "targets":
        read = targets_cell(words)
    else:
        read = truth_in(words) if kind == "truth" else word_in(words, kind)
    if isinstance(read, Unread):
        faults.append(Fault(column=key, code=f"not-a-{kind}", found=read.found))
        return None
    return read


def _text(key: str, words: str, faults: list[Fault]) -> str:
    limit = LONGEST.get(key)
    if limit and len(words) > limit:
        faults.append(Fault(column=key, code="too-long", found=str(len(words)), more={"limit": str(limit)}))
    if len(words) >= LONGEST_CELL - 1:
        faults.append(Fault(column=key, code="cell-is-full", found=str(len(words))))
    return words


def _mentions(row: Sequence[str], columns: TableColumns) -> tuple[list[Mention], bool, bool]:
    """List the units that the cells name, whether a set is left open, and whether the cell says that nobody leads."""
    found: list[Mention] = []
    open_end = nobody = False
    for key, cell in zip(columns.keys, row, strict=False):
        if key not in {*ROLES, RESPONSIBLE} or not cell.strip():
            continue
        if columns.own:
            found += [Mention(name, key, code) for name, code in map(named, lines_of(cell))]
            continue
        mentions, ends_open, leaderless = _as_read(cell, key, columns)
        found += mentions
        open_end, nobody = open_end or ends_open, nobody or leaderless
    return list(dict.fromkeys(found)), open_end, nobody


READ_AS: Final = {
    "lead": Role.LEAD,
    "support": Role.SUPPORT,
    "territorial": Role.TERRITORIAL,
    "supervise": Role.GUIDING,
    "verify": Role.SUPPORT,
    RESPONSIBLE: Role.RESPONSIBLE,
}


def _as_read(cell: str, key: str, columns: TableColumns) -> tuple[list[Mention], bool, bool]:
    """Read a cell of somebody else's table as a document is read (zeren.reading): names, roles, an open end."""
    if key == RESPONSIBLE and not _may_name_units(cell, columns):
        return [], False, False
    written = [named(line) for line in lines_of(cell)]
    if any(code for _name, code in written):
        role = _role_of(key, len(written))
        return [Mention(name, role, code) for name, code in written], False, False
    words = settled(cell)
    read = units_in_cell(
        words, Span(start=0, end=len(words)), READ_AS[key], columns.language, first_leads=columns.first_leads
    )
    if not read.units and not says_nothing(words, columns.language):
        return [Mention(" ".join(words.split()), _role_of(key, 1))], False, False
    answering = sum(unit.role is Role.RESPONSIBLE for unit in read.units)
    named_units = []
    for unit in read.units:
        role = OF_ROLES[unit.role] if key != "verify" else key
        named_units.append(Mention(unit.name, _role_of(role, answering) if role == RESPONSIBLE else role))
    return named_units, read.open_set, read.no_lead_stated


def _role_of(key: str, count: int) -> str:
    """Let one unit that answers alone lead; of several the table does not say which does."""
    if key != RESPONSIBLE:
        return key
    return "lead" if count == 1 else "support"


def _may_name_units(cell: str, columns: TableColumns) -> bool:
    """Tell whether a cell of a column that holds units in some rows names one (考核单位或项目)."""
    mixed = any(
        key == RESPONSIBLE and ("项目" in head or "item" in head.casefold())
        for key, head in zip(columns.keys, columns.heads, strict=False)
    )
    return not mixed or names_unit(cell.strip(), columns.language)
