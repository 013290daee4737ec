"""What the public search found: one table, the best first, its words marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from zeren_platform.common.searchable import runs
from zeren_platform.organisation import published as organisation
from zeren_platform.portal.web.caching import head_on, keep_nothing, remembered
from zeren_platform.portal.web.rows import duty_address, signed_lamp, told, unit_address, who_leads
from zeren_platform.responsibilities import published
from zeren_platform.search import indexing
from zeren_platform.search import published as search
from zeren_platform.ui.parts import search as parts
from zeren_platform.ui.shapes import Column

if TYPE_CHECKING:
    from zeren_platform.responsibilities.published import PublishedLine
    from zeren_platform.search.models import SearchEntry

__all__ = ["FoundRow", "found"]

COLUMNS: Final = (
    Column(key="what", label=gettext_lazy("What"), kind="head"),
    Column(key="kind", label=gettext_lazy("Kind"), width="s"),
    Column(key="who", label=gettext_lazy("Who leads"), width="l"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
    Column(key="where", label=gettext_lazy("Where"), width="l", told=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One thing that was found, its cells drawn; who leads and who has signed, where it is a duty."""

    href: str
    what: SafeString
    kind: str
    who: SafeString
    receipt: SafeString
    where: str


def found(request: HttpRequest, words: str) -> dict[str, object]:
    """Look for *words* in what everybody may see, up to the last act."""
    complete = indexing.keep_up(on=timezone.localdate(), reach=head_on(request).size)
    if not complete:
        keep_nothing(request)
    best = search.search(words)
    lines = published.lines(int(entry.key) for entry in best.entries if entry.kind == "duty")
    directory = remembered(request, organisation.directory, timezone.localdate())
    names = dict(directory.units)
    rows = [_row(entry, runs(words), lines, names) for entry in best.entries if _is_public(entry, lines)]
    shown = {"rows": rows, "more": best.more, "complete": complete}
    return {**shown, "columns": told(COLUMNS), "city": directory.jurisdiction}


def _is_public(entry: "SearchEntry", lines: Mapping[int, "PublishedLine"]) -> bool:
    """Show no duty that is not published now, whatever the index says."""
    return entry.kind != "duty" or int(entry.key) in lines


def _row(
    entry: "SearchEntry", sought: Sequence[str], lines: Mapping[int, "PublishedLine"], names: Mapping[str, str]
) -> FoundRow:
    href, line = _address(entry), lines.get(int(entry.key)) if entry.kind == "duty" else None
    title, text = _unit_names(entry, names) if entry.kind == "unit" else (entry.title, entry.text)
    return FoundRow(
        href=href,
        what=parts.found(title, text, sought, href=href),
        kind=entry.get_kind_display(),
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
