"""The documents that a text names: 《…》 in Chinese, a quoted title in English."""

import re
from collections.abc import Iterator
from functools import cache

from zeren.reading.model import Instrument, Language
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["instruments", "named_instruments", "title_key"]

_CHINESE = re.compile(r"《([^《》\n]{2,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,60})?)》")
_ENGLISH = re.compile(r"\"([^\"\n]{4,250})\"|“([^“”\n]{4,250})”|《([^《》\n]{2,250})》")
_WORD = re.compile(r"[\w'-]+")
_SHORTEST_TITLE = 3


def named_instruments(text: str, within: Span, language: Language) -> Iterator[Span]:
    """Yield the span of every title in *within*, without its quotation marks.

    Examples
    --------
    >>> words = "reviewed the “List of Duties in Binhai” and the “six guarantees”"
    >>> [span.of(words) for span in named_instruments(words, Span(start=0, end=len(words)), Language.ENGLISH)]
    ['List of Duties in Binhai']
    """
    pattern = _CHINESE if language is Language.CHINESE else _ENGLISH
    for found in pattern.finditer(text, within.start, within.end):
        group = found.lastindex or 1
        span = Span(start=found.start(group), end=found.end(group))
        titled = not _is_work(text, span) if text[found.start()] == "《" else _is_title(span.of(text))
        if titled:
            yield span


def instruments(text: str, within: Span, language: Language) -> tuple[Instrument, ...]:
    """List every title once, in the order of first mention; a second wording says which it is the same as."""
    seen: dict[str, str] = {}
    found: dict[str, Instrument] = {}
    for span in named_instruments(text, within, language):
        title = span.of(text)
        if title not in found:
            found[title] = Instrument(title=title, span=span, same_as=_earlier(title, seen, language))
        if found[title].same_as is None:
            _remember(title, seen, language)
    return tuple(found.values())


def _remember(title: str, seen: dict[str, str], language: Language) -> None:
    """Let 《条例》 be short for the last title before it that ends so (《促进个体工商户发展条例》)."""
    key = title_key(title, language)
    seen[key] = title
    if language is Language.CHINESE:
        seen.update({"…" + key[-length:]: title for length in range(2, 5)})


def _earlier(title: str, seen: dict[str, str], language: Language) -> str | None:
    same = seen.get(title_key(title, language))
    if same is None and language is Language.CHINESE:
        same = seen.get("…" + title)
    return same


def title_key(title: str, language: Language) -> str:
    """Return what two wordings of one title have in common."""
    status, links = _compared(language)
    title = status.sub("", title)
    if language is Language.CHINESE:
        return title
    return " ".join(sorted(word for word in _WORD.findall(title.lower()) if word not in links))


@cache
def _compared(language: Language) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what does not count when two titles are compared: a status at the end, and small words."""
    rules = table(language, "instruments")
    return re.compile(rf"{alternatives(rules.strings('status'))}\Z"), frozenset(rules.strings("links"))


def _is_work(text: str, title: Span) -> bool:
    """Tell a film, a book or a newspaper, which stands in 《》 too, from a document that orders something."""
    kinds, press = _works()
    return text.endswith(kinds, 0, title.start - 1) or title.of(text).endswith(press)


@cache
def _works() -> tuple[tuple[str, ...], tuple[str, ...]]:
    rules = table(Language.CHINESE, "instruments")
    return rules.strings("works"), rules.strings("press")


def _is_title(words: str) -> bool:
    """Tell a title ("Opinions on …", "… Action Plan") from other quoted words."""
    found = _WORD.findall(words)
    # "14th Five-Year Plan" names a period, not a document with a text.
    if len(found) < _SHORTEST_TITLE or words[0].isdigit():
        return False
    return _kind_at_an_end().match(words) is not None


@cache
def _kind_at_an_end() -> re.Pattern[str]:
    """Match a kind of document first, last, or before what it is about ("Interim Measures for …")."""
    kind = alternatives(table(Language.ENGLISH, "instruments").strings("kinds"))
    return re.compile(rf"{kind}\b|.*\b{kind}(?:\s+(?:on|for|of|to)\b|[\s(),.\d-]*\Z)")
