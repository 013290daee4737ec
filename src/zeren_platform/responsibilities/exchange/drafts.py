"""How what a row says differs from what the draft holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from zeren_platform.responsibilities.exchange.cells import settled, shared_beginning
from zeren_platform.responsibilities.exchange.columns import ROLES
from zeren_platform.responsibilities.exchange.faults import SEPARATOR
from zeren_platform.responsibilities.exchange.rows import Fault, Mention, ReadRow, Value

__all__ = ["Compared", "Held", "Names", "compare", "from_plain", "pieces_of", "plain"]

Outcome = Literal["new", "changed", "unchanged"]
Part = tuple[str, str]
SEPARATORS: Final = "、，,；;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A duty of the draft: what it says by column, its units as code and role, and the names that mean no unit."""

    values: Mapping[str, Value]
    units: tuple[Part, ...]
    unrecognised: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What names mean: the code of the one unit that goes by it, and what the clerk decided ("" keeps the name)."""

    code_of: Callable[[str], str | None]
    codes: Callable[[str], bool]
    decided: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What applying a row would do: ``said`` are all values of a new duty, or those of another that change."""

    outcome: Outcome
    said: Mapping[str, Any]
    faults: tuple[Fault, ...]


def compare(read: ReadRow, held: Held | None, *, told: frozenset[str], names: Names) -> Compared:
    """Lay a row beside the duty of its number; of columns that the table does not have nothing is changed."""
    units, unrecognised, faults = _parts(read.mentions, held, told=told, names=names)
    said: dict[str, Any] = {}
    for key, found in read.values.items():
        if held is None or not _same(found, held.values.get(key)):
            said[key] = plain(found)
    if told & set(ROLES):
        if held is None or set(units) != set(held.units):
            said["units"] = [list(part) for part in units]
        if held is None or set(unrecognised) != set(held.unrecognised):
            said["unrecognised"] = [list(part) for part in unrecognised]
    outcome: Outcome = "new" if held is None else "changed" if said else "unchanged"
    found_faults = [*_still_wrong(read.faults, said), *faults, *_missing(read, outcome, units, said)]
    return Compared(outcome=outcome, said=said, faults=tuple(found_faults))


def plain(found: Value) -> Any:
    """Write a value as JSON holds it."""
    if isinstance(found, date):
        return found.isoformat()
    return f"{found:f}" if isinstance(found, Decimal) else found


def from_plain(key: str, found: Any) -> Any:
    """Read it back."""
    if found is None:
        return None
    if key == "due_on":
        return date.fromisoformat(found)
    return Decimal(found) if key == "points" else found


def _same(found: Value, held: Value) -> bool:
    if isinstance(found, str) and isinstance(held, str):
        told = settled(held)
        return found == told or shared_beginning(found, told)
    return found == held


def _still_wrong(faults: Sequence[Fault], said: Mapping[str, Any]) -> list[Fault]:
    """Leave out that a text is cut off where it is the text that stands."""
    return [
        fault
        for fault in faults
        if fault.code not in {"cell-is-full", "too-long"} or fault.column in said or fault.column == "number"
    ]


def _missing(read: ReadRow, outcome: Outcome, units: Sequence[Part], said: Mapping[str, Any]) -> list[Fault]:
    """Say what a duty lacks: its words, and who leads, unless the source says that nobody does."""
    found = []
    if (outcome == "new" or "text" in said) and not said.get("text"):
        found.append(Fault(column="text", code="no-text"))
    leads = any(role == "lead" for _code, role in units) or any(mention.role == "lead" for mention in read.mentions)
    if "units" in said and not leads and not read.values.get("no_lead_stated"):
        found.append(Fault(column="lead", code="no-lead", grave=False))
    return found


def _parts(
    mentions: Sequence[Mention], held: Held | None, *, told: frozenset[str], names: Names
) -> tuple[list[Part], list[Part], list[Fault]]:
    """Find the unit that each mention means; what the table does not speak of stays."""
    faults: list[Fault] = []
    units = [part for part in held.units if part[1] not in told] if held else []
    kept = [part for part in held.unrecognised if part[1] not in told or not _words(part[0])] if held else []
    known = dict(held.unrecognised) if held else {}
    for mention in mentions:
        _take(mention, units, kept, faults, names=names, known=known)
    units, kept = list(dict.fromkeys(units)), list(dict(reversed(kept)).items())
    codes = [code for code, _role in units]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    faults += [Fault(column=_role_in(units, code), code="unit-twice", found=code) for code in twice]
    leads = [code for code, role in units if role == "lead"]
    if len(leads) > 1:
        faults.append(Fault(column="lead", code="two-leads", found=SEPARATOR.join(leads)))
    return units, kept, faults


def _role_in(units: Sequence[Part], code: str) -> str:
    return [role for held, role in units if held == code][-1]


def _take(
    mention: Mention,
    units: list[Part],
    kept: list[Part],
    faults: list[Fault],
    *,
    names: Names,
    known: Mapping[str, str],
) -> None:
    whole = f"{mention.name} [{mention.code}]".strip() if mention.code else mention.name
    if _words(whole) in {_words(name) for name in known}:
        kept.append((next(name for name in known if _words(name) == _words(whole)), mention.role))
        return
    for name, code in _resolved(mention, whole, names):
        if code:
            units.append((code, mention.role))
        elif code == "":
            kept.append((name, mention.role))
        else:
            faults.append(Fault(column=mention.role, code="unknown-unit", found=name))


def _words(name: str) -> str:
    return " ".join(settled(name).split())


def _resolved(mention: Mention, whole: str, names: Names) -> list[tuple[str, str | None]]:
    """Give the code of each unit that a mention means, "" for a name that is kept, None for one that means none."""
    if mention.code and names.codes(mention.code):
        return [(mention.name, mention.code)]
    if whole in names.decided:
        return [(whole, names.decided[whole])]
    if (code := names.code_of(whole)) is not None:
        return [(whole, code)]
    pieces = pieces_of(whole)
    if len(pieces) > 1 and all(piece in names.decided or names.code_of(piece) is not None for piece in pieces):
        return [(piece, names.decided.get(piece, names.code_of(piece))) for piece in pieces]
    return [(whole, None)]


def pieces_of(name: str) -> list[str]:
    """Part a name at its commas, as a clerk types several into one cell."""
    for sign in SEPARATORS:
        name = name.replace(sign, "\n")
    return [piece.strip() for piece in name.split("\n") if piece.strip()]
