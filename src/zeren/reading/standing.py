"""Who carries all that follows: "以下均需各区政府落实，不再列出" adds the units to every list after it."""

from dataclasses import dataclass

from zeren.reading.assignment_rules import assignment_rules
from zeren.reading.model import Language
from zeren.reading.span import Span
from zeren.reading.units import Assignment, read_assignment

__all__ = ["Standing", "standing_units", "with_standing"]

# No document says it more often; every bracket after one is read with all before it.
_MOST = 30
# "各县（市、区）人民政府、…" and thirty more names are shorter.
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Units that stand in every list from ``since`` on."""

    since: int
    assignment: Assignment


def standing_units(text: str, language: Language) -> tuple[Standing, ...]:
    """Find where *text* says who carries all that follows.

    Examples
    --------
    >>> [found] = standing_units("（市教育局指导。以下均需试点镇政府落实，不再列出）", Language.CHINESE)
    >>> found.assignment.units[0].name, found.assignment.units[0].role.value
    ('试点镇政府', 'responsible')
    """
    rules = assignment_rules(language)
    found: list[Standing] = []
    said: set[str] = set()
    for told in rules.carries_on.finditer(text):
        span = Span(start=told.end(), end=_end(text, told.end()))
        role = rules.carries_on_roles.get(told[1].lower())
        assignment = read_assignment(text, span, language, label=role)
        if assignment is None or said.issuperset(unit.name for unit in assignment.units):
            continue
        said.update(unit.name for unit in assignment.units)
        found.append(Standing(since=told.start(), assignment=assignment))
        if len(found) == _MOST:
            break
    return tuple(found)


def _end(text: str, start: int) -> int:
    """Return where the words that name them end; a bracket within a name, as in 各县（市、区）, ends no name."""
    depth = 0
    for at in range(start, min(len(text), start + _LONGEST)):
        sign = text[at]
        depth += (sign in "（(") - (sign in "）)")
        if depth < 0 or (depth == 0 and sign in "。；，;,.\n"):
            return at
    return min(len(text), start + _LONGEST)


def with_standing(assignment: Assignment, standing: tuple[Standing, ...], at: int) -> Assignment:
    """Add to *assignment*, which stands at *at*, those who carry all that follows and are not named in it.

    Examples
    --------
    >>> words = "以下均由市督查室落实。1.甲。（市教育局指导）"
    >>> given = read_assignment(words, Span(start=16, end=22), Language.CHINESE)
    >>> [unit.name for unit in with_standing(given, standing_units(words, Language.CHINESE), 15).units]
    ['市教育局', '市督查室']
    """
    units, open_set = assignment.units, assignment.open_set
    for one in standing:
        if one.since >= at:
            break
        named = {unit.name for unit in units}
        units += tuple(unit for unit in one.assignment.units if unit.name not in named)
        open_set = open_set or one.assignment.open_set
    return Assignment(units=units, open_set=open_set, no_lead_stated=assignment.no_lead_stated)
