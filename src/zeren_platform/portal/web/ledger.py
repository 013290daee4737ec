"""The signed log: its page, its files for programs of others, and the proof of each record."""

from collections.abc import Callable
from functools import wraps
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zeren_platform.ledger import published
from zeren_platform.portal.web.addresses import absolute
from zeren_platform.portal.web.caching import head_on, public
from zeren_platform.portal.web.pages import answer
from zeren_platform.portal.web.rows import told
from zeren_platform.portal.web.tags import PageTags
from zeren_platform.ui.shapes import Column

__all__ = ["log", "log_file", "proof"]

# A full tile stays as it is for ever, and so does a partial one: its width is in its name.
FOR_EVER: Final = "public, max-age=31536000, immutable"
FOR_A_MOMENT: Final = "public, max-age=5"
COLUMNS = (
    Column(key="size", label=gettext_lazy("Records"), align="end", width="s"),
    Column(key="root", label=gettext_lazy("Root"), kind="code"),
    Column(key="at", label=gettext_lazy("As of"), width="m"),
    Column(key="witnesses", label=gettext_lazy("Witnesses"), width="l"),
)


def _published_apart(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Take the tag away: the log is published later than the ledger grows, by whose root pages are tagged."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponseBase:
        response = view(request)
        del response["ETag"]
        return response

    return answered


@_published_apart
@public
def log(request: HttpRequest) -> HttpResponse:
    """Say what the log is, who signs it, and how anybody checks it."""
    found = published.log()
    context = {
        "log": found,
        "newest": found.checkpoints[0] if found.checkpoints else None,
        "head": head_on(request),
        "columns": told(COLUMNS),
        "address": absolute(request, reverse("portal:log")),
        "script": absolute(request, reverse("portal:check-log")),
        # A policy says "none" where it asks for no witness; the count says that already.
        "quorum": "" if found.quorum == "none" else found.quorum,
        "key": found.keys[0] if found.keys else "",
    }
    tags = PageTags.of_column(
        name=_("The log"),
        description=_("Every official act in one signed log that anybody can check with programs of others."),
        keywords=_("log, proof, witnesses"),
        kind="信息公开目录",
    )
    return answer(request, "portal/ledger.html", context, tags=tags)


@require_safe
def log_file(_request: HttpRequest, path: str) -> HttpResponse:
    """Give a file of the log, to any program of any site."""
    is_text = not path.startswith("tile/")
    kind = "text/plain; charset=utf-8" if is_text else "application/octet-stream"
    return _open(HttpResponse(published.log_file(path), content_type=kind), kept=FOR_A_MOMENT if is_text else FOR_EVER)


@require_safe
def proof(_request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the proof of a record as one file, without names."""
    response = HttpResponse(published.bundle(uid), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{uid}.zip"'
    return _open(response, kept=FOR_A_MOMENT)


def _open(response: HttpResponse, *, kept: str) -> HttpResponse:
    response["Cache-Control"] = kept
    response["Access-Control-Allow-Origin"] = "*"
    return response
