"""What each fault of a row says: what was found, what was expected, and how to mend it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

__all__ = ["PASSED", "SENTENCES", "SEPARATOR", "told"]

SENTENCES: Final[Mapping[str, Promise]] = {
    "no-text": _("Says nothing. Write what is to be done, or leave the row out."),
    "no-lead": _(
        "Nobody leads. The draft takes it; before adoption somebody must lead, or the source says that nobody does."
    ),
    "unknown-unit": _("“%(found)s” means no unit. Choose which unit it means in all rows, or correct it here."),
    "unit-twice": _("The unit %(found)s stands in two roles. A unit has one part in a duty: leave it in one column."),
    "two-leads": _(
        "More than one unit leads: %(found)s. One matter, one lead: move the others to the supporting units."
    ),
    "number-twice": _(
        "Number %(found)s also stands in line %(lines)s. Give this duty another number, or leave one row out."
    ),
    "not-a-day": _("“%(found)s” is no day. Write it as 2026-06-30, and words such as “by June” under time limit."),
    "not-a-points": _("“%(found)s” is no number of points. Write figures with at most two decimals, such as 7.5."),
    "not-a-targets": _(
        "No target is said by “%(found)s”. Write one to a line: indicator | figure with its unit | period, such as "
        "“days of good air | ≥ 290 days | 2026”."
    ),
    "not-a-truth": _("“%(found)s” is neither yes nor no. Write yes, or leave the cell empty."),
    "not-a-cycle": _(
        "“%(found)s” is no cycle that a duty keeps. Write continuous, monthly, quarterly, half-yearly, yearly or once."
    ),
    "not-a-level": _("“%(found)s” is no level of responsibility. Choose one of those that the form of a duty offers."),
    "too-long": _("Has %(found)s characters, where %(limit)s fit. Shorten it."),
    "cell-is-full": _(
        "The cell is full (%(found)s characters), so its end may be cut off. Use CSV or JSON for this text."
    ),
    "points-differ": _("Worth %(found)s points, but its clauses add up to %(given)s."),
}
# These have found units, told by their codes one after another.
OF_UNITS: Final = frozenset({"unit-twice", "two-leads"})
SEPARATOR: Final = "; "
# Why a row is no duty.
PASSED: Final[Mapping[str, Promise]] = {
    "head": _("The head once more"),
    "sum": _("A sum"),
    "group": _("Heads the rows below it"),
    "bonus": _("A rule on points given or taken for other things"),
    "note": _("A note"),
}


def told(fault: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """Say a fault in the reader's language; *names* are those of the units by code, for who reads no codes."""
    found = fault["found"]
    if names and fault["code"] in OF_UNITS:
        found = gettext(", ").join(names.get(code, code) for code in found.split(SEPARATOR))
    return str(SENTENCES[fault["code"]]) % {"found": found, **fault["more"]}
