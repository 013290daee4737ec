"""A long text with marked stretches that links can jump to; not one character of the text is changed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zeren_platform.ui.parts.markup import element, escaped, join, language_tag, names
from zeren_platform.ui.shapes import Mark

__all__ = ["changed_words", "excerpt_of", "highlighted", "marked_text"]


# Longer than this is no word but a stretch of Chinese.
WORD = 20


def highlighted(text: str, words: Sequence[str]) -> SafeString:
    """Mark every word in a text, whatever its case."""
    if not words or not text:
        return escaped(text)
    sought = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)
    pieces, last = [], 0
    for hit in sought.finditer(text):
        pieces += [escaped(text[last : hit.start()]), element("mark", hit[0], class_="hit")]
        last = hit.end()
    return SafeString("".join([*pieces, escaped(text[last:])]))


def excerpt_of(text: str, words: Sequence[str], *, length: int) -> str:
    """Keep as much of a text as is shown, around the first of the words."""
    places = [place for word in words if (place := text.casefold().find(word)) >= 0]
    start = max(min(places, default=0) - length // 4, 0)
    # Words that are set apart begin whole.
    start += text[start : start + WORD].find(" ") + 1 if start else 0
    kept = text[start : start + length].strip()
    return f"{'…' if start else ''}{kept}{'…' if start + length < len(text) else ''}"


def changed_words(pieces: Iterable[tuple[str, str]]) -> SafeString:
    """Show a text with what went out struck through and what came in: pairs of "same", "out" or "in" and words.

    Whoever hears the page is told which is which, since a browser does not say it.
    """
    told = {"out": _("Out:"), "in": _("In:")}
    tags = {"out": "del", "in": "ins"}
    drawn = [
        element(tags[kind], join([element("span", told[kind], class_="unseen"), words]))
        if kind in tags
        else escaped(words)
        for kind, words in pieces
    ]
    return element("span", join(drawn), class_="changed-words")


def marked_text(text: str, *, spans: Sequence[Mark], language: str = "") -> SafeString:
    """Set *text* in paragraphs with its stretches marked; they may nest, overlap and cross paragraphs.

    What a browser gives back as the text of the result is exactly *text*.
    """
    writer = _Writer(text, spans)
    return element("div", SafeString("".join(writer.pieces())), class_="marked-text", lang=language_tag(language))


class _Writer:
    """Walks once over the text; a stretch cut by another or by the end of a paragraph goes on in a further piece."""

    def __init__(self, text: str, spans: Sequence[Mark]) -> None:
        self.text = text
        self.marks = [mark for mark in spans if 0 <= mark.start < mark.end <= len(text)]
        self.begun: set[str] = set()

    def pieces(self) -> Iterator[str]:
        start = 0
        for number, line in enumerate(self.text.split("\n")):
            if number:
                yield "\n"
            if line:
                yield '<p class="row-line">' if "\t" in line else "<p>"
                yield from self._line(start, start + len(line))
                yield "</p>"
            start += len(line) + 1

    def _line(self, start: int, end: int) -> Iterator[str]:
        here = [mark for mark in self.marks if mark.start < end and mark.end > start]
        edges = {edge for mark in here for edge in (mark.start, mark.end) if start < edge < end}
        standing: list[Mark] = []
        for left, right in pairwise(sorted({start, end} | edges)):
            wanted = [mark for mark in here if mark.start <= left < mark.end]
            yield from self._turn(standing, wanted, at=left)
            # The tab stays what it is; the stylesheet draws the edge between two cells of a table there.
            yield escaped(self.text[left:right]).replace("\t", '<span class="cell-edge">\t</span>')
        yield from self._turn(standing, [], at=end)

    def _turn(self, standing: list[Mark], wanted: list[Mark], *, at: int) -> Iterator[str]:
        """Close the stretches that end, and those inside them; open what is wanted, the longest outermost."""
        keep = next((place for place, mark in enumerate(standing) if mark not in wanted), len(standing))
        while len(standing) > keep:
            mark = standing.pop()
            if not self.text[at : mark.end].strip("\n"):
                yield self._back(mark)
            yield "</mark>"
        for mark in sorted((mark for mark in wanted if mark not in standing), key=lambda mark: (-mark.end, mark.start)):
            standing.append(mark)
            yield self._start(mark)

    def _start(self, mark: Mark) -> str:
        first = mark.id not in self.begun
        self.begun.add(mark.id)
        whole = element(
            "mark",
            id=mark.id if first else None,
            data_mark=mark.id,
            class_=names("mark", f"mark-{mark.tone}"),
            title=mark.title or None,
        )
        return whole.removesuffix("</mark>")

    def _back(self, mark: Mark) -> str:
        """Lead from a stretch to what was made of it; the stylesheet writes the number, so no text is added."""
        if not mark.back:
            return ""
        told = mark.title or _("What was made of this sentence")
        return element("a", href=mark.back, class_="mark-back", aria_label=told, data_number=mark.number or None)
