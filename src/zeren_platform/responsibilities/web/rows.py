"""Duties as rows of a table, their cells drawn by the kit's own functions.

A tag costs ten times what its function costs, and this table has three hundred cells to a page (design: a list page
takes at most 15 ms).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zeren_platform.responsibilities.queries import DutyLine
from zeren_platform.responsibilities.web.addresses import duty_address, unit_address
from zeren_platform.ui.parts.markup import escaped, join
from zeren_platform.ui.parts.states import lamp
from zeren_platform.ui.parts.words import link, text
from zeren_platform.ui.shapes import Column

__all__ = ["DutyRow", "columns", "rows_of", "shorten"]

# So much of a text is shown in a list; the rest stands on the page of the duty.
SHOWN: Final = 110
# Longer than this is no word but a stretch of Chinese.
WORD: Final = 20

COLUMNS: Final = (
    Column(key="number", label=gettext_lazy("No."), sortable=True, align="end", width="xs", kind="number"),
    Column(key="duty", label=gettext_lazy("Duty"), width="xl", kind="head"),
    Column(key="field", label=gettext_lazy("Field"), sortable=True, width="m"),
    Column(key="lead", label=gettext_lazy("Lead"), width="m", told=True),
    Column(key="others", label=gettext_lazy("Others"), align="end", width="s", kind="number"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One row, its cells drawn."""

    href: str
    number: str
    duty: SafeString
    field: str
    lead: str
    others: str
    receipt: SafeString


def columns(*, is_draft: bool) -> list[Column]:
    """Name the columns in the reader's language once, and not again in every cell; nobody signs for a draft."""
    last = _("State") if is_draft else _("Receipt")
    return [replace(column, label=str(column.label)) for column in COLUMNS] + [
        Column(key="receipt", label=last, width="m")
    ]


def rows_of(lines: Sequence[DutyLine], *, is_draft: bool) -> list[DutyRow]:
    """Draw the cells of each line."""
    return [_row(line, is_draft=is_draft) for line in lines]


def _row(line: DutyLine, *, is_draft: bool) -> DutyRow:
    duty = line.duty
    href = duty_address(duty.pk)
    told = shorten(duty.text)
    others = line.assignments - bool(line.lead)
    return DutyRow(
        href=href,
        number=duty.number,
        duty=join([link(href=href, label=duty.title), _below(told)]) if duty.title else link(href=href, label=told),
        field=duty.field,
        lead=_lead(line),
        others=f"{others}+" if duty.open_set else str(others or ""),
        receipt=_draft_lamp(line) if is_draft else _receipt_lamp(line),
    )


def _below(told: str) -> SafeString:
    """Set the beginning of the text below the title."""
    return text(escaped(told), tone="quiet", size="s")


def shorten(text: str) -> str:
    """Keep the beginning of a text, whole words of it where words are set apart."""
    if len(text) <= SHOWN:
        return text
    kept = text[:SHOWN]
    whole, _space, rest = kept.rpartition(" ")
    return f"{(whole if len(rest) < WORD else kept).rstrip(' ,;:，；：、')}…"


def _lead(line: DutyLine) -> str:
    if line.lead:
        return link(href=unit_address(line.lead), label=line.lead_name, quiet=True)
    return _("Nobody, says the source") if line.duty.no_lead_stated else _("No lead")


def _draft_lamp(line: DutyLine) -> SafeString:
    return lamp(state="red", label=_("No lead")) if line.lacks_lead else lamp(state="grey", label=_("Draft"))


def _receipt_lamp(line: DutyLine) -> SafeString:
    if line.declined:
        told = ngettext("%(count)s declined", "%(count)s declined", line.declined) % {"count": line.declined}
        return lamp(state="red", label=told)
    if line.accepted == line.assignments:
        return lamp(state="green", label=_("Signed"))
    if not line.accepted:
        return lamp(state="grey", label=_("Awaiting"))
    told = _("%(accepted)s of %(count)s signed") % {"accepted": line.accepted, "count": line.assignments}
    return lamp(state="amber", label=told)
