"""Lists of names: where one name ends and the next begins.

Chinese lists are joined by 、 and at last by 和; but 文化和旅游部 is one name, so 和 parts two names only where the
words before it already end like a name. English names hold "and" themselves (Housing and Urban-Rural Development
Bureau), so only commas part them, the last with or without "and".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zeren.reading.brackets import outermost
from zeren.reading.model import Language
from zeren.reading.rulebook import Table, alternatives, table
from zeren.reading.span import Span

__all__ = ["NameList", "NameRules", "cut", "looks_like_unit", "name_rules", "plausible", "read_names", "trimmed"]

_SPACE = " \t\u3000\xa0\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRules:
    """The part of units.toml that is about names."""

    language: Language
    endings: re.Pattern[str]
    words: re.Pattern[str]
    longest: int
    never: re.Pattern[str]
    joiners: re.Pattern[str]
    bare: frozenset[str]
    others: frozenset[str]
    open_end: re.Pattern[str]
    class_start: re.Pattern[str]
    class_holds: re.Pattern[str]
    generic: re.Pattern[str]
    lead_in: re.Pattern[str]
    short: re.Pattern[str]
    fused: re.Pattern[str]
    by: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """The names of a list in their order, each a class of units or one; ``open_set`` where the list goes on."""

    names: tuple[tuple[Span, bool], ...]
    open_set: bool


@cache
def name_rules(language: Language) -> NameRules:
    """Open the rules for names of *language*."""
    rules = table(language, "units")
    names, kinds, opening = rules.table("names"), rules.table("class"), rules.table("open")
    others = opening.strings("others")
    return NameRules(
        language=language,
        endings=re.compile(alternatives(names.strings("endings")) + r"[）)]?\Z"),
        words=re.compile(r"\b" + alternatives(names.strings("words")) + r"\b"),
        longest=names.number("longest"),
        never=re.compile(alternatives(names.strings("never"))),
        joiners=re.compile(alternatives(names.strings("joiners"))),
        bare=frozenset(names.strings("bare")),
        others=frozenset(others),
        open_end=_open_end(language, opening, others),
        class_start=re.compile(alternatives(kinds.strings("starts")), re.IGNORECASE),
        class_holds=re.compile(alternatives(kinds.strings("holds"))),
        generic=re.compile(f"{alternatives(kinds.strings('generic'))}+\\Z"),
        lead_in=re.compile(alternatives(rules.table("passing").strings("lead_in"))),
        short=_short(names),
        by=_by(rules.table("passing")),
        fused=re.compile(rf"{alternatives(kinds.strings('starts'))}.?{alternatives(names.strings('fused'))}"),
    )


def _open_end(language: Language, opening: Table, others: tuple[str, ...]) -> re.Pattern[str]:
    mark = re.escape(opening.text("mark"))
    tails = alternatives(opening.strings("after_mark"))
    if language is Language.CHINESE:
        return re.compile(rf"{mark}(?:[多\d]{{1,3}}个)?{tails}?\Z")
    return re.compile(rf",?\s+(?:{mark}{tails}?|(?:and\s+)?{alternatives(others)})\Z", re.IGNORECASE)


def _by(words: Table) -> re.Pattern[str]:
    """Return the pattern of 由 before a name, within what is said of the matter ("经费由市财政局负责")."""
    by, other = words.text("by"), words.strings("not_by")
    if not by:
        return re.compile("(?!)")
    before = "".join(f"(?<!{re.escape(word[:-1])})" for word in other if word.endswith(by))
    after = "".join(f"(?!{re.escape(word[1:])})" for word in other if word.startswith(by))
    return re.compile(rf"[^、，,；;。：:（）()]{{1,40}}{before}{re.escape(by)}{after}")


def _short(names: Table) -> re.Pattern[str]:
    """Return the pattern of what stands for a unit by its field alone (发改, 市财政)."""
    return re.compile(rf"{alternatives(names.strings('levels'))}?{alternatives(names.strings('short'))}\Z")


def trimmed(text: str, span: Span, signs: str = _SPACE) -> Span:
    """Leave out spaces, or *signs*, at both ends of *span*."""
    start, end = span.start, span.end
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return span if (start, end) == (span.start, span.end) else Span(start=start, end=end)


@cache
def _any_of(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(signs)}]")


def cut(text: str, span: Span, signs: str) -> Iterator[Span]:
    """Cut *span* at each of *signs* that stands in no bracket; leave out what is empty."""
    ends = [found.start() for found in _any_of(signs).finditer(text, span.start, span.end)]
    pairs = iter(outermost(text, span) if ends else ())
    pair = next(pairs, None)
    start = span.start
    for end in [*ends, span.end]:
        while pair is not None and pair.end <= end:
            pair = next(pairs, None)
        if pair is not None and pair.start <= end < pair.end:
            continue
        piece = trimmed(text, Span(start=start, end=end))
        if len(piece):
            yield piece
        start = end + 1


def read_names(text: str, span: Span, language: Language, *, subject: bool = False) -> NameList:
    """Read the list of names in *span*; in the *subject* of a sentence English names are parted at "and" too.

    Examples
    --------
    >>> words = "文化和旅游部、商务部和海关总署等有关部门"
    >>> found = read_names(words, Span(start=0, end=len(words)), Language.CHINESE)
    >>> [name.of(words) for name, _ in found.names], found.open_set
    (['文化和旅游部', '商务部', '海关总署'], True)
    """
    rules = name_rules(language)
    span, open_set = _without_open_end(text, trimmed(text, span), rules)
    pieces = [
        name
        for piece in _at_commas(text, span, rules)
        for word in _at_spaces(text, piece, rules)
        for name in _parted(text, word, rules, subject=subject)
    ]
    named = [piece for piece in pieces if piece.of(text) not in rules.others]
    # "有关部门" beside named units leaves the set open; alone it is all that the text says.
    if named and len(named) < len(pieces):
        pieces, open_set = named, True
    return NameList(names=tuple(_classed(text, pieces, rules)), open_set=open_set)


def _without_open_end(text: str, span: Span, rules: NameRules) -> tuple[Span, bool]:
    found = rules.open_end.search(text, max(span.start, span.end - 60), span.end)
    if found is None or found.start() <= span.start:
        return span, False
    return trimmed(text, Span(start=span.start, end=found.start())), True


def _at_commas(text: str, span: Span, rules: NameRules) -> Iterator[Span]:
    """Part at commas, but not within 各省、自治区、直辖市人民政府, which is one name."""
    whole = [Span(start=found.start(), end=found.end()) for found in rules.fused.finditer(text, span.start, span.end)]
    pieces = cut(text, span, "、，," if rules.language is Language.CHINESE else ",")
    start: int | None = None
    for piece in pieces:
        start = piece.start if start is None else start
        while whole and whole[0].end <= piece.end:
            whole.pop(0)
        if whole and whole[0].start < piece.end:
            continue
        yield Span(start=start, end=piece.end)
        start = None


def _at_spaces(text: str, piece: Span, rules: NameRules) -> Iterator[Span]:
    """Part Chinese names that only a space parts ("市财政局 市审计局"); a space within a name stays."""
    words = list(cut(text, piece, _SPACE)) if rules.language is Language.CHINESE else []
    if len(words) > 1 and all(looks_like_unit(word.of(text), rules) for word in words):
        yield from words
    else:
        yield piece


def _parted(text: str, piece: Span, rules: NameRules, *, subject: bool) -> Iterator[Span]:
    """Part a piece without commas at its joiners."""
    piece = _without_lead_in(text, piece, rules)
    if rules.language is Language.ENGLISH and not subject:
        if len(piece):
            yield piece
        return
    start = piece.start
    for joiner in rules.joiners.finditer(text, piece.start, piece.end):
        before, after = text[start : joiner.start()], text[joiner.end() : piece.end]
        if len(before) > 1 and rules.endings.search(before) and after not in rules.bare and _is_name(after, rules):
            yield Span(start=start, end=joiner.start())
            start = joiner.end()
    if start < piece.end:
        yield Span(start=start, end=piece.end)


def _without_lead_in(text: str, piece: Span, rules: NameRules) -> Span:
    """Drop "由" or "and the" before a name, and what is said of the matter before 由."""
    if (by := rules.by.match(text, piece.start, piece.end)) and by.end() < piece.end:
        piece = Span(start=by.end(), end=piece.end)
    while (
        (found := rules.lead_in.match(text, piece.start, piece.end))
        and found.end() < piece.end
        and found.end() > found.start()
    ):
        piece = Span(start=found.end(), end=piece.end)
    return piece


def _is_name(words: str, rules: NameRules) -> bool:
    return (
        rules.endings.search(words) is not None
        or rules.class_start.match(words) is not None
        or rules.short.match(words) is not None
    )


def _classed(text: str, pieces: list[Span], rules: NameRules) -> Iterator[tuple[Span, bool]]:
    after_class = False
    for piece in pieces:
        name = piece.of(text)
        is_class = rules.class_start.match(name) is not None or rules.class_holds.search(name) is not None
        # 各 governs the generic names after it: 各区（市）县人民政府、新区管委会.
        is_class = is_class or (after_class and rules.generic.match(name) is not None)
        after_class = is_class
        yield piece, is_class


def plausible(name: str, rules: NameRules) -> bool:
    """Tell whether *name* can be the name of a unit at all."""
    return 1 < len(name) <= rules.longest and rules.never.search(name) is None


def looks_like_unit(name: str, rules: NameRules) -> bool:
    """Tell whether *name* reads like the name of a unit."""
    if not plausible(name, rules):
        return False
    if rules.language is Language.CHINESE:
        return _is_name(name, rules)
    return rules.words.search(name) is not None or rules.class_start.match(name) is not None
