"""What the search of a static copy needs, where no program answers: an index of all that can be found, and a script."""

import json
from collections.abc import Iterator
from typing import Final

from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zeren_platform.organisation import published as organisation
from zeren_platform.portal.web.caching import public, remembered
from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.published import OpenDuty, OpenPart

__all__ = ["SCRIPT", "index", "search_words"]

SCRIPT: Final = Media(js=[Script("portal/search.mjs", type="module")])  # type: ignore[list-item]  # since Django 5.2


@public
def index(request: HttpRequest) -> HttpResponse:
    """Give every duty in force and every unit by its words, in the reader's language; addresses are relative to /."""
    told = [*_units(request), *_duties(request)]
    return HttpResponse(json.dumps(told, ensure_ascii=False, separators=(",", ":")), content_type="application/json")


def search_words() -> dict[str, str]:
    """Give what the script says."""
    return {
        "none": _("Nothing has all these words. Try fewer or other words, or look through a register."),
        "found": _("Found:"),
        "lead": _("Lead"),
        "more": _("Only the first 50 are shown; more words find less."),
        "failed": _("The index could not be read. Try again, or look through the registers and the units."),
    }


def _units(request: HttpRequest) -> Iterator[dict[str, str]]:
    for code, name in remembered(request, organisation.directory, timezone.localdate()).units:
        yield {"a": f"portal/units/{code}/", "n": code, "t": name, "x": "", "l": "", "r": _("Unit")}


def _duties(request: HttpRequest) -> Iterator[dict[str, str]]:
    titles = {register.code: register.title for register in remembered(request, published.registers)}
    for duty in published.open_duties():
        lead = next(iter(duty.named("lead")), None)
        yield {
            "a": f"portal/duties/{duty.pk}/",
            "n": duty.number,
            "t": duty.title,
            "x": _text(duty),
            "l": _name(lead) if lead else "",
            "r": titles[duty.register],
        }


def _text(duty: OpenDuty) -> str:
    return "\n".join(words for words in (duty.text, duty.field, duty.target) if words)


def _name(part: OpenPart) -> str:
    return part.name_zh if part.name_zh and (get_language() or "").startswith("zh") else part.name
