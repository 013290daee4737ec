"""Open data: a register as CSV and JSON at addresses that stay, a catalogue of them (DCAT), and the map of the site."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zeren_platform.common.tables import csv_lines
from zeren_platform.organisation import published as organisation
from zeren_platform.portal.web.addresses import absolute
from zeren_platform.portal.web.caching import place_of, public, remembered
from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.published import OpenDuty, OpenPart

__all__ = ["catalogue", "duty_json", "register_csv", "register_json", "site_map"]

# The heads of the CSV; "names" are in Chinese where the unit has a Chinese name.
COLUMNS: Final = (
    *("register", "edition", "number", "title", "text", "field", "basis", "target", "targets", "cycle"),
    *("level", "deadline", "due_on", "points", "scoring_rule", "evidence", "lead", "lead_name"),
    *("support", "territorial", "supervise", "verify", "open_set", "no_lead_stated", "signed", "parts"),
    *("adopted_by", "effective_from", "source", "sentence", "address"),
)
MOST_ON_A_MAP: Final = 50_000
Answer = TypeVar("Answer", bound=HttpResponseBase)


@public
def register_csv(request: HttpRequest, code: str, edition: int = 0) -> StreamingHttpResponse:
    """Give the duties of a register in force, or of one of its editions, as CSV, a row for each duty."""
    found = remembered(request, published.register, code, edition)
    lines = csv_lines(COLUMNS, _rows(published.open_duties(code, found.edition), request))
    return _streamed(lines, content_type="text/csv; charset=utf-8", name=f"{_named(code, edition)}.csv")


@public
def register_json(request: HttpRequest, code: str, edition: int = 0) -> StreamingHttpResponse:
    """Give the same as JSON, with every unit's part."""
    found = remembered(request, published.register, code, edition)
    head = {
        "register": code,
        "title": found.title,
        "edition": found.edition,
        "in_force": found.in_force,
        "adopted_by": found.adopted_by,
        "effective_from": found.effective_from,
        "effective_until": found.effective_until,
    }
    told = json.dumps(head, ensure_ascii=False, default=str)
    lines = _json(told, published.open_duties(code, found.edition), request)
    return _streamed(lines, content_type="application/json", name=f"{_named(code, edition)}.json")


@public
def duty_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one duty of one edition as JSON, at an address that stays."""
    found = published.open_duty(pk)
    told = json.dumps({**asdict(found), "address": _address(request, found)}, ensure_ascii=False, default=str, indent=1)
    return _to_all(HttpResponse(f"{told}\n", content_type="application/json"))


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    """List what there is as open data (W3C DCAT 3, JSON-LD)."""
    registers = remembered(request, published.registers)
    site = place_of(request) or _("Public record of duties")
    told = {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Catalog",
        "@id": absolute(request, request.path),
        "dct:title": site,
        "dcat:dataset": [_dataset(request, register) for register in registers],
    }
    return _to_all(HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/ld+json"))


@public
def site_map(request: HttpRequest) -> HttpResponse:
    """Name the pages that programs which gather pages should know (sitemaps.org 0.9)."""
    units = remembered(request, organisation.directory, timezone.localdate()).units
    addresses = [
        reverse("portal:home"),
        *(reverse("portal:register", args=[register.code]) for register in remembered(request, published.registers)),
        *(reverse("portal:unit", args=[code]) for code, _name in units),
        *(reverse("portal:duty", args=[pk]) for pk in published.keys(MOST_ON_A_MAP)),
    ]
    entries = "".join(f"<url><loc>{absolute(request, address)}</loc></url>" for address in addresses[:MOST_ON_A_MAP])
    head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return HttpResponse(f"{head}{entries}</urlset>", content_type="application/xml")


def _dataset(request: HttpRequest, register: published.PublishedRegister) -> dict[str, object]:
    address = partial(absolute, request)
    return {
        "@type": "dcat:Dataset",
        "@id": address(reverse("portal:register", args=[register.code])),
        "dct:title": register.title,
        "dct:publisher": register.keeper,
        "dct:issued": register.effective_from.isoformat(),
        "dcat:version": str(register.edition),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": address(reverse(f"portal:register-{kind}", args=[register.code])),
                "dcat:mediaType": media_type,
            }
            for kind, media_type in (("csv", "text/csv"), ("json", "application/json"))
        ],
    }


def _rows(duties: Iterable[OpenDuty], request: HttpRequest) -> Iterator[list[object]]:
    for duty in duties:
        lead = next(iter(duty.named("lead")), None)
        told = {
            **{name: getattr(duty, name) for name in COLUMNS if hasattr(duty, name)},
            **{role: _names(duty.named(role)) for role in ("support", "territorial", "supervise", "verify")},
            "lead": lead.unit if lead else "",
            "lead_name": _names([lead]) if lead else "",
            "signed": sum(part.receipt == "accepted" for part in duty.parts),
            "parts": len(duty.parts),
            "address": _address(request, duty),
        }
        yield [told[name] for name in COLUMNS]


def _json(head: str, duties: Iterable[OpenDuty], request: HttpRequest) -> Iterator[str]:
    yield f'{head[:-1]}, "duties": ['
    for place, duty in enumerate(duties):
        told = {**asdict(duty), "address": _address(request, duty)}
        yield ("," if place else "") + "\n" + json.dumps(told, ensure_ascii=False, default=str)
    yield "\n]}\n"


def _names(parts: Iterable[OpenPart]) -> str:
    return "; ".join(part.name_zh or part.name for part in parts)


def _address(request: HttpRequest, duty: OpenDuty) -> str:
    return absolute(request, reverse("portal:duty", args=[duty.pk]))


def _streamed(lines: Iterator[str], *, content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _to_all(response)


def _to_all(response: Answer) -> Answer:
    """Open data is for programs of other sites too; the pages are not."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _named(code: str, edition: int) -> str:
    return f"{code}-{edition}" if edition else code
