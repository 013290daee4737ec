"""Who answers for a task: brackets that name units, and labels that do (domain.md 1).

The first-named leads only once the document has said so; "按职责分工负责" has no lead; "等" leaves the set open.
Nothing is a unit bracket unless its words assign something to somebody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from zeren.reading.model import Language, NamedUnit, Role
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span
from zeren.reading.unit_names import NameList, cut, looks_like_unit, name_rules, plausible, read_names, trimmed

__all__ = ["Assignment", "first_leads_from", "label_roles", "read_assignment", "role_of_several"]

# The longest real brackets name a dozen ministries; beyond this it is an aside.
_LONGEST_BRACKET = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The units that a bracket or a labelled line names."""

    units: tuple[NamedUnit, ...]
    open_set: bool
    no_lead_stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    language: Language
    after: re.Pattern[str]
    opening: re.Pattern[str]
    label: re.Pattern[str]
    roles: dict[str, Role]
    no_lead: frozenset[str]
    together: re.Pattern[str]
    passing: re.Pattern[str]
    first: re.Pattern[str]
    from_here_on: re.Pattern[str]


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


@cache
def _rules(language: Language) -> _Rules:
    units = table(language, "units")
    roles: dict[str, Role] = {}
    after: list[str] = []
    opening: list[str] = []
    before: list[str] = []
    for entry in units.tables("role"):
        role = Role(entry.text("role"))
        after += entry.strings("after")
        opening += entry.strings("opening")
        before += entry.strings("before")
        roles |= {word.lower(): role for name in ("after", "opening", "before") for word in entry.strings(name)}
    no_lead = units.table("no_lead").strings("after")
    roles |= {word.lower(): Role.JOINT for word in no_lead}
    first = units.table("first_is_lead")
    gap = r"[^。；\n]{0,30}?"
    return _Rules(
        language=language,
        after=re.compile(rf"[,，\s]*{alternatives((*after, *no_lead))}\s*\Z", re.IGNORECASE),
        opening=re.compile(rf"{alternatives(tuple(opening))}\s+", re.IGNORECASE),
        label=re.compile(rf"({alternatives(tuple(before))})\s*[：:]\s*", re.IGNORECASE),
        roles=roles,
        no_lead=frozenset(word.lower() for word in no_lead),
        together=re.compile(alternatives(units.table("together").strings("words"))),
        passing=re.compile(alternatives(units.table("passing").strings("starts")), re.IGNORECASE),
        first=re.compile(
            alternatives(first.strings("first")) + gap + alternatives(first.strings("lead")), re.IGNORECASE
        ),
        from_here_on=re.compile(alternatives(first.strings("from_here_on")), re.IGNORECASE),
    )


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
    rules = _rules(language)
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
    rules = _rules(language)
    draft = _Draft()
    for part in cut(text, span, "；;。"):
        draft.label = label
        for segment in _segments(text, part, rules):
            _take(text, segment, draft, rules)
        _close_label(text, draft, language)
    groups = [group for group in draft.groups if _credible(text, group, language)]
    if not groups:
        return None
    first_leads = first_leads or rules.first.search(text, span.start, span.end) is not None
    return _assigned(text, groups, first_leads=first_leads)


def _segments(text: str, part: Span, rules: _Rules) -> Iterator[Span]:
    """Cut at commas, and before a label ("牵头单位：甲 配合单位：乙")."""
    for segment in cut(text, part, "，," if rules.language is Language.CHINESE else ";"):
        starts = [found.start() for found in rules.label.finditer(text, segment.start, segment.end)]
        starts = [start for start in starts if start == segment.start or text[start - 1] in " \t\u3000"]
        edges = sorted({segment.start, *starts, segment.end})
        for start, end in pairwise(edges):
            piece = trimmed(text, Span(start=start, end=end))
            if len(piece):
                yield piece


def _take(text: str, segment: Span, draft: _Draft, rules: _Rules) -> None:
    """Read one segment: a label, names with a verb, or names that wait for one."""
    if rules.passing.match(text, segment.start, segment.end) or rules.first.search(text, segment.start, segment.end):
        return
    if found := rules.label.match(text, segment.start, segment.end):
        _close_label(text, draft, rules.language)
        draft.label = rules.roles[found[1].lower()]
        segment = Span(start=found.end(), end=segment.end)
    if opened := rules.opening.match(text, segment.start, segment.end):
        names = Span(start=opened.end(), end=segment.end)
        draft.groups.append(_group(text, [names], opened[0].strip(), rules))
    elif (
        verb := rules.after.search(text, max(segment.start, segment.end - 60), segment.end)
    ) and verb.start() > segment.start:
        names = Span(start=segment.start, end=verb.start())
        waiting = [piece for piece in draft.pending if _names_units(text, piece, rules.language)]
        draft.groups.append(_group(text, [*waiting, names], verb[0].strip(" ,，"), rules))
        draft.pending = []
    elif len(segment):
        draft.pending.append(segment)


def _names_units(text: str, piece: Span, language: Language) -> bool:
    """Tell whether a segment without a verb names units; it may be a time limit ("2026年底前完成，甲局负责")."""
    rules = name_rules(language)
    return any(looks_like_unit(span.of(text), rules) for span, _ in read_names(text, piece, language).names)


def _group(text: str, pieces: list[Span], verb: str, rules: _Rules) -> _Group:
    joined = None
    last = pieces[-1]
    if found := rules.together.search(text, last.start, last.end):
        joined = read_names(text, Span(start=found.end(), end=last.end), rules.language)
        pieces = [*pieces[:-1], Span(start=last.start, end=found.start())]
    return _Group(
        role=rules.roles[verb.lower()],
        names=_all_names(text, pieces, rules.language),
        joined=joined,
        no_lead=verb.lower() in rules.no_lead,
    )


def _all_names(text: str, pieces: list[Span], language: Language) -> NameList:
    lists = [read_names(text, piece, language) for piece in pieces if len(piece)]
    return NameList(
        names=tuple(name for one in lists for name in one.names), open_set=any(one.open_set for one in lists)
    )


def _close_label(text: str, draft: _Draft, language: Language) -> None:
    """Give the names that wait to the label before them; without one they wait for a verb in the next part."""
    if draft.label is not None and draft.pending:
        names = _all_names(text, draft.pending, language)
        draft.groups.append(_Group(role=draft.label, names=names, labelled=True))
        draft.pending = []


def _credible(text: str, group: _Group, language: Language) -> bool:
    """Believe a group if its names can be names and, without a label, one of them looks like a unit."""
    rules = name_rules(language)
    names = [span.of(text) for span, _ in group.names.names]
    if not names or not all(plausible(name, rules) for name in names):
        return False
    return group.labelled or any(looks_like_unit(name, rules) for name in names)


def _assigned(text: str, groups: list[_Group], *, first_leads: bool) -> Assignment:
    has_lead = any(group.role is Role.LEAD for group in groups)
    units: list[NamedUnit] = []
    for group in groups:
        units += _units(text, group, first_leads=first_leads and not has_lead)
    return Assignment(
        units=tuple(units),
        open_set=any(group.names.open_set or _opened(group) for group in groups),
        no_lead_stated=any(group.no_lead for group in groups) and not has_lead,
    )


def _opened(group: _Group) -> bool:
    """Tell whether 会同 is followed by others without a name."""
    return group.joined is not None and (group.joined.open_set or not _proper(group.joined))


def _proper(names: NameList) -> bool:
    return any(not is_class for _, is_class in names.names)


def _units(text: str, group: _Group, *, first_leads: bool) -> Iterator[NamedUnit]:
    several = len(group.names.names) > 1 or group.names.open_set
    for index, (span, is_class) in enumerate(group.names.names):
        role = group.role
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
