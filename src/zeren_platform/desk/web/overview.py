"""What needs me, how far things are, what has just happened."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zeren_platform.common.actor import ADMINISTRATORS, OVERSIGHT, UNIT_ROLES, Actor, Role
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.memory import remembered
from zeren_platform.desk.web.addresses import told
from zeren_platform.ledger import queries as ledger
from zeren_platform.responsibilities import queries as responsibilities
from zeren_platform.responsibilities.queries import holdings
from zeren_platform.sources import queries as sources
from zeren_platform.ui.shapes import Series, Slice

__all__ = ["overview"]

NEWEST = 8
FEW = 5
# Passwords, posts and tokens are the business of those who administer them.
BACK_OFFICE = tuple(f"organisation.{noun}." for noun in ("person", "post", "delegation", "token"))


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, the registers in force, and the newest acts."""
    actor = actor_on(request)
    editions = remembered(actor.state, holdings.registers_now, actor, on=timezone.localdate())
    registers = [edition for edition in editions if not edition.is_draft]
    context = {
        **_needs(actor, editions),
        "has_post": bool(actor.standings),
        "own_unit": _own_unit(actor),
        "registers": registers,
        "duties": sum(register.duties for register in registers),
        "parts": sum(register.parts for register in registers),
        "accepted": sum(register.accepted for register in registers),
        "declined_count": sum(register.declined for register in registers),
        "fields": _fields(actor, registers),
        "acts": [
            told(chapter) for chapter in remembered(actor.state, ledger.newest, size=NEWEST, besides=_besides(actor))
        ],
    }
    return render(request, "desk/overview.html", context)


def _needs(actor: Actor, editions: list[holdings.RegisterNow]) -> dict[str, object]:
    """Gather what waits for this actor; a role that is not held asks nothing of the database."""
    needs: dict[str, object] = {"drafts": [edition for edition in editions if edition.is_draft][:FEW]}
    if actor.holds(Role.CLERK):
        needs["undecided"] = remembered(actor.state, sources.undecided_for, actor, size=FEW)
        needs["to_carry"] = [edition for edition in editions if edition.to_carry]
    if actor.holds(*OVERSIGHT):
        needs["declined"] = remembered(actor.state, responsibilities.first_declined, actor, size=FEW)
    if actor.holds(*UNIT_ROLES):
        needs["asked"] = remembered(actor.state, responsibilities.opinions_owed, actor)
        needs["awaiting"] = remembered(actor.state, responsibilities.awaiting_groups, actor)
    waits = any(needs.values())
    oversees = actor.holds(*OVERSIGHT)
    laggards = remembered(actor.state, holdings.laggards, actor, tuple(editions), size=FEW) if oversees else []
    return {**needs, "waits": waits, "laggards": laggards}


def _own_unit(actor: Actor) -> str:
    """Give the code of the one unit for which the actor answers, if it is one."""
    own = {standing.unit for standing in actor.standings if standing.role in UNIT_ROLES}
    return own.pop() if len(own) == 1 else ""


def _besides(actor: Actor) -> tuple[str, ...]:
    return () if actor.holds(*ADMINISTRATORS) else BACK_OFFICE


def _fields(actor: Actor, registers: list[holdings.RegisterNow]) -> list[Series]:
    """Show a leader how far each field is; it leads to its duties where they stand in one register."""
    if not actor.holds(Role.LEADER):
        return []
    page = reverse("responsibilities:register", args=[registers[0].code]) if len(registers) == 1 else ""
    return [
        Series(
            label=field.name or _("No field"),
            slices=[
                Slice(label=_("Signed for"), amount=field.accepted, tone="success"),
                Slice(label=_("Awaiting receipt"), amount=field.awaiting, tone="warning"),
                Slice(label=_("Declined"), amount=field.declined, tone="danger"),
            ],
            href=f"{page}?{urlencode({'field': field.name})}" if page and field.name else "",
        )
        for field in remembered(actor.state, holdings.fields_now, actor)
    ]
