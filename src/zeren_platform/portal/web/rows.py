"""Rows of the public tables, their cells drawn by the kit's own functions.

A tag costs ten times what its function costs, and these tables have hundreds of cells to a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.published import PublishedLine, UnitPart
from zeren_platform.ui.parts.markup import join
from zeren_platform.ui.parts.states import badge, lamp, role_badge
from zeren_platform.ui.parts.words import link
from zeren_platform.ui.shapes import Column

__all__ = [
    "Row",
    "duty_address",
    "duty_rows",
    "part_rows",
    "receipt_lamp",
    "signed_lamp",
    "told",
    "unit_address",
    "who_leads",
]

# So much of a text is shown in a list; the rest stands on the page of the duty.
SHOWN: Final = 160
STATES: Final = {"accepted": "green", "declined": "red", "awaiting": "amber"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the number of the duty, and the other cells, drawn."""

    href: str
    number: str
    duty: SafeString
    field: str
    who: SafeString
    receipt: SafeString


def told(columns: Iterable[Column]) -> list[Column]:
    """Name the columns in the reader's language once, and not again in every cell."""
    return [replace(column, label=str(column.label)) for column in columns]


def duty_rows(lines: Sequence[PublishedLine]) -> list[Row]:
    """Draw duties with who leads them."""
    return [_duty_row(line) for line in lines]


def part_rows(parts: Sequence[UnitPart]) -> list[Row]:
    """Draw duties as one unit has them."""
    lamps = {receipt: receipt_lamp(receipt, label) for receipt, label in published.receipt_labels()}
    roles = {part.role: role_badge(role=part.role) for part in parts}  # type: ignore[arg-type]  # the model's roles
    return [_part_row(part, who=roles[part.role], receipt=lamps[part.receipt]) for part in parts]


@lru_cache(maxsize=4096)
def unit_address(code: str) -> str:
    """Give the address of a unit's public page."""
    return reverse("portal:unit", args=[code])


def receipt_lamp(receipt: str, label: str) -> SafeString:
    """Show whether one unit has signed."""
    return lamp(state=STATES[receipt], label=label)  # type: ignore[arg-type]  # the states above


def _duty_row(line: PublishedLine) -> Row:
    href = duty_address(line.pk)
    return Row(
        href=href,
        number=line.number,
        duty=link(href=href, label=line.title or _short(line.text)),
        field=line.field,
        who=who_leads(line),
        receipt=signed_lamp(line),
    )


def _part_row(part: UnitPart, *, who: SafeString, receipt: SafeString) -> Row:
    href = duty_address(part.pk)
    return Row(
        href=href,
        number=part.number,
        duty=link(href=href, label=part.title or _short(part.text)),
        field=part.field,
        who=who,
        receipt=receipt,
    )


def who_leads(line: PublishedLine) -> SafeString:
    """Name the lead; say so where the source names none, and where it leaves the list of units open."""
    if line.lead:
        who = link(href=unit_address(line.lead), label=line.lead_name, quiet=True)
    elif line.no_lead_stated:
        who = badge(label=_("Each for its part"), tone="quiet")
    else:
        who = badge(label=_("No lead named"), tone="warning")
    return join([who, badge(label=_("and others"), tone="quiet")], " ") if line.open_set else who


def signed_lamp(line: PublishedLine) -> SafeString:
    """Show how many of the units have signed."""
    if not line.parts:
        return lamp(state="grey", label=_("Names no unit"))
    label = _("%(accepted)s of %(parts)s signed") % {"accepted": line.accepted, "parts": line.parts}
    return lamp(state="green" if line.accepted == line.parts else "amber", label=label)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


def duty_address(pk: int) -> str:
    """Give the address of a duty's public page."""
    return _duty_pattern().format(pk)


@lru_cache(maxsize=1)
def _duty_pattern() -> str:
    return reverse("portal:duty", args=[0]).replace("/0/", "/{}/")
