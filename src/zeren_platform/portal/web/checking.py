"""The pages on which a visitor checks a proof in the browser; nothing that is checked comes here."""

from dataclasses import asdict
from importlib.resources import files
from typing import Final
from uuid import UUID

from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zeren.merkle.browser.saved import saved_page
from zeren.merkle.browser.words import PAGES, PageWords
from zeren_platform.ledger import published
from zeren_platform.portal.web.caching import public
from zeren_platform.portal.web.forms import BundleForm
from zeren_platform.portal.web.pages import answer
from zeren_platform.portal.web.tags import PageTags
from zeren_platform.ui.parts.shell import page_language

__all__ = ["check", "check_act", "saved", "whole_log"]

CHECK: Final = Media(js=[Script("check/page.mjs", type="module")])  # type: ignore[list-item]  # since Django 5.2


@public
def check(request: HttpRequest) -> HttpResponse:
    """Let a visitor check a bundle of their own."""
    return _page(request, act=None)


@public
def check_act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a visitor check an act of this installation, whose proof the page fetches once."""
    return _page(request, act=published.act(uid))


@require_safe
def saved(_request: HttpRequest) -> HttpResponse:
    """Give the page as one file to keep, which needs no network."""
    language = page_language()
    response = HttpResponse(saved_page(language), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="zeren-check.{language}.html"'
    return response


@require_safe
def whole_log(_request: HttpRequest) -> HttpResponse:
    """Give the script that checks the whole log outside of a browser."""
    script = files("zeren.merkle.browser").joinpath("check-log.mjs").read_bytes()
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="check-log.mjs"'
    return response


def _page(request: HttpRequest, *, act: published.PublicAct | None) -> HttpResponse:
    words = _words()
    context = {"words": words, "told": asdict(words), "act": act, "form": BundleForm(words), "script": CHECK}
    tags = PageTags.of_column(
        name=words.title, description=words.lead, keywords=_("log, proof, witnesses"), kind="信息公开目录"
    )
    return answer(request, "portal/check.html", context, tags=tags)


def _words() -> PageWords:
    return PAGES[page_language()]
