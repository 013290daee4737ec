"""The page that tells two editions of a register apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities import comparing, queries
from zeren_platform.responsibilities.models import Assignment, Duty
from zeren_platform.responsibilities.web.addresses import duty_address, edition_address
from zeren_platform.responsibilities.web.forms import DutyForm
from zeren_platform.ui.parts.marks import changed_words
from zeren_platform.ui.parts.markup import escaped, join, labelled
from zeren_platform.ui.parts.states import badge
from zeren_platform.ui.parts.words import link, text
from zeren_platform.ui.shapes import Column

__all__ = ["DifferenceRow", "compare_editions"]

COLUMNS: Final = (
    Column(key="number", label=gettext_lazy("No."), align="end", width="xs", kind="number"),
    Column(key="duty", label=gettext_lazy("Duty"), width="l", kind="head"),
    Column(key="kind", label=gettext_lazy("Difference"), width="s"),
    Column(key="said", label=gettext_lazy("What is different")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """One duty that is not as it was, its cells drawn."""

    href: str
    number: str
    duty: SafeString
    kind: SafeString
    said: SafeString


@login_required
def compare_editions(request: HttpRequest, code: str, old: int, new: int) -> HttpResponse:
    """Show what came, what went and what was changed, word by word."""
    held = queries.editions_of(actor_on(request), code)
    before, after = queries.chosen_edition(held, old), queries.chosen_edition(held, new)
    if before is None or after is None:
        raise NotFoundError(edition=old if before is None else new)
    found = comparing.compare(before, after)
    context = {
        "before": before,
        "after": after,
        "register": after.register,
        "found": found,
        "changed_count": len(found.changed),
        "columns": COLUMNS,
        "rows": _rows(found),
        "back": edition_address(after),
    }
    return render(request, "responsibilities/compare_editions.html", context)


def _rows(found: comparing.Comparison) -> list[DifferenceRow]:
    labels = {**{name: field.label for name, field in DutyForm.base_fields.items()}, **dict(Assignment.Role.choices)}
    changed = [
        _row(
            one.duty,
            badge(label=_("Changed"), tone="warning"),
            join(
                text(join([labelled(labels.get(change.fact, change.fact), ""), changed_words(change.pieces)]), size="s")
                for change in one.changes
            ),
        )
        for one in found.changed
    ]
    added, removed = badge(label=_("Added"), tone="success"), badge(label=_("Removed"), tone="danger")
    return [*changed, *_whole(found.added, added), *_whole(found.removed, removed)]


def _whole(duties: Iterable[Duty], kind: SafeString) -> list[DifferenceRow]:
    return [_row(duty, kind, escaped(duty.text)) for duty in duties]


def _row(duty: Duty, kind: SafeString, said: SafeString) -> DifferenceRow:
    href = duty_address(duty.pk)
    title = link(href=href, label=duty.title or duty.text[:80])
    return DifferenceRow(href=href, number=duty.number, duty=title, kind=kind, said=said)
