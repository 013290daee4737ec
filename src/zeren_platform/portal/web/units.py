"""The units, and what each has to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.organisation import published as organisation
from zeren_platform.organisation.choosing import written_as
from zeren_platform.portal.web.caching import kept_whole, public, remembered
from zeren_platform.portal.web.forms import UnitsForm
from zeren_platform.portal.web.pages import answer, answer_drawn
from zeren_platform.portal.web.rows import told, unit_address
from zeren_platform.portal.web.tags import PageTags
from zeren_platform.portal.web.unit_page import UnitTold, drawn_unit
from zeren_platform.responsibilities import published
from zeren_platform.ui.parts.combobox import found_options
from zeren_platform.ui.parts.words import link
from zeren_platform.ui.shapes import Column

__all__ = ["Line", "find_unit", "unit", "units"]

# So many units are shown below the field in which one is typed.
FOUND = 8
COLUMNS = (
    Column(key="name", label=gettext_lazy("Unit"), kind="head"),
    Column(key="lead", label=gettext_lazy("Leads"), align="end", width="s", kind="number"),
    Column(key="support", label=gettext_lazy("Supports"), align="end", width="s", kind="number"),
    Column(key="territorial", label=gettext_lazy("Territorial"), align="end", width="s", kind="number"),
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
    response = HttpResponse(found_options(rows, of=of, none=_("No unit is called so.")))
    patch_vary_headers(response, ("HX-Target",))
    return response


@public
@kept_whole
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit with the duties in which it has a part."""
    found, role = organisation.unit(code), request.GET.get("role", "")
    counts = remembered(request, published.unit_counts).get(code, {})
    parts = published.parts_of_unit(
        code,
        role=role,
        held=counts.get(role, 0) if role else sum(counts.values()),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    feed, below = reverse("portal:unit-feed", args=[code]), organisation.below(code, on=timezone.localdate())
    shown = UnitTold(unit=found, below=below, counts=counts, role=role, parts=parts, feed=feed)
    # A list of what is published elsewhere, each at its own time: a column and not an article.
    return answer_drawn(request, drawn_unit(request, shown), title=found.name, tags=_tags(found.name), feed=feed)


def _lines(rows: Sequence[organisation.PublicUnit], held: Mapping[str, Mapping[str, int]]) -> list[Line]:
    lines = []
    for row in rows:
        href = unit_address(row.code)
        name = link(href=href, label=row.name)
        lines.append(Line(href=href, name=name, kind=row.kind_label, **held.get(row.code, {})))
    return lines


def _tags(name: str = "") -> PageTags:
    return PageTags.of_column(
        name=name or _("Who is responsible"),
        description=_("The units with the duties that they lead, support or carry out in their territory."),
        keywords=_("units, responsibility"),
        kind="机构职能",
    )
