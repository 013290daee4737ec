"""The analysis of an edition on one page: each finding with its rows, each row a link to where it is mended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.readable import Readable
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import Edition
from zeren_platform.responsibilities.queries.analysis import (
    Finding,
    FindingKind,
    FindingRow,
    NamedDuty,
    analysis,
)
from zeren_platform.responsibilities.web.addresses import duty_address, edition_address, unit_address
from zeren_platform.responsibilities.web.finding_words import ADVICE, FOUND, TITLES

__all__ = ["Line", "Section", "sections_of", "show_analysis"]

TONES: Final = {"blocking": "danger", "warning": "warning", "note": "quiet"}
# What is shown at once of a finding; the rest opens on demand.
SHOWN: Final = 12
WORDS_SHOWN: Final = 90
# Where a finding is mended, if not on the form of its duty.
MENDED_ON: Final[dict[FindingKind, str]] = {"same-elsewhere": "compare"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as a page shows it: what it is about with its address, what was found, and further places it names."""

    title: str
    href: str = ""
    found: str = ""
    further: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A finding as a page shows it."""

    title: str
    advice: str
    tone: str
    blocks: bool
    first: Sequence[Line]
    rest: Sequence[Line]

    @property
    def count(self) -> int:
        """How many places there are."""
        return len(self.first) + len(self.rest)


@login_required
def show_analysis(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """Show everything that is odd in an edition; without a number in that in force, or else in the newest."""
    actor = actor_on(request)
    edition = queries.chosen_edition(queries.editions_of(actor, code), number)
    if edition is None:
        raise NotFoundError(register=code)
    found = analysis(actor, edition, on=timezone.localdate())
    is_draft = edition.state == Edition.State.DRAFT
    mends = is_draft and permissions.may_keep(actor, edition.register)
    sections = sections_of(found, mends=mends)
    context = {
        "edition": edition,
        "sections": sections,
        "is_empty": not sections and not edition.duties.exists(),
        "blocking": sum(section.count for section in sections if section.blocks),
        "places": sum(section.count for section in sections),
        "is_draft": is_draft,
        "list_address": edition_address(edition),
    }
    return render(request, "responsibilities/analysis.html", context)


def sections_of(found: Iterable[Finding], *, mends: bool) -> list[Section]:
    """Put findings in words; a row leads to where it is mended, for those who mend."""
    return [_section(one, mends=mends) for one in found]


def _section(found: Finding, *, mends: bool) -> Section:
    lines = [_line(found.kind, row, mends=mends) for row in found.rows]
    return Section(
        title=str(TITLES[found.kind]),
        advice=str(ADVICE[found.kind]),
        tone=TONES[found.gravity],
        blocks=found.blocks,
        first=lines[:SHOWN],
        rest=lines[SHOWN:],
    )


def _line(kind: FindingKind, row: FindingRow, *, mends: bool) -> Line:
    """Say the row in words: of a unit, of a source, or of one or several duties."""
    if kind in {"source-without-duty", "source-warning"}:
        return _source_line(kind, row)
    if row.unit is not None and kind != "ended-unit":
        found, address = _figures(kind, row), unit_address(row.unit.code)
        return Line(title=row.unit.label, href=address, found=found, further=_others(row.duties))
    duty, others = row.duties[0], row.duties[1:]
    address = (
        reverse(f"responsibilities:{MENDED_ON.get(kind, 'edit-duty')}", args=[duty.pk])
        if mends
        else duty_address(duty.pk)
    )
    return Line(title=_duty_label(duty), href=address, found=_figures(kind, row), further=_others(others))


def _source_line(kind: FindingKind, row: FindingRow) -> Line:
    if kind == "source-warning":
        about = reverse("sources:about", args=[row.document])
        return Line(title=row.document_title, href=about, found=str(row.found["warning"]))
    if row.proposal is None:
        address, found = reverse("sources:document", args=[row.document]), _("no proposal was read out of it")
    else:
        address = reverse("sources:proposal", args=[row.proposal])
        found = _("accepted, not yet in a register") if row.found["state"] == "accepted" else _("to decide")
    title = "{number} {words}".format_map(row.found).strip()
    return Line(title=_short(title), href=address, found=f"{found} · {row.document_title}")


def _figures(kind: FindingKind, row: FindingRow) -> str:
    """Say what was found, in the words of the finding."""
    wording = FOUND.get(kind)
    unit = row.unit.label if row.unit else ""
    return str(wording) % Readable({**row.found, "unit": unit}) if wording else ""


def _others(duties: Iterable[NamedDuty]) -> tuple[tuple[str, str], ...]:
    return tuple((_duty_label(duty), duty_address(duty.pk)) for duty in duties)


def _duty_label(duty: NamedDuty) -> str:
    told = f"{duty.number}. {_short(duty.name)}"
    return f"{told} ({duty.lead})" if duty.lead else told


def _short(words: str) -> str:
    return Truncator(words).chars(WORDS_SHOWN)
