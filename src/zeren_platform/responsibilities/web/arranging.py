"""How a list of duties is arranged on its page: groups that open and close, columns, density."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from zeren_platform.responsibilities.arranging import NO_MONTH
from zeren_platform.responsibilities.models import Duty
from zeren_platform.responsibilities.queries import DutyGroup, group_of
from zeren_platform.responsibilities.web.days import month_label
from zeren_platform.responsibilities.web.rows import ALWAYS, CHOSEN, COLUMNS
from zeren_platform.ui.offered import Offered
from zeren_platform.ui.shapes import RowGroup

__all__ = ["ArrangeForm", "Groups", "with_heads"]

# What names a place in the list; with other groups it begins again at its first page.
PLACES: Final = ("after", "before")
STAGES: Final = (
    gettext_lazy("Declined by a unit"),
    gettext_lazy("Awaiting every unit"),
    gettext_lazy("Signed for by some units"),
    gettext_lazy("Signed for by all units"),
    gettext_lazy("No unit has a part"),
)


# What nobody has signed for is not gathered by receipt.
GROUPS: Final[tuple[tuple[str, Promise], ...]] = (
    ("", gettext_lazy("No groups")),
    ("field", gettext_lazy("Field")),
    ("lead", gettext_lazy("Lead")),
    ("receipt", gettext_lazy("Receipt")),
    ("due", gettext_lazy("Month in which it is due")),
)


@lru_cache(maxsize=16)
def _offered(_language: str | None, *, is_draft: bool) -> dict[str, Offered]:
    """Offer what is the same for every list, in one language."""
    told = [(column.key, column.label) for column in COLUMNS if column.key not in ALWAYS]
    return {
        "group": Offered(held for held in GROUPS if not (is_draft and held[0] == "receipt")),
        "density": Offered([("", _("Close together")), ("roomy", _("Apart"))]),
        "show": Offered((key, _("State") if is_draft and key == "receipt" else label) for key, label in told),
    }


class ArrangeForm(forms.Form):
    """What the list is gathered by, which columns it shows, and how close its rows stand."""

    group = forms.ChoiceField(label=gettext_lazy("Group by"), required=False)
    density = forms.ChoiceField(label=gettext_lazy("Rows"), required=False)
    show = forms.MultipleChoiceField(label=gettext_lazy("Columns"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, query: QueryDict, *, is_draft: bool) -> None:
        data = query.copy()
        if not data.getlist("show"):
            data.setlist("show", list(CHOSEN))
        super().__init__(data)
        for name, offered in _offered(get_language(), is_draft=is_draft).items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # a field of choices
        self.is_valid()

    @property
    def shown(self) -> list[str]:
        """Name the columns that were chosen."""
        return self.cleaned_data.get("show") or list(CHOSEN)

    @property
    def grouped_by(self) -> str:
        """Name what the list is gathered by; nothing for what is not offered."""
        return str(self.cleaned_data.get("group", ""))

    @property
    def is_dense(self) -> bool:
        """Say whether the rows stand close together."""
        return self.cleaned_data.get("density") != "roomy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The groups of a list in its order, those that are closed, and what a unit's code means."""

    by: str
    found: Sequence[DutyGroup]
    closed: frozenset[str]
    query: QueryDict
    names: Mapping[str, str]

    def head(self, group: DutyGroup, *, continued: bool = False) -> RowGroup:
        """Head the rows of a group with a link that closes or opens it."""
        opened = group.key not in self.closed
        left = self.query.copy()
        for gone in PLACES:
            left.pop(gone, None)
        left.setlist("closed", sorted(self.closed | {group.key} if opened else self.closed - {group.key}))
        return RowGroup(
            label=self._label(group.key),
            count=group.count,
            href=f"?{left.urlencode()}",
            opened=opened,
            continued=continued,
        )

    def _label(self, key: str) -> str:
        if self.by == "receipt":
            return str(STAGES[int(key)])
        if self.by == "due":
            month = int(key)
            return _("No day said") if month == NO_MONTH else month_label(month // 100, month % 100)
        if self.by == "lead":
            return self.names.get(key, key) or _("No lead")
        return key or _("No field")

    @property
    def all_closed(self) -> str:
        """Give the query that closes every group."""
        return self._with_closed([group.key for group in self.found])

    @property
    def all_opened(self) -> str:
        """Give the query that opens every group."""
        return self._with_closed([])

    def _with_closed(self, keys: list[str]) -> str:
        left = self.query.copy()
        for gone in PLACES:
            left.pop(gone, None)
        left.setlist("closed", keys)
        return f"?{left.urlencode()}"


def with_heads(
    groups: Groups, duties: Sequence[Duty], rows: Sequence[SimpleNamespace], *, first: bool, last: bool
) -> list[Any]:
    """Put the heads of the groups before their rows; a closed group is its head alone.

    Only the *first* page shows the closed groups before its rows, and only the *last* those behind them.
    """
    places = {group.key: place for place, group in enumerate(groups.found)}
    listed: list[Any] = []
    here = -1 if first else None
    for duty, row in zip(duties, rows, strict=True):
        place = places.get(group_of(duty, groups.by), 0)
        if place != here:
            listed += _heads(groups, here, place, continued=here is None)
            here = place
        listed.append(row)
    if last:
        rest = groups.found[(len(groups.found) if here is None else here + 1) :]
        listed += [groups.head(group) for group in rest if group.key in groups.closed]
    return listed


def _heads(groups: Groups, here: int | None, place: int, *, continued: bool) -> Iterator[RowGroup]:
    """Head what lies between two rows: the closed groups after the one, and the group of the other."""
    between: Iterable[DutyGroup] = groups.found[(place if here is None else here + 1) : place]
    yield from (groups.head(group) for group in between if group.key in groups.closed)
    yield groups.head(groups.found[place], continued=continued)
