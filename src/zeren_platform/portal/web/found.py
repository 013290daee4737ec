"""What the public search found: one table, the best first, its words marked, drawn by the functions of the kit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.searchable import runs
from zeren_platform.common.written_pages import TuplePage
from zeren_platform.organisation import published as organisation
from zeren_platform.portal.web.caching import head_on, keep_nothing, remembered
from zeren_platform.portal.web.forms import SearchForm
from zeren_platform.portal.web.pages import drawing
from zeren_platform.portal.web.rows import duty_address, signed_lamp, table, told, unit_address, who_leads
from zeren_platform.responsibilities import published
from zeren_platform.search import indexing
from zeren_platform.search import published as search
from zeren_platform.ui.parts import search as parts
from zeren_platform.ui.parts.actions import button
from zeren_platform.ui.parts.forms import field, form
from zeren_platform.ui.parts.layout import page, panel
from zeren_platform.ui.parts.markup import escaped, join
from zeren_platform.ui.parts.states import empty_state
from zeren_platform.ui.parts.words import link, text
from zeren_platform.ui.shapes import Column

if TYPE_CHECKING:
    from zeren_platform.responsibilities.published import PublishedLine
    from zeren_platform.search.models import SearchEntry

__all__ = ["LEAD", "FoundPage", "FoundRow", "drawn_search", "found"]

COLUMNS: Final = (
    Column(key="what", label=gettext_lazy("What"), kind="head"),
    Column(key="kind", label=gettext_lazy("Kind"), width="s"),
    Column(key="who", label=gettext_lazy("Who leads"), width="l"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
    Column(key="where", label=gettext_lazy("Where"), width="l", told=True),
)
LEAD: Final = gettext_lazy(
    "Who is responsible for what, and whether they have signed for it. "
    "Every duty leads to the sentence that created it."
)
# No place in the list is further down.
FURTHEST: Final = 2000


class FoundRow(NamedTuple):
    """One thing that was found, its cells drawn; who leads and who has signed, where it is a duty."""

    href: str
    what: SafeString
    kind: str
    who: SafeString
    receipt: SafeString
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of what was found; ``complete`` says that nothing waits to be taken into the index."""

    city: str
    words: str
    page: TuplePage[FoundRow]
    complete: bool


def found(request: HttpRequest, words: str) -> FoundPage:
    """Look for *words* in what everybody may see, up to the last act."""
    complete = indexing.keep_up(on=timezone.localdate(), reach=head_on(request).size)
    if not complete:
        keep_nothing(request)
    begin = _begin(request)
    best = search.search(words, begin=begin)
    lines = published.lines(int(entry.key) for entry in best.entries if entry.kind == "duty")
    directory = remembered(request, organisation.directory, timezone.localdate())
    names, kinds, sought = dict(directory.units), search.kind_labels(), runs(words)
    rows = [_row(entry, sought, lines, names, kinds) for entry in best.entries if _is_public(entry, lines)]
    turned = TuplePage(
        rows=rows, previous=str(begin) if begin else "", next=str(begin + search.SIZE) if best.more else ""
    )
    return FoundPage(city=directory.jurisdiction, words=words, page=turned, complete=complete)


def drawn_search(request: HttpRequest, shown: FoundPage) -> SafeString:
    """Draw the field with the words in it, and below it what was found."""
    context = drawing(request)
    asked = field(SearchForm(initial={"words": shown.words})["words"], width="l", hint=_hint())
    ask = form(context, join([asked, button(label=_("Search"), icon="search")]), method="get", inline=True, id="search")
    pieces = [panel(ask, tone="quiet"), *_answer(request, shown)]
    home = link(href=reverse("portal:home"), label=_("All registers in force"), icon="arrow-left")
    return page(join([*pieces, home]), title=shown.city, lead=LEAD)


def _hint() -> str:
    return _("Words of a duty, or the name of a unit.")


def _answer(request: HttpRequest, shown: FoundPage) -> Iterator[SafeString]:
    if not shown.complete:
        yield _quiet(
            _(
                "Much has changed at once and is still being taken in, so that some of it is not found yet. "
                "Search again in a moment."
            )
        )
    if not shown.page.rows:
        yield _nothing(shown.words)
        return
    yield table(drawing(request), shown.page.rows, caption=_("Found"), columns=told(COLUMNS), page=shown.page)
    if shown.page.next:
        more = _("There is more; the best are shown. Add a word to find less, or narrow a register by its words.")
        yield _quiet(more)
    elif shown.page.previous:
        yield _quiet(_("These are the best. A further word may find others that have all of them."))


def _nothing(words: str) -> SafeString:
    title = _("Nothing in force has “%(words)s”") % {"words": words}
    said = _(
        "Every word must be there as it is written. "
        "Take one away, write the beginning of a word, or look through a register."
    )
    return empty_state(escaped(said), title=title, icon="search-x")


def _quiet(said: str) -> SafeString:
    return text(escaped(said), tone="quiet")


def _begin(request: HttpRequest) -> int:
    """Say how many of the best stand on the pages before; what is no such number means the first page."""
    after, before = (request.GET.get(name, "") for name in ("after", "before"))
    place = before or after
    number = int(place) if place.isdecimal() and place.isascii() and len(place) <= len(str(FURTHEST)) else 0
    return min(max(number - search.SIZE, 0) if before else number, FURTHEST)


def _is_public(entry: "SearchEntry", lines: Mapping[int, "PublishedLine"]) -> bool:
    """Show no duty that is not published now, whatever the index says."""
    return entry.kind != "duty" or int(entry.key) in lines


def _row(
    entry: "SearchEntry",
    sought: Sequence[str],
    lines: Mapping[int, "PublishedLine"],
    names: Mapping[str, str],
    kinds: Mapping[str, str],
) -> FoundRow:
    href, line = _address(entry), lines.get(int(entry.key)) if entry.kind == "duty" else None
    title, said = _unit_names(entry, names) if entry.kind == "unit" else (entry.title, entry.text)
    return FoundRow(
        href=href,
        what=parts.found(title, said, sought, href=href),
        kind=kinds[entry.kind],
        who=who_leads(line) if line else SafeString(),
        receipt=signed_lamp(line) if line else SafeString(),
        where=entry.where,
    )


def _unit_names(entry: "SearchEntry", names: Mapping[str, str]) -> tuple[str, str]:
    """Give a unit's name in the reader's language, and beside it whatever else it is called."""
    title = names.get(entry.key, entry.title)
    return title, " · ".join(name for name in entry.text.split("\n") if name != title)


def _address(entry: "SearchEntry") -> str:
    if entry.kind == "duty":
        return duty_address(int(entry.key))
    return unit_address(entry.key) if entry.kind == "unit" else reverse("portal:register", args=[entry.key])
