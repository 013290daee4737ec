"""Which units carry which part of a sentence that was split into duties.

The subject carries every part, unless the part names its own body ("…，由市财政局核查账目"). Whoever joins or supports
before the first action does so throughout; whoever is named later does so in that part, and throughout only at the very
end, after a comma and where no other part names its own ("…，市审计局配合。").
"""

import re

from zeren.reading.actions import actions
from zeren.reading.carriers import carried, carrying_words, says_only_who
from zeren.reading.model import Language
from zeren.reading.obligations import Finding
from zeren.reading.sentences import clauses
from zeren.reading.span import Span
from zeren.reading.units import Assignment

__all__ = ["carried_by_each"]

_SIGNS = "，；,;"
_PARTING = re.compile("[；;]")


def carried_by_each(text: str, whole: Finding, parts: list[Finding], language: Language) -> list[Assignment]:
    """Return for each of *parts*, into which *whole* was split, the units that carry it.

    Examples
    --------
    >>> from zeren.reading.duties import duties
    >>> from zeren.reading.model import Modality
    >>> words = "市水务局要会同市气象局公布内涝风险点名单，由市财政局核查排水资金使用情况。"
    >>> whole = Finding(
    ...     span=Span(start=0, end=len(words)), modality=Modality.MUST, rule="zh.must", actor=Span(start=0, end=4)
    ... )
    >>> found = carried_by_each(words, whole, duties(words, whole, Language.CHINESE), Language.CHINESE)
    >>> [[(unit.name, unit.role.value) for unit in one.units] for one in found]
    [[('市水务局', 'lead'), ('市气象局', 'joint')], [('市财政局', 'responsible')]]
    """
    together = carried(text, whole.span, whole.actor, language)
    own = any(part.actor != whole.actor for part in parts)
    named = any(whole.actor is None or unit.span not in whole.actor for unit in together.units)
    if len(parts) == 1 or not (own or named or together.open_set):
        return [together] * len(parts)
    opening = _before_action(text, parts[0], language)
    closing = _closing(text, parts, language)
    return [
        carried(text, part.span, part.actor, language, beside=_throughout(part, whole, opening, closing))
        for part in parts
    ]


def _throughout(part: Finding, whole: Finding, opening: Span, closing: Span | None) -> tuple[Span, ...]:
    """Return the stretches outside of *part* that say who carries it too."""
    before = (opening,) if part.actor == whole.actor and opening.end <= part.span.start else ()
    after = (closing,) if closing is not None and closing not in part.span else ()
    return (*before, *after)


def _before_action(text: str, first: Finding, language: Language) -> Span:
    """Return the words before the first thing to do: the subject, and who joins it."""
    words = carrying_words(language)
    starts = (one.span.start for one in actions(text, first.span, language) if one.verb not in words)
    return Span(start=first.span.start, end=next(starts, first.span.end))


def _closing(text: str, parts: list[Finding], language: Language) -> Span | None:
    """Find the clause at the end that says who leads or supports throughout, or None."""
    if _PARTING.search(text, parts[0].span.start, parts[-1].span.end):
        return None
    last = [[part.span, *clauses(text, part.span, _SIGNS)][-1] for part in parts]
    says = [says_only_who(text, clause, language) for clause in last]
    return last[-1] if says[-1] and not any(says[:-1]) else None
