"""Rows of the public tables, their cells drawn by the kit's own functions.

A tag costs ten times what its function costs, and these tables have hundreds of cells to a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.published import PublishedLine, UnitPart, label_of
from zeren_platform.ui.parts.markup import join
from zeren_platform.ui.parts.states import badge, lamp, role_badge
from zeren_platform.ui.parts.tables import DrawnRow, PageOfRows, data_table, drawn_row, frames_of
from zeren_platform.ui.parts.words import link
from zeren_platform.ui.shapes import Column

__all__ = [
    "Row",
    "duty_address",
    "duty_rows",
    "part_rows",
    "receipt_lamp",
    "role_badges",
    "signed_lamp",
    "table",
    "told",
    "unit_address",
    "who_leads",
]

# So much of a text is shown in a list; the rest stands on the page of the duty.
SHOWN: Final = 160
STATES: Final = {"accepted": "green", "declined": "red", "awaiting": "amber"}


class Row(NamedTuple):
    """One row: the number of the duty, and the other cells, drawn."""

    href: str
    number: str
    duty: SafeString
    field: str
    who: SafeString
    receipt: SafeString


def table(
    context: Context,
    rows: Sequence[DrawnRow],
    *,
    caption: str,
    columns: Sequence[Column],
    page: PageOfRows | None = None,
) -> SafeString:
    """Draw a table of rows whose cells are drawn."""
    frames = frames_of(columns)
    body = join([drawn_row(row, frames) for row in rows])
    return data_table(context, body, caption=caption, columns=columns, page=page, dense=True)


def told(columns: Iterable[Column]) -> list[Column]:
    """Name the columns in the reader's language once, and not again in every cell."""
    return [replace(column, label=str(column.label)) for column in columns]


def duty_rows(lines: Sequence[PublishedLine]) -> list[Row]:
    """Draw duties with who leads them."""
    language = get_language()
    return [_duty_row(line, language) for line in lines]


def part_rows(parts: Sequence[UnitPart]) -> list[Row]:
    """Draw duties as one unit has them."""
    lamps = {receipt: receipt_lamp(receipt, label) for receipt, label in published.receipt_labels()}
    roles = role_badges(part.role for part in parts)
    return [_part_row(part, who=roles[part.role], receipt=lamps[part.receipt]) for part in parts]


def role_badges(roles: Iterable[str]) -> dict[str, SafeString]:
    """Draw each role once."""
    return {role: role_badge(role=role) for role in set(roles)}  # type: ignore[arg-type]  # the model's roles


@lru_cache(maxsize=4096)
def unit_address(code: str) -> str:
    """Give the address of a unit's public page."""
    return reverse("portal:unit", args=[code])


def receipt_lamp(receipt: str, label: str) -> SafeString:
    """Show whether one unit has signed."""
    return lamp(state=STATES[receipt], label=label)  # type: ignore[arg-type]  # the states above


def _duty_row(line: PublishedLine, language: str | None) -> Row:
    href = duty_address(line.pk)
    return Row(
        href=href,
        number=line.number,
        duty=link(href=href, label=line.title or _short(line.text)),
        field=line.field,
        who=_leader(language, line.lead, line.lead_label, line.lead_label_zh, line.no_lead_stated, line.open_set),
        receipt=_signed(language, line.accepted, line.parts),
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
    named = line.lead, line.lead_label, line.lead_label_zh
    return _leader(get_language(), *named, line.no_lead_stated, line.open_set)


def signed_lamp(line: PublishedLine) -> SafeString:
    """Show how many of the units have signed."""
    return _signed(get_language(), line.accepted, line.parts)


# The same units lead many duties, and of as many units as many have signed.
@lru_cache(maxsize=4096)
def _leader(
    _language: str | None,
    code: str | None,
    name: str | None,
    name_zh: str | None,
    none_stated: bool,  # noqa: FBT001 - a key of what is kept
    open_set: bool,  # noqa: FBT001 - a key of what is kept
) -> SafeString:
    if code:
        who = link(href=unit_address(code), label=label_of(name or "", name_zh or ""), quiet=True)
    elif none_stated:
        who = badge(label=_("Each for its part"), tone="quiet")
    else:
        who = badge(label=_("No lead named"), tone="warning")
    return join([who, badge(label=_("and others"), tone="quiet")], " ") if open_set else who


@lru_cache(maxsize=4096)
def _signed(_language: str | None, accepted: int, parts: int) -> SafeString:
    if not parts:
        return lamp(state="grey", label=_("Names no unit"))
    label = _("%(accepted)s of %(parts)s signed") % {"accepted": accepted, "parts": parts}
    return lamp(state="green" if accepted == parts else "amber", label=label)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


def duty_address(pk: int) -> str:
    """Give the address of a duty's public page."""
    return _duty_pattern().format(pk)


@lru_cache(maxsize=1)
def _duty_pattern() -> str:
    return reverse("portal:duty", args=[0]).replace("/0/", "/{}/")
