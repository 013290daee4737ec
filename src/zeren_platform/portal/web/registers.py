"""The home page, a register and a duty."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zeren_platform.organisation import published as organisation
from zeren_platform.portal.web.addresses import is_static
from zeren_platform.portal.web.caching import head_on, kept_whole, public, remembered
from zeren_platform.portal.web.duty_page import drawn_duty, heading_of
from zeren_platform.portal.web.forms import SearchForm
from zeren_platform.portal.web.found import LEAD, drawn_search, found
from zeren_platform.portal.web.pages import answer, answer_drawn
from zeren_platform.portal.web.register_page import around_list, drawn_list, narrowed
from zeren_platform.portal.web.search import SCRIPT, search_words
from zeren_platform.portal.web.tags import PageTags
from zeren_platform.responsibilities import published

__all__ = ["duty", "home", "register"]

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
    if words:
        shown = found(request, words)
        city = shown.city or _("Public record of duties")
        return answer_drawn(request, drawn_search(request, shown), title=city, tags=tags, city=city)
    context = {"form": SearchForm(), "city": "", "lead": LEAD, **_in_force(request)}
    if is_static(request):
        context |= {"search_words": search_words(), "search_script": SCRIPT}
    return answer(request, "portal/home.html", context, tags=tags)


@public
@kept_whole
def register(request: HttpRequest, code: str, edition: int = 0) -> HttpResponse:
    """List the duties of a register in force, or those of one of its *edition*s."""
    found = remembered(request, published.register, code, edition)
    directory = remembered(request, organisation.directory, timezone.localdate())
    filters, unit = narrowed(request, found)
    after, before = _place(request)
    page = published.duties(
        register=code,
        edition=found.edition,
        field=request.GET.get("field", ""),
        unit=unit,
        words=request.GET.get("words", ""),
        after=after,
        before=before,
    )
    around = remembered(request, around_list, found, edition)
    content = around.filled(filters=filters, listed=drawn_list(request, found, page))
    tags = _register_tags(found.title).with_article(
        title=found.title,
        published=found.adopted_at or found.effective_from,
        source=found.keeper,
        keywords=found.kind,
        description=_("Adopted by %(by)s") % {"by": found.adopted_by},
    )
    feed = reverse("portal:register-feed", args=[code])
    city = directory.jurisdiction
    return answer_drawn(request, content, title=found.title, tags=tags, city=city, feed=feed)


@public
@kept_whole
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one duty: its sentence, its units, its story."""
    found = published.duty(pk)
    directory = remembered(request, organisation.directory, timezone.localdate())
    known = dict(directory.units)
    acted = {chapter.unit for chapter in found.story if chapter.unit}
    # A unit that acted may be no more.
    names = known | organisation.names(acted - known.keys())
    tags = _register_tags(found.register_title).with_article(
        title=found.title or found.text[:80],
        published=_adopted_at(found),
        source=found.adopted_by,
        author=found.adopted_by,
        keywords=found.field or found.register_title,
        description=found.text[:200],
    )
    content = drawn_duty(request, found, names)
    return answer_drawn(request, content, title=heading_of(found), tags=tags, city=directory.jurisdiction)


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


def _place(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("after", ""), request.GET.get("before", "")


def _register_tags(title: str) -> PageTags:
    return PageTags.of_column(
        name=title,
        description=_("Duties in force with the units that answer for them."),
        keywords=_("responsibility, duties, units"),
        kind="信息公开目录",
    )


def _adopted_at(found: published.PublishedDuty) -> date | datetime | None:
    adopted = [chapter.at for chapter in found.story if chapter.event == ADOPTED]
    return adopted[-1] if adopted else found.effective_from
