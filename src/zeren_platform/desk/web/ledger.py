"""The whole ledger, for the audit administrator."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.entrance import actor_on
from zeren_platform.desk.web.addresses import told
from zeren_platform.ledger import published, queries
from zeren_platform.organisation import published as organisation
from zeren_platform.ui.shapes import Column

__all__ = ["ledger"]

COLUMNS = (
    Column(key="number", label=gettext_lazy("No."), align="end", width="xs"),
    Column(key="at", label=gettext_lazy("When"), width="m"),
    Column(key="act", label=gettext_lazy("Act")),
    Column(key="who", label=gettext_lazy("Who"), width="l"),
    Column(key="post", label=gettext_lazy("In which post"), width="l"),
    Column(key="proof", label=gettext_lazy("Proof"), width="m"),
)


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """List everything that was recorded, the newest first."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = queries.chronicle(actor=actor_on(request), after=after, before=before)
    units = organisation.names(chapter.unit for chapter in found.chapters if chapter.unit)
    context = {
        "columns": COLUMNS,
        "page": found.page,
        "acts": [(told(chapter), _post(chapter, units)) for chapter in found.chapters],
        "head": published.head(),
    }
    return render(request, "desk/ledger.html", context)


def _post(chapter: queries.Chapter, units: Mapping[str, str]) -> str:
    """Say in which post it was done; nothing for what the platform itself did, or somebody did in no post."""
    if not chapter.unit:
        return ""
    words = {"role": organisation.role_label(chapter.role), "unit": units.get(chapter.unit, chapter.unit)}
    return _("%(role)s, %(unit)s") % words
