"""The columns of a register as a table, and which of them the heads of any table mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren.reading import Language, Role, column_of

__all__ = [
    "BY_KEY",
    "COLUMNS",
    "RESPONSIBLE",
    "ROLES",
    "ExchangeColumn",
    "Kind",
    "doubled",
    "fingerprint",
    "is_own",
    "recognised",
    "tables_language",
]

Kind = Literal["line", "words", "cycle", "level", "truth", "day", "points", "targets", "units"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeColumn:
    """A column: its stable key, its head in the reader's language, what its cells hold, how wide it is in a sheet."""

    key: str
    label: Promise | str
    kind: Kind = "words"
    width: int = 30


COLUMNS: Final = (
    ExchangeColumn(key="number", label=_("Number"), kind="line", width=8),
    ExchangeColumn(key="field", label=_("Field"), kind="line", width=14),
    ExchangeColumn(key="title", label=_("Title"), kind="line", width=22),
    ExchangeColumn(key="text", label=_("Duty"), width=50),
    ExchangeColumn(key="lead", label=_("Lead unit"), kind="units", width=20),
    ExchangeColumn(key="support", label=_("Supporting units"), kind="units", width=24),
    ExchangeColumn(key="territorial", label=_("Territorial units"), kind="units", width=20),
    ExchangeColumn(key="supervise", label=_("Supervising units"), kind="units", width=16),
    ExchangeColumn(key="verify", label=_("Verifying units"), kind="units", width=16),
    ExchangeColumn(key="target", label=_("Target"), width=24),
    ExchangeColumn(key="targets", label=_("Target figures"), kind="targets", width=24),
    ExchangeColumn(key="deadline", label=_("Time limit"), kind="line", width=14),
    ExchangeColumn(key="due_on", label=_("Due on"), kind="day", width=12),
    ExchangeColumn(key="cycle", label=_("Cycle"), kind="cycle", width=10),
    ExchangeColumn(key="basis", label=_("Basis"), width=30),
    ExchangeColumn(key="points", label=_("Points"), kind="points", width=8),
    ExchangeColumn(key="scoring_rule", label=_("Scoring rule"), width=30),
    ExchangeColumn(key="evidence", label=_("What shows that it was done"), width=20),
    ExchangeColumn(key="level", label=_("Who answers for it in the unit"), kind="level", width=16),
    ExchangeColumn(key="open_set", label=_("Further units, not listed"), kind="truth", width=10),
    ExchangeColumn(key="no_lead_stated", label=_("Nobody leads, says the source"), kind="truth", width=10),
)
BY_KEY: Final[Mapping[str, ExchangeColumn]] = {column.key: column for column in COLUMNS}
ROLES: Final = tuple(column.key for column in COLUMNS if column.kind == "units")
# A column of tables of others that names who answers, without saying in which role: one unit alone leads.
RESPONSIBLE: Final = "responsible"
# So many heads of ours stand together in no table of others.
FEWEST_OWN: Final = 6
# What the kinds of zeren.reading are here; a column of the kind "unit" goes by its role, a "label" by its name.
KINDS: Final = {
    "number": "number",
    "category": "field",
    "item": "title",
    "subtask": "text",
    "task": "text",
    "indicator": "text",
    "points": "points",
    "unit_or_item": RESPONSIBLE,
}
OF_ROLES: Final[Mapping[Role | None, str]] = {
    Role.LEAD: "lead",
    Role.SUPPORT: "support",
    Role.JOINT: "support",
    Role.RESPONSIBLE: RESPONSIBLE,
    Role.GUIDING: "supervise",
    Role.TERRITORIAL: "territorial",
}
OF_LABELS: Final = {
    "basis": "basis",
    "target": "target",
    "cycle": "cycle",
    "deadline": "deadline",
    "scoring": "scoring_rule",
    "deliverable": "evidence",
}


def tables_language(heads: Sequence[str]) -> Language:
    """Tell by its heads in which language a table is."""
    chinese = sum(sign > "\u2fff" for head in heads for sign in head)
    return Language.CHINESE if chinese else Language.ENGLISH


def recognised(heads: Sequence[str]) -> list[str]:
    """Give the key of the column that each head means, "" for one that means none."""
    own, language = _own_heads(), tables_language(heads)
    keys = [own.get(_plain(head)) or _as_read(head, language) for head in heads]
    if "text" not in keys and "title" in keys and not _mostly_own(heads):
        # The name of an item is what is to be done, where nothing says more of it. Of a table that was exported here
        # the duties were renamed or left out, and their titles are not to stand in their place.
        keys[keys.index("title")] = "text"
    return _once(keys)


def is_own(heads: Sequence[str], keys: Sequence[str]) -> bool:
    """Tell whether these are the heads of a table that was exported here: then every row is a duty."""
    own = _own_heads()
    named = [own.get(_plain(head)) for head in heads if head.strip()]
    return "number" in named and "text" in named and None not in named and all(keys[: len(named)])


def _mostly_own(heads: Sequence[str]) -> bool:
    """Tell whether these are heads of a table that was exported here, of which some were renamed or left out."""
    named = [head for head in heads if head.strip()]
    own = [head for head in named if _plain(head) in _own_heads()]
    return len(own) >= FEWEST_OWN and len(own) * 2 > len(named)


def doubled(keys: Sequence[str]) -> list[int]:
    """Give the places of columns that hold what an earlier one holds; only names of units may stand in several."""
    single = [key if key and key != RESPONSIBLE and BY_KEY[key].kind != "units" else "" for key in keys]
    return [place for place, key in enumerate(single) if key and key in single[:place]]


def fingerprint(heads: Sequence[str]) -> str:
    """Name these heads, so that an office that met them once is offered the same columns again."""
    return "\t".join(map(_plain, heads))


def _plain(head: str) -> str:
    """Leave out what does not tell one head from another."""
    return " ".join(head.split()).strip(" ：:").casefold()


@cache
def _own_heads() -> Mapping[str, str]:
    """Give our own heads in every language of the site, and the stable keys themselves."""
    found = {column.key: column.key for column in COLUMNS}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {_plain(str(column.label)): column.key for column in COLUMNS}
    return found


def _as_read(head: str, language: Language) -> str:
    """Ask the rules by which documents are read (rules/*/tables.toml)."""
    column = column_of(head, language)
    if column is None:
        return ""
    if column.kind == "unit":
        return OF_ROLES.get(column.role, "")
    return OF_LABELS.get(column.label or "", "") if column.kind == "label" else KINDS.get(column.kind, "")


def _once(keys: Sequence[str]) -> list[str]:
    """Let the first of several columns of one kind count; names of units may stand in several."""
    seen: Counter[str] = Counter()
    found = []
    for key in keys:
        column = BY_KEY.get(key)
        repeats = column is not None and column.kind != "units" and seen[key] > 0
        seen[key] += 1
        found.append("" if repeats else key)
    return found
