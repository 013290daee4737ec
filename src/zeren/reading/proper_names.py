"""Proper names of units in running text: which words are one, and where a run of them ends.

In a bracket everything between two commas is a name; in a sentence a name stands among other words
("会同市气象局在2月底前…", "together with the Water Bureau by March"), so its end must be told from what follows.
"""

import re
from dataclasses import dataclass
from functools import cache

from zeren.reading.model import Language
from zeren.reading.rulebook import Table, alternatives, table
from zeren.reading.span import Span
from zeren.reading.unit_names import read_names

__all__ = ["Run", "is_concrete", "run_of_names"]

# A run longer than this is no list of units.
_MOST_NAMES = 40
_AND = re.compile(r",?\s+and\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The names that stand at a place, one after the other; ``end`` is where the run ends.

    Classes of places are among them only where they were asked for.
    """

    names: tuple[Span, ...]
    open_set: bool
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    endings: tuple[str, ...]
    never: tuple[str, ...]
    proper: tuple[str, ...]
    kinds: tuple[str, ...]
    place: re.Pattern[str]
    not_a_place: re.Pattern[str]
    name: re.Pattern[str]
    places: re.Pattern[str]
    joiner: re.Pattern[str]
    goes_on: re.Pattern[str]
    others: re.Pattern[str]


@cache
def _rules(language: Language) -> _Rules:
    units = table(language, "units")
    concrete, places, opening = units.table("concrete"), units.table("places"), units.table("open")
    chinese = language is Language.CHINESE
    never = alternatives(places.strings("never"))
    tails = alternatives(opening.strings("after_mark"))
    return _Rules(
        endings=concrete.strings("endings"),
        never=concrete.strings("never"),
        proper=concrete.strings("proper"),
        kinds=table(language, "obligations").table("actors").strings("classes"),
        place=_place(places, chinese=chinese),
        not_a_place=re.compile(never if chinese else rf"\A{never}\b"),
        name=_chinese_name(units) if chinese else _english_names(),
        places=_places(units) if chinese else re.compile("(?!)"),
        joiner=re.compile("、|以及|[和与及]"),
        goes_on=re.compile(rf"{re.escape(opening.text('mark'))}(?:[多\d]{{1,3}}个)?{tails}?"),
        others=_others(units, chinese=chinese),
    )


def _others(units: Table, *, chinese: bool) -> re.Pattern[str]:
    """Return the pattern of those who are meant without a name ("有关部门", "other departments")."""
    words = alternatives(units.table("carrying").table("open").strings("others"))
    if chinese:
        return re.compile(rf"{words}[^，,。；;：:（(\n]{{0,12}}?(?:部门|单位|方面|地方|地区|机构|企业)")
    return re.compile(rf"(?:the\s+)?{words}\b", re.IGNORECASE)


def _place(places: Table, *, chinese: bool) -> re.Pattern[str]:
    endings, after = alternatives(places.strings("endings")), alternatives(places.strings("after"))
    if chinese:
        return re.compile(rf"([\u4e00-\u9fff]{{1,6}}{endings}){after}?\Z")
    return re.compile(rf"((?:[A-Z][\w'’-]*\s+){{1,4}}{endings})\Z")


def _chinese_name(units: Table) -> re.Pattern[str]:
    """Return the pattern of a name: up to an ending that nothing can follow, or that something new follows."""
    concrete = units.table("concrete")
    strong, not_before = alternatives(concrete.strings("strong")), alternatives(concrete.strings("not_before"))
    weak = alternatives((*concrete.strings("endings"), *units.table("places").strings("endings")))
    # Not 由, which stands before a name, but 自由贸易.
    sign = r"(?:(?!(?<!自)由)[\u4e00-\u9fff（）])"
    return re.compile(rf"{sign}{{1,20}}?(?:{strong}(?!{not_before})|{weak}(?={_what_follows(concrete)}))")


def _what_follows(concrete: Table) -> str:
    """Return what may follow a name: a sign, a number ("2月底前"), a word of obligation, or a verb or adverb."""
    rules = table(Language.CHINESE, "obligations")
    orders, actors = rules.table("imperative"), rules.table("actors")
    begins = alternatives(
        (*orders.strings("verbs"), *orders.strings("adverbs"), *actors.strings("adverbs"), *actors.strings("coverbs"))
    )
    inner = alternatives(concrete.strings("inner"))
    # 市委组织部：what looks like a verb may be the rest of the name.
    rest_of_name = rf"{inner}[\u4e00-\u9fff]{{0,8}}?(?:局|委(?!托)|办公室|厅|署|部(?!门))"
    signs = r"\Z|[，,。；;：:、（(\d\s]|[和与及]|以及|等"
    return rf"(?:{signs}|要|须|应(?!急|用|收)|负责|牵头|每|逐|(?!{rest_of_name}){begins})"


def _places(units: Table) -> re.Pattern[str]:
    """Return the pattern of a class of places, with what tells which of them (各涉海区县, 各有关区（市）县)."""
    words, follows = units.table("class").table("places"), _what_follows(units.table("concrete"))
    start, kinds, never = (alternatives(words.strings(name)) for name in ("starts", "kinds", "never"))
    after = alternatives(units.table("places").strings("after"))
    which = rf"(?:(?!{never})[\u4e00-\u9fff]){{0,4}}?(?!{never})"
    return re.compile(rf"{start}{which}{kinds}(?:、?{kinds}){{0,3}}{after}?(?={follows})")


def _english_names() -> re.Pattern[str]:
    capital = r"[A-Z][\w'’-]*"
    name = rf"(?:[Tt]he\s+)?{capital}(?:(?:\s+(?:of|and|for|the)){{0,3}}\s+{capital}){{0,14}}"
    return re.compile(rf"{name}(?:,\s+(?:and\s+)?{name}){{0,20}}")


def is_concrete(name: str, language: Language) -> bool:
    """Tell whether *name* is the proper name of a unit.

    Examples
    --------
    >>> [is_concrete(name, Language.CHINESE) for name in ("市财政局", "禾川县", "各区", "城市", "地方人民政府")]
    [True, True, False, False, False]
    """
    rules = _rules(language)
    if _is_place(name, rules):
        return True
    if language is Language.CHINESE:
        named = name.endswith(rules.endings) and not name.startswith(rules.kinds)
        return named and (name.endswith(rules.proper) or not any(word in name for word in rules.never))
    # What stands before "of" is the unit: "General Office of the Municipal Party Committee".
    head = name.partition(" of ")[0]
    named = not set(rules.endings).isdisjoint(head.split()) and name[:1].isupper()
    return named and not any(word in head for word in rules.never)


def _is_place(name: str, rules: _Rules) -> bool:
    found = rules.place.match(name)
    return found is not None and rules.not_a_place.search(found[1]) is None


def run_of_names(text: str, start: int, end: int, language: Language, *, classes: bool = False) -> Run:
    """Read the names that stand at *start*, with *classes* those of Chinese classes of places too (各涉海区县).

    Examples
    --------
    >>> words = "市气象局、市公安局等有关部门在2月底前列明区域"
    >>> found = run_of_names(words, 0, len(words), Language.CHINESE)
    >>> [name.of(words) for name in found.names], found.open_set, words[found.end :]
    (['市气象局', '市公安局'], True, '在2月底前列明区域')
    """
    if language is Language.CHINESE:
        return _chinese_run(text, start, end, classes=classes)
    return _english_run(text, start, end)


def _chinese_run(text: str, start: int, end: int, *, classes: bool) -> Run:
    rules = _rules(Language.CHINESE)
    names: list[Span] = []
    at, over = start, start
    while len(names) < _MOST_NAMES:
        found = rules.places.match(text, at, end) if classes else None
        if found is None:
            found = rules.name.match(text, at, end)
            found = found if found and is_concrete(found[0], Language.CHINESE) else None
        if found is None:
            other = rules.others.match(text, at, end)
            return Run(names=tuple(names), open_set=other is not None, end=other.end() if other else over)
        names.append(Span(start=found.start(), end=found.end()))
        over = found.end()
        if goes_on := rules.goes_on.match(text, over, end):
            return Run(names=tuple(names), open_set=True, end=goes_on.end())
        joiner = rules.joiner.match(text, over, end)
        if joiner is None:
            break
        at = joiner.end()
    return Run(names=tuple(names), open_set=False, end=over)


def _english_run(text: str, start: int, end: int) -> Run:
    rules = _rules(Language.ENGLISH)
    while start < end and text[start] in " \t\n":
        start += 1
    if other := rules.others.match(text, start, end):
        return Run(names=(), open_set=True, end=other.end())
    found = rules.name.match(text, start, end)
    if found is None:
        return Run(names=(), open_set=False, end=start)
    listed = read_names(text, Span(start=start, end=found.end()), Language.ENGLISH, subject=True)
    names = tuple(
        span for span, is_class in listed.names if not is_class and is_concrete(span.of(text), Language.ENGLISH)
    )
    rest = _AND.match(text, found.end(), end)
    goes_on = rest is not None and rules.others.match(text, rest.end(), end) is not None
    return Run(names=names, open_set=bool(names) and (listed.open_set or goes_on), end=found.end())
