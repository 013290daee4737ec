"""Duties as rows of a table, with what each row says already in words: a template says it fifty times over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zeren_platform.responsibilities.queries import DutyLine
from zeren_platform.ui.shapes import Column

__all__ = ["COLUMNS", "DutyRow", "rows_of"]

LampState = Literal["grey", "green", "amber", "red", "blue"]
# So much of a text is shown in a list; the rest stands on the page of the duty.
SHOWN: Final = 110

COLUMNS: Final = (
    Column(key="number", label=gettext_lazy("No."), sortable=True, align="end", width="xs"),
    Column(key="duty", label=gettext_lazy("Duty"), width="xl"),
    Column(key="field", label=gettext_lazy("Field"), sortable=True, width="m"),
    Column(key="lead", label=gettext_lazy("Lead"), width="m"),
    Column(key="others", label=gettext_lazy("Others"), align="end", width="s"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One row."""

    number: str
    href: str
    name: str
    text: str
    field: str
    lead: str
    lead_href: str
    lacks_lead: bool
    others: str
    lamp: LampState
    lamp_label: str


def rows_of(lines: Sequence[DutyLine], *, is_draft: bool) -> list[DutyRow]:
    """Put each line into words."""
    return [_row(line, is_draft=is_draft) for line in lines]


def _row(line: DutyLine, *, is_draft: bool) -> DutyRow:
    duty = line.duty
    lamp, label = _draft_lamp(line) if is_draft else _receipt_lamp(line)
    text = duty.text if len(duty.text) <= SHOWN else f"{duty.text[:SHOWN].rstrip()}…"
    others = line.assignments - bool(line.lead)
    return DutyRow(
        number=duty.number,
        href=reverse("responsibilities:duty", args=[duty.pk]),
        name=duty.title or text,
        text=text if duty.title else "",
        field=duty.field,
        lead=line.lead_name or (_("Nobody, says the source") if duty.no_lead_stated else _("No lead")),
        lead_href=reverse("desk:unit", args=[line.lead]) if line.lead else "",
        lacks_lead=line.lacks_lead,
        others=f"{others}+" if duty.open_set else str(others or ""),
        lamp=lamp,
        lamp_label=label,
    )


def _draft_lamp(line: DutyLine) -> tuple[LampState, str]:
    return ("red", _("No lead")) if line.lacks_lead else ("grey", _("Draft"))


def _receipt_lamp(line: DutyLine) -> tuple[LampState, str]:
    if line.declined:
        return "red", ngettext("%(count)s declined", "%(count)s declined", line.declined) % {"count": line.declined}
    if line.accepted == line.assignments:
        return "green", _("Signed")
    if not line.accepted:
        return "grey", _("Awaiting")
    return "amber", _("%(accepted)s of %(count)s signed") % {"accepted": line.accepted, "count": line.assignments}
