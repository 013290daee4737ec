"""The units, and what each has to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.organisation import published as organisation
from zeren_platform.organisation.choosing import written_as
from zeren_platform.portal.web.caching import kept_whole, public, remembered
from zeren_platform.portal.web.forms import UnitsForm
from zeren_platform.portal.web.pages import answer
from zeren_platform.portal.web.rows import part_rows, told, unit_address
from zeren_platform.portal.web.tags import PageTags
from zeren_platform.responsibilities import published
from zeren_platform.ui.parts.combobox import found_options
from zeren_platform.ui.parts.words import link
from zeren_platform.ui.shapes import Column, Crumb, Tab

__all__ = ["Line", "find_unit", "unit", "units"]

# So many units are shown below the field in which one is typed.
FOUND = 8
COLUMNS = (
    Column(key="unit", label=gettext_lazy("Unit")),
    Column(key="lead", label=gettext_lazy("Leads"), align="end", width="s"),
    Column(key="support", label=gettext_lazy("Supports"), align="end", width="s"),
    Column(key="territorial", label=gettext_lazy("Territorial"), align="end", width="s"),
)
DUTY_COLUMNS = (
    Column(key="number", label=gettext_lazy("No."), width="xs", kind="code"),
    Column(key="duty", label=gettext_lazy("Duty"), kind="head"),
    Column(key="field", label=gettext_lazy("Field"), width="l", hide_below="narrow"),
    Column(key="who", label=gettext_lazy("Role"), width="m"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
)
ROLES = (
    ("", gettext_lazy("All")),
    ("lead", gettext_lazy("Leads")),
    ("support", gettext_lazy("Supports")),
    ("territorial", gettext_lazy("Territorial")),
    ("supervise", gettext_lazy("Supervises")),
    ("verify", gettext_lazy("Verifies")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A unit with the number of its duties by role."""

    href: str
    name: SafeString
    kind: str
    lead: int = 0
    support: int = 0
    territorial: int = 0
    supervise: int = 0
    verify: int = 0


@public
@kept_whole
def units(request: HttpRequest) -> HttpResponse:
    """List the units, grouped by kind, in the jurisdiction's order."""
    words, kind, after, before = (request.GET.get(name, "") for name in ("words", "kind", "after", "before"))
    page = organisation.units(on=timezone.localdate(), words=words, kind=kind, after=after, before=before)
    lines = _lines(page.rows, remembered(request, published.unit_counts))
    context = {
        "form": UnitsForm(request.GET, kinds=organisation.kinds()),
        "columns": told(COLUMNS),
        "page": page,
        "groups": [(kind, list(found)) for kind, found in groupby(lines, key=lambda line: line.kind)],
    }
    return answer(request, "portal/units.html", context, tags=_tags())


@public
def find_unit(request: HttpRequest) -> HttpResponse:
    """List the first units of today that have the words in a name; the field's name says which."""
    words = request.GET.get(request.GET.get("of", ""), "").strip()
    if not words:
        return HttpResponse()
    page = organisation.units(on=timezone.localdate(), words=words, size=FOUND)
    rows = [(written_as(row.name, row.code), row.name, row.code) for row in page.rows]
    of = request.headers.get("HX-Target", "found")
    return HttpResponse(found_options(rows, of=of, none=_("No unit is called so.")))


@public
@kept_whole
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit with the duties in which it has a part."""
    found, role = organisation.unit(code), request.GET.get("role", "")
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    counts = remembered(request, published.unit_counts).get(code, {})
    total = sum(counts.values())
    held = counts.get(role, 0) if role else total
    page = published.parts_of_unit(code, role=role, held=held, after=after, before=before)
    context = {
        "unit": found,
        "is_ended": found.ended_on is not None and found.ended_on <= timezone.localdate(),
        "below": organisation.below(code, on=timezone.localdate()),
        "total": total,
        "tabs": _tabs(code, counts, chosen=role),
        "columns": told(DUTY_COLUMNS),
        "page": page,
        "rows": part_rows(page.rows),
        "crumbs": [Crumb(label=_("Units"), href=reverse("portal:units")), Crumb(label=found.name)],
    }
    # A list of what is published elsewhere, each at its own time: a column and not an article.
    tags = _tags(found.name)
    feed = reverse("portal:unit-feed", args=[code])
    return answer(request, "portal/unit.html", context, tags=tags, feed=feed)


def _lines(rows: Sequence[organisation.PublicUnit], held: Mapping[str, Mapping[str, int]]) -> list[Line]:
    lines = []
    for row in rows:
        href = unit_address(row.code)
        name = link(href=href, label=row.name)
        lines.append(Line(href=href, name=name, kind=row.kind_label, **held.get(row.code, {})))
    return lines


def _tabs(code: str, counts: dict[str, int], *, chosen: str) -> list[Tab]:
    """Offer the roles in which the unit holds anything, and all of them."""
    address = reverse("portal:unit", args=[code])
    tabs = []
    for role, label in ROLES:
        count = counts.get(role, 0) if role else sum(counts.values())
        if count or not role or role == chosen:
            href = f"{address}?{urlencode({'role': role})}" if role else address
            tabs.append(Tab(label=label, href=href, selected=role == chosen, count=count))
    return tabs


def _tags(name: str = "") -> PageTags:
    return PageTags.of_column(
        name=name or _("Who is responsible"),
        description=_("The units with the duties that they lead, support or carry out in their territory."),
        keywords=_("units, responsibility"),
        kind="机构职能",
    )
