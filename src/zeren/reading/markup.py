"""HTML to text: the title, the facts in its meta tags and the body, a line for a block.

The tokeniser is ours because the standard library's needs quadratic time on unclosed comments and tags, and a
page comes from anybody. Every search for a closing mark that fails is remembered, so the whole is linear.

Hanweb pages (大汉版通) enclose the body in ``<!--<$[信息内容]>begin-->`` and ``end``, the title in
``<!--<$[标题]>begin-->``; where these marks stand, only what they enclose is text.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Page", "is_markup", "read_page"]

# fmt: off
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    )
)
# fmt: on
# Their content is never text of the document.
_SILENT = ("script", "style", "noscript", "template")
_MARKUP_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|div|meta|table|p)\b", re.IGNORECASE | re.DOTALL
)
_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,500}))""")
_SPACES = re.compile(r"[ \t\u3000\xa0]+")
_BODY_MARK = "<$[信息内容]>"
_TITLE_MARK = "<$[标题]>"


@dataclass(slots=True, kw_only=True)
class Page:
    """A page taken apart; ``meta`` has lower-case names (the State Council prescribes ArticleTitle, PubDate …)."""

    title: str | None = None
    text: str = ""
    meta: dict[str, str] = field(default_factory=dict)


def is_markup(text: str) -> bool:
    """Tell whether *text* begins like an HTML page.

    Examples
    --------
    >>> is_markup("<!DOCTYPE html><html>"), is_markup("# 政府督查工作条例")
    (True, False)
    """
    return _MARKUP_START.match(text, 0, 4000) is not None


def read_page(source: str) -> Page:
    r"""Take the title, the meta tags and the text out of a page.

    Examples
    --------
    >>> read_page("<html><title>责任清单</title><body><p>第一条</p><p>A &amp; B</p></body></html>").text
    '第一条\nA & B'
    """
    page, gather = Page(), _Gatherer()
    for token in _tokens(source):
        gather.take(token, page)
    page.text = gather.text()
    page.title = gather.title() or page.meta.get("articletitle") or page.meta.get("title")
    return page


class _Gatherer:
    """Collects words where they belong: the title, the marked body, or the page at large."""

    def __init__(self) -> None:
        self._all: list[str] = []
        self._marked: list[str] = []
        self._titles: dict[str, list[str]] = {"tag": [], "mark": []}
        self._in_body = False
        self._title: str | None = None

    def take(self, token: str, page: Page) -> None:
        if token.startswith("<!"):
            self._comment(token)
        elif token.startswith("<"):
            self._tag(token, page)
        else:
            self._words(html.unescape(token))

    def _comment(self, token: str) -> None:
        begins = "begin" in token
        if _BODY_MARK in token:
            self._in_body = begins
        elif _TITLE_MARK in token:
            self._title = "mark" if begins else None

    def _tag(self, token: str, page: Page) -> None:
        name = _name_of(token)
        if name == "meta":
            attributes = {
                found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
                for found in _ATTRIBUTE.finditer(token)
            }
            if "name" in attributes and "content" in attributes:
                page.meta.setdefault(attributes["name"].lower(), attributes["content"].strip())
        if name == "title":
            self._title = None if token.startswith("</") else "tag"
        elif name in _BLOCKS:
            self._words("\n", block=True)

    def _words(self, words: str, *, block: bool = False) -> None:
        if self._title is not None and not block:
            self._titles[self._title].append(words)
        if self._title != "tag":
            # A line end inside a paragraph of the source is only a space of the page.
            kept = words if block else words.replace("\n", " ")
            (self._marked if self._in_body else self._all).append(kept)

    def text(self) -> str:
        lines = "".join(self._marked or self._all).split("\n")
        return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in lines) if line)

    def title(self) -> str | None:
        found = "".join(self._titles["mark"]).strip() or "".join(self._titles["tag"]).strip()
        return _SPACES.sub(" ", found.replace("\n", " ")) or None


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
        if end < 0 or not (source.startswith("<!", opening) or _TAG_NAME.match(source, opening + 1)):
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
