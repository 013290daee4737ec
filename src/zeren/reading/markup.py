"""HTML to text: the title, the facts in its meta tags and the body, a line for a block, tables as tables.

The tokeniser is ours because the standard library's needs quadratic time on unclosed comments and tags, and a
page comes from anybody. Every search for a closing mark that fails is remembered, so the whole is linear.

Hanweb pages (大汉版通) enclose the body in ``<!--<$[信息内容]>begin-->`` and ``end``, the title in
``<!--<$[标题]>begin-->``; government sites of other makes in ``<meta name="ContentStart">`` and ``ContentEnd``
(domain.md 7). Where these marks stand, only what they enclose is text; of other pages main_content.py picks
the part that holds the document.
"""

import html
import re
from collections.abc import Iterator

from zeren.reading.layout import Layout, Source
from zeren.reading.main_content import document_part, lines_of_facts
from zeren.reading.page_tables import Tables
from zeren.reading.page_tree import PageTree, one_line

__all__ = ["is_markup", "read_page"]

# Their content is never text of the document.
_SILENT = ("script", "style", "noscript", "template")
_MARKUP_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|div|meta|table|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,500}))""")
_BODY_MARK = "<$[信息内容]>"
_TITLE_MARK = "<$[标题]>"
# fmt: off
_WITH_ATTRIBUTES = frozenset(
    (
        "a", "aside", "article", "div", "footer", "header", "main", "meta", "nav", "ol", "section", "table", "td", "th",
        "ul",
    )
)
# fmt: on


def is_markup(text: str) -> bool:
    """Tell whether *text* begins like an HTML page.

    Examples
    --------
    >>> is_markup("<!DOCTYPE html><html>"), is_markup("# 政府督查工作条例")
    (True, False)
    """
    return _MARKUP_START.match(text, 0, 4000) is not None


def read_page(source: str) -> Source:
    r"""Take the title, the time of publishing and the text out of a page.

    Examples
    --------
    >>> read_page("<html><title>责任清单</title><body><p>第一条</p><p>A &amp; B</p></body></html>").text
    '第一条\nA & B'
    """
    reader = _Reader()
    for token in _tokens(source):
        reader.take(token)
    tree = reader.tree
    tree.close_all()
    layout, tables = Layout(), Tables(tree)
    marked = reader.marked()
    if marked:
        parts = marked
    else:
        part, parts = document_part(tree)
        for line in lines_of_facts(tree, part):
            layout.line(line)
    for start, end in parts:
        _render(tree, tables, start, end, layout)
    return layout.source(title=reader.title(), published_at=reader.meta.get("pubdate"))


def _render(tree: PageTree, tables: Tables, start: int, end: int, layout: Layout) -> None:
    """Write the pieces from *start* to *end*: lines, and tables where they stand whole within."""
    for table in tables.within(start, end):
        _lines(tree, start, table.start, layout)
        tables.write(table, layout)
        start = table.end
    _lines(tree, start, end, layout)


def _lines(tree: PageTree, start: int, end: int, layout: Layout) -> None:
    for line in tree.lines(start, end):
        layout.line(line)


class _Reader:
    """Sorts the tokens of a page: what is title, what is a fact, what stands where in the tree."""

    def __init__(self) -> None:
        self.tree = PageTree()
        self.meta: dict[str, str] = {}
        self._titles: dict[str, list[str]] = {"tag": [], "mark": []}
        self._title: str | None = None
        # Where the marks of each kind open and close the body.
        self._bodies: dict[str, list[list[int]]] = {"mark": [], "meta": []}

    def take(self, token: str) -> None:
        if token.startswith(("<!", "<?")):
            self._comment(token)
        elif token.startswith("<"):
            self._tag(token)
        else:
            words = html.unescape(token)
            if self._title is not None:
                self._titles[self._title].append(words)
            if self._title != "tag":
                self.tree.words(words)

    def _comment(self, token: str) -> None:
        begins = "begin" in token
        if _BODY_MARK in token:
            self._body("mark", begins=begins)
        elif _TITLE_MARK in token:
            self._title = "mark" if begins else None

    def _body(self, kind: str, *, begins: bool) -> None:
        bodies = self._bodies[kind]
        open_ = bool(bodies) and len(bodies[-1]) == 1
        if begins and not open_:
            bodies.append([self.tree.place])
        elif open_ and not begins:
            bodies[-1].append(self.tree.place)

    def _tag(self, token: str) -> None:
        name = _name_of(token)
        attributes = _attributes(token) if name in _WITH_ATTRIBUTES else {}
        if name == "meta":
            self._fact(attributes)
        elif name == "title":
            self._title = None if token.startswith("</") else "tag"
        elif token.startswith("</"):
            self.tree.close(name)
        else:
            self.tree.open(name, attributes)

    def _fact(self, attributes: dict[str, str]) -> None:
        name = attributes.get("name", "").lower()
        if name in {"contentstart", "contentend"}:
            self._body("meta", begins=name == "contentstart")
        elif name and "content" in attributes:
            self.meta.setdefault(name, attributes["content"].strip())

    def marked(self) -> list[tuple[int, int]]:
        """Return the parts that marks enclose, if they hold any words."""
        for bodies in self._bodies.values():
            parts = [(body[0], body[1] if len(body) > 1 else self.tree.place) for body in bodies]
            if any(next(self.tree.lines(start, end), None) for start, end in parts):
                return parts
        return []

    def title(self) -> str | None:
        found = "".join(self._titles["mark"]).strip() or "".join(self._titles["tag"]).strip()
        return one_line(found) or self.meta.get("articletitle") or self.meta.get("title")


def _attributes(token: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(token)
    }


def _tokens(source: str) -> Iterator[str]:
    """Cut a page into tags, comments and words, in one pass."""
    position, size = 0, len(source)
    missing: set[str] = set()
    while position < size:
        opening = source.find("<", position)
        if opening < 0:
            opening = size
        if opening > position:
            yield source[position:opening]
        if opening == size:
            return
        closing = "-->" if source.startswith("<!--", opening) else ">"
        end = _find(source, closing, opening, missing)
        if end < 0 or not (source.startswith(("<!", "<?"), opening) or _TAG_NAME.match(source, opening + 1)):
            yield "&lt;"
            position = opening + 1
            continue
        token = source[opening:end]
        yield token
        position = _after_silence(source, token, end, missing)


def _find(source: str, closing: str, start: int, missing: set[str]) -> int:
    """Return the position after the next *closing*, or -1; never look twice for what is not there."""
    if closing in missing:
        return -1
    found = source.find(closing, start)
    if found < 0:
        missing.add(closing)
        return -1
    return found + len(closing)


def _after_silence(source: str, token: str, end: int, missing: set[str]) -> int:
    """Skip the content of scripts and styles."""
    name = _name_of(token)
    if token.startswith("</") or name not in _SILENT:
        return end
    for closing in (f"</{name}>", f"</{name.upper()}>"):
        after = _find(source, closing, end, missing)
        if after >= 0:
            return after
    return end


def _name_of(token: str) -> str:
    found = _TAG_NAME.match(token, 1)
    return found[1].lower() if found else ""
