"""Duties as rows of a table, their cells drawn by the kit's own functions.

A tag costs ten times what its function costs, and this table has three hundred cells to a page (design: a list page
takes at most 15 ms).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zeren_platform.responsibilities.queries import DutyLine
from zeren_platform.responsibilities.web.addresses import duty_address, row_address, unit_address
from zeren_platform.sources.targets import targets_in, told
from zeren_platform.ui.parts.controls import tick_of_row
from zeren_platform.ui.parts.markup import escaped, join
from zeren_platform.ui.parts.states import badge, lamp
from zeren_platform.ui.parts.words import day, link, text
from zeren_platform.ui.shapes import Column

__all__ = ["ALWAYS", "CHOSEN", "COLUMNS", "ENTRIES", "TICKS", "columns", "row_of", "rows_of", "shorten"]

# So much of a text is shown in a list; the rest stands on the page of the duty.
SHOWN: Final = 110
# Longer than this is no word but a stretch of Chinese.
WORD: Final = 20
Draw = Callable[[DutyLine], object]
# The form to which the ticks of the rows belong.
TICKS: Final = "many"

COLUMNS: Final = (
    Column(key="number", label=gettext_lazy("No."), sortable=True, align="end", width="xs", kind="number"),
    Column(key="duty", label=gettext_lazy("Duty"), sortable=True, width="xl", kind="head"),
    Column(key="field", label=gettext_lazy("Field"), sortable=True, width="m"),
    Column(key="lead", label=gettext_lazy("Lead"), sortable=True, width="m", told=True),
    Column(key="others", label=gettext_lazy("Others"), sortable=True, align="end", width="s", kind="number"),
    Column(key="level", label=gettext_lazy("Level"), sortable=True, width="m", told=True),
    Column(key="cycle", label=gettext_lazy("Cycle"), sortable=True, width="s", told=True),
    Column(key="deadline", label=gettext_lazy("Time limit"), sortable=True, width="m", told=True),
    Column(key="due_on", label=gettext_lazy("Due on"), sortable=True, width="s", kind="date"),
    Column(key="points", label=gettext_lazy("Points"), sortable=True, align="end", width="s", kind="number"),
    Column(key="basis", label=gettext_lazy("Basis"), width="l", told=True),
    Column(key="target", label=gettext_lazy("Target"), width="l", told=True),
    Column(key="targets", label=gettext_lazy("Target figures"), width="l", told=True),
    Column(key="scoring_rule", label=gettext_lazy("Scoring rule"), width="l", told=True),
    Column(key="evidence", label=gettext_lazy("What shows that it was done"), width="l", told=True),
    Column(key="receipt", label=gettext_lazy("Receipt"), sortable=True, width="m"),
)
ALWAYS: Final = ("number", "duty")
# What is shown until somebody chooses.
CHOSEN: Final = ("field", "lead", "others", "receipt")
# What can be changed in its cell; the column of a duty holds its title.
ENTRIES: Final = (
    *("duty", "field", "lead", "level", "cycle", "deadline", "due_on", "points", "basis", "target", "targets"),
    *("scoring_rule", "evidence"),
)


def columns(chosen: Iterable[str] = CHOSEN, *, is_draft: bool, keeps: bool = False) -> list[Column]:
    """Name the columns in the reader's language once, and not again in every cell.

    Nobody signs for a draft; who keeps it ticks its rows and changes what they say.
    """
    wanted, kept = {*ALWAYS, *chosen}, is_draft and keeps
    named = [
        replace(column, label=_label(column, is_draft=is_draft), editable=kept and column.key in ENTRIES)
        for column in COLUMNS
        if column.key in wanted
    ]
    return [Column(key="tick", label=_("Tick"), label_shown=False), *named] if kept else named


def _label(column: Column, *, is_draft: bool) -> str:
    return _("State") if is_draft and column.key == "receipt" else str(column.label)


def rows_of(
    lines: Sequence[DutyLine], shown: Sequence[Column], *, is_draft: bool, within: str = ""
) -> list[SimpleNamespace]:
    """Draw the cells of each line that are shown; *within* is the query of the list, for the way on from a duty."""
    return [row_of(line, shown, is_draft=is_draft, within=within) for line in lines]


def row_of(line: DutyLine, shown: Sequence[Column], *, is_draft: bool, within: str = "") -> SimpleNamespace:
    """Draw one row: what stands under the key of each column."""
    href = duty_address(line.duty.pk) + (f"?{within}" if within else "")
    receipt = _draft_lamp if is_draft else _receipt_lamp
    drawing: dict[str, Draw] = {**DRAWING, "duty": partial(_duty, href=href), "receipt": receipt}
    return SimpleNamespace(
        href=href,
        id=f"duty-{line.duty.pk}",
        edited_at=row_address(line.duty.pk) if any(column.editable for column in shown) else "",
        **{column.key: drawing[column.key](line) for column in shown},
    )


def _duty(line: DutyLine, *, href: str) -> SafeString:
    duty = line.duty
    told = shorten(duty.text)
    return join([link(href=href, label=duty.title), _below(told)]) if duty.title else link(href=href, label=told)


def _others(line: DutyLine) -> str:
    others = line.assignments - bool(line.lead)
    return f"{others}+" if line.duty.open_set else str(others or "")


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
    if line.written_leads:
        return join(badge(label=name, tone="warning") for name in line.written_leads)
    return _("Nobody, says the source") if line.duty.no_lead_stated else _("No lead")


def _draft_lamp(line: DutyLine) -> SafeString:
    if line.written_leads:
        return lamp(state="red", label=_("Name means no unit"))
    return lamp(state="red", label=_("No lead")) if line.lacks_lead else lamp(state="grey", label=_("Draft"))


def _receipt_lamp(line: DutyLine) -> SafeString:
    if line.declined:
        told = ngettext("%(count)s declined", "%(count)s declined", line.declined) % {"count": line.declined}
        return lamp(state="red", label=told)
    if not line.assignments:
        return lamp(state="grey", label=_("No units named"))
    if line.accepted == line.assignments:
        return lamp(state="green", label=_("Signed"))
    if not line.accepted:
        return lamp(state="grey", label=_("Awaiting"))
    told = _("%(accepted)s of %(count)s signed") % {"accepted": line.accepted, "count": line.assignments}
    return lamp(state="amber", label=told)


def _tick(line: DutyLine) -> SafeString:
    label = _("Choose duty %(number)s") % {"number": line.duty.number}
    return tick_of_row(name="duty", value=line.duty.pk, label=label, form=TICKS)


DRAWING: Final[dict[str, Draw]] = {
    "tick": _tick,
    "number": lambda line: line.duty.number,
    "field": lambda line: line.duty.field,
    "lead": _lead,
    "others": _others,
    "level": lambda line: line.duty.get_level_display(),
    "cycle": lambda line: line.duty.get_cycle_display(),
    "deadline": lambda line: line.duty.deadline,
    "due_on": lambda line: day(line.duty.due_on) if line.duty.due_on else "",
    "points": lambda line: "" if line.duty.points is None else line.duty.points,
    "basis": lambda line: shorten(line.duty.basis),
    "target": lambda line: shorten(line.duty.target),
    "targets": lambda line: shorten("; ".join(told(target) for target in targets_in(line.duty.targets))),
    "scoring_rule": lambda line: shorten(line.duty.scoring_rule),
    "evidence": lambda line: shorten(line.duty.evidence),
}
