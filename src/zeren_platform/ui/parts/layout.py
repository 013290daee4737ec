"""Where things stand: the page, its panels, and how they are set side by side."""

from typing import Literal

from django.utils.safestring import SafeString

from zeren_platform.ui.parts.icons import drawn
from zeren_platform.ui.parts.markup import Text, element, join, language_tag, names
from zeren_platform.ui.shapes import Tone

__all__ = [
    "columns",
    "page",
    "page_actions",
    "pane",
    "panel",
    "panel_footer",
    "region",
    "row",
    "split",
    "stack",
]

Gap = Literal["none", "s", "m", "l"]
Ratio = Literal["even", "wide-left", "wide-right"]
PANEL_ICONS = {"warning": "triangle-alert", "danger": "octagon-alert", "success": "circle-check", "accent": "info"}


def page(
    content: str,
    *,
    title: Text,
    lead: Text = "",
    kicker: Text = "",
    width: Literal["wide", "text"] = "wide",
    language: str = "",
) -> SafeString:
    """Head the page; everything on it stands inside. *kicker* says above the title what kind of thing it is.

    A *title* in the words of a document is in the *language* of the document.
    """
    head = join(
        [
            element("p", kicker, class_="kicker") if kicker else "",
            element("h1", title, lang=language_tag(language)),
            element("p", lead, class_="lead") if lead else "",
        ]
    )
    return element(
        "div", join([element("div", head, class_="page-head"), content]), class_=names("page", f"page-{width}")
    )


def page_actions(content: str) -> SafeString:
    """Put buttons at the right of the page's heading."""
    return element("div", content, class_="page-actions")


def panel(
    content: str,
    *,
    title: Text = "",
    tone: Tone = "plain",
    collapsible: bool = False,
    opened: bool = True,
    id: str = "",
) -> SafeString:
    """Frame what belongs together; a warning, danger or success tone makes it a notice."""
    style = names("panel", f"panel-{tone}")
    sign = drawn(PANEL_ICONS[tone]) if tone in PANEL_ICONS else ""
    anchor = id or None
    if collapsible:
        summary = element("summary", join([sign, element("h2", title, class_="panel-title")]), class_="panel-summary")
        return element("details", join([summary, content]), class_=style, id=anchor, open=opened)
    heading = element("div", join([sign, element("h2", title, class_="panel-title")]), class_="panel-head")
    return element("section", join([heading if title else "", content]), class_=style, id=anchor)


def panel_footer(content: str) -> SafeString:
    """Close a panel with its actions or notes."""
    return element("div", content, class_="panel-footer")


def stack(content: str, *, gap: Gap = "m") -> SafeString:
    """Set parts below one another."""
    return element("div", content, class_=names("stack", f"gap-{gap}"))


def row(
    content: str,
    *,
    gap: Gap = "m",
    align: Literal["start", "center", "end", "between"] = "center",
    wrap: bool = True,
) -> SafeString:
    """Set parts beside one another, on one line where they fit."""
    return element("div", content, class_=names("row", f"gap-{gap}", f"row-{align}", not wrap and "row-nowrap"))


def columns(content: str, *, count: Literal[2, 3, 4] = 2, ratio: Ratio = "even", gap: Gap = "m") -> SafeString:
    """Set each child in a column of its own; below one another on a phone."""
    return element("div", content, class_=names("columns", f"columns-{count}", f"ratio-{ratio}", f"gap-{gap}"))


def split(content: str, *, ratio: Ratio = "even") -> SafeString:
    """Hold two panes side by side that scroll by themselves, as a text and what is made of it."""
    return element("div", content, class_=names("split", f"ratio-{ratio}"))


def region(content: str, *, id: str, replaces: bool = False) -> SafeString:
    """Name a part of the page that answers of the server replace.

    In an answer that is not for this part itself, *replaces* puts it in the place of the one with the same id.
    """
    return element("div", content, id=id, class_="region", hx_swap_oob="true" if replaces else None)


def pane(content: str, *, title: Text, id: str = "") -> SafeString:
    """Scroll one side of a split."""
    head = element("h2", title, class_="pane-title")
    body = element("div", content, class_="pane-body", tabindex=0, role="region", aria_label=title)
    return element("div", join([head, body]), class_="pane", id=id or None)
