"""The search over everything: a field in the head of every page, and what is suggested below it."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zeren_platform.ui.parts.icons import drawn
from zeren_platform.ui.parts.marks import excerpt_of, highlighted
from zeren_platform.ui.parts.markup import element, join
from zeren_platform.ui.parts.words import linked
from zeren_platform.ui.parts.words import text as paragraph

__all__ = ["SuggestedRow", "found", "head_search", "search_box", "suggestions"]

# Letters of a text that stand for what has no title, and letters around the first word that was found.
SHORT: Final = 80
SHOWN: Final = 160


class SuggestedRow(Protocol):
    """What is suggested: its title, drawn as a link, and what it is."""

    @property
    def what(self) -> SafeString:
        """Give the title, drawn as a link."""

    @property
    def kind(self) -> str:
        """Say what it is."""


def found(title: str, text: str, words: Sequence[str], *, href: str, below: bool = True) -> SafeString:
    """Lead to what was found, its words marked; *below* it, what its text says around the first of them."""
    heading = linked(highlighted(title or text[:SHORT], words), href=href)
    said = excerpt_of(text, words, length=SHOWN) if below and title else ""
    return join([heading, paragraph(highlighted(said, words), tone="quiet", size="s")]) if said else heading


def search_box(context: Context, *, value: str = "") -> SafeString:
    """Ask for words in the middle of a page; the address of the search is the wiring's."""
    return _form(str(context.get("search") or ""), id="words", value=value)


def head_search(context: Context) -> SafeString:
    """Ask for words in the head of the page; on a phone it is a link to the page of the search."""
    address = str(context.get("search") or "")
    if not address:
        return SafeString()
    told = element("span", _("Search"), class_="unseen")
    link = element("a", join([drawn("search"), told]), href=reverse(address), class_="search-link")
    return join([_form(address, id="search", value="", hint=_("Search: Ctrl K")), link])


def _form(address: str, *, id: str, value: str, hint: str = "") -> SafeString:
    where = reverse(address)
    box = element(
        "input",
        type="search",
        name="q",
        id=id,
        value=value,
        aria_label=_("Search everything"),
        autocomplete="off",
        placeholder=hint or None,
        maxlength=200,
        hx_get=f"{where}suggest/",
        hx_trigger="input changed delay:150ms",
        hx_target=f"#{id}-suggestions",
        hx_swap="innerHTML",
        hx_sync="this:replace",
    )
    below = element("div", "", id=f"{id}-suggestions", class_="suggestions", aria_live="polite")
    return element("form", join([box, below]), action=where, method="get", role="search", class_="search-form")


def suggestions(context: Context, *, rows: Iterable[SuggestedRow], words: str) -> SafeString:
    """List what is suggested, and lead to everything that has the words."""
    listed = [element("li", join([row.what, element("span", row.kind, class_="count")])) for row in rows]
    if not words:
        return SafeString()
    address = f"{reverse(str(context.get('search')))}?{urlencode({'q': words})}"
    everything = element("a", _("Search everything for “%(words)s”") % {"words": words}, href=address, class_="link")
    return element("ul", join([*listed, element("li", everything)]))
