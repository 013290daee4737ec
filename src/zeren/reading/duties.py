"""A sentence that obliges, cut where another duty begins (docs/method/reading.md 2).

A part is a duty where it begins with a verb that has its own object and could be handed to somebody alone. Purpose,
condition, manner and result stay with the action that they qualify; so does what is short, or points back.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise

from zeren.reading import actions_en, actions_zh
from zeren.reading.actions_zh import Phrase
from zeren.reading.carriers import acts_at, doer, supports
from zeren.reading.lexicon import action_words
from zeren.reading.model import Language, Modality
from zeren.reading.obligation_words import speaks_of_some
from zeren.reading.obligations import Finding, Modal, modal_in, modals, sought, word_pattern
from zeren.reading.rulebook import alternatives, table
from zeren.reading.sentences import clauses
from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed

__all__ = ["duties"]

_MODAL_RULES = ("zh.must", "zh.must-not", "zh.in-charge")
_SIGNS = "，；,;"
_ENDS = " \t\u3000\n，,；;、"
_CHINESE_SIGN = re.compile("[，；,;]")
_LONGEST_LINK = 16
_FAR = 400
_AND_END = re.compile(r"[;,]\s+(?:and|or)(?:\s+then)?\Z", re.IGNORECASE)
_ENGLISH_LINK = re.compile(r"[;,]\s+(?:and\s+|or\s+)?(?:then\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chinese:
    results: re.Pattern[str]
    back: re.Pattern[str]
    enumerated: re.Pattern[str]
    conditions: tuple[str, ...]
    cases: tuple[str, ...]
    permitting: re.Pattern[str]
    empty: frozenset[str]
    guiding: frozenset[str]
    naming: tuple[str, ...]
    reporting: frozenset[str]
    reported: tuple[str, ...]
    body: re.Pattern[str]
    shortest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _English:
    results: re.Pattern[str]
    back: re.Pattern[str]
    shortest: int


@dataclass(slots=True, kw_only=True)
class _Part:
    """The part that is being gathered.

    ``size`` is how many signs of it say what to do, ``lead`` how many stand before those. ``frame`` is where a frame
    begins that waits for its verb; ``listing`` is true after a colon.
    """

    start: int
    size: int = 0
    lead: int = 0
    frame: int | None = None
    listing: bool = False


@cache
def _chinese() -> _Chinese:
    words = table(Language.CHINESE, "actions").table("splitting")
    back, others = words.strings("pointing_back"), words.strings("not_in")
    return _Chinese(
        results=re.compile(alternatives(words.strings("results"))),
        back=re.compile(f"{alternatives(others)}|({alternatives(back)})"),
        enumerated=re.compile(alternatives(sought(Language.CHINESE, "enumeration", "marks"))),
        conditions=sought(Language.CHINESE, "situation", "conditions"),
        cases=words.strings("cases"),
        permitting=re.compile(alternatives(words.strings("permitting"))),
        empty=frozenset(action_words("splitting", "empty_objects")),
        guiding=frozenset(action_words("splitting", "guiding")),
        naming=words.strings("naming"),
        reporting=frozenset(words.strings("reporting")),
        reported=words.strings("reported"),
        body=re.compile(rf"{alternatives(sought(Language.CHINESE, 'actors', 'endings'))}\Z"),
        shortest=words.number("shortest"),
    )


@cache
def _english() -> _English:
    words = table(Language.ENGLISH, "actions").table("splitting")
    back = word_pattern(words.strings("pointing_back"), Language.ENGLISH)
    return _English(
        results=re.compile(word_pattern(words.strings("results"), Language.ENGLISH), re.IGNORECASE),
        back=re.compile(back, re.IGNORECASE),
        shortest=words.number("shortest"),
    )


def duties(text: str, finding: Finding, language: Language) -> list[Finding]:
    """Cut what *finding* obliges into duties; they follow one another and leave out only the signs between them.

    Examples
    --------
    >>> words = "各区要公布清理整治的小区名单，建立随机抽查的工作机制，确保取得实效。"
    >>> whole = Finding(span=Span(start=0, end=len(words)), modality=Modality.MUST, rule="zh.must", actor=None)
    >>> [one.span.of(words) for one in duties(words, whole, Language.CHINESE)]
    ['各区要公布清理整治的小区名单', '建立随机抽查的工作机制，确保取得实效。']
    """
    find: Callable[[str, Span], Iterator[int]] = _cuts_zh if language is Language.CHINESE else _cuts_en
    places = [finding.span.start, *find(text, finding.span)]
    if len(places) == 1:
        return [finding]
    ends = [_end(text, Span(start=start, end=end)) for start, end in pairwise(places)]
    parts = [Span(start=start, end=end) for start, end in zip(places, [*ends, finding.span.end], strict=True)]
    rest = [replace(finding, span=part, actor=_actor(text, part, finding)) for part in parts[1:]]
    return [replace(finding, span=parts[0]), *rest]


def _actor(text: str, part: Span, finding: Finding) -> Span | None:
    """Return who must do a later part: the body of the sentence, unless the part names another."""
    for clause in islice(clauses(text, part, _SIGNS), 2):
        if text[clause.start] == "由":
            return doer(text, Span(start=clause.start, end=part.end))
        if (body := _acting(text, actions_zh.phrase(text, clause, []))) is not None:
            return body
    return finding.actor


def _end(text: str, part: Span) -> int:
    """Return where *part* ends without the signs, or the "and", that lead to the next."""
    end = trimmed(text, part, _ENDS).end
    found = _AND_END.search(text, max(part.start, end - _LONGEST_LINK), end)
    return found.start() if found else end


def _cuts_zh(text: str, whole: Span) -> Iterator[int]:
    """Yield where another duty begins."""
    if not _CHINESE_SIGN.search(text, whole.start, whole.end):
        return
    words = modals(text, whole, Language.CHINESE, _MODAL_RULES)
    # What stands before the word of obligation says when, for what or of whom; it is never cut from it.
    obliges_from = words[0].span.start if words else whole.start
    part, rules = _Part(start=whole.start), _chinese()
    for clause in clauses(text, whole, _SIGNS):
        found = actions_zh.phrase(text, clause, words)
        # What only leads to the duty must not outweigh it.
        long_enough = part.size >= max(rules.shortest, part.lead) and clause.start > obliges_from
        begins = clause.start if part.frame is None else part.frame
        if long_enough and begins > part.start and _begins_zh(text, found, part, words):
            part = _Part(start=begins)
            yield part.start
        part.listing = part.listing or "：" in clause.of(text)
        ends = rules.conditions if found.verb is None else rules.cases
        of_some = speaks_of_some(text, clause)
        waits = found.framed or of_some or clause.of(text).endswith((*ends, *rules.naming))
        # "…，市气象局配合": alone after an action it is said of that, and after 由…牵头 of what follows.
        waits = waits and not (part.size and part.frame is None and supports(text, clause))
        part.frame = (clause.start if part.frame is None else part.frame) if waits else None
        if found.verb is not None and not of_some and not _only_leads(text, found):
            part.size += len(clause)
        elif not part.size:
            part.lead += len(clause)


def _only_leads(text: str, found: Phrase) -> bool:
    """Tell whether a clause says in what spirit or who (由…牵头，…配合), and not yet what."""
    rules, words = _chinese(), found.clause.of(text).rstrip(_ENDS)
    return found.verb is not None and (found.verb.of(text) in rules.guiding or words.endswith(rules.naming))


def _begins_zh(text: str, found: Phrase, part: _Part, words: list[Modal]) -> bool:
    """Tell whether a clause is a duty of its own: long enough, with its own object, no result, pointing nowhere."""
    rules, clause = _chinese(), found.clause
    if rules.enumerated.match(text, clause.start, clause.end):
        return _has_object(text, found)
    if _depends(text, found) or (text[clause.start] == "又" and modal_in(words, clause) is None):
        return False
    begins = clause.start if part.frame is None else part.frame
    if text.find("；", max(part.start, begins - 3), begins) < 0:
        modal = modal_in(words, clause)
        if part.listing or not (_orders(text, found) if modal is None else _adds(text, modal)):
            return False
    return _has_object(text, found)


def _depends(text: str, found: Phrase) -> bool:
    """Tell whether a clause cannot stand alone: short, pointing back, a case, permitted, or what another body does."""
    rules, clause = _chinese(), found.clause
    if len(clause) < rules.shortest or clause.of(text).endswith(rules.cases):
        return True
    # What a kind of body does is no duty of the first, and what a unit does is its own.
    if found.named and _acting(text, found) is None:
        return True
    return _points_back(text, clause) or rules.permitting.search(text, clause.start, clause.end) is not None


def _acting(text: str, found: Phrase) -> Span | None:
    """Return the units that do what a clause says, if they stand before its verb."""
    return acts_at(text, found.clause) if found.named else None


def _orders(text: str, found: Phrase) -> bool:
    """Tell whether a clause without a word of obligation says what to do, and not what comes of it."""
    return _chinese().results.match(text, found.head, found.clause.end) is None


def _adds(text: str, modal: Modal) -> bool:
    """Tell whether a word of obligation adds a duty.

    What is forbidden limits the order before it; "不接受的要说明理由" speaks of some whom that names.
    """
    return modal.modality is not Modality.MUST_NOT and text[modal.span.start - 1] != "的"


def _points_back(text: str, clause: Span) -> bool:
    return any(found[1] is not None for found in _chinese().back.finditer(text, clause.start, clause.end))


def _has_object(text: str, found: Phrase) -> bool:
    first = next(actions_zh.of_phrase(text, found), None)
    if first is None or first.object is None or first.object in _chinese().empty:
        return False
    # "按月报告整改结果", "报送市政府办公厅": it reports on the action before it.
    rules = _chinese()
    return not (
        first.verb in rules.reporting and (first.object.endswith(rules.reported) or rules.body.search(first.object))
    )


def _cuts_en(text: str, whole: Span) -> Iterator[int]:
    """Yield where another duty begins: after a semicolon or a comma, with a verb that has its own object."""
    rules = _english()
    found = list(actions_en.find(text, whole))
    starts = list(actions_en.starts(text, whole))
    begun = whole.start
    # The first says what the sentence is about, even where commas stand before its verb.
    for one, action in list(zip(starts, found, strict=True))[1:]:
        link = _ENGLISH_LINK.match(text, one.after, whole.end)
        if link is None or action.object is None or one.after - begun < rules.shortest:
            continue
        rest = Span(start=link.end(), end=min(action.span.end, link.end() + _FAR))
        if len(rest) < rules.shortest or rules.back.search(text, rest.start, rest.end):
            continue
        if rules.results.match(text, one.span.start, rest.end) is None:
            begun = link.end()
            yield begun
