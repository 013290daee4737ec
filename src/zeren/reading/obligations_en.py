"""English sentences that oblige (rules/en/obligations.toml).

The subject is what stands before the modal word, after the words that report it ("The meeting stressed that …") and
after introductions ("In order to …,"). A subject that is no body, or a pronoun, names nobody.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from zeren.reading.deadlines import deadline
from zeren.reading.model import Language, Modality
from zeren.reading.obligations import Context, Finding, Modal, modals, sought, word_pattern
from zeren.reading.span import Span
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
    situation: re.Pattern[str]
    condition: re.Pattern[str]
    back: re.Pattern[str]
    link: re.Pattern[str]
    link_end: re.Pattern[str]


def _words(*names: str) -> str:
    return word_pattern(sought(Language.ENGLISH, *names), Language.ENGLISH)


@cache
def _rules() -> _Rules:
    speaker = rf"\s*{_words('reporting', 'speakers')}\s+(?:{_words('reporting', 'adverbs')}\s+)?"
    flags, links = re.IGNORECASE, _words("situation", "links")
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
        situation=re.compile(_words("situation", "words"), flags),
        condition=re.compile(_words("situation", "conditions"), flags),
        back=re.compile(_words("situation", "pointing_back"), flags),
        link=re.compile(rf";\s+(?:{links}\s+)?|,\s+{links}\s+", flags),
        link_end=re.compile(rf"(?:;\s+(?:{links}\s+)?|,\s+{links}\s+)\Z", flags),
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
    found = _meeting(text, sentence)
    if found is None and (obliging := _modals(text, sentence)):
        return obliging
    found = found or _infinitives(text, sentence)
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


def _modals(text: str, sentence: Span) -> list[Finding]:
    """Read every subject of the sentence that has its own word of obligation; the first takes what stands before it."""
    content = _content(text, sentence)
    # "problems that should be solved" describes.
    usable = [
        modal
        for modal in modals(text, content, Language.ENGLISH, _MODAL_RULES)
        if modal.span.start == content.start
        or not _RELATIVE.search(text, max(content.start, modal.span.start - 12), modal.span.start)
    ]
    if not usable:
        return []
    subject = _first_subject(text, content, usable[0])
    # "…, and they should be cut": what points back needs the words before.
    back = subject.start > content.start and _rules().back.search(text, subject.start, content.end)
    start = content.start if back else subject.start
    heads = [(start, usable[0], _subject(text, subject, content.end, usable[0]))]
    for before, modal in pairwise(usable):
        after = _last_link(text, Span(start=before.span.end, end=modal.span.start))
        actor = _subject(text, after, content.end, modal) if after else None
        if after is not None and actor is not None:
            heads.append((after.start, modal, actor))
    ends = [head for head, *_ in heads[1:]] + [content.end]
    return [
        Finding(span=_part(text, head, end, content), modality=modal.modality, rule=modal.rule, actor=actor)
        for (head, modal, actor), end in zip(heads, ends, strict=True)
    ]


def _part(text: str, start: int, end: int, content: Span) -> Span:
    """Cut the part of one subject out, without the "; and" that leads to the next."""
    if end == content.end:
        return Span(start=start, end=end)
    found = _rules().link_end.search(text, max(start, end - 20), end)
    return trimmed(text, Span(start=start, end=found.start() if found else end), _SPACE)


def _last_link(text: str, within: Span) -> Span | None:
    """Return the words after the last ", and" or ";" of *within*, if there is one."""
    near = max(within.start, within.end - _LONGEST_SUBJECT)
    ends = [found.end() for found in _rules().link.finditer(text, near, within.end)]
    return Span(start=ends[-1], end=within.end) if ends else None


def _first_subject(text: str, content: Span, modal: Modal) -> Span:
    """Return the words before the first word of obligation, without a statement of how things stand.

    "The situation is grave, and all regions should act": the first half obliges nobody. An introduction or a condition
    ("Where a unit is late, and …") is no statement.
    """
    rules = _rules()
    before = Span(start=content.start, end=modal.span.start)
    after = _last_link(text, before)
    if after is None or rules.introduction.match(text, content.start, content.end):
        return before
    told = Span(start=content.start, end=after.start)
    if rules.condition.search(text, told.start, told.end) or not rules.situation.search(text, told.start, told.end):
        return before
    return after


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
    return _without_time(text, Span(start=pieces[0].start, end=before.end)) if pieces else before


def _without_time(text: str, before: Span) -> Span:
    """Drop a time that no comma parts from the subject: "By the end of May all districts"."""
    until = deadline(text, before, Language.ENGLISH, year=None)
    if until is None or until.span.start != before.start:
        return before
    return trimmed(text, Span(start=until.span.end, end=before.end), _SPACE)


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
