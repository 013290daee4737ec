"""How every public page is answered: the place's name, the tags of its head, a token only where one is needed.

The frame around the content is the same on every page of a part of the site; for a page that others keep it is
rendered once, and the content, which the parts of the kit draw, is put into it.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zeren_platform.portal.web.addresses import is_static
from zeren_platform.portal.web.caching import is_kept, place_of
from zeren_platform.portal.web.moulds import Mould
from zeren_platform.portal.web.tags import PageTags, site_tags
from zeren_platform.ui.parts.markup import Text, element, join
from zeren_platform.ui.preferences import ReadingPreferences

__all__ = ["answer", "answer_drawn", "drawing"]

# What differs from page to page in the frame.
PLACES: Final = ("title", "page_head", "here", "content", "scripts")


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
    city = _city(request, city)
    told = {**context, "city": city, "is_static": is_static(request), "page_head": _head(request, tags, city, feed)}
    if is_kept(request):
        # A page that others keep must not hold somebody's token.
        told["csrf_token"] = ""
    return render(request, template, told)


def answer_drawn(
    request: HttpRequest,
    content: SafeString,
    *,
    title: Text,
    tags: PageTags,
    city: str = "",
    feed: str = "",
) -> HttpResponse:
    """Answer with a page whose *content* is drawn already."""
    if is_static(request) or not is_kept(request):
        return answer(
            request, "portal/drawn.html", {"content": content, "title": title}, tags=tags, city=city, feed=feed
        )
    city = _city(request, city)
    preferences: ReadingPreferences = request.reading_preferences  # type: ignore[attr-defined]  # by its middleware
    frame = _frame(get_language(), preferences, _part(request.path), city)
    head, here = _head(request, tags, city, feed), request.get_full_path()
    return HttpResponse(frame.filled(title=title, page_head=head, here=here, content=content, scripts=""))


def drawing(request: HttpRequest) -> Context:
    """Give what the parts of the kit ask of a page where no template calls them."""
    return Context({"request": request, "is_static": is_static(request)})


@lru_cache(maxsize=64)
def _frame(_language: str | None, preferences: ReadingPreferences, part: str, city: str) -> Mould:
    """Render the frame as it is for everybody who has not signed in."""
    asked = HttpRequest()
    asked.path = part
    asked.reading_preferences = preferences  # type: ignore[attr-defined]  # Django's request is open to additions
    told = {"city": city, "is_static": False, "csrf_token": ""}
    return Mould.of("portal/drawn.html", told, places=PLACES, request=asked)


def _part(path: str) -> str:
    """Name the part of the site, which the navigation marks: /portal/units/ or /log/."""
    return "/".join([*path.split("/")[:3], ""]) if path != "/" else path


def _city(request: HttpRequest, city: str) -> str:
    return city or place_of(request) or _("Public record of duties")


def _head(request: HttpRequest, tags: PageTags, city: str, feed: str) -> SafeString:
    """Write the tags of the page and the address of its feed."""
    told = site_tags(request, site=city) | tags.tags
    address = feed or reverse("portal:feed")
    link = element("link", rel="alternate", type="application/atom+xml", href=address)
    return join([link, *(element("meta", name=name, content=content) for name, content in told.items())], "\n  ")
