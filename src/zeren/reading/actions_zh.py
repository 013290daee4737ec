"""Chinese actions (rules/zh/actions.toml): a clause is read from its head to the verb, and on to its end.

The verb stands after who must act and 要, after adverbs, and after a frame (对…, 在…方面). Without a parser the end
of a frame is where the next verb can be one: not a noun, and not before a 的 that another verb follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from zeren.reading.lexicon import (
    action_words,
    leading_verb,
    noun_tail,
    plain_verbs,
    verb_at_one_of,
    verb_end,
    without_adverbs,
)
from zeren.reading.measures import Action
from zeren.reading.model import Language
from zeren.reading.obligations import Modal, modal_in, modals, sought
from zeren.reading.rulebook import alternatives
from zeren.reading.sentences import clauses
from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed

__all__ = ["Phrase", "find", "of_phrase", "phrase"]

_MODAL_RULES = ("zh.must", "zh.must-not", "zh.in-charge")
_SIGNS = "，；：。！？,;:"
_AROUND = " \t\u3000\n，,；;：:。！!、"
_LONGEST_ENDING = 6
# The signs of a date or a number of days.
_WHEN = r"[\d一二三四五六七八九十两每今明本年季度月日旬上中下周个工作春节汛期]"
# How far the verb of a frame is looked for.
_FAR = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A clause taken apart: where what it says to do begins, its first verb, and what its frame or 把 names.

    ``framed`` is true for a frame whose verb does not follow in the clause, ``named`` where a body stands before the
    verb without a word that obliges it.
    """

    clause: Span
    head: int
    verb: Span | None
    moved: Span | None
    framed: bool
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    openers: re.Pattern[str]
    frame: re.Pattern[str]
    frame_ends: tuple[str, ...]
    spirit: frozenset[str]
    disposal: re.Pattern[str]
    light: frozenset[str]
    alone: frozenset[str]
    governing: frozenset[str]
    places: tuple[str, ...]
    between: re.Pattern[str]
    body_end: re.Pattern[str]
    in_charge: frozenset[str]
    links: re.Pattern[str]
    joining: re.Pattern[str]
    time: re.Pattern[str]


@cache
def _rules() -> _Rules:
    not_frames, disposal = alternatives(action_words("frames", "not_frames")), action_words("frames", "disposal")
    joiners = alternatives(action_words("joining", "words"))
    ordinals = "(?:[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]{1,2}，?)"
    return _Rules(
        openers=re.compile(f"(?:{alternatives(sought(Language.CHINESE, 'actors', 'openers'))}|{ordinals})+"),
        frame=re.compile(f"(?!{not_frames}){alternatives((*action_words('frames', 'words'), *disposal))}"),
        spirit=frozenset(action_words("frames", "spirit")),
        frame_ends=action_words("frames", "ends"),
        disposal=re.compile(alternatives(disposal)),
        light=frozenset(action_words("frames", "light")),
        alone=frozenset((*action_words("joining", "alone"), *action_words("frames", "light"))),
        places=action_words("frames", "places"),
        governing=frozenset(action_words("frames", "governing")),
        between=re.compile(alternatives(action_words("joining", "between_verbs"))),
        body_end=re.compile(rf"{alternatives(sought(Language.CHINESE, 'actors', 'endings'))}\Z"),
        in_charge=frozenset({"负责", "牵头"}),
        time=re.compile(rf"[在于到至]?{_WHEN}{{0,14}}?{alternatives(action_words('frames', 'times'))}"),
        joining=re.compile(f"({alternatives(action_words('joining', 'not_in'))})|{joiners}"),
        links=re.compile(f"({alternatives(action_words('joining', 'not_in'))})|[“”《》（）()【】]|、|{joiners}"),
    )


def find(text: str, within: Span) -> Iterator[Action]:
    """Yield the actions of *within*, clause by clause."""
    words = modals(text, within, Language.CHINESE, _MODAL_RULES)
    for clause in clauses(text, within, _SIGNS):
        found = phrase(text, clause, words)
        yield from of_phrase(text, found)


def phrase(text: str, clause: Span, words: list[Modal]) -> Phrase:
    """Take *clause* apart; *words* are the words of obligation around it, in their order."""
    rules = _rules()
    opened = rules.openers.match(text, clause.start, clause.end)
    start = opened.end() if opened else clause.start
    if (joined := rules.joining.match(text, start, clause.end)) and joined[1] is None:
        start = joined.end()
    modal = modal_in(words, clause)
    if modal is not None and modal.span.end == clause.end:
        modal = None
    subject: Span | None = None
    if modal is not None and _obliges(text, modal, clause.end):
        subject = Span(start=start, end=modal.span.start) if start < modal.span.start else None
        start = max(start, modal.span.end)
    patient = _patient(text, subject)
    start = _after_time(text, start, clause.end)
    places = without_adverbs(text, start, clause.end)
    for place in reversed(places):
        if rules.frame.match(text, place, clause.end):
            return replace(_framed(text, clause, place, patient), head=start)
    verb = verb_at_one_of(text, places, clause.end)
    if verb is None and (verb := _after_subject(text, start, clause.end)):
        return Phrase(clause=clause, head=start, verb=verb, moved=patient, framed=False, named=True)
    return Phrase(clause=clause, head=start, verb=verb, moved=patient, framed=False)


def _after_time(text: str, start: int, end: int) -> int:
    """Leave out until when ("于5月底前") at the head of a clause, if more follows."""
    found = _rules().time.match(text, start, end)
    return found.end() if found and found.end() < end else start


def _obliges(text: str, modal: Modal, end: int) -> bool:
    """负责 is the verb itself unless another follows it (负责编制)."""
    words = modal.span.of(text)
    return words not in _rules().in_charge or leading_verb(text, modal.span.end, end) is not None


def _patient(text: str, subject: Span | None) -> Span | None:
    """Return the subject of a clause that is no body: what something is done to ("结果要公开")."""
    if subject is None or len(subject) <= 1 or _rules().body_end.search(text, subject.start, subject.end):
        return None
    return None if _rules().frame.match(text, subject.start, subject.end) else subject


def _framed(text: str, clause: Span, start: int, patient: Span | None = None) -> Phrase:
    """Read a clause whose verb stands after a frame, or after 把 and what it is done to."""
    rules = _rules()
    frame = rules.frame.match(text, start, clause.end)
    opened = frame.end() if frame else start
    if clause.of(text).endswith(rules.frame_ends) and not (frame and rules.disposal.fullmatch(frame[0])):
        return Phrase(clause=clause, head=start, verb=None, moved=None, framed=True)
    verb = _verb_in(text, Span(start=opened, end=min(clause.end, opened + _FAR)))
    # "坚持陆海统筹": a spirit, and what it leads to follows.
    if frame is not None and frame[0] in rules.spirit and (verb is None or verb.end == clause.end):
        return Phrase(clause=clause, head=start, verb=Span(start=start, end=opened), moved=None, framed=True)
    moves = frame is not None and (rules.disposal.fullmatch(frame[0]) or frame[0] in {"对", "对于"})
    moved = patient
    if verb is not None and moves:
        places = Span(start=opened, end=_before_adverbs(text, opened, verb.start))
        moved = places if len(places) else None
    return Phrase(clause=clause, head=start, verb=verb, moved=moved, framed=verb is None)


def _verb_in(text: str, within: Span) -> Span | None:
    """Find the verb that follows a frame: the first, or one after it that a 的 parts from it."""
    found = list(_verbs_in(text, within))
    if not found:
        return None
    rules, first = _rules(), found[0]
    for one in found:
        if text.endswith(rules.places, within.start, _before_adverbs(text, within.start, one.start)):
            return leading_verb(text, one.start, within.end) or one
    for one in found[1:]:
        # "对提供虚假材料的企业给予处罚": what stands before 的 describes, if a verb that ends a frame follows.
        ends = one.of(text) in rules.governing or _before_adverbs(text, within.start, one.start) < one.start
        if ends and text.find("的", first.end, one.start) >= 0:
            first = one
    return leading_verb(text, first.start, within.end) or first


def _verbs_in(text: str, within: Span) -> Iterator[Span]:
    """Yield the verbs of *within*; a word that is also a noun where it ends the clause, if there is no other."""
    place, last = within.start + 1, None
    none = True
    while place < within.end:
        stop = verb_end(text, place, within.end, head=False)
        if stop > 0 and text[stop : stop + 1] == "的":
            place = stop
            continue
        if stop > 0:
            none = False
            yield Span(start=place, end=stop)
        elif (noun := verb_end(text, place, within.end, head=True)) > place + 1:
            last, stop = Span(start=place, end=noun), noun
            # "优先安排资金", "由市审计局核查": after an adverb or a body it is a verb.
            if noun < within.end and _leads(text, within.start, place):
                none = False
                yield last
        place = max(place + 1, stop)
    if none and last is not None and last.end == within.end:
        yield last


def _leads(text: str, start: int, place: int) -> bool:
    """Tell whether an adverb or a body stands right before *place*."""
    return _before_adverbs(text, start, place) < place or bool(
        _rules().body_end.search(text, max(start, place - _LONGEST_ENDING), place)
    )


def _before_adverbs(text: str, start: int, verb: int) -> int:
    """Return where the adverbs before *verb* begin, not before *start*."""
    for place in range(max(start + 1, verb - 8), verb):
        if without_adverbs(text, place, verb)[-1] == verb:
            return place
    return verb


def _after_subject(text: str, start: int, end: int) -> Span | None:
    """Find the verb after a body that must act without a word that says so (督导组赴各地)."""
    rules = _rules()
    for place in range(start + 2, min(end, start + 30)):
        if rules.body_end.search(text, max(start, place - 4), place):
            verb = leading_verb(text, place, end)
            if verb is not None:
                return verb
    return None


def of_phrase(text: str, found: Phrase) -> Iterator[Action]:
    """Yield the actions of a clause: of its first verb, and of those that 、 or 并 join to it."""
    verb = found.verb
    if verb is None:
        return
    chain, moved = _chain(text, verb, found.clause.end), found.moved
    for link in _links(text, Span(start=verb.end, end=found.clause.end)):
        if link.start < chain[-1].end:
            continue
        following = _beginning(text, link, found.clause.end)
        if following is not None:
            yield from _of_verbs(text, chain, link.start, moved)
            chain, moved = _chain(text, following, found.clause.end), None
    yield from _of_verbs(text, chain, found.clause.end, moved)


def _links(text: str, within: Span) -> Iterator[Span]:
    """Yield where 、 or 并 may join another action; what is quoted or bracketed joins nothing."""
    depth = 0
    for sign in _rules().links.finditer(text, within.start, within.end):
        if sign[0] in "“《（(【":
            depth += 1
        elif sign[0] in "”》）)】":
            depth = max(depth - 1, 0)
        elif depth == 0 and sign[1] is None:
            yield Span(start=sign.start(), end=sign.end())


def _of_verbs(text: str, verbs: list[Span], end: int, moved: Span | None) -> Iterator[Action]:
    """Yield the actions of one verb, or of several with one object (修订并公布清单)."""
    last = verbs[-1]
    thing = trimmed(text, Span(start=last.end, end=end), _AROUND)
    if len(thing) == 0 or (moved is not None and text[moved.start - 1] in "把将"):
        thing = moved or thing
    elif moved is not None and last.of(text) in _rules().light:
        done = leading_verb(text, thing.start, thing.end)
        verbs, thing = ([done], moved) if done is not None and done.end == thing.end else (verbs, thing)
    for one in verbs:
        yield _action(text, one, thing)


def _action(text: str, verb: Span, thing: Span) -> Action:
    if not len(thing):
        return Action(verb=verb.of(text), object=None, span=verb)
    span = Span(start=min(verb.start, thing.start), end=max(verb.end, thing.end))
    return Action(verb=verb.of(text), object=thing.of(text), span=span)


def _chain(text: str, verb: Span, end: int) -> list[Span]:
    """Find the verbs that share one object: side by side they are one, joined by 并, 和, 、 several."""
    verbs = [_grown(text, verb, end)]
    while True:
        joint = _rules().between.match(text, verbs[-1].end, end)
        if joint is None:
            return verbs
        following = _joint(text, joint.end(), end, head=verbs[0].of(text) not in plain_verbs())
        if following is None:
            return verbs
        verbs.append(_grown(text, following, end))


def _joint(text: str, start: int, end: int, *, head: bool) -> Span | None:
    """Find the verb at *start* that shares the object; at the end of a clause it may be one that is also a noun."""
    for place in reversed(without_adverbs(text, start, end)):
        stop = verb_end(text, place, end, head=head)
        if 0 < stop < end or verb_end(text, place, end, head=True) == end:
            return Span(start=place, end=stop if 0 < stop < end else end)
    return None


def _grown(text: str, verb: Span, end: int) -> Span:
    """Take a verb that follows at once into the first (研究制定), but not one that describes (出台促进消费的措施)."""
    stop = verb_end(text, verb.end, end, head=False)
    if stop < 0 or stop >= end or text[stop] in "的和与及、" or verb.of(text) in _rules().alone:
        return verb
    describes = text.find("的", stop, min(end, stop + _FAR)) >= 0 or noun_tail(text, stop, end)
    return verb if describes else Span(start=verb.start, end=stop)


def _beginning(text: str, link: Span, end: int) -> Span | None:
    """Find the verb with which another action begins after *link*; after 、 a word that is also a noun begins none."""
    start = link.end
    if _rules().frame.match(text, start, end):
        verb = _framed(text, Span(start=start, end=end), start).verb
        return verb if verb is not None and text.find("、", start, verb.start) < 0 else None
    if text[link.start] != "、":
        return leading_verb(text, start, end)
    # "救助、重建等工作" is a list.
    if text.find("等", start, min(end, start + _FAR)) >= 0:
        return None
    for place in reversed(without_adverbs(text, start, end)):
        stop = verb_end(text, place, end, head=False)
        if 0 < stop < end and text[stop] not in "的、和与及":
            return Span(start=place, end=stop)
    return None
