"""Responsibility lists in prose: the name of a unit, then its duties.

The name stands in a heading ("（三）市林业局职责", "3、市民政局：…"), or before a colon in a paragraph
("市交通局：完成…"). Below it each numbered duty, or each clause between semicolons, is a duty of that unit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from zeren.reading.brackets import outermost
from zeren.reading.carriers import carried
from zeren.reading.headings import duty_begins, named_units
from zeren.reading.listed import ListedDuties, ListedDuty
from zeren.reading.model import Clause, Language, NamedUnit, Role
from zeren.reading.obligations import sought, word_pattern
from zeren.reading.outline import body_of, label_line
from zeren.reading.rulebook import table
from zeren.reading.sentences import sentences
from zeren.reading.span import Span
from zeren.reading.unit_names import NameList, cut, trimmed
from zeren.reading.units import Assignment, label_roles, read_assignment, role_of_several

__all__ = ["prose_commitments"]

_SHORTEST = 4
_EDGES = " \t\n\u3000；;，,"
_LONGEST_NAMES = 80
_NAMES = re.compile(rf"[^：:。；;\n]{{2,{_LONGEST_NAMES}}}(?=\s?[：:])")
_COLON = "：: \t\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What tells a duty, its role, and where none are given."""

    lead: re.Pattern[str]
    support: re.Pattern[str]
    joint: re.Pattern[str]
    order: re.Pattern[str]
    holds: re.Pattern[str]
    not_under: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owner:
    """The units that a heading names; ``clause`` is where, None inside a paragraph."""

    names: NameList
    clause: int | None = None


@cache
def _words(language: Language) -> _Words:
    rules = table(language, "structure").table("unit_heading")
    adverbs, verbs = sought(language, "imperative", "adverbs"), sought(language, "imperative", "verbs")
    adverb, verb = word_pattern(adverbs, language), word_pattern(verbs, language)
    return _Words(
        lead=re.compile(word_pattern(rules.strings("lead"), language), re.IGNORECASE),
        support=re.compile(word_pattern(rules.strings("support"), language), re.IGNORECASE),
        joint=re.compile(word_pattern(table(language, "units").table("carrying").strings("joint"), language)),
        order=re.compile(rf"(?:{adverb}\s*){{0,3}}{verb}", re.IGNORECASE),
        holds=re.compile(word_pattern(rules.strings("holds"), language), re.IGNORECASE),
        not_under=re.compile(word_pattern(rules.strings("not_under"), language), re.IGNORECASE),
    )


def prose_commitments(
    text: str, clauses: tuple[Clause, ...], language: Language, *, title: str | None = None
) -> ListedDuties:
    r"""Read the duties that stand under the names of units, in the order of the document.

    Parameters
    ----------
    text, clauses, language
        The document, its outline, and whose rules apply.
    title : str, optional
        Of the document: a report of what was found gives no duties.

    Returns
    -------
    ListedDuties
        Clauses that a bracket or a labelled line assigns are left to those.

    Examples
    --------
    >>> from zeren.reading.outline import outline
    >>> words = "一、市水务局：负责节水管理；牵头修订用水定额。"
    >>> found = prose_commitments(words, outline(words, Language.CHINESE), Language.CHINESE)
    >>> [(one.span.of(words), one.assignment.units[0].role.value) for one in found.duties]
    [('负责节水管理', 'responsible'), ('牵头修订用水定额', 'lead')]
    """
    words = _words(language)
    if title and words.not_under.search(title):
        return ListedDuties(duties=())
    owners = _owners(text, clauses, language)
    parents = {clause.parent for clause in clauses}
    duties: list[ListedDuty] = []
    for index, clause in enumerate(clauses):
        if clause.kind in {"note", "title", "label"}:
            continue
        owner = owners.get(index)
        if owner is not None and owner.clause != index and clause.number is not None:
            pieces = list(_numbered(text, clause, owner, leads=index in parents))
        else:
            pieces = list(_in_prose(text, body_of(clause, text), owner, language))
        if pieces and not _assigned_otherwise(text, clauses, index, language):
            duties += [_duty(text, one, piece, language) for one, piece in pieces]
    return ListedDuties(duties=tuple(duties))


def _owners(text: str, clauses: tuple[Clause, ...], language: Language) -> dict[int, _Owner]:
    """Return for each clause the units whose heading it is or stands under."""
    owners: dict[int, _Owner] = {}
    closed: set[int] = set()
    not_under = _words(language).not_under
    for index, clause in enumerate(clauses):
        if clause.parent in closed or (clause.heading and not_under.search(clause.heading)):
            closed.add(index)
            continue
        names = named_units(text, clause.heading_span, language) if clause.heading_span is not None else None
        if names is not None:
            owners[index] = _Owner(names=names, clause=index)
        elif clause.parent in owners:
            owners[index] = owners[clause.parent]
    return owners


def _assigned_otherwise(text: str, clauses: tuple[Clause, ...], index: int, language: Language) -> bool:
    """Tell whether a bracket in the clause, or a label after it, says who answers."""
    after = clauses[index + 1] if index + 1 < len(clauses) else None
    if after is not None and after.kind == "label":
        line = label_line(text, after.span, language)
        if line is not None and line.written in label_roles(language):
            return True
    span = clauses[index].span
    return any(
        read_assignment(text, Span(start=pair.start + 1, end=pair.end - 1), language) is not None
        for pair in outermost(text, span)
    )


def _numbered(text: str, clause: Clause, owner: _Owner, *, leads: bool) -> Iterator[tuple[_Owner, Span]]:
    """Yield the duty that a numbered line is; one that *leads* to others and only announces them is none."""
    body = body_of(clause, text)
    if clause.heading_span is not None and not len(trimmed(text, body)):
        body = clause.heading_span
    task = trimmed(text, body, _EDGES)
    announces = leads and (clause.kind == "heading" or text[task.end - 1] in "：:")
    if len(task) >= _SHORTEST and not announces:
        yield owner, task


def _in_prose(text: str, body: Span, owner: _Owner | None, language: Language) -> Iterator[tuple[_Owner, Span]]:
    """Cut prose at semicolons and stops; a unit before a colon takes what follows."""
    for piece in _cut(text, body, language):
        named = _unit_before_colon(text, piece, language)
        owner, duty = named or (owner, piece)
        if owner is not None and len(duty) >= _SHORTEST and _is_duty(text, duty, language):
            yield owner, duty


def _cut(text: str, body: Span, language: Language) -> Iterator[Span]:
    if language is Language.CHINESE:
        yield from cut(text, body, "；;。")
        return
    for sentence in sentences(text, body, language):
        yield from cut(text, trimmed(text, sentence, " \t\n."), ";")


def _unit_before_colon(text: str, piece: Span, language: Language) -> tuple[_Owner, Span] | None:
    found = _NAMES.match(text, piece.start, piece.end)
    names = named_units(text, Span(start=piece.start, end=found.end()), language) if found else None
    if found is None or names is None:
        return None
    rest = trimmed(text, Span(start=found.end(), end=piece.end), _COLON)
    return _Owner(names=names), rest


def _is_duty(text: str, piece: Span, language: Language) -> bool:
    words = _words(language)
    return (
        duty_begins(text, piece.start, piece.end, language)
        or words.order.match(text, piece.start, piece.end) is not None
        or words.holds.search(text, piece.start, piece.end) is not None
    )


def _duty(text: str, owner: _Owner, span: Span, language: Language) -> ListedDuty:
    words = _words(language)
    several = len(owner.names.names) > 1 or owner.names.open_set
    role = role_of_several(several=several, leads=False)
    if not several and words.lead.match(text, span.start, span.end):
        role = Role.LEAD
    elif words.support.match(text, span.start, span.end):
        role = Role.SUPPORT
    main = [
        NamedUnit(name=name.of(text), role=role, class_of_units=is_class, span=name)
        for name, is_class in owner.names.names
    ]
    return ListedDuty(
        span=span, assignment=_with_others(text, main, span, owner, language), rule=f"{language}.unit-heading"
    )


def _with_others(text: str, main: list[NamedUnit], span: Span, owner: _Owner, language: Language) -> Assignment:
    """Add those whom the duty itself names (会同市气象局); the one unit above then leads."""
    others = carried(text, span, None, language)
    ours = {unit.name for unit in main}
    joined = tuple(unit for unit in others.units if unit.name not in ours)
    has_lead = any(unit.role is Role.LEAD for unit in joined)
    # 会同有关部门: those who join are not named.
    open_set = others.open_set or (not joined and _words(language).joint.match(text, span.start, span.end) is not None)
    if (joined or open_set) and len(main) == 1 and main[0].role is Role.RESPONSIBLE:
        main = [replace(main[0], role=Role.JOINT if has_lead else Role.LEAD)]
    return Assignment(units=(*main, *joined), open_set=owner.names.open_set or open_set, no_lead_stated=False)
