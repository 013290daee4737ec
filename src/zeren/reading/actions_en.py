"""English actions: a verb stands after a word of obligation, after "to", or at the head of its part of the sentence.

Its object goes on to the next such verb, or to the end. In the passive ("the yards must be covered") it is the subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zeren.reading.measures import Action
from zeren.reading.model import Language
from zeren.reading.obligations import modals, sought, word_pattern
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed

__all__ = ["Start", "find", "starts"]

_MODAL_RULES = ("en.must-not", "en.must", "en.should", "en.necessary")
_AROUND = " \t\n,;:.!"
_PASSIVE = re.compile(r"\s+(?:\w+ly\s+|also\s+|first\s+|only\s+)?be\s+(?:\w+ly\s+|first\s+)?(\w+)", re.IGNORECASE)
_LINK = re.compile(r"[;,]\s+(?:and\s+|or\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?", re.IGNORECASE)
_LINK_END = re.compile(r"(?:[;,]\s+(?:and\s+|or\s+)?|\s+and\s+)(?:then\s+)?\Z", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    verbs: frozenset[str]
    adverbs: re.Pattern[str]
    particle: re.Pattern[str]
    prepositional: dict[str, tuple[str, ...]]
    noun: re.Pattern[str]
    object_end: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A verb, where the words before its link end, and what it is done to if that stands before it."""

    span: Span
    after: int
    subject: Span | None = None


@cache
def _rules() -> _Rules:
    words = table(Language.ENGLISH, "actions")
    prepositional = words.table("prepositional")
    particles = words.strings("particles")
    flags, english = re.IGNORECASE, Language.ENGLISH
    return _Rules(
        verbs=frozenset((*sought(english, "imperative", "verbs"), *words.strings("verbs"))),
        adverbs=re.compile(rf"(?:\s*(?:to\b|{word_pattern(words.strings('adverbs'), english)}|\b\w+ly\b))*\s*", flags),
        particle=re.compile(rf"\s+({alternatives(particles)})\b", flags),
        prepositional={word: prepositional.strings(word) for word in particles if prepositional.strings(word)},
        noun=re.compile(rf"\s*(?:[,;.]|\Z|{word_pattern(words.strings('after_nouns'), english)})", flags),
        object_end=re.compile(alternatives(words.strings("object_ends")), flags),
    )


def find(text: str, within: Span) -> Iterator[Action]:
    """Yield the actions of *within*."""
    found = list(starts(text, within))
    things: list[Span] = []
    end = within.end
    for one in reversed(found):
        thing = _thing(text, one, end)
        # "revise and publish the list": both have the one object.
        shared = not len(thing) and things and one.subject is None and end == one.span.end
        things.append(things[-1] if shared else thing)
        end = one.after
    for one, thing in zip(found, reversed(things), strict=True):
        yield _action(text, one.span, thing)


def _action(text: str, verb: Span, thing: Span) -> Action:
    span = Span(start=min(verb.start, thing.start), end=max(verb.end, thing.end)) if len(thing) else verb
    return Action(verb=verb.of(text), object=thing.of(text) or None, span=span)


def starts(text: str, within: Span) -> Iterator[Start]:
    """Yield each verb that begins an action, in the order of the words."""
    words = modals(text, within, Language.ENGLISH, _MODAL_RULES)
    links = list(_LINK.finditer(text, within.start, within.end))
    heads = [(one.span.end, _before_link(text, within.start, one.span.start), one.span.start) for one in words]
    heads += [(link.end(), link.start(), -1) for link in links]
    # "Open yards must be covered": what stands before a word of obligation is no order.
    if not words or any(link.start() < words[0].span.start for link in links):
        heads.append((within.start, within.start, -1))
    reached = within.start
    for place, after, modal in sorted(heads):
        if place < reached:
            continue
        # "should should be": nothing stands before a word that the verb before it took in.
        before = Span(start=min(reached, modal), end=modal) if modal > within.start else None
        verb = _verb(text, place, within.end, after, before)
        if verb is not None:
            reached = verb.span.end
            yield verb


def _before_link(text: str, start: int, modal: int) -> int:
    """Return where the ", and" before *modal* begins, or *modal*."""
    found = _LINK_END.search(text, max(start, modal - 16), modal)
    return found.start() if found else modal


def _verb(text: str, place: int, end: int, after: int, subject: Span | None) -> Start | None:
    if subject is not None and (passive := _PASSIVE.match(text, place, end)):
        span = Span(start=passive.start(1), end=passive.end(1))
        return Start(span=span, after=after, subject=trimmed(text, _last_part(text, subject), _AROUND))
    led = _rules().adverbs.match(text, place, end)
    word = _WORD.match(text, led.end() if led else place, end)
    if word is None or (word[0].lower() not in _rules().verbs and subject is None):
        return None
    # "supervision and control of dust": a noun.
    if subject is None and after < place and _rules().noun.match(text, word.end(), end):
        return None
    return Start(span=_with_particle(text, word, end), after=after)


def _last_part(text: str, before: Span) -> Span:
    """Return the words after the last link: the subject of a passive."""
    near = max(before.start, before.end - 200)
    cuts = [found.end() for found in re.finditer(r"[;,]\s+(?:and\s+)?|\bthat\s+", text[near : before.end])]
    return Span(start=near + cuts[-1], end=before.end) if cuts else Span(start=near, end=before.end)


def _with_particle(text: str, word: re.Match[str], end: int) -> Span:
    """Take the particle of the verb in: set up, carry out."""
    found = _rules().particle.match(text, word.end(), end)
    if found is None:
        return Span(start=word.start(), end=word.end())
    verbs = _rules().prepositional.get(found[1].lower())
    belongs = verbs is None or word[0].lower() in verbs
    return Span(start=word.start(), end=found.end() if belongs else word.end())


def _thing(text: str, verb: Start, end: int) -> Span:
    """Return what the verb is done to: its subject in the passive, else what follows up to *end*."""
    thing = verb.subject or Span(start=verb.span.end, end=max(end, verb.span.end))
    if cut := _rules().object_end.search(text, thing.start, thing.end):
        thing = Span(start=thing.start, end=cut.start())
    return trimmed(text, thing, _AROUND)
