"""The coverage matrix: units by fields, each cell a link into the list."""

from itertools import chain
from typing import Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.memory import remembered
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.queries import kinds
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.models import Assignment, Edition
from zeren_platform.responsibilities.queries import Coverage
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.ui.shapes import MatrixCell, MatrixLine, Tab

__all__ = ["show_coverage"]

# The roles that are counted apart; the others are rare.
ROLES = {role.value: role for role in (Assignment.Role.LEAD, Assignment.Role.SUPPORT, Assignment.Role.TERRITORIAL)}

# The line of sums beneath the units; no unit has this code.
DIFFERENT: Final = ""


@login_required
def show_coverage(request: HttpRequest) -> HttpResponse:
    """Show which unit has how many duties in which field of one register."""
    actor = actor_on(request)
    offered = remembered(actor.state, queries.current_editions, actor)
    edition = _chosen(offered, request.GET.get("register", ""), request.GET.get("edition", ""))
    if edition is None:
        return render(request, "responsibilities/coverage.html", {"edition": None})
    whole, role = bool(request.GET.get("whole")), request.GET.get("role", "")
    found = remembered(actor.state, queries.coverage, actor, edition, whole=whole)
    address = _Address(edition, whole=whole, role=role)
    is_draft = edition.state == Edition.State.DRAFT
    context = {
        "edition": edition,
        "registers": [_tab(other, edition) for other in offered] if len(offered) > 1 else [],
        "scopes": _scopes(actor, edition, whole=whole),
        "roles": _roles(edition, role=role, whole=whole),
        "found": found,
        "rows": _rows(found, address, role),
        "columns": [
            MatrixLine(key=column.name, label=column.name or _("No field"), href=address.to(field=column.name))
            for column in found.fields
        ],
        "cells": [*_cells(found, address, role), *_different(found)],
        # What several units have a part in is one duty; in one role there is nothing to tell apart.
        "beneath": [] if role else [MatrixLine(key=DIFFERENT, label=_("Different duties"))],
        "led": "" if role else _("of these as lead"),
        "with_part": sum(1 for unit in found.units if unit.total.total),
        "list_address": address.to(role=""),
        "no_lead_address": address.to(role="", fault="no-lead") if is_draft else "",
    }
    return render(request, "responsibilities/coverage.html", context)


class _Address:
    """Where the list of the edition stands, narrowed."""

    def __init__(self, edition: Edition, *, whole: bool, role: str) -> None:
        self.page = edition_address(edition)
        self.kept = {"whole": "yes" if whole else "", "role": role}

    def to(self, **chosen: str) -> str:
        """Give the address with these filters."""
        told = {name: found for name, found in (self.kept | chosen).items() if found}
        return f"{self.page}?{urlencode(told)}"


def _rows(found: Coverage, address: _Address, role: str) -> list[MatrixLine]:
    """Give the units that have a part, those of one kind together, in the order in which the kinds first stand."""
    labels = dict(kinds())
    by_kind: dict[str, list[MatrixLine]] = {}
    for unit in found.units:
        if unit.total.of(role):
            group = labels.get(unit.kind, "")
            line = MatrixLine(key=unit.code, label=unit.label, href=address.to(unit=unit.code), group=group)
            by_kind.setdefault(unit.kind, []).append(line)
    return list(chain.from_iterable(by_kind.values()))


def _cells(found: Coverage, address: _Address, role: str) -> list[MatrixCell]:
    labels = {unit.code: unit.label for unit in found.units}
    wording = _("%(unit)s, %(field)s: %(count)s duties, lead in %(lead)s")
    return [
        MatrixCell(
            row=unit,
            column=field,
            amount=cell.of(role),
            within=0 if role else cell.lead,
            href=address.to(unit=unit, field=field),
            label=wording % {"unit": labels[unit], "field": field, "count": cell.total, "lead": cell.lead},
        )
        for (unit, field), cell in found.cells.items()
        if cell.of(role)
    ]


def _different(found: Coverage) -> list[MatrixCell]:
    return [MatrixCell(row=DIFFERENT, column=column.name, amount=column.duties) for column in found.fields]


def _chosen(offered: list[Edition], code: str, number: str) -> Edition | None:
    """Choose by register and number; the first offered where nothing is asked for."""
    if not code:
        return offered[0] if offered else None
    for edition in offered:
        if edition.register.code == code and number in {"", str(edition.number)}:
            return edition
    raise NotFoundError(register=code)


def _tab(edition: Edition, shown: Edition) -> Tab:
    label = edition.register.title
    if edition.state == Edition.State.DRAFT:
        label = _("%(title)s (draft)") % {"title": label}
    query = urlencode({"register": edition.register.code, "edition": edition.number})
    return Tab(label=label, href=f"?{query}", selected=edition.pk == shown.pk)


def _roles(edition: Edition, *, role: str, whole: bool) -> list[Tab]:
    """Let the reader count all parts, or those in one role."""
    kept = {"register": edition.register.code, "edition": edition.number} | ({"whole": "yes"} if whole else {})
    offered = [("", _("All parts")), *((value, str(ROLES[value].label)) for value in ROLES)]
    return [
        Tab(label=label, href=f"?{urlencode(kept | {'role': value})}", selected=value == role)
        for value, label in offered
    ]


def _scopes(actor: Actor, edition: Edition, *, whole: bool) -> list[Tab]:
    if not queries.sees_part(actor, edition.register):
        return []
    own = urlencode({"register": edition.register.code, "edition": edition.number})
    return [
        Tab(label=_("Our duties"), href=f"?{own}", selected=not whole),
        Tab(label=_("Whole register"), href=f"?{own}&whole=yes", selected=whole),
    ]
