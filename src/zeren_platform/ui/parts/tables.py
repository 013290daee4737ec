"""Tables: heads that sort, rows that become cards on a phone, paging by key without counting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Protocol

from django.http import QueryDict
from django.template import Context, TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zeren_platform.ui.parts.icons import drawn
from zeren_platform.ui.parts.markup import Text, element, escaped, join, names
from zeren_platform.ui.shapes import Align, Column, Kind, RowGroup

__all__ = [
    "DrawnRow",
    "Frame",
    "PageOfRows",
    "Scope",
    "as_file",
    "cell",
    "data_table",
    "drawn_row",
    "drawn_rows",
    "frames_of",
    "open_row",
    "open_table",
    "pager",
    "table_row",
]

SCOPE = "ui_table"
# What names a place in the list; another order begins again at its first page.
PLACES = ("after", "before")


class PageOfRows(Protocol):
    """What ``common.pagination`` gives: the places before and after, empty where there is none."""

    @property
    def next(self) -> str:
        """Give the place after the last row."""

    @property
    def previous(self) -> str:
        """Give the place before the first row."""


class DrawnRow(Protocol):
    """A row whose cells are drawn: its address, and under the key of each column what stands there."""

    @property
    def href(self) -> str:
        """Give the address to which the row leads; empty for none."""


@dataclass(slots=True)
class Scope:
    """Where we are in the table that is being rendered, so that a cell knows its column."""

    columns: Sequence[Column]
    place: int = 0


def open_table(_context: Context, named: Mapping[str, Any]) -> dict[str, object]:
    """Tell the rows inside which columns the table has."""
    return {SCOPE: Scope(named["columns"])}


def open_row(context: Context, _named: Mapping[str, Any]) -> dict[str, object]:
    """Begin again at the first column."""
    _scope(context, "table_row").place = 0
    return {}


def data_table(
    context: Context,
    content: str,
    *,
    caption: Text,
    columns: Sequence[Column],
    page: PageOfRows | None = None,
    sort: str = "",
    caption_shown: bool = False,
    dense: bool = False,
    empty: Text = "",
    export: bool = True,
) -> SafeString:
    """Show rows under named columns; *sort* is the present order, as ``due`` or ``-due``.

    Below them a link gives all pages as a file (``ui.exporting``), unless the page offers files of its own.
    """
    query = _query(context)
    heads = join(_head(column, sort=sort, query=query) for column in columns)
    body = content.strip() or element(
        "tr", element("td", empty or _("Nothing here."), colspan=len(columns)), class_="none"
    )
    table = element(
        "table",
        join(
            [
                element("caption", caption, class_=None if caption_shown else "unseen"),
                element("thead", element("tr", heads)),
                element("tbody", SafeString(body)),
            ]
        ),
        class_=names("table", dense and "table-dense"),
    )
    frame = element("div", table, class_="table-frame")
    turned = pager(context, page, label=caption) if page is not None else ""
    # In a static copy nobody answers for it.
    is_offered = export and content.strip() and not context.get("is_static")
    return join([frame, turned, as_file(context, caption=caption) if is_offered else ""])


def as_file(context: Context, *, caption: Text) -> SafeString:
    """Offer what the table shows as a file, with all of its pages. A matrix has it beside it."""
    asked = _query(context).copy()
    for gone in PLACES:
        asked.pop(gone, None)
    asked["export"] = "csv"
    told = element("span", f" {caption}", class_="unseen")
    words = join([drawn("download"), element("span", join([_("As CSV"), told]))])
    return element("a", words, href=f"?{asked.urlencode()}", download=True, class_="table-export")


def table_row(content: str, *, href: str = "", selected: bool = False, id: str = "") -> SafeString:
    """Show one thing; with *href* the whole row leads there (the script follows the row's first link without it)."""
    return element(
        "tr",
        content,
        id=id or None,
        class_=names(selected and "selected"),
        data_href=href or None,
        aria_current="true" if selected else None,
    )


def cell(
    context: Context,
    content: str,
    *,
    label: Text = "",
    align: Align | Literal[""] = "",
    kind: Kind = "text",
    span: int = 1,
) -> SafeString:
    """Fill the row's next column; the label on a card and the alignment come from the column."""
    opening, closing = _frame(_column(context, span), kind, label=str(label), align=align, span=span)
    return SafeString(f"{opening}{content}{closing}")


def drawn_rows(context: Context, *, rows: Iterable[DrawnRow | RowGroup]) -> SafeString:
    """Show rows whose cells are drawn already: for each column what the row has under its key.

    A tag for every cell costs ten times what this does, and a page has hundreds of them. A ``RowGroup`` among them
    heads those that follow it. A row with an ``id`` can be replaced alone; with ``edited_at`` its cells become fields.
    """
    columns = _scope(context, "drawn_rows").columns
    frames = frames_of(columns)
    return join(_group(row, span=len(columns)) if isinstance(row, RowGroup) else drawn_row(row, frames) for row in rows)


Frame = tuple[str, str, str]


def frames_of(columns: Iterable[Column]) -> list[Frame]:
    """Give the key of each column, and what stands before and after its cells."""
    return [(column.key, *_frame(column, column.kind)) for column in columns]


def drawn_row(row: DrawnRow, frames: Sequence[Frame]) -> SafeString:
    """Show one row whose cells are drawn, as an answer that replaces it does too."""
    return element(
        "tr",
        SafeString("".join([f"{opening}{escaped(getattr(row, key))}{closing}" for key, opening, closing in frames])),
        id=getattr(row, "id", None) or None,
        data_href=row.href or None,
        data_edited_at=getattr(row, "edited_at", None) or None,
    )


def _group(group: RowGroup, *, span: int) -> SafeString:
    """Head a group with a link that opens or closes it, without losing one's place on the page."""
    told = _("%(group)s (continued)") % {"group": group.label} if group.continued else group.label
    words = [drawn("chevron-down" if group.opened else "chevron-right"), element("span", told)]
    link = element(
        "a",
        join([*words, element("span", group.count, class_="count")]),
        href=group.href,
        class_="group-link",
        aria_expanded="true" if group.opened else "false",
        role="button",
        hx_get=group.href,
        hx_target="#main",
        hx_select="#main",
        hx_swap="outerHTML show:none",
        hx_push_url="true",
    )
    return element("tr", element("th", link, colspan=span, scope="colgroup"), class_="row-group")


def _frame(
    column: Column, kind: Kind, *, label: str = "", align: Align | Literal[""] = "", span: int = 1
) -> tuple[str, str]:
    """Give what stands before and after the content of a cell."""
    side = align or ("end" if kind == "number" else column.align)
    on_card = "hide-narrow" if column.hide_below == "narrow" else "told" if column.told else ""
    entry = column.key if column.editable else None
    opening = _cell_opening(kind, side, label or str(column.label), on_card, span, entry)
    return opening, "</th>" if kind == "head" else "</td>"


@lru_cache(maxsize=2048)
def _cell_opening(kind: str, side: str, label: str, on_card: str, span: int, entry: str | None) -> str:
    """Open a cell; a long table has few different ones."""
    style = names(side != "start" and f"align-{side}", kind != "text" and f"kind-{kind}", on_card)
    tag, scope = ("th", "row") if kind == "head" else ("td", None)
    whole = element(
        tag, class_=style, scope=scope, data_label=label, colspan=span if span > 1 else None, data_entry=entry
    )
    return whole.removesuffix(f"</{tag}>")


def pager(context: Context, page: PageOfRows, *, label: Text = "") -> SafeString:
    """Lead to the page before and the page after, never to a number of pages that nobody counted."""
    query = _query(context)
    links = [
        _turn(query, "before", page.previous, label=pgettext("page of a list", "Previous"), icon="chevron-left"),
        _turn(query, "after", page.next, label=pgettext("page of a list", "Next"), icon="chevron-right"),
    ]
    return (
        element(
            "nav",
            join(links),
            class_="pager",
            aria_label=_("Pages: %(list)s") % {"list": label} if label else _("Pages"),
        )
        if any(links)
        else SafeString()
    )


def _scope(context: Context, part: str) -> Scope:
    scope = context.get(SCOPE)
    if not isinstance(scope, Scope):
        raise TemplateSyntaxError(f"{part!r} stands inside 'data_table'")
    return scope


def _column(context: Context, span: int) -> Column:
    scope = _scope(context, "cell")
    try:
        column = scope.columns[scope.place]
    except IndexError:
        raise TemplateSyntaxError(f"a row has more cells than the table has columns ({len(scope.columns)})") from None
    scope.place += span
    return column


def _head(column: Column, *, sort: str, query: QueryDict) -> SafeString:
    style = names(column.align != "start" and f"align-{column.align}", column.width and f"width-{column.width}")
    if not column.sortable:
        label = column.label if column.label_shown else element("span", column.label, class_="unseen")
        return element("th", label, scope="col", class_=style)
    order = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort)
    turned = f"-{column.key}" if order == "ascending" else column.key
    sign = {"ascending": "arrow-up", "descending": "arrow-down", None: "chevrons-up-down"}[order]
    target = element("a", join([column.label, drawn(sign)]), href=_address(query, sort=turned), class_="sorter")
    return element("th", target, scope="col", class_=style, aria_sort=order)


def _turn(query: QueryDict, name: str, place: str, *, label: str, icon: str) -> SafeString:
    if not place:
        return SafeString()
    words = [drawn(icon), label] if name == "before" else [label, drawn(icon)]
    rel = "prev" if name == "before" else "next"
    return element(
        "a", join(words), href=_address(query, **{name: place}), rel=rel, class_="button button-secondary button-s"
    )


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request is not None else QueryDict()


def _address(query: QueryDict, **changes: str) -> str:
    """Keep the filters of this page, change what is named, and leave the old place in the list."""
    changed = query.copy()
    for name in PLACES:
        changed.pop(name, None)
    for name, found in changes.items():
        changed[name] = found
    return f"?{changed.urlencode()}"
