"""What the columns of a table hold, told from their heads (rules/*/tables.toml)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from zeren.reading.model import Language, Role
from zeren.reading.rulebook import table
from zeren.reading.tables import DocumentTable
from zeren.reading.units import first_leads_from, label_roles

__all__ = ["Column", "Layout", "column_of", "layout"]

# Above the head there may stand a title of several cells, a date, a unit of measure.
_HEAD_WITHIN = 6
_FEWEST_KNOWN = 2
_LONGEST_HEAD = 40
_BRACKETED = re.compile(r"[（(\[【][^（()）\[\]【】]{0,30}[)）\]】]")
# "责任单位及分工": the first of two things that a head names.
_SIGNS = re.compile(r"[（）()]")
_FIRST_OF_TWO = re.compile(r"[/、及和与]|\band\b")
_SPACES = re.compile(r"[\s\u3000]+")
# In this order a column is looked for that says what is to be done.
_TASK_KINDS = ("task", "subtask", "item")
# A list of tasks says more of each than its name: who, until when, how measured.
_ASSIGNING = frozenset({"deadline", "measures", "scoring", "cycle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column holds: ``kind`` is one of rules/*/tables.toml, "unit" (with its role) or "label" (with its name).

    ``written`` is the head as written, ``index`` the place of the column, ``first_leads`` true where the head says that
    the first-named unit leads ("责任单位（排第一位的为牵头单位）").
    """

    kind: str
    role: Role | None = None
    label: str | None = None
    written: str = ""
    index: int = 0
    first_leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a list of tasks; ``body`` is the row after its head, ``task`` the column of what is to be done."""

    columns: tuple[Column, ...]
    task: Column
    body: int

    def of_kind(self, *kinds: str) -> tuple[Column, ...]:
        """Return the columns of these kinds, in the order of the table."""
        return tuple(column for column in self.columns if column.kind in kinds)


@cache
def _heads(language: Language) -> tuple[dict[str, Column], dict[str, Column]]:
    """Return the heads of rules/*: those that count as an ending too, and those that count only as a whole."""
    rules, labels = table(language, "tables"), table(language, "labels")
    ending: dict[str, Column] = {}
    whole: dict[str, Column] = {}
    for entry in (*labels.tables("label"), *rules.tables("label")):
        column = Column(kind="label", label=entry.text("name"))
        ending |= dict.fromkeys(_plain_all(entry.strings("words")), column)
    for word, role in label_roles(language).items():
        ending[_plain(word)] = Column(kind="unit", role=role)
    for role in Role:
        column = Column(kind="unit", role=role)
        ending |= dict.fromkeys(_plain_all(rules.table("unit_heads").strings(role.value)), column)
    for entry in rules.tables("column"):
        column = Column(kind=entry.text("name"))
        ending |= dict.fromkeys(_plain_all(entry.strings("heads")), column)
        whole |= dict.fromkeys(_plain_all(entry.strings("only")), column)
    return ending, whole


def _plain_all(words: Iterable[str]) -> list[str]:
    return [_plain(word) for word in words]


def _plain(words: str) -> str:
    """Leave out what does not tell one head from another: brackets, spaces between Chinese signs, case, the colon."""
    kept = _BRACKETED.sub("", words) or words
    spaced = _SPACES.sub(" ", kept).strip(" ：:").lower()
    return spaced if spaced.isascii() else spaced.replace(" ", "")


def column_of(head: str, language: Language) -> Column | None:
    r"""Tell what a column holds from its head, or None.

    Examples
    --------
    >>> column_of("2026年重点工作任务", Language.CHINESE).kind
    'task'
    >>> column_of("牵头\n单位", Language.CHINESE).role
    <Role.LEAD: 'lead'>
    """
    words = _plain(head)
    if not words or len(words) > _LONGEST_HEAD:
        return None
    ending, whole = _heads(language)
    first = _FIRST_OF_TWO.split(words)[0].strip()
    if words in whole or words in ending or first == words:
        return _looked_up(words, head, language)
    return _looked_up(first, head, language) or _looked_up(words, head, language)


def _looked_up(words: str, head: str, language: Language) -> Column | None:
    ending, whole = _heads(language)
    if found := whole.get(words) or ending.get(words):
        return _written(found, head, language)
    for start in range(1, len(words)):
        # An English ending begins a word.
        if (found := ending.get(words[start:])) and (language is Language.CHINESE or words[start - 1] == " "):
            return _written(found, head, language)
    return None


def _written(column: Column, head: str, language: Language) -> Column:
    written = _SPACES.sub(" ", head).strip(" ：:")
    leads = column.kind == "unit" and first_leads_from(_SIGNS.sub(" ", written), language) is not None
    return replace(column, written=written, first_leads=leads)


def layout(text: str, found: DocumentTable, language: Language) -> Layout | None:
    r"""Recognise a list of tasks by its head; None for any other table.

    Examples
    --------
    >>> from zeren.reading.text_tables import tables_in_text
    >>> words = "序号\t任务\t牵头单位\n1\t修订清单\t市生态环境局\n2\t公布清单\t市司法局"
    >>> [one] = tables_in_text(words, Language.CHINESE)
    >>> read = layout(words, one, Language.CHINESE)
    >>> [column.kind for column in read.columns], read.body
    (['number', 'task', 'unit'], 1)
    """
    rows = [[cell.strip() for cell in row] for row in found.words(text)[: _HEAD_WITHIN + found.head + 1]]
    for place, row in enumerate(rows[: max(_HEAD_WITHIN, found.head)]):
        columns = _columns(row, language)
        if len({column.kind for column in columns}) < _FEWEST_KNOWN:
            continue
        body = place + 1
        if place + 1 < len(rows) and _goes_on(found, rows, place, language):
            columns = _two_rows(row, rows[place + 1], language)
            body += 1
        read = _list_of_tasks(columns, max(body, found.head))
        if read is not None:
            return read
    return None


def _columns(row: list[str], language: Language) -> tuple[Column, ...]:
    known = (_at(column_of(words, language), index) for index, words in enumerate(row))
    return tuple(column for column in known if column is not None)


def _at(column: Column | None, index: int) -> Column | None:
    return None if column is None else replace(column, index=index)


def _goes_on(found: DocumentTable, rows: list[list[str]], place: int, language: Language) -> bool:
    """Tell whether the head has a second row: some of its cells go down into it, and some are parted in it."""
    if found.head > place + 1:
        return True
    above, below = rows[place], rows[place + 1]
    down = any(lower in {upper, ""} for upper, lower in zip(above, below, strict=True) if upper)
    parted = (
        index
        for index in range(1, len(above))
        if above[index] in {"", above[index - 1]} and column_of(below[index], language) is not None
    )
    return down and any(parted)


def _two_rows(above: list[str], below: list[str], language: Language) -> tuple[Column, ...]:
    """Read a head of two rows: the lower names the column, the upper where the lower says too little."""
    columns: list[Column] = []
    for index, (upper, lower) in enumerate(zip(above, below, strict=True)):
        tries = (lower, upper + lower, upper) if lower.strip() else (upper,)
        read = next((column for column in (column_of(words, language) for words in tries) if column), None)
        placed = _at(read, index)
        if placed is not None:
            columns.append(placed)
    return tuple(columns)


def _list_of_tasks(columns: tuple[Column, ...], body: int) -> Layout | None:
    """Choose the column that says what is to be done; a table without one, or that says no more of it, is no list."""
    labels = {column.label for column in columns}
    units = any(column.kind in {"unit", "unit_or_item"} for column in columns)
    graded = any(column.kind == "points" for column in columns)
    if not units and not graded and not labels & _ASSIGNING:
        return None
    task = next((column for kind in _TASK_KINDS for column in reversed(columns) if column.kind == kind), None)
    if task is None and units:
        task = _otherwise(columns)
    if task is None:
        return None
    return Layout(columns=columns, task=task, body=body)


def _otherwise(columns: tuple[Column, ...]) -> Column | None:
    """Take the figure, the measures or the target for the task where a table of units has no column of tasks."""
    wanted = ("indicator", "measures", "target")
    return next(
        (column for name in wanted for column in columns if name in {column.kind, column.label}),
        None,
    )
