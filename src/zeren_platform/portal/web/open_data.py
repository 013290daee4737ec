"""Open data: a register as CSV and JSON at addresses that stay, and a catalogue of them (DCAT)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from zeren_platform.common.tables import csv_lines
from zeren_platform.portal.web.addresses import absolute
from zeren_platform.portal.web.caching import place_of, public, remembered
from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.published import OpenDuty, OpenPart

__all__ = ["catalogue", "duty_json", "register_csv", "register_json"]

# The heads of the CSV; "names" are in Chinese where the unit has a Chinese name.
COLUMNS: Final = (
    *("register", "edition", "number", "title", "text", "field", "basis", "target", "targets", "cycle"),
    *("level", "deadline", "due_on", "points", "scoring_rule", "evidence", "lead", "lead_name"),
    *("support", "territorial", "supervise", "verify", "open_set", "no_lead_stated", "signed", "parts"),
    *("adopted_by", "effective_from", "source", "sentence", "address"),
)
CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# IANA's names of media types, as DCAT wants them.
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
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
    """List what there is as open data (W3C DCAT 3, in JSON-LD)."""
    registers = remembered(request, published.registers)
    site = place_of(request) or _("Public record of duties")
    told = {
        "@context": CONTEXT,
        "@type": "dcat:Catalog",
        "@id": absolute(request, request.path),
        "dct:title": site,
        "dct:description": _("Who is responsible for what, and whether they have signed for it."),
        "dct:publisher": _agent(site),
        "foaf:homepage": {"@id": absolute(request, reverse("portal:home"))},
        "dcat:dataset": [_dataset(request, register) for register in registers],
    }
    return _to_all(HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/ld+json"))


def _dataset(request: HttpRequest, register: published.PublishedRegister) -> dict[str, object]:
    page = absolute(request, reverse("portal:register", args=[register.code]))
    description = _("%(kind)s. Adopted by %(by)s") % {"kind": register.kind, "by": register.adopted_by}
    return {
        "@type": "dcat:Dataset",
        "@id": page,
        "dct:identifier": register.code,
        "dct:title": register.title,
        "dct:description": description,
        "dct:publisher": _agent(register.keeper),
        "dct:issued": {"@type": "xsd:date", "@value": register.effective_from.isoformat()},
        "dcat:version": str(register.edition),
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [
            _distribution(absolute(request, reverse(f"portal:register-{kind}", args=[register.code])), media_type)
            for kind, media_type in (("csv", "text/csv"), ("json", "application/json"))
        ],
    }


def _distribution(file: str, media_type: str) -> dict[str, object]:
    """Describe a file: what DCAT calls a resource is named by its address, and not by words."""
    return {
        "@type": "dcat:Distribution",
        "@id": file,
        "dcat:accessURL": {"@id": file},
        "dcat:downloadURL": {"@id": file},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{media_type}"},
    }


def _agent(name: str) -> dict[str, object]:
    return {"@type": "foaf:Agent", "foaf:name": name}


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
