"""The home page, a register and a duty."""

from collections.abc import Mapping
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.organisation import published as organisation
from zeren_platform.organisation.choosing import PublicUnits
from zeren_platform.portal.web.addresses import absolute, is_static
from zeren_platform.portal.web.caching import head_on, kept_whole, public, remembered
from zeren_platform.portal.web.forms import DutiesForm, SearchForm
from zeren_platform.portal.web.found import found
from zeren_platform.portal.web.history import HOLDING_COLUMNS, holdings_told, versions_told
from zeren_platform.portal.web.pages import answer
from zeren_platform.portal.web.rows import duty_rows, receipt_lamp, told, unit_address
from zeren_platform.portal.web.search import SCRIPT, search_words
from zeren_platform.portal.web.tags import PageTags
from zeren_platform.responsibilities import published
from zeren_platform.sources.published import Excerpt
from zeren_platform.ui.parts.states import role_badge
from zeren_platform.ui.parts.words import link
from zeren_platform.ui.shapes import Act, Column, Crumb, Mark

__all__ = ["duty", "home", "register"]

COLUMNS = (
    Column(key="number", label=gettext_lazy("No."), width="xs", kind="code"),
    Column(key="duty", label=gettext_lazy("Duty"), kind="head"),
    Column(key="field", label=gettext_lazy("Field"), width="l", hide_below="narrow"),
    Column(key="who", label=gettext_lazy("Who leads"), width="l"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
)
PART_COLUMNS = (
    Column(key="unit", label=gettext_lazy("Unit")),
    Column(key="role", label=gettext_lazy("Role"), width="m"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
    Column(key="on", label=gettext_lazy("On"), width="m"),
)
ADOPTED = "responsibilities.edition.adopted"


@public
@kept_whole
def home(request: HttpRequest) -> HttpResponse:
    """Answer "who is responsible for …", or list what is in force."""
    words = request.GET.get("words", "").strip()
    tags = PageTags.of_column(
        name=_("Home"),
        description=_("Who is responsible for what, and whether they have signed for it."),
        keywords=_("responsibility, duties, units"),
        kind="首页",
    )
    shown = found(request, words) if words else _in_force(request)
    context = {"form": SearchForm(initial={"words": words}), "words": words, "city": "", **shown}
    if is_static(request):
        context |= {"search_words": search_words(), "search_script": SCRIPT}
    return answer(request, "portal/home.html", context, tags=tags, city=str(context["city"]))


@public
@kept_whole
def register(request: HttpRequest, code: str, edition: int = 0) -> HttpResponse:
    """List the duties of a register in force, or those of one of its *edition*s."""
    found = remembered(request, published.register, code, edition)
    today, (after, before) = timezone.localdate(), _place(request)
    directory = remembered(request, organisation.directory, today)
    form = DutiesForm(
        request.GET,
        fields=remembered(request, published.fields, code, found.edition),
        units=PublicUnits(dict(directory.units), on=today, source="portal:find-unit"),
    )
    page = published.duties(
        register=code,
        edition=found.edition,
        field=request.GET.get("field", ""),
        unit=form.unit_code(),
        words=request.GET.get("words", ""),
        after=after,
        before=before,
    )
    context = {
        "register": found,
        "editions": found.editions,
        "present": any(one.in_force for one in found.editions),
        "form": form,
        "columns": told(COLUMNS),
        "page": page,
        "rows": duty_rows(page.rows),
        "crumbs": _crumbs(found, edition),
    }
    tags = _register_tags(found.title).with_article(
        title=found.title,
        published=found.adopted_at or found.effective_from,
        source=found.keeper,
        keywords=found.kind,
        description=_("Adopted by %(by)s") % {"by": found.adopted_by},
    )
    feed = reverse("portal:register-feed", args=[code])
    return answer(request, "portal/register.html", context, tags=tags, city=directory.jurisdiction, feed=feed)


@public
@kept_whole
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one duty: its sentence, its units, its story."""
    found = published.duty(pk)
    history = found.history
    known = dict(remembered(request, organisation.directory, timezone.localdate()).units)
    acted = {chapter.unit for chapter in found.story if chapter.unit}
    # A unit that acted may be no more.
    names = known | organisation.names(acted - known.keys())
    context = {
        "duty": found,
        "heading": found.title or _("Duty %(number)s") % {"number": found.number},
        "columns": told(PART_COLUMNS),
        "parts": [_drawn(part) for part in found.parts],
        "story": _story(found, names),
        "history": history,
        "versions": versions_told(history),
        "holdings": holdings_told(history),
        "holding_columns": told(HOLDING_COLUMNS),
        **_source(found.source),
        "address": absolute(request, request.path),
    }
    tags = _register_tags(found.register_title).with_article(
        title=found.title or found.text[:80],
        published=_adopted_at(found),
        source=found.adopted_by,
        author=found.adopted_by,
        keywords=found.field or found.register_title,
        description=found.text[:200],
    )
    return answer(request, "portal/duty.html", context, tags=tags)


def _in_force(request: HttpRequest) -> dict[str, object]:
    """Give the registers in force and the whole in numbers."""
    registers = remembered(request, published.registers)
    return {
        "registers": registers,
        "duties": sum(register.duties for register in registers),
        "parts": sum(register.parts for register in registers),
        "accepted": sum(register.accepted for register in registers),
        "units": len(remembered(request, published.unit_counts)),
        "head": head_on(request),
    }


def _crumbs(found: published.PublishedRegister, edition: int) -> list[Crumb]:
    top = Crumb(label=_("Registers"), href="/")
    if not edition:
        return [top, Crumb(label=found.title)]
    here = Crumb(label=_("Edition %(number)s") % {"number": edition})
    return [top, Crumb(label=found.title, href=reverse("portal:register", args=[found.code])), here]


def _place(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("after", ""), request.GET.get("before", "")


def _register_tags(title: str) -> PageTags:
    return PageTags.of_column(
        name=title,
        description=_("Duties in force with the units that answer for them."),
        keywords=_("responsibility, duties, units"),
        kind="信息公开目录",
    )


def _drawn(part: published.PublishedPart) -> dict[str, object]:
    """Draw the part of one unit."""
    return {
        "unit": link(href=unit_address(part.unit), label=part.unit_name),
        "role": role_badge(role=part.role),  # type: ignore[arg-type]  # one of the model's roles
        "receipt": receipt_lamp(part.receipt, part.receipt_label),
        "answered_at": part.answered_at,
    }


def _source(found: Excerpt | None) -> dict[str, object]:
    """Give the words around the sentence, and where in them it stands."""
    if found is None:
        return {}
    start = len(found.before)
    mark = Mark(start=start, end=start + len(found.sentence), id="sentence", tone="accent")
    return {"source_text": found.before + found.sentence + found.after, "marks": [mark]}


def _story(found: published.PublishedDuty, names: Mapping[str, str]) -> list[Act]:
    """Say of each chapter in which post it was done, and nobody's name."""
    return [
        Act(
            at=chapter.at,
            title=chapter.title,
            uid=chapter.uid,
            number=chapter.number,
            icon=chapter.icon,
            unit=_post(names.get(chapter.unit, chapter.unit), organisation.role_label(chapter.role)),
        )
        for chapter in found.story
    ]


def _post(unit: str, role: str) -> str:
    if not unit:
        return ""
    return _("%(role)s, %(unit)s") % {"role": role, "unit": unit}


def _adopted_at(found: published.PublishedDuty) -> date | datetime | None:
    adopted = [chapter.at for chapter in found.story if chapter.event == ADOPTED]
    return adopted[-1] if adopted else found.effective_from
