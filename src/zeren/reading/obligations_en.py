"""English sentences that oblige (rules/en/obligations.toml).

The subject is what stands before the modal word, after the words that report it ("The meeting stressed that …") and
after introductions ("In order to …,"). A subject that is no body, or a pronoun, names nobody.
"""

import re
from dataclasses import dataclass
from functools import cache

from zeren.reading.model import Language, Modality, Span
from zeren.reading.obligations import Context, Finding, Modal, modals, sought, word_pattern
from zeren.reading.unit_names import cut, trimmed

__all__ = ["findings"]

_MODAL_RULES = ("en.must-not", "en.must", "en.should", "en.necessary")
_RELATIVE = re.compile(r"\b(?:that|which|who|what|where|whatever)\s*\Z", re.IGNORECASE)
_PASSIVE = re.compile(r"\s+(?:\w+\s+)?be\s+\w+(?:ed|en|wn|rd|ught|ut|lt|et|de|id|pt|ne|nt|rt)\b", re.IGNORECASE)
_TO = re.compile(r"(?:and\s+)?to\s+[a-z]+\b", re.IGNORECASE)
_LONGEST_SUBJECT = 300
_SPACE = " \t\n,;:"
_BEFORE_TO = re.compile(r"\s+to\s+\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    reported: re.Pattern[str]
    required: re.Pattern[str]
    decided: re.Pattern[str]
    pronoun: re.Pattern[str]
    introduction: re.Pattern[str]
    body_word: re.Pattern[str]
    imperative: re.Pattern[str]


def _words(*names: str) -> str:
    return word_pattern(sought(Language.ENGLISH, *names), Language.ENGLISH)


@cache
def _rules() -> _Rules:
    speaker = rf"\s*{_words('reporting', 'speakers')}\s+(?:{_words('reporting', 'adverbs')}\s+)?"
    flags = re.IGNORECASE
    return _Rules(
        reported=re.compile(rf"{speaker}{_words('reporting', 'verbs')}\s*(?:,\s*)?(?:that\b|:|,)?\s*", flags),
        required=re.compile(
            rf"{speaker}{_words('reporting', 'requiring')}\s+(?!that\b)(?=[^.;]{{2,200}}?\s+to\s+\w)", flags
        ),
        decided=re.compile(rf"{speaker}{_words('reporting', 'deciding')}\s+", flags),
        pronoun=re.compile(rf"{_words('actors', 'pronouns')}(?:\s+(?:all|each|also))?\Z", flags),
        introduction=re.compile(_words("actors", "introductions"), flags),
        body_word=re.compile(_words("actors", "words"), flags),
        imperative=re.compile(_words("imperative", "verbs"), flags),
    )


def findings(text: str, sentence: Span, context: Context) -> list[Finding]:
    """Find what *sentence* obliges.

    Examples
    --------
    >>> words = "The meeting stressed that all regions should act."
    >>> [one] = findings(words, Span(start=0, end=len(words)), Context())
    >>> one.actor.of(words), one.rule
    ('all regions', 'en.should')
    """
    found = _meeting(text, sentence) or _modal(text, sentence) or _infinitives(text, sentence)
    if found is None and context.imperatives and _rules().imperative.match(text, sentence.start, sentence.end):
        found = Finding(span=sentence, modality=Modality.IMPERATIVE, rule="en.imperative-item", actor=None)
    return [found] if found else []


def _meeting(text: str, sentence: Span) -> Finding | None:
    """Read "The meeting urged X to …" and "The meeting decided to …"."""
    rules = _rules()
    if asked := rules.required.match(text, sentence.start, sentence.end):
        rest = Span(start=asked.end(), end=sentence.end)
        subject = _BEFORE_TO.search(text, rest.start, rest.end)
        actor = _body(text, Span(start=rest.start, end=subject.start())) if subject else None
        return Finding(span=rest, modality=Modality.MUST, rule="en.meeting-required", actor=actor)
    if decided := rules.decided.match(text, sentence.start, sentence.end):
        rest = Span(start=decided.end(), end=sentence.end)
        return Finding(span=rest, modality=Modality.DECIDED, rule="en.meeting-decided", actor=None)
    return None


def _modal(text: str, sentence: Span) -> Finding | None:
    content = _content(text, sentence)
    for modal in modals(text, content, Language.ENGLISH, _MODAL_RULES):
        before = Span(start=content.start, end=modal.span.start)
        # "problems that should be solved" describes.
        if _RELATIVE.search(text, max(before.start, before.end - 12), before.end) and len(before):
            continue
        actor = _subject(text, before, sentence.end, modal)
        return Finding(span=content, modality=modal.modality, rule=modal.rule, actor=actor)
    return None


def _content(text: str, sentence: Span) -> Span:
    """Leave out the words that report what is said."""
    reported = _rules().reported.match(text, sentence.start, sentence.end)
    # "stressed the need to" is itself what obliges.
    if reported is None or text.startswith("the need to", reported.end()):
        return sentence
    return Span(start=reported.end(), end=sentence.end)


def _subject(text: str, before: Span, end: int, modal: Modal) -> Span | None:
    """Find who must act; in the passive ("the plan should be refined") nobody is named."""
    if modal.rule == "en.necessary" or _PASSIVE.match(text, modal.span.end, end):
        return None
    return _body(text, _without_introductions(text, before))


def _without_introductions(text: str, before: Span) -> Span:
    """Drop the segments before the subject: "In order to better promote the source control, we"."""
    rules = _rules()
    pieces = list(cut(text, before, ",;"))
    while len(pieces) > 1 and rules.introduction.match(text, pieces[0].start, pieces[0].end):
        pieces.pop(0)
    return Span(start=pieces[0].start, end=before.end) if pieces else before


def _body(text: str, subject: Span) -> Span | None:
    rules = _rules()
    subject = trimmed(text, subject, _SPACE)
    for article in ("the ", "The "):
        if text.startswith(article, subject.start):
            subject = Span(start=subject.start + len(article), end=subject.end)
    if len(subject) > _LONGEST_SUBJECT or rules.introduction.match(text, subject.start, subject.end):
        return None
    if rules.pronoun.match(text, subject.start, subject.end) or not rules.body_word.search(
        text, subject.start, subject.end
    ):
        return None
    return subject


def _infinitives(text: str, sentence: Span) -> Finding | None:
    """Read "To strengthen …, to promote …": no finite verb, every part but asides an infinitive."""
    parts = list(cut(text, sentence, ","))
    to_parts = [part for part in parts if _TO.match(text, part.start, part.end)]
    # One infinitive before a comma is a purpose: "To cut emissions, the city closed the plant."
    if to_parts[:1] != parts[:1] or not to_parts[1:]:
        return None
    return Finding(span=sentence, modality=Modality.SHOULD, rule="en.translated-infinitive", actor=None)
