"""Feeds of what has changed (Atom, RFC 4287), paged by links (RFC 5005, 3): all, of a register, of a unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zeren_platform.organisation import published as organisation
from zeren_platform.portal.web.addresses import absolute, is_static
from zeren_platform.portal.web.caching import place_of, public, remembered
from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.published import PublicChange
from zeren_platform.ui.parts.shell import page_language

__all__ = ["feed", "register_feed", "unit_feed"]

SIZE: Final = 50
ATOM: Final = "http://www.w3.org/2005/Atom"
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
ET.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    """What a feed is of, and the page that shows the same."""

    title: str
    page: str
    register: str = ""
    unit: str = ""


@public
def feed(request: HttpRequest) -> HttpResponse:
    """Tell all changes."""
    return _answer(request, _Feed(title=_("What has changed"), page=reverse("portal:home")))


@public
def register_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the changes of a register."""
    found = remembered(request, published.register, code)
    return _answer(request, _Feed(title=found.title, page=reverse("portal:register", args=[code]), register=code))


@public
def unit_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the changes that concern a unit."""
    found = organisation.unit(code)
    return _answer(request, _Feed(title=found.name, page=reverse("portal:unit", args=[code]), unit=code))


def _answer(request: HttpRequest, told: _Feed) -> HttpResponse:
    before = request.GET.get("before", "")
    place = int(before) if before.isdecimal() and len(before) < 19 else 0  # noqa: PLR2004 - what a key can be
    found = published.changes(register=told.register, unit=told.unit, before=place, size=SIZE)
    tree = ET.Element(_named("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": page_language()})
    tree.extend(_head(request, told, found))
    tree.extend(_entry(request, change) for change in found)
    response = HttpResponse(
        ET.tostring(tree, encoding="utf-8", xml_declaration=True), content_type="application/atom+xml"
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _head(request: HttpRequest, told: _Feed, found: Sequence[PublicChange]) -> Iterator[ET.Element]:
    here = absolute(request, request.path)
    yield _element("id", here)
    yield _element("title", told.title)
    yield _element("updated", (found[0].at if found else NEVER).isoformat())
    yield _element("link", rel="self", href=here, type="application/atom+xml")
    yield _element("link", rel="alternate", href=absolute(request, told.page), type="text/html")
    author = _element("author")
    author.append(_element("name", place_of(request) or _("Public record of duties")))
    yield author
    # A static copy has the newest page of each feed alone.
    if len(found) == SIZE and not is_static(request):
        yield _element("link", rel="next", href=f"{here}?{urlencode({'before': found[-1].key})}")


def _entry(request: HttpRequest, change: PublicChange) -> ET.Element:
    entry = _element("entry")
    page = (
        reverse("portal:duty", args=[change.duty])
        if change.duty
        else reverse("portal:edition", args=[change.register, change.edition])
    )
    entry.extend(
        [
            _element("id", f"urn:uuid:{change.uid}"),
            _element("title", change.title),
            _element("updated", change.at.isoformat()),
            _element("published", change.at.isoformat()),
            _element("link", rel="alternate", href=absolute(request, page), type="text/html"),
            _element("category", term=change.register, label=change.register_title),
            _element("summary", change.register_title, type="text"),
        ]
    )
    return entry


def _element(name: str, words: str = "", **attributes: str) -> ET.Element:
    made = ET.Element(_named(name), attributes)
    made.text = words or None
    return made


def _named(name: str) -> str:
    return f"{{{ATOM}}}{name}"
