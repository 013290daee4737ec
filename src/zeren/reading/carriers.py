"""Who carries what a sentence obliges, and in which role (domain.md 1).

The subject must act. Where others join it (会同市气象局, together with the Water Bureau) or support it (市气象局配合,
with the support of …), the one unit that must act leads: the text hands it the matter. Several subjects stay joint.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from zeren.reading.model import Language, NamedUnit, Role
from zeren.reading.proper_names import Run, is_concrete, run_of_names
from zeren.reading.rulebook import alternatives, table
from zeren.reading.sentences import clauses
from zeren.reading.span import Span
from zeren.reading.unit_names import read_names, trimmed
from zeren.reading.units import Assignment, role_of_several

__all__ = ["carried", "doer", "in_charge", "is_told", "supports_at"]

_CLAUSE_SIGNS = "，；,;。"
_AROUND = " \t\n,，、"
# 开展了, but not 了解: what is told is done.
_DONE = re.compile("了(?![解结断])|已")
_FAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    marks: re.Pattern[str]
    roles: dict[str, Role]
    by: re.Pattern[str]
    verbs: re.Pattern[str]
    verb_roles: dict[str, Role]
    own: re.Pattern[str]
    apart: re.Pattern[str]


@cache
def _rules(language: Language) -> _Rules:
    words = table(language, "units").table("carrying")
    verbs, opening = words.table("verbs"), words.table("open")
    adverbs = alternatives(table(language, "obligations").table("actors").strings("adverbs"))
    roles = {word: role for role in (Role.JOINT, Role.SUPPORT, Role.LEAD) for word in words.strings(role.value)}
    verb_roles = {word: role for role in (Role.LEAD, Role.SUPPORT, Role.GUIDING) for word in verbs.strings(role.value)}
    chinese = language is Language.CHINESE
    edge = "" if chinese else r"\b"
    not_before = alternatives(verbs.strings("not_before"))
    apart = table(language, "units").table("no_lead")
    return _Rules(
        marks=re.compile(rf"{edge}({alternatives(tuple(roles))}){edge}".replace(r"\ ", r"\s+"), re.IGNORECASE),
        roles=roles,
        by=re.compile(alternatives(words.strings("by"))),
        verbs=re.compile(
            rf"(?:应当|要|应|须)?(?:{adverbs}|密切|做好){{0,3}}({alternatives(tuple(verb_roles))})(?!{not_before})"
        ),
        verb_roles=verb_roles,
        apart=re.compile(
            rf"{alternatives(apart.strings('manner'))}(?:{alternatives(apart.strings('each'))})?(?:负责|落实)"
            rf"|{alternatives(apart.strings('after'))}"
        ),
        own=re.compile(rf",?\s*{edge}{alternatives(opening.strings('own'))}{edge}".replace(r"\ ", r"\s+")),
    )


def carried(text: str, span: Span, actor: Span | None, language: Language) -> Assignment:
    """Return the units that the sentence in *span*, with *actor* as its subject, names; none is invented.

    A class of bodies ("各地区各部门") as subject is no unit.

    Examples
    --------
    >>> words = "市生态环境局要会同市气象局列明区域，市公安局配合。"
    >>> found = carried(words, Span(start=0, end=len(words)), Span(start=0, end=6), Language.CHINESE)
    >>> [(unit.name, unit.role.value) for unit in found.units]
    [('市生态环境局', 'lead'), ('市气象局', 'joint'), ('市公安局', 'support')]
    """
    main, left_open = _subject(text, actor, language) if actor is not None else ((), False)
    others: dict[str, NamedUnit] = {}
    joined = False
    for role, run in (*_marked(text, span, language), *_with_verbs(text, span, language)):
        joined = joined or bool(run.names) or run.open_set
        left_open = left_open or run.open_set
        for name in run.names:
            others.setdefault(name.of(text), _unit(text, name, role))
    has_lead = any(unit.role is Role.LEAD for unit in others.values())
    if joined and len(main) == 1 and not has_lead:
        main = (replace(main[0], role=Role.LEAD),)
    main = tuple(others.pop(unit.name, unit) if has_lead else unit for unit in main)
    named = {unit.name for unit in main}
    # "A、B按职责分工负责": the text says itself that none of them leads.
    apart = actor is not None and len(main) > 1 and not has_lead and not joined
    units = (*main, *(unit for unit in others.values() if unit.name not in named))
    return Assignment(
        units=tuple(sorted(units, key=lambda unit: unit.span.start)),
        open_set=left_open and bool(units),
        no_lead_stated=apart and actor is not None and _rules(language).apart.match(text, actor.end) is not None,
    )


def _unit(text: str, name: Span, role: Role) -> NamedUnit:
    return NamedUnit(name=name.of(text), role=role, class_of_units=False, span=name)


def _subject(text: str, actor: Span, language: Language) -> tuple[tuple[NamedUnit, ...], bool]:
    """Read the units that must act, before those that join them; and whether the subject is left open."""
    rules = _rules(language)
    mark = rules.marks.search(text, actor.start, actor.end)
    first = Span(start=actor.start, end=mark.start()) if mark else actor
    own = rules.own.search(text, first.start + 1, first.end) if len(first) else None
    if own is not None:
        first = Span(start=first.start, end=own.start())
    listed = read_names(text, trimmed(text, first, _AROUND), language, subject=True)
    names = listed.names
    if not names or not all(not is_class and is_concrete(span.of(text), language) for span, is_class in names):
        return (), False
    role = role_of_several(several=len(names) > 1 or listed.open_set, leads=False)
    return tuple(_unit(text, span, role) for span, _ in names), own is not None or listed.open_set


def _marked(text: str, span: Span, language: Language) -> Iterator[tuple[Role, Run]]:
    """Find those who are named after 会同 or "together with"."""
    rules = _rules(language)
    for mark in rules.marks.finditer(text, span.start, span.end):
        run = run_of_names(text, mark.end(), span.end, language)
        if run.names or run.open_set:
            yield rules.roles[re.sub(r"\s+", " ", mark[1].lower())], run


def _with_verbs(text: str, span: Span, language: Language) -> Iterator[tuple[Role, Run]]:
    """Find those who stand at the head of a clause and lead or support ("由市财政局牵头", "市气象局配合")."""
    if language is not Language.CHINESE:
        return
    rules = _rules(language)
    for clause in clauses(text, span, _CLAUSE_SIGNS):
        by = rules.by.match(text, clause.start, clause.end)
        run = run_of_names(text, by.end() if by else clause.start, clause.end, language)
        verb = rules.verbs.match(text, run.end, clause.end) if run.names else None
        if verb is not None:
            yield rules.verb_roles[verb[1]], run


def is_told(text: str, within: Span) -> bool:
    """Tell whether *within* says that something is done (开展了, 已)."""
    return _DONE.search(text, within.start, within.end) is not None


def supports_at(text: str, start: int, end: int, language: Language) -> bool:
    """Tell whether the words at *start* say only that a unit supports another ("要积极配合")."""
    found = _rules(language).verbs.match(text, start, end)
    return found is not None and _rules(language).verb_roles[found[1]] is Role.SUPPORT


def doer(text: str, sentence: Span) -> Span | None:
    """Find the units at the head of a Chinese sentence that carry it without a word like 要.

    They stand after 由, before 牵头, or before 会同; what 了 tells is done.

    Examples
    --------
    >>> words = "由市财政局会同市审计局核查资金。"
    >>> doer(words, Span(start=0, end=len(words))).of(words)
    '市财政局'
    """
    rules = _rules(Language.CHINESE)
    by = rules.by.match(text, sentence.start, sentence.end)
    run = run_of_names(text, by.end() if by else sentence.start, sentence.end, Language.CHINESE)
    if not run.names or _DONE.search(text, run.end, min(sentence.end, run.end + _FAR)):
        return None
    if by or _leads_at(text, run.end, sentence.end) or rules.marks.match(text, run.end, sentence.end):
        return Span(start=run.names[0].start, end=run.names[-1].end)
    return None


def in_charge(text: str, sentence: Span) -> bool:
    """Tell whether the doer at the head of *sentence* is put in charge in so many words (由…, …牵头)."""
    found = doer(text, sentence)
    return found is not None and (found.start > sentence.start or _leads_at(text, found.end, sentence.end))


def _leads_at(text: str, start: int, end: int) -> bool:
    rules = _rules(Language.CHINESE)
    verb = rules.verbs.match(text, start, end)
    return verb is not None and rules.verb_roles[verb[1]] is Role.LEAD
