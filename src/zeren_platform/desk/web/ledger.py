"""The whole ledger, for the audit administrator."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.entrance import actor_on
from zeren_platform.desk.web.addresses import told
from zeren_platform.ledger import published, queries
from zeren_platform.ui.shapes import Column

__all__ = ["ledger"]

COLUMNS = (
    Column(key="number", label=_("No."), align="end", width="xs"),
    Column(key="at", label=_("When"), width="m"),
    Column(key="act", label=_("Act")),
    Column(key="who", label=_("Who"), width="l"),
    Column(key="post", label=_("In which post"), width="l"),
)


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """List everything that was recorded, the newest first."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = queries.chronicle(actor=actor_on(request), after=after, before=before)
    context = {
        "columns": COLUMNS,
        "page": found.page,
        "acts": [told(chapter) for chapter in found.chapters],
        "head": published.head(),
    }
    return render(request, "desk/ledger.html", context)
