"""What is a heading: the first short sentence of an item, a line above items, the name of a unit above its duties."""

import re
from functools import cache

from zeren.reading.brackets import outermost
from zeren.reading.lines import Line
from zeren.reading.markers import Marked
from zeren.reading.model import Language
from zeren.reading.proper_names import run_of_names
from zeren.reading.rulebook import alternatives, table
from zeren.reading.sentences import sentences
from zeren.reading.span import Span
from zeren.reading.unit_cells import class_of_units, names_unit
from zeren.reading.unit_names import NameList, name_rules, plausible, read_names, trimmed

__all__ = ["duty_begins", "heading_of", "named_units", "stands_over"]

_COLONS = "：:"
_STOPS = "。.！!？?；;，,"
_LONGEST_UNITS = 80
# What a unit's duties are about, before the word for them.
_LONGEST_MATTER = 20
# A line without a number is a heading only where it is shorter than this and items begin below it.
_FIRST_BELOW = 50
_LONGEST_BARE = {Language.CHINESE: 30, Language.ENGLISH: 60}


@cache
def _unit_heading(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = table(language, "structure").table("unit_heading")
    before, after = alternatives(rules.strings("before")), alternatives(rules.strings("after"))
    edge = "" if language is Language.CHINESE else r"\b"
    return (
        re.compile(rf"{before}\s*", re.IGNORECASE),
        re.compile(rf"\s*(?:的)?{edge}{after}\Z", re.IGNORECASE),
        re.compile(rf"{alternatives(rules.strings('duties'))}{edge}", re.IGNORECASE),
        re.compile(rf"{alternatives(rules.strings('acts'))}{edge}", re.IGNORECASE),
    )


def named_units(text: str, heading: Span, language: Language) -> NameList | None:
    """Read the units that a heading consists of ("市林业局", "市林业局主要职责"); None where it says anything else.

    Examples
    --------
    >>> words = "市林业局、市水务局主要职责"
    >>> found = named_units(words, Span(start=0, end=len(words)), Language.CHINESE)
    >>> [span.of(words) for span, _ in found.names]
    ['市林业局', '市水务局']
    """
    heading = _without_bracket(text, trimmed(text, heading, " \t\u3000：:。【】[]"))
    if not len(heading) or len(heading) > _LONGEST_UNITS:
        return None
    whole = heading
    before, after, _, _ = _unit_heading(language)
    if opened := before.match(text, heading.start, heading.end):
        heading = Span(start=opened.end(), end=heading.end)
    if closed := after.search(text, heading.start, heading.end):
        heading = Span(start=heading.start, end=closed.start())
    found = read_names(text, trimmed(text, heading), language, subject=language is Language.ENGLISH)
    ours = all(_is_unit(text, span, language, is_class=is_class) for span, is_class in found.names)
    return found if found.names and ours else _named_in_running(text, heading, whole, language)


def _without_bracket(text: str, heading: Span) -> Span:
    """Leave out a bracket at the end ("市水务局（3项）")."""
    last = outermost(text, heading)[-1:]
    inside = bool(last) and last[0].end == heading.end and last[0].start > heading.start
    return trimmed(text, Span(start=heading.start, end=last[0].start)) if inside else heading


def _named_in_running(text: str, heading: Span, whole: Span, language: Language) -> NameList | None:
    """Read units before what their duties are about ("市林业局生态保护职责", "市水务局应当履行下列职责")."""
    if language is not Language.CHINESE or heading == whole:
        return None
    run = run_of_names(text, whole.start, whole.end, language)
    if not run.names or len(whole) - (run.end - whole.start) > _LONGEST_MATTER:
        return None
    if any(sign in _STOPS for sign in text[run.end : whole.end]):
        return None
    ours = all(_is_unit(text, name, language, is_class=False) for name in run.names)
    return NameList(names=tuple((name, False) for name in run.names), open_set=run.open_set) if ours else None


def _is_unit(text: str, name: Span, language: Language, *, is_class: bool) -> bool:
    """Tell whether a name is that of a unit, or of a class of units that ends like one (各区人民政府)."""
    words = name.of(text)
    if set(_STOPS + _COLONS + "\t|《》“”") & set(words) or words.endswith(_never(language)):
        return False
    if not is_class:
        return names_unit(words, language)
    rules = name_rules(language)
    ends = rules.endings.search(words) is not None or class_of_units(text, name, language) is not None
    return ends and plausible(words, rules)


@cache
def _never(language: Language) -> tuple[str, ...]:
    return table(language, "structure").table("unit_heading").strings("never")


def duty_begins(text: str, start: int, end: int, language: Language) -> bool:
    """Tell whether the words at *start* hand out a duty to the unit above them ("负责…", "responsible for …").

    Examples
    --------
    >>> duty_begins("负责节水管理。", 0, 7, Language.CHINESE)
    True
    """
    return _unit_heading(language)[2].match(text, start, end) is not None


def heading_of(text: str, marked: Marked, language: Language) -> Span | None:
    """Find the heading of a numbered line: the whole line if it is no sentence, else a short first sentence.

    The name of a unit before a colon is one too; a sentence that says who leads is none.
    """
    body = marked.body
    if not len(body):
        return None
    if text[body.end - 1] not in _STOPS + _COLONS and named_units(text, body, language) is not None:
        return body
    unit = _unit_before_colon(text, body, language)
    if unit is not None or not marked.style.titled:
        return unit
    longest = table(language, "structure").table("heading").number("longest")
    pieces = sentences(text, body, language)
    first = next(pieces)
    if first == body:
        is_sentence = text[body.end - 1] in "。.；;！!？?：:）)】"
        return None if is_sentence or len(body) > 2 * longest else body
    if len(first) > longest or _is_task(text, first, next(pieces)) or _says_who(text, first, language):
        return None
    return trimmed(text, first, "。.！!？?")


@cache
def _head(language: Language) -> re.Pattern[str]:
    """Return the pattern of what stands before a colon, or in Chinese before a space."""
    if language is Language.ENGLISH:
        return re.compile(rf"[^{_COLONS};\n]{{2,{_LONGEST_UNITS}}}(?=(\s?[{_COLONS}]))")
    return re.compile(rf"[^{_COLONS}。；;\s\u3000]{{2,{_LONGEST_UNITS}}}(?=(\s?[{_COLONS}])|[ \u3000]{{1,4}})")


def _unit_before_colon(text: str, body: Span, language: Language) -> Span | None:
    """Find the unit at the head of an item, before a colon or before a space and its duty."""
    found = _head(language).match(text, body.start, body.end)
    if found is None:
        return None
    heading, rest = trimmed(text, Span(start=body.start, end=found.end())), Span(start=found.end(), end=body.end)
    if found[1] is None and not duty_begins(text, trimmed(text, rest).start, rest.end, language):
        return None
    return heading if named_units(text, heading, language) is not None else None


def _is_task(text: str, first: Span, second: Span) -> bool:
    """Tell whether the only sentence of an item is followed by its bracket, so that it is the task itself."""
    return text[second.start] in "（(【[" and text[second.end - 1] in "）)】]" and first.end <= second.start


def _says_who(text: str, sentence: Span, language: Language) -> bool:
    """Tell whether a sentence begins with a unit that acts (市发展改革委牵头，完成…)."""
    if language is not Language.CHINESE:
        return False
    run = run_of_names(text, sentence.start, sentence.end, language)
    return bool(run.names) and _unit_heading(language)[3].match(text, run.end, sentence.end) is not None


def stands_over(
    text: str, line: Line, after: Line | None, below: Marked | None, language: Language, *, inside: bool
) -> Span | None:
    """Return the heading that a line without a number is, or None.

    Parameters
    ----------
    text, line
        The document, and the line that is asked.
    after, below
        The line after it, and its marker if it has one.
    language
        Whose rules apply.
    inside : bool
        Something is open above: before that a class of units with a colon is whom a letter addresses.
    """
    whole = line.span
    heading = trimmed(text, whole, " \t\u3000：:")
    if not len(heading) or len(heading) > table(language, "structure").table("heading").number("longest"):
        return None
    if line.sharps:
        return heading
    if after is None or len(heading) > _LONGEST_BARE[language] or set(_STOPS + _COLONS + "\t|") & set(heading.of(text)):
        return None
    # Above chapters and articles stands the title once more, no heading.
    first = below is not None and below.is_first(text) and below.style.rank >= _FIRST_BELOW
    if first and heading == whole:
        return heading if language is Language.CHINESE or heading.of(text)[0].isupper() else None
    goes_on = below is not None or duty_begins(text, after.span.start, after.span.end, language)
    units = named_units(text, heading, language) if goes_on else None
    addressed = units is None or (heading != whole and not inside and any(is_class for _, is_class in units.names))
    return None if addressed else heading
