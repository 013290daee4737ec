"""How every public page is answered: the place's name, the tags of its head, a token only where one is needed."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zeren_platform.portal.web.addresses import is_static
from zeren_platform.portal.web.caching import is_kept, place_of
from zeren_platform.portal.web.tags import PageTags, site_tags

__all__ = ["answer"]


def answer(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    tags: PageTags,
    city: str = "",
    feed: str = "",
) -> HttpResponse:
    """Render a public page; *city* names the place where it is already known, *feed* the feed of the page."""
    city = city or place_of(request) or _("Public record of duties")
    told = {
        **context,
        "city": city,
        "is_static": is_static(request),
        "feed": feed or reverse("portal:feed"),
        "page_tags": site_tags(request, site=city) | tags.tags,
    }
    if is_kept(request):
        # A page that others keep must not hold somebody's token.
        told["csrf_token"] = ""
    return render(request, template, told)
