"""Commitments: the tasks of items and brackets, and the sentences that oblige.

1. A bracket that names units takes the sentences before it, back to the heading of the item or to the bracket before.
2. An item with labelled lines after it (责任单位：…) is one task.
3. A row of a table of tasks, or a duty under the name of a unit, is one task (table_rows, prose_lists).
4. Any other sentence is asked by the rules of its language, and split where another duty begins (`duties`).

Notes, titles and what stands under a heading of the background kind (指导思想, 基本原则 …) yield only what a bracket
assigns.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from zeren.reading import obligations_en, obligations_zh
from zeren.reading.actions import actions
from zeren.reading.brackets import outermost
from zeren.reading.deadlines import deadline
from zeren.reading.duties import duties
from zeren.reading.listed import NO_DUTIES, ListedDuties, ListedDuty, by_clause, path_under, rows_among
from zeren.reading.measures import Deadline, Target
from zeren.reading.model import Clause, Commitment, Label, Language, Modality, NamedUnit, Role
from zeren.reading.obligations import Context, Finding, sought
from zeren.reading.outline import body_of, label_line
from zeren.reading.part_carriers import carried_by_each
from zeren.reading.quantities import quantities
from zeren.reading.rulebook import alternatives, table
from zeren.reading.sentences import sentences
from zeren.reading.span import Span
from zeren.reading.standing import Standing, standing_units, with_standing
from zeren.reading.unit_names import trimmed
from zeren.reading.units import Assignment, first_leads_from, label_roles, read_assignment

__all__ = ["commitments"]

_STOPS = "。.；;！!？?，,、 \t\u3000"
_CLOSING = re.compile(r"[）)】\]]")
_FINDERS: dict[Language, Callable[[str, Span, Context], list[Finding]]] = {
    Language.CHINESE: obligations_zh.findings,
    Language.ENGLISH: obligations_en.findings,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bracket:
    span: Span
    assignment: Assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A commitment before it is numbered."""

    clause: int
    finding: Finding
    assignment: Assignment
    listed: ListedDuty | None = None


@dataclass(slots=True, kw_only=True)
class _Document:
    """What the search of every clause needs."""

    text: str
    language: Language
    clauses: tuple[Clause, ...]
    skipped: tuple[Span, ...]
    first_leads_from: int | None
    standing: tuple[Standing, ...]
    plan_from: int | None
    year: int | None
    targets: tuple[Target, ...]
    labels: dict[int, list[Label]] = field(default_factory=dict)


def commitments(
    text: str,
    language: Language,
    clauses: tuple[Clause, ...],
    *,
    skipped: tuple[Span, ...] = (),
    title: str | None = None,
    year: int | None = None,
    targets: tuple[Target, ...] = (),
    listed: ListedDuties = NO_DUTIES,
) -> tuple[Commitment, ...]:
    r"""Find every commitment of *text*, in its order.

    Parameters
    ----------
    text, language, clauses
        The document, and its outline.
    skipped
        Sentences that open a meeting: they say what was dealt with, not what is to be done.
    title
        Decides whether bare imperatives are tasks: they are in a plan, not in a report.
    year
        The year in which the document was issued: what "by the end of the year" means.
    targets
        Every target of the document, in its order.
    listed
        The duties that rows of tables and lists under the names of units hand out, and the tables.

    Examples
    --------
    >>> from zeren.reading.outline import outline
    >>> words = "一、监管\n1.简化手续。精简单证。（海关总署负责）"
    >>> [found] = commitments(words, Language.CHINESE, outline(words, Language.CHINESE))
    >>> found.text, found.units[0].name, found.heading_path
    ('精简单证。', '海关总署', ('监管', '简化手续'))
    """
    document = _Document(
        text=text,
        language=language,
        clauses=clauses,
        skipped=skipped,
        first_leads_from=first_leads_from(text, language),
        standing=standing_units(text, language),
        plan_from=_plan_from(clauses, title or "", language),
        year=year,
        targets=targets,
    )
    document.labels = _labels(document)
    background = _background(document)
    paths = _heading_paths(clauses)
    handed, rows = by_clause(clauses, listed.duties), rows_among(clauses, listed.tables)
    found: list[_Found] = []
    opened: Finding | None = None
    for index, clause in enumerate(clauses):
        if index in handed or index in rows:
            found += [_handed(index, duty) for duty in handed.get(index, [])]
            opened = None
            continue
        goes_on = opened if clause.number in sought(language, "enumeration", "marks") else None
        here = list(_in_clause(document, index, clause, background=background[index], goes_on=goes_on))
        opened = here[-1].finding if here else goes_on
        found += here
    return tuple(_numbered(document, number, one, paths[one.clause]) for number, one in enumerate(found, start=1))


def _handed(index: int, duty: ListedDuty) -> _Found:
    finding = Finding(span=duty.span, modality=Modality.ASSIGNED, rule=duty.rule, actor=_answering(duty))
    return _Found(clause=index, finding=finding, assignment=duty.assignment, listed=duty)


def _answering(duty: ListedDuty) -> Span | None:
    """Find who must act in a duty under the name of one unit; a row of a table says who answers, not who acts."""
    units = duty.assignment.units
    alone = duty.rule.endswith("unit-heading") and len(units) == 1 and not units[0].class_of_units
    return units[0].span if alone else None


def _numbered(document: _Document, number: int, found: _Found, path: tuple[str, ...]) -> Commitment:
    text, finding, listed = document.text, found.finding, found.listed
    labels = (*document.labels.get(found.clause, ()), *(listed.labels if listed else ()))
    return Commitment(
        id=f"c{number}",
        text=finding.span.of(text),
        span=finding.span,
        actor=finding.actor.of(text) if finding.actor else None,
        actor_span=finding.actor,
        modality=finding.modality,
        actions=actions(text, finding.span, document.language),
        deadline=_deadline(document, finding.span, labels),
        target=_first_target(document.targets, finding.span),
        points=listed.points if listed else None,
        units=found.assignment.units,
        open_set=found.assignment.open_set,
        no_lead_stated=found.assignment.no_lead_stated,
        clause=found.clause,
        heading_path=path_under(path, listed.path) if listed else path,
        labels=labels,
        quantities=quantities(text, finding.span, document.language),
        rule=finding.rule,
    )


def _deadline(document: _Document, span: Span, labels: tuple[Label, ...]) -> Deadline | None:
    """Find the deadline in the words of a task, or else under its label."""
    places = (span, *(label.span for label in labels if label.name == "deadline"))
    read = (deadline(document.text, place, document.language, year=document.year) for place in places)
    return next((one for one in read if one is not None), None)


def _first_target(targets: tuple[Target, ...], within: Span) -> Target | None:
    """Find the first target of *within*; they are in the order of the text, so that not all need be asked."""
    first = bisect_left(targets, within.start, key=lambda one: one.span.start)
    last = bisect_left(targets, within.end, key=lambda one: one.span.start)
    return next((one for one in targets[first:last] if one.span in within), None)


def _in_clause(
    document: _Document, index: int, clause: Clause, *, background: bool, goes_on: Finding | None
) -> Iterator[_Found]:
    if clause.kind in {"note", "title", "label"}:
        return
    text, language = document.text, document.language
    body = body_of(clause, text)
    start = body.start
    for bracket in _brackets(document, body):
        task = _task(text, Span(start=start, end=bracket.span.start), clause)
        if len(task):
            yield _assigned(index, task, bracket.assignment, f"{language}.units-in-bracket")
        start = bracket.span.end
    rest = trimmed(text, Span(start=start, end=body.end), _STOPS)
    labels = document.labels.get(index, [])
    if labels and (start > body.start or clause.kind != "item"):
        return
    if labels:
        task = _task(text, body, clause)
        assignment = with_standing(_by_labels(document, labels), document.standing, task.start)
        yield _assigned(index, task, assignment, f"{language}.item-with-labels")
    elif len(rest) and not background and not _announces(text, body, language):
        yield from _in_sentences(document, index, Span(start=rest.start, end=body.end), goes_on)


def _assigned(index: int, task: Span, assignment: Assignment, rule: str) -> _Found:
    finding = Finding(span=task, modality=Modality.ASSIGNED, rule=rule, actor=None)
    return _Found(clause=index, finding=finding, assignment=assignment)


def _task(text: str, body: Span, clause: Clause) -> Span:
    """Return the words that a bracket or labels stand for: those after the heading, or the heading itself."""
    task = trimmed(text, body, " \t\u3000\n")
    while len(task) and text[task.start] in _STOPS:
        task = Span(start=task.start + 1, end=task.end)
    if not len(task) and clause.heading_span is not None and body.start <= clause.heading_span.end + 1:
        return clause.heading_span
    return task


def _brackets(document: _Document, body: Span) -> Iterator[_Bracket]:
    """Find the brackets of *body* that end a sentence, or stand after one, and name units."""
    text = document.text
    since = document.first_leads_from
    for pair in outermost(text, body):
        closes = pair.end == body.end or text[pair.end] in _STOPS
        follows = pair.start > body.start and text[pair.start - 1] in _STOPS
        if not closes and not follows:
            continue
        inside = Span(start=pair.start + 1, end=pair.end - 1)
        leads = since is not None and since < pair.end
        assignment = read_assignment(text, inside, document.language, first_leads=leads)
        if assignment is not None:
            yield _Bracket(span=pair, assignment=with_standing(assignment, document.standing, pair.start))


def _in_sentences(document: _Document, index: int, rest: Span, before: Finding | None) -> Iterator[_Found]:
    """Ask each sentence; *before* is what the paragraph goes on from ("一是…" after the paragraph that opens it)."""
    topic: Span | None = None
    clause, first = document.clauses[index], before
    placed = clause.kind == "item" or clause.parent is not None
    imperatives = placed and document.plan_from is not None and document.plan_from <= index
    for sentence in _without_theme(document, index, rest):
        if _is_skipped(document, sentence):
            continue
        context = Context(before=before, topic=topic, imperatives=imperatives)
        for finding in _FINDERS[document.language](document.text, sentence, context):
            parts = duties(document.text, finding, document.language)
            each = carried_by_each(document.text, finding, parts, document.language)
            for duty, assignment in zip(parts, each, strict=True):
                yield _Found(clause=index, finding=duty, assignment=assignment)
            # The paragraph is about whom it begins with: "海关总署要…。要…。"
            if before is first and finding.actor is not None and finding.actor.start == finding.span.start:
                topic = finding.actor
            elif finding.actor not in {None, topic}:
                topic = None
            before = finding


def _is_skipped(document: _Document, sentence: Span) -> bool:
    """Tell whether *sentence* lies in one of the stretches that are left out; they stand in order, and apart."""
    last = bisect_left(document.skipped, sentence.end, key=lambda span: span.start) - 1
    return last >= 0 and sentence.start < document.skipped[last].end


def _without_theme(document: _Document, index: int, rest: Span) -> Iterator[Span]:
    """Yield the sentences; in what a report plans a short first one is the heading of those after it."""
    found = sentences(document.text, rest, document.language)
    first = next(found, None)
    second = next(found, None)
    in_report = document.plan_from is not None and 0 < document.plan_from <= index
    theme = in_report and first is not None and second is not None and _is_theme(document.text, first)
    yield from (one for one in (first, second) if one is not None and not (theme and one is first))
    yield from found


def _is_theme(text: str, sentence: Span) -> bool:
    longest = table(Language.CHINESE, "obligations").table("plan_headings").number("longest_theme")
    return len(sentence) <= longest and "，" not in sentence.of(text)


def _by_labels(document: _Document, labels: list[Label]) -> Assignment:
    roles = label_roles(document.language)
    read = [
        read_assignment(
            document.text,
            label.span,
            document.language,
            label=roles[label.written],
            first_leads=_leads_at(document, label),
        )
        for label in labels
        if label.written in roles
    ]
    assigned = [one for one in read if one is not None]
    units = tuple(unit for one in assigned for unit in one.units)
    return Assignment(
        units=_with_one_lead(units),
        open_set=any(one.open_set for one in assigned),
        no_lead_stated=any(one.no_lead_stated for one in assigned),
    )


def _leads_at(document: _Document, label: Label) -> bool:
    return document.first_leads_from is not None and document.first_leads_from < label.span.start


def _with_one_lead(units: tuple[NamedUnit, ...]) -> tuple[NamedUnit, ...]:
    """Keep the lead that a label names, not the first of another label's list."""
    leads = [unit for unit in units if unit.role is Role.LEAD]
    return tuple(replace(unit, role=Role.JOINT) if unit in leads[1:] else unit for unit in units)


def _labels(document: _Document) -> dict[int, list[Label]]:
    """Gather the labelled lines that directly follow an item."""
    found: dict[int, list[Label]] = {}
    owner: int | None = None
    for index, clause in enumerate(document.clauses):
        if clause.kind == "label" and owner is not None:
            line = label_line(document.text, clause.span, document.language)
            if line is not None:
                label = Label(name=line.name, written=line.written, text=line.span.of(document.text), span=line.span)
                found.setdefault(owner, []).append(label)
        elif clause.kind != "label":
            owner = index if clause.kind in {"item", "heading"} else None
    return found


def _heading_paths(clauses: tuple[Clause, ...]) -> list[tuple[str, ...]]:
    """Return for each clause the headings above it and its own, outermost first."""
    paths: list[tuple[str, ...]] = []
    for clause in clauses:
        above = paths[clause.parent] if clause.parent is not None else ()
        paths.append((*above, clause.heading) if clause.heading else above)
    return paths


def _background(document: _Document) -> list[bool]:
    """Tell for each clause whether it stands under a heading that explains or looks back."""
    pattern = _background_words(document.language)
    found: list[bool] = []
    for clause in document.clauses:
        above = clause.parent is not None and found[clause.parent]
        found.append(above or (clause.heading is not None and pattern.search(clause.heading) is not None))
    return found


@cache
def _background_words(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(table(language, "structure").table("background").strings("words")), re.IGNORECASE)


@cache
def _announcement(language: Language) -> re.Pattern[str]:
    return re.compile(
        alternatives(table(language, "structure").table("announcing").strings("endings")) + r"\Z", re.IGNORECASE
    )


def _announces(text: str, body: Span, language: Language) -> bool:
    """Tell whether a paragraph is a preamble ("现提出以下意见：")."""
    return _announcement(language).search(text, max(body.start, body.end - 40), body.end) is not None


def _plan_from(clauses: tuple[Clause, ...], title: str, language: Language) -> int | None:
    """Find the clause from which a bare verb is an order: in a plan the first, in a report where it plans."""
    if language is Language.ENGLISH:
        return 0
    kinds, others = sought(language, "kinds_of_plan", "words"), sought(language, "kinds_of_plan", "not_words")
    ending = title.partition("（")[0]
    if any(kind in ending[-8:] for kind in kinds) and not ending.endswith(others):
        return 0
    words = sought(language, "plan_headings", "words")
    return next(
        (
            index
            for index, clause in enumerate(clauses)
            if clause.kind == "heading" and clause.heading and any(word in clause.heading for word in words)
        ),
        None,
    )
