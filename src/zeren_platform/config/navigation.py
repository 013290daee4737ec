"""Which pages stand in the navigation, and where a page leads next: wiring across the slices."""

from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.actor import Actor, Role
from zeren_platform.ledger.published import reach
from zeren_platform.organisation import published
from zeren_platform.responsibilities.web import carrying

__all__ = ["Destination", "navigation", "place_now"]


# Each is itself: to compare them by their labels would translate these each time.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Destination:
    """A named address with its label and its lucide icon."""

    address: str
    label: Promise
    icon: str


# For people with a post, in the order of the work: what needs me, where it came from, what it became, who holds it.
DESK: Final = (
    Destination(address="desk:overview", label=_("Overview"), icon="layout-dashboard"),
    Destination(address="sources:documents", label=_("Sources"), icon="file-text"),
    Destination(address="responsibilities:registers", label=_("Registers"), icon="list-checks"),
    Destination(address="responsibilities:coverage", label=_("Coverage"), icon="grid-3x3"),
    Destination(address="desk:units", label=_("Units"), icon="building-2"),
)
NOBODY: Final = Actor(kind="person", name="")
# The three administrators are three people, so that each sees one of these.
ADMINISTRATION: Final = {
    Role.SYSTEM_ADMINISTRATOR: Destination(address="organisation:units", label=_("Manage units"), icon="network"),
    Role.SECURITY_ADMINISTRATOR: Destination(
        address="organisation:people", label=_("People and posts"), icon="user-cog"
    ),
    Role.AUDIT_ADMINISTRATOR: Destination(address="desk:ledger", label=_("Ledger"), icon="scroll-text"),
}
# In the menu of whoever has signed in.
PERSONAL: Final = (
    Destination(address="desk:overview", label=_("My desk"), icon="layout-dashboard"),
    Destination(address="organisation:absence", label=_("Absence"), icon="calendar-off"),
    Destination(address="organisation:tokens", label=_("Access tokens"), icon="key-square"),
)
PORTAL: Final = (
    Destination(address="portal:home", label=_("Registers"), icon="list-checks"),
    Destination(address="portal:units", label=_("Who is responsible"), icon="building-2"),
    Destination(address="portal:log", label=_("The log"), icon="scroll-text"),
)
# What may follow on a page of a lower slice, by the subject it shows. The address takes the subject's key.
NEXT_STEPS: Final = {
    "sources.document": (
        Destination(
            address="responsibilities:take-in", label=_("Put accepted proposals into a register"), icon="list-plus"
        ),
    ),
    "sources.editions": (
        Destination(address="responsibilities:changes", label=_("Compare with an earlier edition"), icon="file-diff"),
    ),
}
# What an act touches in the slices above, by its subject: asked only on the page on which the act is confirmed.
CONSEQUENCES: Final = {"organisation.units": carrying.of_units}
# The name of the place hardly ever changes; a new one is seen after this many seconds.
FRESH: Final = 60


def navigation(request: HttpRequest) -> dict[str, object]:
    """Offer the navigation to every template."""
    # A page of an error may be made before anybody was asked who they are.
    actor: Actor = getattr(request, "actor", NOBODY)
    public = request.path == "/" or request.path.startswith(("/portal/", "/log/")) or actor.person_id is None
    return {
        "destinations": PORTAL if public else (*DESK, *_administration(actor)),
        "personal": PERSONAL,
        "next_steps": NEXT_STEPS,
        "consequences": CONSEQUENCES,
        # Public pages name the place themselves.
        "city": "" if public else _place_on(request),
        "is_portal": public,
        "search": "" if public else "desk:search",
        # Asked only where an act is told.
        "log_reach": reach,
    }


def _administration(actor: Actor) -> list[Destination]:
    return [page for role, page in ADMINISTRATION.items() if actor.holds(role)]


def _place_on(request: HttpRequest) -> str:
    """Name the place as the beginning of the day read it along, or ask for it, once in a while."""
    known: str = getattr(request, "place", "")
    return known or place_now(get_language(), int(monotonic() // FRESH))


@lru_cache(maxsize=8)
def place_now(_language: str | None, _time: int) -> str:
    """Name the place that the installation serves."""
    return published.jurisdiction()
