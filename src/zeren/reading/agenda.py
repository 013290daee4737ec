"""The agenda of a meeting: what it did with what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zeren.reading.instruments import named_instruments
from zeren.reading.model import AgendaItem, Language
from zeren.reading.obligations import word_pattern
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed

__all__ = ["agenda_items", "is_agenda_sentence", "is_other_matters"]

_ENDS = " \t\n\u3000，,；;。.：:、"
# Between two titles of one list stands nothing but these.
_BETWEEN_TITLES = re.compile(r"(?:[\s《》\"“”'、，,和及与以]|and|the)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    verb: re.Pattern[str]
    verbs: dict[str, str]
    subject: re.Pattern[str]
    other: re.Pattern[str]
    stop: re.Pattern[str]


@cache
def _rules(language: Language) -> _Rules:
    rules = table(language, "meetings")
    verbs = {word.lower(): entry.text("verb") for entry in rules.tables("verb") for word in entry.strings("words")}
    words = word_pattern(tuple(verbs), language)
    agenda = rules.table("agenda")
    subjects, adverbs = alternatives(agenda.strings("subjects")), word_pattern(agenda.strings("adverbs"), language)
    if language is Language.CHINESE:
        verb = rf"(?:\A|(?<=[，；,;、]))\s*(?:{subjects})?{adverbs}{{0,3}}({words})了?"
        subject = rf"{subjects}{adverbs}{{0,3}}{words}"
    else:
        before = word_pattern(agenda.strings("before"), language)
        verb = rf"(?:(?:{subjects}|{before}|,|;)\s+)(?:{adverbs}\s+)?({words})\s+"
        subject = rf"{subjects}\s+(?:{adverbs}\s+)?{words}\b"
    return _Rules(
        verb=re.compile(verb, re.IGNORECASE),
        verbs=verbs,
        subject=re.compile(subject, re.IGNORECASE),
        stop=re.compile(alternatives(agenda.strings("stops"))),
        other=re.compile(word_pattern(rules.strings("other_matters"), language), re.IGNORECASE),
    )


def is_agenda_sentence(text: str, sentence: Span, language: Language) -> bool:
    """Tell whether the meeting is the subject and one of the agenda verbs follows ("The meeting also reviewed …")."""
    return _rules(language).subject.match(text, sentence.start, sentence.end) is not None


def is_other_matters(item: AgendaItem, language: Language) -> bool:
    """Tell whether *item* is "其他事项"."""
    return _rules(language).other.search(item.object) is not None


def agenda_items(text: str, within: Span, language: Language) -> Iterator[AgendaItem]:
    """Yield the items of *within*, the part of a sentence that begins at its first agenda verb or before it.

    Examples
    --------
    >>> words = "听取环保情况汇报，审议通过《甲办法》《乙方案》。"
    >>> [(item.verb, item.object) for item in agenda_items(words, Span(start=0, end=len(words)), Language.CHINESE)]
    [('heard', '环保情况汇报'), ('adopted', '《甲办法》'), ('adopted', '《乙方案》')]
    """
    rules = _rules(language)
    masked = _masked(text, within, language)
    found = list(rules.verb.finditer(masked))
    starts = [match.start() for match in found[1:]] + [len(masked)]
    for match, end in zip(found, starts[: len(found)], strict=True):
        stop = rules.stop.search(masked, match.end(), end)
        end = stop.start() if stop else end  # noqa: PLW2901
        object_ = trimmed(text, Span(start=within.start + match.end(), end=within.start + end), _ENDS)
        object_ = _without_and(text, object_)
        verb = rules.verbs[re.sub(r"\s+", " ", match[1].lower())]
        if len(object_):
            start = within.start + match.start(1)
            yield from _items(text, verb, object_, start, language)


def _masked(text: str, within: Span, language: Language) -> str:
    """Blank the titles, so that a verb inside one is not taken for the meeting's."""
    words, last = [], within.start
    for title in named_instruments(text, within, language):
        words += [text[last : title.start], "\ufffc" * len(title)]
        last = title.end
    return "".join([*words, text[last : within.end]])


def _without_and(text: str, object_: Span) -> Span:
    words = object_.of(text)
    return Span(start=object_.start, end=object_.end - 4) if words.endswith(" and") else object_


def _items(text: str, verb: str, object_: Span, start: int, language: Language) -> Iterator[AgendaItem]:
    """Yield an item for each title where the object is a list of titles, else one item."""
    titles = list(named_instruments(text, object_, language))
    if not _is_list_of_titles(text, object_, titles):
        names = tuple(title.of(text) for title in titles)
        yield AgendaItem(verb=verb, object=object_.of(text), instruments=names, span=Span(start=start, end=object_.end))
        return
    for number, title in enumerate(titles):
        marked = Span(start=title.start - 1, end=min(title.end + 1, object_.end))
        begin = start if number == 0 else marked.start
        yield AgendaItem(
            verb=verb, object=marked.of(text), instruments=(title.of(text),), span=Span(start=begin, end=marked.end)
        )


def _is_list_of_titles(text: str, object_: Span, titles: list[Span]) -> bool:
    if len(titles) <= 1:
        return False
    edges = [object_.start, *(edge for title in titles for edge in (title.start, title.end)), object_.end]
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return all(_BETWEEN_TITLES.fullmatch(gap) for gap in gaps)
