"""Rows of a table that hand out tasks (rules/*/tables.toml).

A row is a duty: the words of its task, the units of its unit columns, labels from the other columns. Rows that name a
group become headings, sums are left out, and the rows of a group that rewards or punishes are scoring rules only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from zeren.reading.brackets import outermost
from zeren.reading.listed import ListedDuties, ListedDuty
from zeren.reading.model import Label, Language, Role
from zeren.reading.rulebook import table
from zeren.reading.scoring import ScoringRule, scoring_rules
from zeren.reading.span import Span
from zeren.reading.table_checks import GradedRow, table_warnings
from zeren.reading.table_columns import Column, Layout, layout
from zeren.reading.table_groups import group_depth, is_sum, rewards, without_number
from zeren.reading.tables import DocumentTable
from zeren.reading.unit_cells import NOBODY, class_of_units, joined, names_unit, units_in_cell
from zeren.reading.unit_names import trimmed
from zeren.reading.units import Assignment

__all__ = ["row_commitments"]

_POINTS = re.compile(r"[（(]?\s*(\d{1,4}(?:\.\d{1,2})?)\s*(?:分|points?)?\s*[)）]?\Z", re.IGNORECASE)
# Before a number without a sign of its own there may stand anything; a group without a number stands deepest.
_UNNUMBERED = 99
_BEGINNING = 60
# A cell with more words than this is no heading of others.
_LONGEST_CATEGORY = 200


@dataclass(slots=True, kw_only=True)
class _Group:
    depth: int
    words: str
    units: Assignment
    rewards: bool


@dataclass(slots=True, kw_only=True)
class _Reader:
    """A table while it is read.

    *last* are the words last seen in a category column, *above* the last cell of a column of units before the task.
    A merged cell belongs to many rows and is read once: *units*, *labels*, *rules* and *quoted* keep what was read.
    """

    text: str
    language: Language
    table: DocumentTable
    layout: Layout
    first_leads_from: int | None
    groups: list[_Group] = field(default_factory=list)
    last: dict[int, str] = field(default_factory=dict)
    above: dict[int, Span] = field(default_factory=dict)
    graded: list[GradedRow] = field(default_factory=list)
    scoring: list[ScoringRule] = field(default_factory=list)
    # Rows have numbers of their own (1, 2, …): then 一、 is that of a group.
    counted: bool = False
    pointed: set[Span] = field(default_factory=set)
    units: dict[tuple[Span, Role], Assignment] = field(default_factory=dict)
    labels: dict[tuple[int, Span], Label] = field(default_factory=dict)
    rules: dict[Span, tuple[ScoringRule, ...]] = field(default_factory=dict)
    quoted: dict[Span, str] = field(default_factory=dict)


def row_commitments(
    text: str, tables: tuple[DocumentTable, ...], language: Language, *, first_leads_from: int | None = None
) -> ListedDuties:
    r"""Read the duties that the rows of *tables* hand out, in the order of the document.

    Parameters
    ----------
    text : str
        The document.
    tables : tuple of DocumentTable
        Every table of it; one that is no list of tasks gives nothing.
    language : Language
        Whose rules apply.
    first_leads_from : int, optional
        From where the document says that the first-named unit leads.

    Returns
    -------
    ListedDuties
        A duty for each row that has a task; warnings where points do not add up or a number stands twice.

    Examples
    --------
    >>> from zeren.reading.text_tables import tables_in_text
    >>> words = "序号\t任务\t牵头单位\t完成时限\n1\t修订清单\t市生态环境局\t6月底\n2\t公布清单\t市司法局\t9月底"
    >>> found = row_commitments(words, tables_in_text(words, Language.CHINESE), Language.CHINESE)
    >>> [(one.span.of(words), one.assignment.units[0].name, one.labels[0].text) for one in found.duties]
    [('修订清单', '市生态环境局', '6月底'), ('公布清单', '市司法局', '9月底')]
    """
    duties: list[ListedDuty] = []
    scoring: list[ScoringRule] = []
    warnings = []
    for one in tables:
        columns = layout(text, one, language)
        if columns is None:
            continue
        reader = _Reader(text=text, language=language, table=one, layout=columns, first_leads_from=first_leads_from)
        duties += _rows(reader)
        scoring += reader.scoring
        warnings += table_warnings(reader.graded, language, text)
    return ListedDuties(duties=tuple(duties), tables=tables, scoring=tuple(scoring), warnings=tuple(warnings))


def _rows(reader: _Reader) -> Iterator[ListedDuty]:
    firsts = [_beginnings(reader, row)[0] for row in reader.table.rows[reader.layout.body :] if row]
    reader.counted = any(first.rstrip(".、．").isascii() and first[:1].isdigit() for first in firsts)
    heads = [_beginnings(reader, row) for row in reader.table.rows[: reader.layout.body]]
    for index in range(reader.layout.body, len(reader.table.rows)):
        row = reader.table.rows[index]
        words = _beginnings(reader, row)
        if words in heads or is_sum(words, reader.language):
            continue
        task = _task(reader, row)
        if _opens_group(reader, index, row, words, task):
            continue
        if reader.groups and reader.groups[-1].rewards:
            reader.scoring += _scoring(reader, row)
        elif task is not None:
            yield _duty(reader, index, row, task)


def _beginnings(reader: _Reader, row: tuple[Span, ...]) -> list[str]:
    """Quote the first words of each cell: enough to tell a head, a sum or the number of a group."""
    return [reader.text[cell.start : min(cell.end, cell.start + _BEGINNING)].strip() for cell in row]


def _task(reader: _Reader, row: tuple[Span, ...]) -> Span | None:
    """Return the words of a row that say what is to be done: an item with its part where both stand in the line."""
    candidates = [reader.layout.task, *reversed(reader.layout.of_kind("task", "subtask", "item"))]
    cells = [_cell(reader, row, column) for column in candidates]
    task = next((cell for cell in cells if cell is not None), None)
    if task is None or reader.layout.task.kind != "subtask":
        return task
    item = next((_cell(reader, row, column) for column in reader.layout.of_kind("item")), None)
    beside = item is not None and reader.text[item.end : task.start].strip(" \u3000") == "\t"
    if item is not None and beside and item.of(reader.text) != task.of(reader.text):
        return Span(start=item.start, end=task.end)
    return task


def _cell(reader: _Reader, row: tuple[Span, ...], column: Column) -> Span | None:
    """Return the words of a cell, or None where it says nothing."""
    cell = trimmed(reader.text, row[column.index])
    nothing = table(reader.language, "tables").table("nothing").strings("words")
    return cell if len(cell) and cell.of(reader.text) not in nothing else None


def _opens_group(reader: _Reader, index: int, row: tuple[Span, ...], words: list[str], task: Span | None) -> bool:
    """Take a row for the head of a group, if it is one, and tell so."""
    depth = group_depth(words[0], reader.language)
    group = _group_cell(reader, row)
    across = len({cell for cell in row if len(cell)}) == 1
    if group is None:
        return False
    heading = without_number(group.of(reader.text), reader.language)
    rewarding = rewards(heading, reader.language)
    filled = [column.kind for column in reader.layout.columns if _cell(reader, row, column) is not None]
    alone = task is None or rewarding or (reader.counted and set(filled) <= {"number", "task", "category"})
    if not across and not (depth is not None and alone) and not (task is None and len(filled) == 1):
        return False
    depth = _UNNUMBERED if depth is None else depth
    while reader.groups and reader.groups[-1].depth >= depth:
        reader.groups.pop()
    units = _units_of_group(reader, group)
    reader.groups.append(_Group(depth=depth, words=heading, units=units, rewards=rewarding))
    reader.last.clear()
    reader.above.clear()
    points = _points(reader, row)
    reader.graded.append(
        GradedRow(row=index + 1, opens_group=True, points=points, points_cell=_points_cell(reader, row))
    )
    if rewarding:
        reader.scoring += _scoring(reader, row)
    return True


def _group_cell(reader: _Reader, row: tuple[Span, ...]) -> Span | None:
    """Return the first cell with words that are no number of a group."""
    cells = [trimmed(reader.text, cell) for cell in row]
    filled = [cell for cell in cells if len(cell)]
    for cell in filled:
        if without_number(cell.of(reader.text), reader.language):
            return cell
    return None


def _units_of_group(reader: _Reader, group: Span) -> Assignment:
    """Read the units that the head of a group names: "通用项目（全部责任单位）", or a unit alone."""
    inside = [Span(start=pair.start + 1, end=pair.end - 1) for pair in outermost(reader.text, group)]
    for words in (*inside, group):
        if class_of_units(reader.text, words, reader.language) or names_unit(words.of(reader.text), reader.language):
            return units_in_cell(reader.text, words, Role.RESPONSIBLE, reader.language)
    return NOBODY


def _scoring(reader: _Reader, row: tuple[Span, ...]) -> tuple[ScoringRule, ...]:
    """Read the scoring rules of a row: those under a head that says so, else those of the task."""
    columns = [column for column in reader.layout.columns if column.label == "scoring"] or [reader.layout.task]
    cells = [cell for column in columns if (cell := _cell(reader, row, column)) is not None]
    for cell in cells:
        if cell not in reader.rules:
            reader.rules[cell] = scoring_rules(reader.text, cell, reader.language)
    return tuple(rule for cell in cells for rule in reader.rules[cell])


def _duty(reader: _Reader, index: int, row: tuple[Span, ...], task: Span) -> ListedDuty:
    points = _own_points(reader, row)
    number = next((_cell(reader, row, column) for column in reader.layout.of_kind("number")), None)
    reader.graded.append(_graded(reader, index, row, task))
    return ListedDuty(
        span=task,
        assignment=_units(reader, row, task),
        rule=f"{reader.language}.table-row",
        path=_path(reader, row, task),
        labels=tuple(_labels(reader, row, task)),
        points=points,
        scoring=_scoring(reader, row),
        number=number.of(reader.text) if number else None,
    )


def _points_cell(reader: _Reader, row: tuple[Span, ...]) -> Span | None:
    return next((_cell(reader, row, column) for column in reader.layout.of_kind("points")), None)


def _points(reader: _Reader, row: tuple[Span, ...]) -> Decimal | None:
    cell = _points_cell(reader, row)
    found = _POINTS.match(reader.text, cell.start, cell.end) if cell else None
    return Decimal(found[1]) if found else None


def _own_points(reader: _Reader, row: tuple[Span, ...]) -> Decimal | None:
    """Read the points of a row; those of a cell that several rows share stand with the first of them."""
    cell = _points_cell(reader, row)
    if cell is None or cell in reader.pointed:
        return None
    reader.pointed.add(cell)
    return _points(reader, row)


def _units(reader: _Reader, row: tuple[Span, ...], task: Span) -> Assignment:
    since = reader.first_leads_from
    read = []
    for column in reader.layout.of_kind("unit", "unit_or_item"):
        cell = _cell(reader, row, column)
        if column.index < reader.layout.task.index:
            cell = _or_above(reader, column, cell)
        if cell is None or cell == task or (column.kind == "unit_or_item" and not _is_unit(reader, cell)):
            continue
        role = column.role or Role.RESPONSIBLE
        if (cell, role) not in reader.units:
            leads = column.first_leads or (since is not None and since < cell.start)
            found = units_in_cell(reader.text, cell, role, reader.language, first_leads=leads)
            reader.units[cell, role] = found
        read.append(reader.units[cell, role])
    named = joined(read)
    if named.units:
        return named
    return next((group.units for group in reversed(reader.groups) if group.units.units), NOBODY)


def _or_above(reader: _Reader, column: Column, cell: Span | None) -> Span | None:
    """Return the cell above for an empty one: units before the tasks head the rows below them, those after do not."""
    if cell is not None:
        reader.above[column.index] = cell
    return reader.above.get(column.index)


def _is_unit(reader: _Reader, cell: Span) -> bool:
    whole = class_of_units(reader.text, cell, reader.language)
    return whole is not None or names_unit(cell.of(reader.text), reader.language)


def _path(reader: _Reader, row: tuple[Span, ...], task: Span) -> tuple[str, ...]:
    """Return the headings of a row: caption, groups, and what its cells say before the task."""
    path = [reader.table.caption] if reader.table.caption else []
    path += [group.words for group in reader.groups]
    for column in reader.layout.of_kind("category", "item", "task", "unit_or_item"):
        cell = _cell(reader, row, column)
        if cell is not None and len(cell) > _LONGEST_CATEGORY:
            continue
        words = cell.of(reader.text) if cell else ""
        if column.kind == "category":
            words = words or reader.last.get(column.index, "")
            reader.last[column.index] = words
        unit = column.kind == "unit_or_item" and cell is not None and _is_unit(reader, cell)
        said = cell is not None and (cell in task or words == task.of(reader.text))
        if words and not unit and not said and (not path or path[-1] != words):
            path.append(words)
    return tuple(path)


def _labels(reader: _Reader, row: tuple[Span, ...], task: Span) -> Iterator[Label]:
    for column in reader.layout.of_kind("label"):
        cell = _cell(reader, row, column)
        if cell is None or cell == task or column.label is None:
            continue
        key = (column.index, cell)
        if key not in reader.labels:
            label = Label(name=column.label, written=column.written, text=cell.of(reader.text), span=cell)
            reader.labels[key] = label
        yield reader.labels[key]


def _graded(reader: _Reader, index: int, row: tuple[Span, ...], task: Span) -> GradedRow:
    number = next((_cell(reader, row, column) for column in reader.layout.of_kind("number")), None)
    scoring = [column for column in reader.layout.columns if column.label == "scoring"]
    cells = [_cell(reader, row, column) for column in (*scoring, reader.layout.task)]
    keys = [task, *(_cell(reader, row, column) for column in _keys(reader.layout))]
    read = GradedRow(row=index + 1, number=number, clauses=tuple(cell for cell in cells if cell is not None))
    return replace(
        read,
        points_cell=_points_cell(reader, row),
        points=_points(reader, row),
        keys=tuple(_quoted(reader, key) if key else "" for key in keys),
    )


def _quoted(reader: _Reader, cell: Span) -> str:
    if cell not in reader.quoted:
        reader.quoted[cell] = cell.of(reader.text)
    return reader.quoted[cell]


def _keys(columns: Layout) -> tuple[Column, ...]:
    """Return the columns that a number may count, the narrowest first."""
    kinds = ("unit_or_item", "item", "category")
    return tuple(column for kind in kinds for column in reversed(columns.of_kind(kind)))
