"""How every public page is answered: the place's name, the tags of its head, a token only where one is needed."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zeren_platform.organisation import published
from zeren_platform.portal.web.caching import is_kept
from zeren_platform.portal.web.tags import PageTags, site_tags

__all__ = ["answer", "place"]

# Django's own word for "no token": a page that others keep must not hold one.
NO_TOKEN = "NOTPROVIDED"  # noqa: S105 - it is the absence of one


def place() -> str:
    """Name the place that the installation serves."""
    return published.jurisdiction() or _("Public record of duties")


def answer(request: HttpRequest, template: str, context: Mapping[str, object], *, tags: PageTags) -> HttpResponse:
    """Render a public page."""
    city = str(context.get("city") or place())
    told = {**context, "city": city, "page_tags": site_tags(request, site=city) | tags.tags}
    if is_kept(request):
        told["csrf_token"] = NO_TOKEN
    return render(request, template, told)
