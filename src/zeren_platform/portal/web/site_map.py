"""What programs that gather pages should know: the map of the site (sitemaps.org 0.9), and where it is (RFC 9309)."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation import published as organisation
from zeren_platform.portal.web.addresses import absolute
from zeren_platform.portal.web.caching import public, remembered
from zeren_platform.responsibilities import published

__all__ = ["robots", "site_map", "site_map_part"]

# The specification lets one map name so many pages.
MOST: Final = 50_000
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
COLUMNS: Final = ("home", "units", "log", "check")


@public
def site_map(request: HttpRequest) -> HttpResponse:
    """Name all pages, or the maps that do where they are too many for one."""
    columns, duties = _columns(request), sum(one.duties for one in remembered(request, published.registers))
    if len(columns) + duties <= MOST:
        return _map(request, [*columns, *_duties(0)])
    parts = range(2 + (duties - 1) // MOST)
    maps = _told(request, "sitemap", (reverse("portal:site-map-part", args=[part]) for part in parts))
    return _xml(f"<sitemapindex {NAMESPACE}>{maps}</sitemapindex>")


@public
def site_map_part(request: HttpRequest, part: int) -> HttpResponse:
    """Name the registers and units (0), or one stretch of the duties in force."""
    found = _columns(request)[:MOST] if part == 0 else _duties((part - 1) * MOST)
    if not found:
        raise NotFoundError(part=part)
    return _map(request, found)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Lead to the map; what asks for a person is left out."""
    lines = ("User-agent: *", "Disallow: /accounts/", "Disallow: /api/", "", f"Sitemap: {_map_address(request)}", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _columns(request: HttpRequest) -> list[str]:
    registers = remembered(request, published.registers)
    units = remembered(request, organisation.codes, timezone.localdate())
    return [
        *(reverse(f"portal:{name}") for name in COLUMNS),
        *(reverse("portal:register", args=[register.code]) for register in registers),
        *(reverse("portal:unit", args=[code]) for code in units),
    ]


def _duties(start: int) -> list[str]:
    return [reverse("portal:duty", args=[pk]) for pk in published.duty_keys(start=start, size=MOST)]


def _map_address(request: HttpRequest) -> str:
    return absolute(request, reverse("portal:site-map"))


def _map(request: HttpRequest, addresses: Iterable[str]) -> HttpResponse:
    return _xml(f"<urlset {NAMESPACE}>{_told(request, 'url', addresses)}</urlset>")


def _told(request: HttpRequest, name: str, addresses: Iterable[str]) -> str:
    return "".join(f"<{name}><loc>{absolute(request, address)}</loc></{name}>" for address in addresses)


def _xml(content: str) -> HttpResponse:
    return HttpResponse(f"{HEAD}{content}", content_type="application/xml")
