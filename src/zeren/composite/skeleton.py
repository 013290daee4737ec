"""A first file of an index, written out of the columns of its data, for a person to go on with."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from zeren.composite.cells import has_decimal_comma, is_gap, is_number
from zeren.composite.errors import TableError
from zeren.composite.notes_below import first_note
from zeren.composite.periods import days_of
from zeren.composite.table import Row

__all__ = ["skeleton"]

_UNITS: Final = ("unit", "name", "单位", "地区", "名称", "district", "county", "country", "province", "city")
_PERIODS: Final = ("period", "year", "年份", "年度", "时期", "年", "quarter")
_GROUPS: Final = ("group", "组", "组别", "分组", "类别", "类型", "kind", "type")
_INDICATORS: Final = ("indicator", "indicator name", "指标", "指标名称")
_VALUES: Final = ("value", "数值", "值", "指标值")
_HEAD: Final = """\
# An index: what is measured, how it becomes a score, and what it counts. Lines that begin with # are notes.
# Every key stands in docs/method/composite.md; "zeren index check" says whether the file can be used.
[index]
name = "index"
title = "Title of the index"
# title_en = "Its title in a report in English"
# edition = "2026"
# source = "The document that lays the index down"
digits = 2
"""
_RULES: Final = """
[defaults]
# From the worst to the best, 0 to 100. Others: scale = [60, 100]; or { method = "goalposts", low = 0, high = 100 }.
normalise = { method = "min_max", scale = [0, 100] }
# "geometric" lets no part make up for another in full.
aggregate = "arithmetic"
# A gap gives its weight to the others. Or: { method = "score", score = 60 }, "leave", "refuse".
gaps = "redistribute"

[robustness]
# What might have been chosen otherwise: each weight up to a quarter more or less.
draws = 1000
seed = "1"
weights = 0.25

# The first node is the whole. Give it parts by further nodes with under = "whole", and put indicators under them.
[[node]]
name = "whole"
"""


def skeleton(rows: Iterable[Row], *, name: str = "the table") -> str:
    """Write a file of an index with one indicator for every column that holds numbers.

    Parameters
    ----------
    rows
        As `zeren.composite.table.read_rows` takes them.
    name
        Of the file, for errors.

    Returns
    -------
    str
        TOML with notes that say what to fill in; it can be used as it is.

    Raises
    ------
    TableError
        If there is no column with names of units, or none with numbers.

    Examples
    --------
    >>> from zeren.composite import parse
    >>> text = skeleton([(1, ["city", "year", "air"]), (2, ["X", "2025", "3.5"])])
    >>> index = parse(text)
    >>> index.layout.unit, index.layout.period, [one.name for one in index.indicators]
    ('city', 'year', ['air'])
    """
    lines = [[cell.strip() for cell in cells] for _, cells in rows if any(cells) and cells[0][:1] != "#"]
    lines = lines[: first_note(lines, columns=max(map(len, lines), default=0))]
    columns = _columns(lines[_titles(lines) :])
    heads = {
        "indicator_column": (_first(columns, _INDICATORS), "indicator"),
        "value_column": (_first(columns, _VALUES), "value"),
    }
    columns = _untidied(columns, heads["indicator_column"][0], heads["value_column"][0])
    decimal = "," if any(has_decimal_comma(cell) for cells in columns.values() for cell in cells) else None
    measuring = [head for head, cells in columns.items() if _measures(cells, decimal)]
    units = _first(columns, _UNITS) or next((head for head in columns if head not in measuring), None)
    periods, groups = _first(columns, _PERIODS), _first(columns, _GROUPS)
    indicators = [head for head in measuring if head not in {units, periods, groups}]
    if units is None or not indicators:
        expected = "a column with the names of units, and columns with numbers"
        raise TableError(at=name, expected=expected, found=", ".join(columns)[:200] or "an empty table")
    heads |= {"unit_column": (units, "unit"), "period_column": (periods, "period"), "group_column": (groups, "group")}
    named = [f"{key} = {_quoted(found)}\n" for key, (found, usual) in heads.items() if found and found != usual]
    named += ['decimal = ","\n'] if decimal else []
    return "".join([_HEAD, *named, _RULES, *(_indicator(one) for one in indicators)])


def _titles(lines: Sequence[Sequence[str]]) -> int:
    """Count the rows above the heads, in which a sheet says what it is: they hold one text."""
    heads = (place for place, line in enumerate(lines) if len({cell for cell in line if cell}) > 1)
    return next(heads, 0)


def _columns(lines: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
    """Give the cells of each column."""
    heads = lines[0] if lines else ()
    return {head: [line[at] for line in lines[1:] if at < len(line)] for at, head in enumerate(heads) if head}


def _untidied(columns: dict[str, Sequence[str]], indicator: str | None, value: str | None) -> dict[str, Sequence[str]]:
    """Make each indicator of a tidy table a column, or of one with a column for each period."""
    if indicator is None:
        return columns
    periods = [head for head in columns if days_of(head)]
    held = [value] if value else periods
    if not held:
        return columns
    values = [cell for head in held for cell in columns[head]]
    others = {head: cells for head, cells in columns.items() if head not in {indicator, *held}}
    return {**others, **dict.fromkeys(columns[indicator], values)}


def _first(columns: Iterable[str], names: Sequence[str]) -> str | None:
    by_name = {head.casefold(): head for head in reversed(list(columns))}
    return next((by_name[name] for name in names if name in by_name), None)


def _measures(cells: Sequence[str], decimal: str | None) -> bool:
    numbers = [is_number(cell, decimal) for cell in cells]
    return any(numbers) and all(number or is_gap(cell) for number, cell in zip(numbers, cells, strict=True))


def _quoted(text: str) -> str:
    # A text in JSON is one in TOML, too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _indicator(head: str) -> str:
    return (
        f'\n[[indicator]]\nname = {_quoted(head)}\nunder = "whole"\nweight = 1\n'
        '# Is more of it better, or less?\ndirection = "more"\n'
    )
