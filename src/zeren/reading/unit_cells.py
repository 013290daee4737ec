"""Cells that name units, and the units of a list as a whole."""

import re
from collections.abc import Iterable
from functools import cache

from zeren.reading.brackets import outermost
from zeren.reading.model import Language, NamedUnit, Role
from zeren.reading.proper_names import is_concrete
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span
from zeren.reading.unit_names import cut, looks_like_unit, name_rules, read_names, trimmed
from zeren.reading.units import Assignment, label_roles, read_assignment

__all__ = ["NOBODY", "class_of_units", "joined", "names_unit", "units_in_cell"]

NOBODY = Assignment(units=(), open_set=False, no_lead_stated=False)
_SIGNS = " \t\n\u3000\xa0，,、；;。.：:"
_LONGEST_CLASS = 80
_SPACE = re.compile(r"[\s\u3000]+")
# 市、县、区…：a Chinese unit that ends in a common word (站, 办, 中心) says at its beginning whose it is.
_WHOSE = re.compile("[市县区省镇乡]|街道|国家|各|局属|自治")


@cache
def _class(language: Language) -> re.Pattern[str]:
    rules = table(language, "tables").table("class")
    levels, between = alternatives(rules.strings("levels")), alternatives(rules.strings("between"))
    sign = rf"[^，,；;。：:《》\n]{{0,{rules.number('longest')}}}?"
    endings = alternatives(rules.strings("endings"))
    # After the word for any department there may stand a part of it: 部门的基层站所, 部门（含基层监管所）.
    rest = rf"(?:的{sign}{endings}|\s?[（(][^（）()\n]{{0,20}}[)）])?"
    edge = "" if language is Language.CHINESE else r"\b"
    return re.compile(rf"(?:{levels}{edge}{between}?){{1,12}}{sign}{endings}{rest}", re.IGNORECASE)


def class_of_units(text: str, span: Span, language: Language) -> Span | None:
    """Return the words of a cell that as a whole name a kind of unit, or None.

    Examples
    --------
    >>> words = "县级以上商务、农业农村主管部门）"
    >>> class_of_units(words, Span(start=0, end=len(words)), Language.CHINESE).of(words)
    '县级以上商务、农业农村主管部门'
    """
    cell = trimmed(text, span, _SIGNS)
    # A bracket that was never opened is a slip of the pen.
    if len(cell) and text[cell.end - 1] in "）)" and not set("（(") & set(cell.of(text)):
        cell = Span(start=cell.start, end=cell.end - 1)
    if len(cell) > _LONGEST_CLASS or not _class(language).fullmatch(text, cell.start, cell.end):
        return None
    return None if _several(text, cell, language) else cell


def _several(text: str, cell: Span, language: Language) -> bool:
    """Tell whether the commas of a cell part names of their own (市财政局、市直有关部门)."""
    names = [span.of(text) for span in cut(text, cell, "、，,")]
    endings = name_rules(language).endings
    whole = all(len(name) > 1 and endings.search(name) for name in names)
    return len(names) > 1 and (whole or any(is_concrete(name, language) for name in names))


def names_unit(name: str, language: Language) -> bool:
    """Tell whether a cell or a heading that may hold anything is the name of a unit.

    Examples
    --------
    >>> [names_unit(name, Language.CHINESE) for name in ("市财政局", "县水文站", "日常工作", "基层组织")]
    [True, True, False, False]
    """
    if is_concrete(name, language):
        return True
    if language is Language.ENGLISH:
        return False
    return _WHOSE.match(name) is not None and looks_like_unit(name, name_rules(language))


def units_in_cell(text: str, cell: Span, role: Role, language: Language, *, first_leads: bool = False) -> Assignment:
    """Read the units of a cell in a column of units; empty where it names none.

    Parameters
    ----------
    text, cell
        The words and where they stand.
    role
        What the head of the column asks of them.
    language
        Whose rules apply.
    first_leads : bool, default False
        The document has said that the first-named unit leads.

    Examples
    --------
    >>> words = "市财政局 市审计局等"
    >>> found = units_in_cell(words, Span(start=0, end=len(words)), Role.SUPPORT, Language.CHINESE)
    >>> [(unit.name, unit.role.value) for unit in found.units], found.open_set
    ([('市财政局', 'support'), ('市审计局', 'support')], True)
    """
    cell = trimmed(text, cell, _SIGNS)
    if not len(cell) or cell.of(text) in table(language, "tables").table("nothing").strings("words"):
        return NOBODY
    if (whole := class_of_units(text, cell, language)) is not None:
        unit = NamedUnit(name=whole.of(text), role=role, class_of_units=True, span=whole)
        return Assignment(units=(unit,), open_set=False, no_lead_stated=False)
    if (marked := _with_roles(text, cell, role, language)) is not None:
        return marked
    pieces = _lines(text, cell, language)
    read = [read_assignment(text, piece, language, label=role, first_leads=first_leads) for piece in pieces]
    return joined((one for one in read if one is not None), several=len(pieces) > 1)


@cache
def _role_words(language: Language) -> dict[str, Role]:
    """Return the words that give a role, in a bracket after a name ("市水务局（牵头）")."""
    rules = table(language, "tables").table("unit_heads")
    heads = {word: role for role in Role for word in rules.strings(role.value)}
    return {word.lower(): role for word, role in (heads | label_roles(language)).items()}


def _with_roles(text: str, cell: Span, role: Role, language: Language) -> Assignment | None:
    """Read names of which one says its role in a bracket; the others answer with it. None for any other cell."""
    roles = _role_words(language)
    found: list[tuple[Span, Role | None]] = []
    for piece in cut(text, cell, "、，,；;\n" if language is Language.CHINESE else ",;\n"):
        last = outermost(text, piece)[-1:]
        ends = bool(last) and last[0].end == piece.end and last[0].start > piece.start
        inside = text[last[0].start + 1 : last[0].end - 1].strip().lower() if ends else ""
        own = roles.get(inside)
        name = trimmed(text, Span(start=piece.start, end=last[0].start)) if own is not None else piece
        found.append((name, own))
    if not any(own is not None for _, own in found):
        return None
    rest = Role.JOINT if role is Role.RESPONSIBLE else role
    read = (read_assignment(text, name, language, label=own or rest) for name, own in found)
    return joined(one for one in read if one is not None)


def _lines(text: str, cell: Span, language: Language) -> list[Span]:
    """Part a cell at its spaces where every piece is a name of its own; else a name was broken over two lines."""
    edges = [found.span() for found in _SPACE.finditer(text, cell.start, cell.end)]
    if not edges or (language is Language.ENGLISH and not any("\n" in text[start:end] for start, end in edges)):
        return [cell]
    starts = [cell.start, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), cell.end]
    pieces = [Span(start=start, end=end) for start, end in zip(starts, ends, strict=True) if start < end]
    rules = name_rules(language)
    for piece in pieces:
        names = read_names(text, piece, language).names
        if not names or not all(looks_like_unit(name.of(text), rules) for name, _ in names):
            return [cell]
    return pieces


def joined(assignments: Iterable[Assignment], *, several: bool = False) -> Assignment:
    """Put the units of several columns or lines together, each name once; *several* who only answer are joint."""
    read = list(assignments)
    units: dict[str, NamedUnit] = {}
    for unit in (unit for one in read for unit in one.units):
        units.setdefault(unit.name, _joint(unit) if several else unit)
    return Assignment(
        units=tuple(units.values()),
        open_set=any(one.open_set for one in read),
        no_lead_stated=any(one.no_lead_stated for one in read) and not any(u.role is Role.LEAD for u in units.values()),
    )


def _joint(unit: NamedUnit) -> NamedUnit:
    if unit.role is not Role.RESPONSIBLE:
        return unit
    return NamedUnit(name=unit.name, role=Role.JOINT, class_of_units=unit.class_of_units, span=unit.span)
