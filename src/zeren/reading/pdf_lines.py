"""Lines of pages to paragraphs: what repeats at the edges of the pages goes, what was broken to fit is joined."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

__all__ = ["PageLine", "paragraphs", "without_running_lines"]

_DIGITS = re.compile(r"\d{1,9}")
_PAGE_NUMBER = re.compile(
    r"(?:[-—–\uff0d·\s]{0,6}|第\s{0,3}|page\s{0,3})\d{1,4}(?:[-—–\uff0d·\s]{0,6}|\s{0,3}页.{0,12}|\s{0,3}(?:of|/)\s{0,3}\d{1,4})\Z",
    re.IGNORECASE,
)
# How many lines at either edge of a page may be running ones, and on how many pages a line must stand to be one.
_EDGE = 2
_FEWEST_PAGES = 3
# Left and right pages may have lines of their own.
_SHARE = 0.4
_SENTENCE_END = re.compile(r"[。；：！？.;:!?”）)]\Z")
_MARKER = re.compile(
    r"[一二三四五六七八九十百]{1,5}、|[（(][一二三四五六七八九十百\d]{1,5}[)）]|\d{1,3}[.、．]\s?(?!\d)"
    r"|第[一二三四五六七八九十百千\d]{1,7}[编章节条]|[①-⑳]|[•●▪◆-]\s|[IVXLC]{1,6}\.\s|[A-Za-z][.)]\s"
)
_WESTERN = re.compile(r"[!-~À-ɏ‘’“”]")
_LOOSE = 1.5
_FAR = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line as it stands on its page; ``size`` is the height of its first sign."""

    words: str
    left: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Where the lines of a page begin and end as a rule, and how far apart they stand."""

    left: float
    right: float
    pitch: float


def without_running_lines(pages: list[list[PageLine]]) -> list[list[PageLine]]:
    """Drop headers, footers and page numbers: what stands at an edge of many pages, figures aside.

    Examples
    --------
    >>> line = lambda words: PageLine(words=words, left=0, right=9, bottom=0, size=1)
    >>> pages = [[line("市政府公报"), line(words), line(f"— {page} —")] for page, words in enumerate("甲乙丙", 1)]
    >>> [[one.words for one in page] for page in without_running_lines(pages)]
    [['甲'], ['乙'], ['丙']]
    """
    held = sum(1 for page in pages if page)
    seen = Counter(key for page in pages for key in {_key(page, place) for place in _edges(page)})
    return [_inner(page, seen, held) for page in pages]


def _inner(page: list[PageLine], seen: Counter[tuple[bool, str]], pages: int) -> list[PageLine]:
    """Cut the running lines off a page, from either edge inwards."""
    keys = [_key(page, place) for place in range(len(page))]
    pitch = _column(page).pitch
    first, last = 0, len(page)
    for place in range(min(_EDGE, last)):
        if _runs(page[place], seen[keys[place]], pages) and _apart(page, place, pitch):
            first = place + 1
    for place in range(last - 1, max(last - _EDGE, first) - 1, -1):
        if _runs(page[place], seen[keys[place]], pages) and _apart(page, place - 1, pitch):
            last = place
    return page[first:last]


def _apart(page: list[PageLine], above: int, pitch: float) -> bool:
    """Tell whether a line stands farther from the one under it than lines of a text do."""
    if not pitch or not 0 <= above < len(page) - 1:
        return True
    return page[above].bottom - page[above + 1].bottom > _FAR * pitch


def _edges(page: list[PageLine]) -> set[int]:
    return {place for place in (*range(_EDGE), *range(len(page) - _EDGE, len(page))) if 0 <= place < len(page)}


def _key(page: list[PageLine], place: int) -> tuple[bool, str]:
    """Return what a running line has in common on all pages: its words without figures, and the edge it stands at."""
    return place < len(page) / 2, _DIGITS.sub("#", page[place].words)


def _runs(line: PageLine, times: int, pages: int) -> bool:
    if _PAGE_NUMBER.match(line.words):
        return times > 1 or not line.words.isdigit()
    return pages >= _FEWEST_PAGES and times >= max(_FEWEST_PAGES - 1, _SHARE * pages)


def paragraphs(pages: list[list[PageLine]]) -> Iterator[str]:
    """Join the lines of each paragraph, also across pages.

    A line goes on into the next if it reaches the right edge of the column and the next is neither indented nor
    farther away than lines are, nor begins with a marker after the end of a sentence.
    """
    open_: list[str] = []
    before: tuple[PageLine, _Column] | None = None
    for page in pages:
        column = _column(page)
        last: PageLine | None = None
        for line in page:
            if before is not None and not _goes_on(*before, line, column, same_page=last is not None):
                yield _joined(open_)
                open_ = []
            open_.append(line.words)
            before, last = (line, column), line
    if open_:
        yield _joined(open_)


def _column(page: list[PageLine]) -> _Column:
    if not page:
        return _Column(left=0, right=0, pitch=0)
    rights = sorted(line.right for line in page)
    lefts = sorted(line.left for line in page)
    gaps = [above.bottom - below.bottom for above, below in pairwise(page)]
    down = [gap for gap in gaps if gap > 0]
    # One line that sticks out is not the edge.
    return _Column(
        left=lefts[len(lefts) // 10], right=rights[-1 - len(rights) // 10], pitch=median(down) if down else 0
    )


def _goes_on(line: PageLine, own: _Column, after: PageLine, column: _Column, *, same_page: bool) -> bool:
    em = max(line.size, after.size, 1.0)
    if line.right < own.right - _LOOSE * em - _slack(line, after, em) or after.left > column.left + 0.9 * em:
        return False
    # A larger or smaller hand is another kind of line.
    if max(line.size, after.size) > _LOOSE * min(line.size, after.size) + 1:
        return False
    gap = line.bottom - after.bottom
    if same_page and own.pitch and not 0 < gap <= _LOOSE * own.pitch:
        return False
    return not (_SENTENCE_END.search(line.words) and _MARKER.match(after.words))


def _slack(line: PageLine, after: PageLine, em: float) -> float:
    """Return how much room the next word may have wanted: western words are not broken."""
    if not _WESTERN.match(after.words) or not _WESTERN.match(line.words[-1]):
        return 0.0
    return em * 0.6 * min(len(after.words.partition(" ")[0]), 15)


def _joined(lines: list[str]) -> str:
    parts = [lines[0]]
    for line in lines[1:]:
        last = parts[-1]
        if last.endswith("\xad"):
            parts[-1] = last[:-1]
        elif _WESTERN.match(last[-1]) and _WESTERN.match(line[0]):
            parts.append(" ")
        parts.append(line)
    # A hyphen that the page shows at the very end stays one.
    return "".join(parts).replace("\xad", "-")
