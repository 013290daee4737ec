"""The history of a duty, told: what changed from edition to edition, and who held it when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zeren_platform.portal.web.rows import role_badges, unit_address
from zeren_platform.responsibilities.published import Change, History, Holding, Version
from zeren_platform.ui.parts.marks import changed_words
from zeren_platform.ui.parts.markup import escaped
from zeren_platform.ui.parts.words import day, link
from zeren_platform.ui.shapes import Column

__all__ = ["HOLDING_COLUMNS", "HeldRow", "ToldVersion", "holdings_told", "versions_told"]

HOLDING_COLUMNS: Final = (
    Column(key="unit", label=_("Unit"), kind="head"),
    Column(key="role", label=_("Role"), width="m"),
    Column(key="since", label=_("From"), width="m", told=True, kind="date"),
    Column(key="until", label=_("Until"), width="m", told=True, kind="date"),
)
# The facts of a duty and the roles of its units as its page names them.
LABELS: Final[Mapping[str, Promise]] = {
    "number": _("No."),
    "title": _("Title"),
    "text": _("Text"),
    "field": _("Field"),
    "level": _("Who answers for it in the unit"),
    "basis": _("Basis"),
    "target": _("Target"),
    "targets": _("Target figures"),
    "cycle": _("How often"),
    "deadline": _("Time limit"),
    "due_on": _("Due on"),
    "points": _("Points"),
    "scoring_rule": _("Scoring rule"),
    "evidence": _("What shows that it was done"),
    "no_lead_stated": _("The source names no lead"),
    "open_set": _("The source leaves the list of units open"),
    "lead": _("Lead"),
    "support": _("Support"),
    "territorial": _("Territorial"),
    "supervise": _("Supervise"),
    "verify": _("Verify"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldVersion:
    """An edition of the duty with its changes drawn, each under its label; the oldest has none to tell."""

    version: Version
    oldest: bool
    changes: list[tuple[Promise, SafeString]]


def versions_told(history: History) -> list[ToldVersion]:
    """Tell the editions of a duty, the newest first."""
    oldest = history.versions[-1:]
    return [
        ToldVersion(version=version, oldest=version in oldest, changes=[_told(change) for change in version.changes])
        for version in history.versions
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """A unit's part for as long as it has had it, drawn."""

    unit: SafeString
    role: SafeString
    since: SafeString
    until: SafeString
    href: str = ""


def holdings_told(history: History) -> list[HeldRow]:
    """Tell who held the duty when."""
    roles = role_badges(holding.role for holding in history.holdings)
    return [_held(holding, roles[holding.role]) for holding in history.holdings]


def _told(change: Change) -> tuple[Promise, SafeString]:
    return LABELS[change.fact], changed_words(change.pieces)


def _held(holding: Holding, role: SafeString) -> HeldRow:
    return HeldRow(
        unit=link(href=unit_address(holding.unit), label=holding.unit_name),
        role=role,
        since=day(holding.since),
        until=day(holding.until) if holding.until else escaped(gettext("today")),
    )
