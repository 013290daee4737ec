"""Tables of units and of people as XLSX, CSV and JSON: written so that they are read back as they were."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language

from zeren.foundations.errors import InvalidInputError
from zeren.reading import DamagedDocumentError
from zeren_platform.common.sheets import write_workbook
from zeren_platform.common.tables import EmptyTableError, csv_lines, is_json, lines_of

__all__ = ["FORMATS", "PEOPLE", "UNITS", "Entry", "Layout", "MissingColumnError", "StrangeColumnError", "read", "write"]

# A cell that holds several names holds one on each line.
FORMATS: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


class MissingColumnError(InvalidInputError):
    """The table lacks a column without which no row can be understood."""

    code = "organisation.import.missing_column"


class StrangeColumnError(InvalidInputError):
    """A column means nothing here, or stands twice: what it says would be lost without a word."""

    code = "organisation.import.strange_column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a file: its number there, and what it says, by the key of the column."""

    line: int
    cells: Mapping[str, str]

    def says(self, key: str) -> str:
        """Give what stands under a column; nothing where the file does not have it."""
        return self.cells.get(key, "").strip()

    def names(self, key: str) -> list[str]:
        """Give the names that stand in a cell, one on each line."""
        return [name.strip() for name in self.cells.get(key, "").splitlines() if name.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a table: their keys, and their heads in English and in Chinese."""

    name: str
    columns: tuple[tuple[str, str, str], ...]
    needed: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """Give the keys in order."""
        return [key for key, _head, _head_zh in self.columns]

    def heads(self) -> list[str]:
        """Give the heads in the reader's language."""
        in_chinese = (get_language() or "").startswith("zh")
        return [head_zh if in_chinese else head for _key, head, head_zh in self.columns]

    def key_of(self, head: str) -> str:
        """Recognise a column by its key or its head in either language."""
        said = head.strip().casefold()
        return next((row[0] for row in self.columns if said in {name.casefold() for name in row}), "")


UNITS: Final = Layout(
    name="units",
    columns=(
        ("code", "Code", "代码"),
        ("name", "Name", "名称"),
        ("name_zh", "Name in Chinese", "中文名称"),
        ("kind", "Kind", "类别"),
        ("parent", "Belongs to (code)", "隶属单位代码"),
        ("division_code", "Division code", "行政区划代码"),
        ("credit_code", "Unified social credit code", "统一社会信用代码"),
        ("valid_from", "In being from", "设立日期"),
        ("valid_until", "In being until", "终止日期"),
        ("position", "Place in the order", "排列顺序"),
        ("other", "Other names", "其他名称"),
        ("short", "Short names", "简称"),
        ("former", "Former names", "曾用名"),
    ),
    needed=("code", "name", "kind"),
)
PEOPLE: Final = Layout(
    name="people",
    columns=(
        ("username", "Sign-in name", "登录名"),
        ("name", "Name", "姓名"),
        ("name_zh", "Name in Chinese", "中文姓名"),
        ("unit", "Unit (code)", "单位代码"),
        ("role", "Role", "角色"),
        ("valid_from", "From", "任职起始"),
        ("valid_until", "Until", "任职截止"),
    ),
    needed=("username", "name"),
)


def write(layout: Layout, rows: Iterable[Sequence[str]], *, form: str) -> bytes:
    """Write a table in one of ``FORMATS``."""
    if form == "json":
        told = [dict(zip(layout.keys, row, strict=True)) for row in rows]
        return json.dumps({layout.name: told}, ensure_ascii=False, indent=1).encode()
    if form == "csv":
        return "".join(csv_lines(layout.heads(), rows)).encode()
    target = io.BytesIO()
    widths = [max(12, len(head) + 4) for head in layout.heads()]
    write_workbook(target, title=layout.name, heads=layout.heads(), widths=widths, rows=rows)
    return target.getvalue()


def read(layout: Layout, content: bytes) -> list[Entry]:
    """Read the rows of a file; a column that is not known is refused, for what it says would be lost."""
    return list(_json(layout, content) if is_json(content) else _table(layout, content))


def _table(layout: Layout, content: bytes) -> Iterator[Entry]:
    head, *lines = lines_of(content)
    keys = [layout.key_of(cell) for cell in head.cells]
    _refuse_missing(layout, keys)
    _refuse_strange(layout, zip(head.cells, keys, strict=True))
    for line in lines:
        found = {key: cell for key, cell in zip(keys, line.cells, strict=False) if key}
        yield Entry(line=line.number, cells=found)


def _json(layout: Layout, content: bytes) -> Iterator[Entry]:
    try:
        held = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as failure:
        raise DamagedDocumentError(format="JSON", field="file") from failure
    rows = held.get(layout.name) if isinstance(held, dict) else held
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise EmptyTableError(field="file")
    names = {key: None for row in rows for key in row}
    _refuse_missing(layout, names)
    _refuse_strange(layout, ((name, name if name in layout.keys else "") for name in names))
    for place, row in enumerate(rows, start=1):
        cells = {key: "" if row.get(key) is None else str(row[key]) for key in layout.keys if key in row}
        yield Entry(line=place, cells=cells)


def _refuse_missing(layout: Layout, keys: Iterable[str]) -> None:
    missing = [key for key in layout.needed if key not in set(keys)]
    if missing:
        named = dict(zip(layout.keys, layout.heads(), strict=True))
        raise MissingColumnError(field="file", columns=tuple(named[key] for key in missing))


def _refuse_strange(layout: Layout, heads: Iterable[tuple[str, str]]) -> None:
    """Refuse heads, each with the key that it means, that mean none or one that another means already."""
    named = [(head.strip(), key) for head, key in heads if head.strip()]
    seen = [key for _head, key in named]
    strange = [head for head, key in named if not key or seen.count(key) > 1]
    if strange:
        raise StrangeColumnError(field="file", columns=tuple(strange), known=tuple(layout.heads()))
