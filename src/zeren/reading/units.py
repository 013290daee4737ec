"""Who answers for a task: brackets that name units, and labels that do (domain.md 1).

The first-named leads only once the document has said so; "按职责分工负责" has no lead; "等" leaves the set open.
Nothing is a unit bracket unless its words assign something to somebody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from zeren.reading.assignment_rules import AssignmentRules, assignment_rules
from zeren.reading.model import Language, NamedUnit, Role
from zeren.reading.proper_names import is_concrete
from zeren.reading.rulebook import table
from zeren.reading.span import Span
from zeren.reading.unit_names import NameList, cut, looks_like_unit, name_rules, plausible, read_names, trimmed

__all__ = ["Assignment", "first_leads_from", "label_roles", "read_assignment", "role_of_several"]

# The longest real brackets name a dozen ministries; beyond this it is an aside.
_LONGEST_BRACKET = 1200
# 张局 is a person; a unit without a verb has a longer name.
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The units that a bracket or a labelled line names."""

    units: tuple[NamedUnit, ...]
    open_set: bool
    no_lead_stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Names with what is asked of them; *joined* came after 会同, *no_lead* with 按职责分工."""

    role: Role
    names: NameList
    joined: NameList | None = None
    no_lead: bool = False
    labelled: bool = False


@dataclass(slots=True, kw_only=True)
class _Draft:
    """What has been read of a bracket so far; *pending* are segments that wait for their verb."""

    groups: list[_Group] = field(default_factory=list)
    pending: list[Span] = field(default_factory=list)
    label: Role | None = None
    muted: bool = False


def label_roles(language: Language) -> dict[str, Role]:
    """Return the labels that name units (牵头单位：…) with the role that each gives."""
    return {
        word: Role(entry.text("role"))
        for entry in table(language, "units").tables("role")
        for word in entry.strings("before")
    }


def first_leads_from(text: str, language: Language) -> int | None:
    """Find where the document begins to say that the first-named unit leads, or None.

    In a bracket it must add "下同" to hold for those after it; a sentence outside brackets holds from where it stands.
    """
    rules = assignment_rules(language)
    for found in rules.first.finditer(text):
        rest = text[found.end() : found.end() + 40].partition("\n")[0]
        closing = min((rest.find(sign) for sign in "）)" if sign in rest), default=-1)
        in_bracket = closing >= 0 and not set("（(") & set(rest[:closing])
        if not in_bracket or rules.from_here_on.search(rest[:closing]):
            return found.start()
    return None


def read_assignment(
    text: str, span: Span, language: Language, *, first_leads: bool = False, label: Role | None = None
) -> Assignment | None:
    """Read who answers for what out of the inside of a bracket, or out of a labelled line; None if nobody does.

    Parameters
    ----------
    text, span
        The words and where they stand.
    language
        Whose rules apply.
    first_leads : bool, default False
        The document has said that the first-named unit leads.
    label : Role, optional
        The role that a label before *span* gives to units without a verb of their own.

    Examples
    --------
    >>> words = "市生态环境局牵头，市公安局配合"
    >>> found = read_assignment(words, Span(start=0, end=len(words)), Language.CHINESE)
    >>> [(unit.name, unit.role.value) for unit in found.units]
    [('市生态环境局', 'lead'), ('市公安局', 'support')]
    """
    if len(span) > _LONGEST_BRACKET:
        return None
    rules = assignment_rules(language)
    if told := rules.carries_on.search(text, span.start, span.end):
        # What is said of all that follows is for those brackets.
        span = trimmed(text, Span(start=span.start, end=told.start()), " .;；。")
    draft = _Draft()
    for part in cut(text, span, "；;。"):
        draft.label, draft.muted = label, False
        for segment in _segments(text, part, rules):
            _take(text, segment, draft, rules)
        _close_label(text, draft, rules)
    first_leads = first_leads or rules.first.search(text, span.start, span.end) is not None
    groups = [group for group in draft.groups if _credible(text, group, language)]
    groups += _without_verb(text, span, draft, rules, beside=bool(groups))
    found = _assigned(text, groups, rules, first_leads=first_leads)
    return found if found.units else None


def _segments(text: str, part: Span, rules: AssignmentRules) -> Iterator[Span]:
    """Cut at commas (not in English), before a label ("牵头：甲 配合：乙") and after a verb ("甲牵头、乙配合")."""
    for segment in cut(text, part, "，," if rules.language is Language.CHINESE else ";"):
        starts = [found.start() for found in rules.label.finditer(text, segment.start, segment.end)]
        starts = [start for start in starts if start == segment.start or text[start - 1] in " \t\u3000"]
        if rules.language is Language.CHINESE:
            starts += [found.start() for found in rules.spaced_label.finditer(text, segment.start, segment.end)]
        starts += [found.end() for found in rules.edges.finditer(text, segment.start, segment.end)]
        edges = sorted({segment.start, *starts, segment.end})
        for start, end in pairwise(edges):
            piece = trimmed(text, Span(start=start, end=end), " \t\u3000\xa0\n,，、")
            if len(piece):
                yield _without_full_stop(text, piece)


def _without_full_stop(text: str, piece: Span) -> Span:
    """Leave out the full stop of "Lead: Water Bureau.", but not that of "etc."."""
    ends = text[piece.end - 1] == "." and text[max(piece.start, piece.end - 5) : piece.end] != " etc."
    return Span(start=piece.start, end=piece.end - 1) if ends and len(piece) > 1 else piece


def _take(text: str, segment: Span, draft: _Draft, rules: AssignmentRules) -> None:
    """Read one segment: a label, names with a verb, or names that wait for one."""
    if rules.passing.match(text, segment.start, segment.end) or rules.first.search(text, segment.start, segment.end):
        return
    if found := rules.label.match(text, segment.start, segment.end):
        _close_label(text, draft, rules)
        draft.label, draft.muted = rules.roles[found[1].lower()], False
        segment = Span(start=found.end(), end=segment.end)
    elif rules.other_label.match(text, segment.start, segment.end):
        # 责任领导：…, 完成时限：… name no unit, up to the next label or verb.
        _close_label(text, draft, rules)
        draft.label, draft.muted = None, True
        return
    _take_names(text, segment, draft, rules)


def _take_names(text: str, segment: Span, draft: _Draft, rules: AssignmentRules) -> None:
    if opened := rules.opening.match(text, segment.start, segment.end):
        names = Span(start=opened.end(), end=segment.end)
        draft.groups.append(_group(text, [names], rules.roles[opened[0].strip().lower()], rules))
        return
    verb = rules.after.search(text, max(segment.start, segment.end - 60), segment.end)
    if verb is not None and verb.start() > segment.start:
        no_lead = verb["no_lead"] is not None
        role = Role.JOINT if no_lead else rules.roles[verb["verb"].lower()]
        names = Span(start=segment.start, end=verb.start())
        waiting = [piece for piece in draft.pending if _names_units(text, piece, rules.language)]
        draft.groups.append(_group(text, [*waiting, names], role, rules, no_lead=no_lead))
        draft.pending, draft.muted = [], False
    elif group := _with_matter(text, segment, rules):
        draft.groups.append(group)
        draft.muted = False
    elif rules.together.match(text, segment.start, segment.end):
        draft.groups.append(_group(text, [segment], Role.JOINT, rules))
    elif len(segment) and not draft.muted:
        draft.pending.append(segment)


def _with_matter(text: str, segment: Span, rules: AssignmentRules) -> _Group | None:
    """Read "市财政局负责拨款": names beyond doubt, a verb, and what they answer for."""
    verb = rules.with_matter.search(text, segment.start + 1, segment.end)
    if verb is None:
        return None
    names = read_names(text, Span(start=segment.start, end=verb.start()), rules.language)
    if not names.names or not all(_is_certain(text, name, rules) for name in names.names):
        return None
    return _Group(role=rules.roles[verb[1]], names=names)


def _names_units(text: str, piece: Span, language: Language) -> bool:
    """Tell whether a segment without a verb names units; it may be a time limit ("2026年底前完成，甲局负责")."""
    rules = name_rules(language)
    return any(looks_like_unit(span.of(text), rules) for span, _ in read_names(text, piece, language).names)


def _group(
    text: str, pieces: list[Span], role: Role, rules: AssignmentRules, *, no_lead: bool = False, labelled: bool = False
) -> _Group:
    joined = None
    last = pieces[-1]
    if found := rules.together.search(text, last.start, last.end):
        joined = read_names(text, Span(start=found.end(), end=last.end), rules.language)
        before = trimmed(text, Span(start=last.start, end=found.start()))
        # "A牵头会同B负责": what is asked of A stands before 会同.
        own = rules.after.search(text, before.start, before.end)
        if own is not None and own.start() > before.start:
            role = Role.JOINT if own["no_lead"] is not None else rules.roles[own["verb"].lower()]
            before = Span(start=before.start, end=own.start())
        pieces = [*pieces[:-1], before]
    names = _all_names(text, pieces, rules.language)
    return _Group(role=role, names=names, joined=joined, no_lead=no_lead, labelled=labelled)


def _all_names(text: str, pieces: list[Span], language: Language) -> NameList:
    lists = [read_names(text, piece, language) for piece in pieces if len(piece)]
    return NameList(
        names=tuple(name for one in lists for name in one.names), open_set=any(one.open_set for one in lists)
    )


def _close_label(text: str, draft: _Draft, rules: AssignmentRules) -> None:
    """Give the names that wait to the label before them; without one they wait for a verb in the next part."""
    if draft.label is not None and draft.pending:
        draft.groups.append(_group(text, draft.pending, draft.label, rules, labelled=True))
        draft.pending = []


def _without_verb(text: str, span: Span, draft: _Draft, rules: AssignmentRules, *, beside: bool) -> tuple[_Group, ...]:
    """Read a bracket of nothing but names ("任务。（市教育局、市财政局）"), or names *beside* others that have a verb.

    It must stand by itself after a sentence or say who leads, and every name in it must be one beyond doubt.
    """
    pieces = [piece for piece in draft.pending if not rules.times.search(text, piece.start, piece.end)]
    lists = [read_names(text, piece, rules.language) for piece in pieces]
    certain = [one for one in lists if one.names and all(_is_certain(text, name, rules) for name in one.names)]
    if len(certain) == 1 and len(certain[0].names) == 1 and not _ends_like_one(text, certain[0].names[0], rules):
        # One place is where something is, not who does it: "选址。（望潮区）".
        return ()
    alone = _stands_alone(text, span) or rules.first.search(text, span.start, span.end) is not None
    if not certain or not (beside or (alone and len(certain) == len(lists))):
        return ()
    names = tuple(name for one in certain for name in one.names)
    role = Role.JOINT if beside else Role.RESPONSIBLE
    return (_Group(role=role, names=NameList(names=names, open_set=any(one.open_set for one in certain))),)


def _is_certain(text: str, name: tuple[Span, bool], rules: AssignmentRules) -> bool:
    words, is_class = _unmarked(text, name[0], rules)[0].of(text), name[1]
    if not plausible(words, name_rules(rules.language)):
        return False
    return _ends_like_one(text, name, rules) or (not is_class and is_concrete(words, rules.language))


def _ends_like_one(text: str, name: tuple[Span, bool], rules: AssignmentRules) -> bool:
    words, is_class = _unmarked(text, name[0], rules)[0].of(text), name[1]
    if rules.language is Language.ENGLISH:
        return is_class or name_rules(rules.language).words.search(words) is not None
    if is_class:
        return name_rules(rules.language).endings.search(words) is not None
    return len(words) > _SHORTEST_NAME and rules.certain.search(words) is not None


def _stands_alone(text: str, span: Span) -> bool:
    """Tell whether the bracket around *span* comes after the end of a sentence."""
    at = span.start - 2
    while at >= 0 and text[at] in " \t\u3000":
        at -= 1
    return at >= 0 and text[at] in "。；！？.;"


def _credible(text: str, group: _Group, language: Language) -> bool:
    """Believe a group if its names can be names and, without a label, one of them looks like a unit."""
    rules = name_rules(language)
    listed = group.names.names
    if not listed and group.joined is not None:
        listed = group.joined.names
    names = [span.of(text) for span, _ in listed]
    if not names or not all(plausible(name, rules) for name in names):
        return False
    return group.labelled or any(looks_like_unit(name, rules) for name in names)


def _assigned(text: str, groups: list[_Group], rules: AssignmentRules, *, first_leads: bool) -> Assignment:
    has_lead = any(group.role is Role.LEAD or _marks_lead(text, group, rules) for group in groups)
    units: list[NamedUnit] = []
    for group in groups:
        units += _units(text, group, rules, first_leads=first_leads and not has_lead)
    return Assignment(
        units=tuple(units),
        open_set=any(group.names.open_set or _opened(group) for group in groups),
        no_lead_stated=any(group.no_lead for group in groups) and not has_lead,
    )


def _marks_lead(text: str, group: _Group, rules: AssignmentRules) -> bool:
    return any(_unmarked(text, name, rules)[1] is Role.LEAD for name, _ in group.names.names)


def _unmarked(text: str, name: Span, rules: AssignmentRules) -> tuple[Span, Role | None]:
    """Part a name from what a bracket behind it asks of it: 市税务局（牵头）."""
    found = rules.mark.search(text, max(name.start + 1, name.end - 20), name.end)
    if found is None:
        return name, None
    return Span(start=name.start, end=found.start()), rules.roles[found["verb"].lower()]


def _opened(group: _Group) -> bool:
    """Tell whether 会同 is followed by others without a name."""
    return group.joined is not None and (group.joined.open_set or not _proper(group.joined))


def _proper(names: NameList) -> bool:
    return any(not is_class for _, is_class in names.names)


def _units(text: str, group: _Group, rules: AssignmentRules, *, first_leads: bool) -> Iterator[NamedUnit]:
    several = len(group.names.names) > 1 or group.names.open_set
    for index, (written, is_class) in enumerate(group.names.names):
        span, marked = _unmarked(text, written, rules)
        role = marked or group.role
        if role is Role.RESPONSIBLE:
            role = role_of_several(several=several, leads=first_leads and index == 0 and not is_class)
            # "A会同B": the document hands the matter to A.
            if group.joined is not None and not several and not is_class:
                role = Role.LEAD
        yield NamedUnit(name=span.of(text), role=role, class_of_units=is_class, span=span)
    if group.joined is not None and _proper(group.joined):
        for span, is_class in group.joined.names:
            yield NamedUnit(name=span.of(text), role=Role.JOINT, class_of_units=is_class, span=span)


def role_of_several(*, several: bool, leads: bool) -> Role:
    """Return the role of a unit that the text only calls responsible."""
    if leads:
        return Role.LEAD
    return Role.JOINT if several else Role.RESPONSIBLE
