"""The agenda of a meeting: what it did with what."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from zeren.reading.instruments import named_instruments
from zeren.reading.model import AgendaItem, Language
from zeren.reading.obligations import word_pattern
from zeren.reading.rulebook import Table, alternatives, table
from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed

__all__ = ["agenda_items", "agenda_part", "is_other_matters", "is_same_matter", "matter"]

_ENDS = " \t\n\u3000，,；;。.：:、"
# Between two titles of one list stands nothing but these.
_BETWEEN_TITLES = re.compile(r"(?:[\s《》\"“”'、，,和及与以]|[（(][^（）()]{1,8}[）)]|and|the)*")
_AND = re.compile(r"(?:\s+and|[，,]?并且?)\Z")
_WORD = re.compile(r"[A-Za-z][\w'-]*|\d+")
_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]+")
# Two wordings are of one matter if the later says at least half of it in the words of the earlier.
_SAME_MATTER = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    verb: re.Pattern[str]
    verbs: dict[str, str]
    # Words that are an outcome and no new matter where they follow an item of a later paragraph, and those that are
    # an item in the opening only.
    outcomes: frozenset[str]
    opening_only: frozenset[str]
    subject: re.Pattern[str]
    other: re.Pattern[str]
    stop: re.Pattern[str]
    fillers: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A verb of the agenda in the masked words, or a matter between "对" and "作出部署"; positions are in them."""

    verb: str
    start: int
    end: int
    object: tuple[int, int] | None
    # Whether it is no matter of its own: it only ends the object before it.
    outcome: bool


@cache
def _rules(language: Language) -> _Rules:
    rules = table(language, "meetings")
    entries = rules.tables("verb")
    verbs = {word.lower(): entry.text("verb") for entry in entries for word in entry.strings("words")}
    closes = {word: entry.text("verb") for entry in rules.tables("around") for word in entry.strings("closes")}
    agenda = rules.table("agenda")
    pattern = _chinese if language is Language.CHINESE else _english
    verb, subject = pattern(agenda, tuple(verbs), tuple(closes))
    return _Rules(
        verb=re.compile(verb, re.IGNORECASE),
        verbs=verbs | closes,
        outcomes=frozenset(agenda.strings("outcomes")),
        opening_only=frozenset(agenda.strings("opening_only")),
        subject=re.compile(subject, re.IGNORECASE),
        stop=re.compile(_stop(agenda)),
        other=re.compile(word_pattern(rules.strings("other_matters"), language), re.IGNORECASE),
        fillers=re.compile(word_pattern(agenda.strings("fillers"), language), re.IGNORECASE),
    )


def _chinese(agenda: Table, words: tuple[str, ...], closes: tuple[str, ...]) -> tuple[str, str]:
    """Return the patterns of a verb and of a sentence whose subject is the meeting."""
    subjects = alternatives(agenda.strings("subjects"))
    adverbs = f"{alternatives(agenda.strings('adverbs'))}{{0,3}}"
    # Atomic: "研究部署，" is no "研究" with an object.
    plain = f"(?P<verb>(?>{alternatives(words)}))(?!{alternatives(agenda.strings('not_before'))})了?+(?![，,：:])"
    around = rf"[对就](?P<matter>[^，,。；;：:\n]{{1,80}}?)(?P<close>{alternatives(closes)})"
    verb = rf"(?:\A|(?<=[，；,;、并]))\s*(?:{subjects})?{adverbs}(?:{plain}|{around})"
    return verb, rf"{subjects}{adverbs}(?:{plain}|{around})"


def _english(agenda: Table, words: tuple[str, ...], closes: tuple[str, ...]) -> tuple[str, str]:
    """Return the patterns of a verb and of a sentence whose subject is the meeting."""
    subjects = alternatives(agenda.strings("subjects"))
    adverbs = rf"(?:{word_pattern(agenda.strings('adverbs'), Language.ENGLISH)}\s+)?"
    before = word_pattern(agenda.strings("before"), Language.ENGLISH)
    verb = word_pattern(words, Language.ENGLISH)
    return (
        rf"(?:(?:{subjects}|{before}|,|;)\s+){adverbs}(?:(?P<verb>{verb})\s+|(?P<matter>)(?P<close>{alternatives(closes)}))",
        rf"{subjects}\s+{adverbs}{verb}",
    )


def _stop(agenda: Table) -> str:
    """Match where the object ends before its sentence: at "，强调", or at a comma if the language has it so."""
    stop = alternatives(agenda.strings("stops"))
    carried_on = agenda.strings("carried_on_by")
    return rf"{stop}|[，,](?!{alternatives(carried_on)})" if carried_on else stop


def agenda_part(text: str, sentence: Span, language: Language, *, anywhere: bool) -> Span | None:
    """Return the part of *sentence* from "The meeting also reviewed …" on: its begin, or *anywhere* after a comma."""
    pattern = _rules(language).subject
    if pattern.match(text, sentence.start, sentence.end):
        return sentence
    if anywhere and (found := pattern.search(text, sentence.start, sentence.end)) and text[found.start() - 1] in "，,":
        return Span(start=found.start(), end=sentence.end)
    return None


def is_other_matters(item: AgendaItem, language: Language) -> bool:
    """Tell whether *item* is "其他事项"."""
    return _rules(language).other.search(item.object) is not None


def is_same_matter(matter: frozenset[str], earlier: Iterable[frozenset[str]]) -> bool:
    """Tell whether *matter* is one of the earlier ones in other words."""
    return any(len(matter & one) >= _SAME_MATTER * len(matter) for one in earlier)


def matter(words: str, language: Language) -> frozenset[str]:
    """Return what tells one matter from another: pairs of signs in Chinese, words in English."""
    essence = _rules(language).fillers.sub(" ", words)
    found = set(_WORD.findall(essence.lower()))
    for run in _CHINESE_RUN.findall(essence):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


def agenda_items(text: str, within: Span, language: Language, *, later: bool = False) -> Iterator[AgendaItem]:
    """Yield the items of *within*, the part of a sentence that begins at its first agenda verb or before it.

    Parameters
    ----------
    text : str
        The document.
    within : Span
        Where to look.
    language : Language
        Whose rules to apply.
    later : bool, default False
        Whether the words are of a paragraph after the opening, where "，决定…" tells how a matter ended.

    Yields
    ------
    AgendaItem
        One for each verb, and for each title where a verb has several.

    Examples
    --------
    >>> words = "听取环保情况汇报，审议通过《甲办法》《乙方案》。"
    >>> [(item.verb, item.object) for item in agenda_items(words, Span(start=0, end=len(words)), Language.CHINESE)]
    [('heard', '环保情况汇报'), ('adopted', '《甲办法》'), ('adopted', '《乙方案》')]
    """
    rules = _rules(language)
    masked = _masked(text, within, language)
    found = list(_found(masked, language, later=later))
    ends = [one.start for one in found[1:]] + [len(masked)]
    for one, end in zip(found, ends[: len(found)], strict=True):
        if one.outcome:
            continue
        if one.object is not None:
            yield _around(text, one, within.start)
            continue
        stop = rules.stop.search(masked, one.end, end)
        object_ = _object(text, Span(start=within.start + one.end, end=within.start + (stop.start() if stop else end)))
        if len(object_):
            yield from _items(text, one.verb, object_, within.start + one.start, language)


def _found(masked: str, language: Language, *, later: bool) -> Iterator[_Found]:
    rules = _rules(language)
    for number, match in enumerate(rules.verb.finditer(masked)):
        word = re.sub(r"\s+", " ", (match["verb"] or match["close"]).lower())
        around = match["verb"] is None
        yield _Found(
            verb=rules.verbs[word],
            start=match.start("matter") - 1 if around else match.start("verb"),
            end=match.end(),
            object=match.span("matter") if around else None,
            outcome=later and (word in rules.opening_only or (number > 0 and word in rules.outcomes)),
        )


def _around(text: str, found: _Found, offset: int) -> AgendaItem:
    """Make the item of "对X作出部署", whose matter stands before its verb."""
    start, end = found.object or (found.start, found.end)
    return AgendaItem(
        verb=found.verb,
        object=text[offset + start : offset + end],
        instruments=(),
        span=Span(start=offset + found.start, end=offset + found.end),
    )


def _object(text: str, around: Span) -> Span:
    """Take the object without the stops and the "and" after it."""
    object_ = trimmed(text, around, _ENDS)
    joined = _AND.search(text, object_.start, object_.end)
    return trimmed(text, Span(start=object_.start, end=joined.start()), _ENDS) if joined else object_


def _masked(text: str, within: Span, language: Language) -> str:
    """Blank the titles, so that a verb inside one is not taken for the meeting's."""
    words, last = [], within.start
    for title in named_instruments(text, within, language):
        words += [text[last : title.start], "\ufffc" * len(title)]
        last = title.end
    return "".join([*words, text[last : within.end]])


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
