"""The lines of a document, without the spaces and the Markdown signs around their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed

__all__ = ["Line", "is_note", "lines_of"]

# Lines that a person or a crawler put beside the text: "# source: …", "=== 2023-01-04 …".
_NOTE = re.compile(r"#\s[^\n]{0,80}?[：:]|={3,}\s|<!--.{0,200}-->")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_AROUND = " \t\u3000\xa0\f\v\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds words; ``sharps`` counts the Markdown signs before them, 0 where there are none."""

    span: Span
    sharps: int


def is_note(text: str, line: Span) -> bool:
    """Tell whether a line was put beside the text by whoever stored it.

    Examples
    --------
    >>> is_note("# source: an archive", Span(start=0, end=20))
    True
    """
    return _NOTE.match(text, line.start, line.end) is not None


def lines_of(text: str) -> Iterator[Line]:
    r"""Yield the lines that hold words.

    Examples
    --------
    >>> [(line.span.of("## 水\n\n 气"), line.sharps) for line in lines_of("## 水\n\n 气")]
    [('水', 2), ('气', 0)]
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = trimmed(text, Span(start=start, end=end), _AROUND)
        sign = _MARKDOWN_HEADING.match(text, line.start, line.end)
        sharps = 0
        if sign and not is_note(text, line):
            line = Span(start=sign.end(), end=line.end)
            sharps = len(sign[1])
        if len(line):
            yield Line(span=line, sharps=sharps)
        start = end + 1
