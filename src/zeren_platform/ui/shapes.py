"""The values that views give to the kit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from zeren_platform.ui.parts.markup import Text

__all__ = [
    "Act",
    "Align",
    "Column",
    "Consequence",
    "Crumb",
    "Kind",
    "Mark",
    "MatrixCell",
    "MatrixLine",
    "RowGroup",
    "Series",
    "Slice",
    "Step",
    "StepState",
    "Tab",
    "Tone",
]

Align = Literal["start", "center", "end"]
# What stands in a cell of a table.
Kind = Literal["text", "number", "code", "date", "head"]
StepState = Literal["done", "current", "ahead"]
Tone = Literal["plain", "quiet", "warning", "danger", "success", "accent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a ``data_table``: its cells take the label, alignment and hiding from here."""

    key: str
    label: Text
    sortable: bool = False
    # False: said only to people who hear the page.
    label_shown: bool = True
    align: Align = "start"
    # "narrow" leaves the column out of the cards on a phone.
    hide_below: Literal["never", "narrow"] = "never"
    # On a card figures and days stand with their label, what speaks for itself without.
    told: bool = False
    width: Literal["", "xs", "s", "m", "l", "xl"] = ""
    # What its cells are where ``drawn_rows`` makes them; a ``cell`` says it itself.
    kind: Kind = "text"
    # Its cells become fields where the row says at which address.
    editable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Heads the rows that follow it in ``drawn_rows``; the link opens or closes them."""

    label: Text
    count: int
    href: str
    opened: bool = True
    # Its first rows stand on an earlier page.
    continued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of a ``breadcrumb``; the last has no address."""

    label: Text
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What an act touches in a slice above: the thing, where it is shown, and how it is touched."""

    title: Text
    words: Text
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of a time line: its number in the ledger, once it has one, and the uid under which it is proved."""

    at: date | datetime | None
    title: Text
    uid: str
    number: int | None
    icon: str
    who: Text = ""
    unit: Text = ""
    # What was said with it.
    said: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of several views of the same thing, as a link."""

    label: Text
    href: str
    selected: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a ``stepper``."""

    label: Text
    state: StepState = "ahead"
    href: str = ""
    hint: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a text, from *start* up to but not including *end*, that a link can jump to.

    ``back`` leads from the stretch to what was made of it; ``number`` is shown at the end of the stretch.
    """

    start: int
    end: int
    id: str
    tone: Tone = "plain"
    title: Text = ""
    back: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One named amount of a chart."""

    label: Text
    amount: float
    tone: Tone = "plain"
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One bar of a ``stacked_bar`` chart: a label and its slices."""

    label: Text
    slices: Sequence[Slice]
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """A row or a column of a ``matrix``."""

    key: str
    label: Text
    href: str = ""
    # Rows with the same group stand under one heading.
    group: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What stands where a row meets a column: an amount, and where it leads."""

    row: str
    column: str
    amount: int
    href: str = ""
    # Says the whole in words for people who hear the page: "Harbour bureau, sea: 4 duties, 2 as lead".
    label: Text = ""
    # How much of the amount is set apart, such as what a unit leads among all that it has a part in.
    within: int = 0
