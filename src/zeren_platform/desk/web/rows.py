"""Rows of the desk's tables, their cells drawn by the kit's own functions: a tag costs ten times as much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zeren_platform.responsibilities.queries.holdings import Holding
from zeren_platform.ui.parts.states import lamp, role_badge
from zeren_platform.ui.parts.words import link
from zeren_platform.ui.shapes import Column

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit
    from zeren_platform.responsibilities.models import Assignment

__all__ = ["DutyRow", "Group", "UnitRow", "duty_rows", "groups_of", "told"]

# So much of a text is shown in a list; the rest stands on the page of the duty.
SHOWN: Final = 140
STATES: Final = {"accepted": "green", "declined": "red", "awaiting": "amber"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit with what it holds."""

    href: str
    name: SafeString
    held: Holding
    receipt: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units of one kind that stand together."""

    kind: str
    rows: list[UnitRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A duty in which a unit has a part."""

    href: str
    number: str
    duty: SafeString
    field: str
    role: SafeString
    receipt: SafeString


def told(columns: Iterable[Column]) -> list[Column]:
    """Name the columns in the reader's language once, and not again in every cell."""
    return [replace(column, label=str(column.label)) for column in columns]


def groups_of(units: "Sequence[Unit]", held: dict[int, Holding]) -> list[Group]:
    """Draw the units, those of one kind that stand together in one group."""
    groups: list[Group] = []
    for unit in units:
        kind = unit.get_kind_display()
        if not groups or groups[-1].kind != kind:
            groups.append(Group(kind=kind, rows=[]))
        groups[-1].rows.append(_unit_row(unit, held[unit.pk]))
    return groups


def duty_rows(parts: "Sequence[Assignment]") -> list[DutyRow]:
    """Draw the duties of one unit."""
    return [_duty_row(part) for part in parts]


def _unit_row(unit: "Unit", held: Holding) -> UnitRow:
    href = _unit_address(unit.code)
    return UnitRow(href=href, name=link(href=href, label=unit.label), held=held, receipt=_receipt(held))


def _duty_row(part: "Assignment") -> DutyRow:
    duty = part.duty
    href = _duty_pattern().format(duty.pk)
    return DutyRow(
        href=href,
        number=duty.number,
        duty=link(href=href, label=duty.title or _short(duty.text)),
        field=duty.field,
        role=role_badge(role=part.role),  # type: ignore[arg-type]  # one of the model's roles
        receipt=lamp(state=STATES[part.receipt], label=part.get_receipt_display()),  # type: ignore[arg-type]
    )


def _receipt(held: Holding) -> SafeString:
    """Say how far a unit has signed; what was declined comes first."""
    if not held.total:
        return lamp(state="grey", label=_("Holds no duty"))
    counts = {"accepted": held.accepted, "total": held.total, "declined": held.declined}
    if held.declined:
        label = _("%(accepted)s of %(total)s signed for, %(declined)s declined") % counts
        return lamp(state="red", label=label)
    return lamp(state="amber" if held.awaiting else "green", label=_("%(accepted)s of %(total)s signed for") % counts)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


@lru_cache(maxsize=4096)
def _unit_address(code: str) -> str:
    return reverse("desk:unit", args=[code])


@lru_cache(maxsize=1)
def _duty_pattern() -> str:
    return reverse("responsibilities:duty", args=[0]).replace("/0/", "/{}/")
