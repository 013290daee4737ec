"""The tables of any page as a file: ``?export=csv`` gives what the page shows, as cells that no spreadsheet runs.

The page is made as always and its tables are read out of it, so that a file never shows more than the page, and no
view writes the same rows twice. Where a table has further pages, they are made one after the other, as if somebody
turned them.
"""

from collections.abc import Callable, Iterator
from copy import copy
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from zeren_platform.common.tables import csv_lines

__all__ = ["ASKED", "TableExportMiddleware", "Tables"]

# What the link below a table says.
ASKED: Final = ("export", "csv")
CELLS: Final = frozenset({"td", "th"})
# The names of the places of a list; the file begins at its first page.
PLACES: Final = ("after", "before")
# Twenty thousand rows of most lists. What is longer is narrowed, or has files of its own.
MOST_PAGES: Final = 400
Pages = Callable[[HttpRequest], HttpResponseBase]


class Tables(HTMLParser):
    """Reads the tables of the kit out of a page: caption, heads and rows, each cell as plain words."""

    def __init__(self) -> None:
        super().__init__()
        # Of each table its caption and its lines, the heads first.
        self.found: list[tuple[str, list[list[str]]]] = []
        self.words: list[str] | None = None
        self.inside = False
        # In a part of a figure that is set apart; the figure stands beside it.
        self.within = False
        # The query of the page that the pager leads on to.
        self.further = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a line or a cell."""
        if tag == "table":
            style = (dict(attrs).get("class") or "").split()
            self.inside = bool({"table", "matrix"} & set(style)) and "figures-table" not in style
            if self.inside:
                self.found.append(("", []))
        elif tag == "a" and self.found and not self.inside and ("rel", "next") in attrs:
            self.further = self.further or urlsplit(dict(attrs).get("href") or "").query
        elif tag == "b" and "within" in (dict(attrs).get("class") or ""):
            self.within = True
        elif self.inside and tag == "tr":
            self.found[-1][1].append([])
        elif self.inside and (tag in CELLS or tag == "caption"):
            self.words = []

    def handle_data(self, data: str) -> None:
        """Take the words of a cell; pieces of markup stand apart."""
        if self.words is not None and not self.within:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a table."""
        if tag == "table":
            self.inside = False
        elif tag == "b":
            self.within = False
        if self.words is None or not self.inside:
            return
        if tag in CELLS:
            self.found[-1][1][-1].append(" ".join(" ".join(self.words).split()))
            self.words = None
        elif tag == "caption":
            self.found[-1] = (" ".join("".join(self.words).split()), self.found[-1][1])
            self.words = None


class TableExportMiddleware:
    """Answers with the tables of a page where they are asked for as a file."""

    def __init__(self, get_response: Pages) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, and turn a page into its tables."""
        name, form = ASKED
        if request.GET.get(name) != form:
            return self.get_response(request)
        first = request.GET.copy()
        for place in PLACES:
            first.pop(place, None)
        request = _asking(request, first)
        answer = self.get_response(request)
        tables = _tables_of(answer)
        if tables is None or not tables.found:
            return answer
        _turn_pages(tables, request, self.get_response)
        return _file(request, tables)


def _tables_of(answer: HttpResponseBase) -> Tables | None:
    if answer.status_code != 200 or not isinstance(answer, HttpResponse):  # noqa: PLR2004
        return None
    tables = Tables()
    tables.feed(answer.content.decode())
    return tables


def _asking(request: HttpRequest, query: QueryDict) -> HttpRequest:
    """Ask the same page with another query."""
    asked = copy(request)
    asked.GET = query  # type: ignore[assignment]  # as a form of the same page would send it
    asked.META = {**request.META, "QUERY_STRING": query.urlencode()}
    return asked


def _turn_pages(tables: Tables, request: HttpRequest, answered: Pages) -> None:
    """Add the tables of the further pages to those of the first."""
    first, further, page = list(tables.found), tables.further, 1
    while further:
        if page == MOST_PAGES:
            tables.found[-1][1].append([_("There are more rows than a file holds. Narrow the list.")])
            return
        found = _tables_of(answered(_asking(request, QueryDict(further))))
        if found is None:
            tables.found[-1][1].append(
                [_("The file ends here, since the next page could not be made. Ask for it again.")]
            )
            return
        # What stands on every page beside the list is the same on each.
        tables.found.extend(table for table in found.found if table not in first)
        further, page = found.further, page + 1


def _file(request: HttpRequest, tables: Tables) -> HttpResponse:
    named = len({caption for caption, _rows in tables.found}) > 1
    lines = list(_lines(tables, named=named))
    heads, *rows = lines or [[]]
    answer = HttpResponse("".join(csv_lines(heads, rows)), content_type="text/csv; charset=utf-8")
    name = request.path.strip("/").replace("/", "-")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _lines(tables: Tables, *, named: bool) -> Iterator[list[str]]:
    """Put tables of the same heads below each other; of several tables each line begins with the caption."""
    heads: list[str] = []
    for caption, (head, *rows) in ((caption, lines) for caption, lines in tables.found if lines):
        if head != heads:
            heads = head
            yield ["", *head] if named else head
        yield from ([caption, *row] if named else row for row in rows)
