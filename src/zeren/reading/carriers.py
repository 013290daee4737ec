"""Who carries what a sentence obliges, and in which role (domain.md 1).

The subject must act. Where others join it (会同市气象局, together with the Water Bureau) or support it (市气象局配合,
with the support of …), the one unit that must act leads: the text hands it the matter. Several subjects stay joint.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from zeren.reading.lexicon import leading_verb
from zeren.reading.model import Language, NamedUnit, Role
from zeren.reading.proper_names import Run, is_concrete, run_of_names
from zeren.reading.rulebook import alternatives, table
from zeren.reading.sentences import clauses
from zeren.reading.span import Span
from zeren.reading.unit_names import looks_like_unit, name_rules, read_names, trimmed
from zeren.reading.units import Assignment, role_of_several

__all__ = [
    "acts_at",
    "carried",
    "carrying_words",
    "doer",
    "in_charge",
    "is_told",
    "says_only_who",
    "supports",
    "supports_at",
]

_CLAUSE_SIGNS = "，；,;。"
_ENDS = " \t。，；"
_AROUND = " \t\n,，、"
# 开展了, but not 了解: what is told is done.
_DONE = re.compile("了(?![解结断])|已")
_FAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    marks: re.Pattern[str]
    roles: dict[str, Role]
    by: re.Pattern[str]
    by_within: re.Pattern[str]
    verbs: re.Pattern[str]
    verb_roles: dict[str, Role]
    own: re.Pattern[str]
    apart: re.Pattern[str]
    persons: tuple[str, ...]


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
        by_within=name_rules(language).by,
        verbs=re.compile(
            rf"(?:应当|要|应|须)?(?:{adverbs}|密切|做好){{0,3}}({alternatives(tuple(verb_roles))})(?!{not_before})"
        ),
        verb_roles=verb_roles,
        apart=re.compile(
            rf"{alternatives(apart.strings('manner'))}(?:{alternatives(apart.strings('each'))})?(?:负责|落实)"
            rf"|{alternatives(apart.strings('after'))}"
        ),
        persons=table(language, "units").table("class").strings("persons"),
        own=re.compile(rf",?\s*{edge}{alternatives(opening.strings('own'))}{edge}".replace(r"\ ", r"\s+")),
    )


def carried(
    text: str, span: Span, actor: Span | None, language: Language, *, beside: tuple[Span, ...] = ()
) -> Assignment:
    """Return the units that the sentence in *span*, with *actor* as its subject, names; none is invented.

    *beside* are stretches elsewhere in the sentence whose units join or support here too. A class of bodies
    ("各地区各部门") alone as subject is no unit.

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
    for role, run in (one for place in (*beside, span) for one in _named(text, place, language)):
        joined = joined or bool(run.names) or run.open_set
        left_open = left_open or run.open_set
        for name in run.names:
            others.setdefault(name.of(text), _unit(text, name, role))
    has_lead = any(unit.role is Role.LEAD for unit in others.values())
    if joined and len(main) == 1 and not has_lead and set(others) != {main[0].name}:
        main = (replace(main[0], role=Role.LEAD),)
    main = tuple(others.pop(unit.name, unit) if has_lead else unit for unit in main)
    named = {unit.name for unit in main}
    # "A、B按职责分工负责": the text says itself that none of them leads.
    apart = actor is not None and len(main) > 1 and not has_lead and not joined
    units = (*main, *(_beside(unit, main) for unit in others.values() if unit.name not in named))
    return Assignment(
        units=tuple(sorted(units, key=lambda unit: unit.span.start)),
        open_set=left_open and bool(units),
        no_lead_stated=apart and actor is not None and _rules(language).apart.match(text, actor.end) is not None,
    )


def _unit(text: str, name: Span, role: Role) -> NamedUnit:
    words = name.of(text)
    is_class = name_rules(Language.CHINESE).class_start.match(words) is not None
    return NamedUnit(name=words, role=role, class_of_units=is_class, span=name)


def _beside(unit: NamedUnit, main: tuple[NamedUnit, ...]) -> NamedUnit:
    """Whom 由 makes responsible is joint where another must act too."""
    return replace(unit, role=Role.JOINT) if main and unit.role is Role.RESPONSIBLE else unit


def _subject(text: str, actor: Span, language: Language) -> tuple[tuple[NamedUnit, ...], bool]:
    """Read the units that must act, before those that join them; and whether the subject is left open."""
    rules = _rules(language)
    mark = rules.marks.search(text, actor.start, actor.end)
    first = Span(start=actor.start, end=mark.start()) if mark else actor
    own = rules.own.search(text, first.start + 1, first.end) if len(first) else None
    if own is not None:
        first = Span(start=first.start, end=own.start())
    listed = read_names(text, trimmed(text, first, _AROUND), language, subject=True)
    names = [(span, is_class, _is_unit(span.of(text), language, is_class=is_class)) for span, is_class in listed.names]
    if not all(ours for *_, ours in names) or all(is_class for _, is_class, _ in names):
        return (), False
    role = role_of_several(several=len(names) > 1 or listed.open_set, leads=False)
    units = (NamedUnit(name=one.of(text), role=role, class_of_units=kind, span=one) for one, kind, _ in names)
    return tuple(units), own is not None or listed.open_set


def _is_unit(name: str, language: Language, *, is_class: bool) -> bool:
    """Tell whether *name* is that of a unit, or of a class that ends like one (各区人民政府, but not 各级干部)."""
    if not is_class:
        return is_concrete(name, language)
    return looks_like_unit(name, name_rules(language)) and not name.endswith(_rules(language).persons)


def _named(text: str, span: Span, language: Language) -> Iterator[tuple[Role, Run]]:
    yield from _marked(text, span, language)
    if language is Language.CHINESE:
        for clause in clauses(text, span, _CLAUSE_SIGNS):
            yield from _with_verbs(text, clause)


def _marked(text: str, span: Span, language: Language) -> Iterator[tuple[Role, Run]]:
    """Find those who are named after 会同 or "together with"."""
    rules = _rules(language)
    for mark in rules.marks.finditer(text, span.start, span.end):
        run = run_of_names(text, mark.end(), span.end, language, classes=True)
        if run.names or run.open_set:
            yield rules.roles[re.sub(r"\s+", " ", mark[1].lower())], run


def _with_verbs(text: str, clause: Span) -> Iterator[tuple[Role, Run]]:
    """Find those who lead or support at the head of a clause, or after 由 ("由市财政局牵头、市审计局配合")."""
    rules = _rules(Language.CHINESE)
    by = _by(text, clause)
    at = by.end() if by else clause.start
    while at < clause.end:
        run = run_of_names(text, at, clause.end, Language.CHINESE, classes=True)
        verb = rules.verbs.match(text, run.end, clause.end) if run.names or run.open_set else None
        if verb is None:
            if by and at == by.end() and run.names:
                yield Role.RESPONSIBLE, run
            return
        yield rules.verb_roles[verb[1]], run
        at = verb.end() + 1 if text.startswith("、", verb.end()) else clause.end


def _by(text: str, clause: Span) -> re.Match[str] | None:
    """Find the 由 at the head of a clause, or the last one in it."""
    rules = _rules(Language.CHINESE)
    if text.find("由", clause.start, clause.end) < 0:
        return None
    return rules.by.match(text, clause.start, clause.end) or rules.by_within.match(text, clause.start, clause.end)


def carrying_words(language: Language) -> frozenset[str]:
    """Return the words that say who carries a matter, and not what is to be done (牵头, 会同)."""
    rules = _rules(language)
    return frozenset((*rules.roles, *rules.verb_roles))


def says_only_who(text: str, clause: Span, language: Language) -> bool:
    """Tell whether *clause* says who leads, joins or supports and nothing else ("由市财政局牵头", "led by …").

    Examples
    --------
    >>> words = "市财政局配合。"
    >>> says_only_who(words, Span(start=0, end=len(words)), Language.CHINESE)
    True
    """
    if language is not Language.CHINESE:
        return _rules(language).marks.match(text, clause.start, clause.end) is not None
    clause = trimmed(text, clause, _ENDS)
    ends = clause.of(text).endswith(tuple(_rules(language).verb_roles))
    return ends and any(role is not Role.RESPONSIBLE for role, _ in _with_verbs(text, clause))


def is_told(text: str, within: Span) -> bool:
    """Tell whether *within* says that something is done (开展了, 已)."""
    return _DONE.search(text, within.start, within.end) is not None


def supports_at(text: str, start: int, end: int, language: Language) -> bool:
    """Tell whether the words at *start* say only that a unit supports another ("要积极配合")."""
    return _role_at(text, start, end, language) is Role.SUPPORT


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
    start = by.end() if by else sentence.start
    run = run_of_names(text, start, sentence.end, Language.CHINESE, classes=by is not None)
    if not run.names or _DONE.search(text, run.end, min(sentence.end, run.end + _FAR)):
        return None
    if by or _role_at(text, run.end, sentence.end) is Role.LEAD or rules.marks.match(text, run.end, sentence.end):
        return Span(start=run.names[0].start, end=run.names[-1].end)
    return None


def acts_at(text: str, clause: Span) -> Span | None:
    """Find the units at the head of a Chinese clause that do something, and do not only support another.

    Examples
    --------
    >>> words = "市审计局每年核查账目"
    >>> acts_at(words, Span(start=0, end=len(words))).of(words), acts_at("市审计局配合核查", Span(start=0, end=8))
    ('市审计局', None)
    """
    run = run_of_names(text, clause.start, clause.end, Language.CHINESE)
    if not run.names or is_told(text, clause) or _role_at(text, run.end, clause.end) in {Role.SUPPORT, Role.GUIDING}:
        return None
    verb = leading_verb(text, run.end, clause.end)
    return Span(start=run.names[0].start, end=run.names[-1].end) if verb is not None else None


def supports(text: str, clause: Span) -> bool:
    """Tell whether a Chinese clause says only that a unit supports another ("市气象局配合")."""
    run = run_of_names(text, clause.start, clause.end, Language.CHINESE, classes=True)
    return bool(run.names) and supports_at(text, run.end, clause.end, Language.CHINESE)


def in_charge(text: str, sentence: Span) -> bool:
    """Tell whether the doer at the head of *sentence* is put in charge in so many words (由…, …牵头)."""
    found = doer(text, sentence)
    return found is not None and (found.start > sentence.start or _role_at(text, found.end, sentence.end) is Role.LEAD)


def _role_at(text: str, start: int, end: int, language: Language = Language.CHINESE) -> Role | None:
    """Return the role that a verb at *start* gives to the units before it, or None."""
    verb = _rules(language).verbs.match(text, start, end)
    return _rules(language).verb_roles[verb[1]] if verb else None
