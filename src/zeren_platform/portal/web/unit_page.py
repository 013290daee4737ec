"""The page of a unit, drawn by the functions of the kit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.written_pages import TuplePage
from zeren_platform.organisation.published import PublicUnit
from zeren_platform.portal.web.pages import drawing
from zeren_platform.portal.web.rows import part_rows, table, told, unit_address
from zeren_platform.responsibilities.published import UnitPart
from zeren_platform.ui.parts.actions import button
from zeren_platform.ui.parts.layout import page, page_actions
from zeren_platform.ui.parts.markup import escaped, join
from zeren_platform.ui.parts.states import empty_state, tabs, tag_list
from zeren_platform.ui.parts.story import breadcrumb, fact, facts
from zeren_platform.ui.parts.words import heading, link
from zeren_platform.ui.shapes import Column, Crumb, Tab

__all__ = ["UnitTold", "drawn_unit"]

COLUMNS: Final = (
    Column(key="number", label=gettext_lazy("No."), width="xs", kind="code"),
    Column(key="duty", label=gettext_lazy("Duty"), kind="head"),
    Column(key="field", label=gettext_lazy("Field"), width="l", hide_below="narrow"),
    Column(key="who", label=gettext_lazy("Role"), width="m"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
)
ROLES: Final = (
    ("", gettext_lazy("All")),
    ("lead", gettext_lazy("Leads")),
    ("support", gettext_lazy("Supports")),
    ("territorial", gettext_lazy("Territorial")),
    ("supervise", gettext_lazy("Supervises")),
    ("verify", gettext_lazy("Verifies")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTold:
    """What the page of a unit tells: the unit, those below it, how many parts it has by role, and a page of them."""

    unit: PublicUnit
    below: Sequence[tuple[str, str]]
    counts: Mapping[str, int]
    role: str
    parts: TuplePage[UnitPart]
    feed: str

    @property
    def total(self) -> int:
        """The number of all its parts in what is in force."""
        return sum(self.counts.values())


def drawn_unit(request: HttpRequest, shown: UnitTold) -> SafeString:
    """Draw one unit with the duties in which it has a part."""
    unit = shown.unit
    feed = button(label=_("Feed"), kind="quiet", icon="rss", href=shown.feed, described=_("What has changed"))
    pieces = [
        page_actions(feed),
        _standing(unit),
        facts(join([fact(escaped(said), label=label) for label, said in _facts(unit, shown.below)])),
        heading(escaped(_("Duties in force"))),
        *(_duties(request, shown) if shown.total else [_none()]),
    ]
    crumbs = [Crumb(label=_("Units"), href=reverse("portal:units")), Crumb(label=unit.name)]
    return join([breadcrumb(crumbs), page(join(pieces), title=unit.name, kicker=unit.kind_label)])


def _standing(unit: PublicUnit) -> SafeString:
    """Tell what it came from and what it became; most units have neither."""
    is_ended = unit.ended_on is not None and unit.ended_on <= timezone.localdate()
    if not (is_ended or unit.before or unit.after):
        return SafeString()
    return render_to_string("portal/standing.html", {"unit": unit, "is_ended": is_ended})


def _facts(unit: PublicUnit, below: Sequence[tuple[str, str]]) -> Iterator[tuple[str, object]]:
    if unit.parent_code:
        yield _("Belongs to"), link(href=unit_address(unit.parent_code), label=unit.parent_name)
    if unit.division_code:
        yield _("Division code"), unit.division_code
    if unit.credit_code:
        yield _("Unified social credit code"), unit.credit_code
    if unit.aliases:
        yield _("Also called"), tag_list(labels=unit.aliases, label=_("Also called"))
    if below:
        children = [link(href=unit_address(code), label=name, quiet=True) for code, name in below]
        yield _("Below it"), join(children, " · ")


def _duties(request: HttpRequest, shown: UnitTold) -> Iterator[SafeString]:
    caption = _("Duties in force")
    yield tabs(_tabs(shown), label=_("Role in the duty"))
    rows, parts = part_rows(shown.parts.rows), shown.parts
    yield table(drawing(request), rows, caption=caption, columns=told(COLUMNS), page=parts)


def _none() -> SafeString:
    said = escaped(_("Duties appear here once a register that names the unit is adopted."))
    return empty_state(said, title=_("No duty in force names this unit"), icon="list-checks")


def _tabs(shown: UnitTold) -> list[Tab]:
    """Offer the roles in which the unit holds anything, and all of them."""
    address = unit_address(shown.unit.code)
    offered = []
    for role, label in ROLES:
        count = shown.counts.get(role, 0) if role else shown.total
        if count or not role or role == shown.role:
            href = f"{address}?{urlencode({'role': role})}" if role else address
            offered.append(Tab(label=label, href=href, selected=role == shown.role, count=count))
    return offered
