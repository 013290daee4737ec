"""What can officially happen to many duties of a draft at once."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.ledger.events import Event

__all__ = ["DutiesChanged", "DutiesMoved", "DutiesPutBack", "DutiesRemoved", "NamesSettled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesChanged(Event):
    """A clerk made one change to many duties of a draft."""

    code: ClassVar[str] = "responsibilities.duties.changed"
    sentence: ClassVar[Promise] = _("%(count)s duties of the draft were changed at once.")
    icon: ClassVar[str] = "list-checks"
    private: ClassVar[frozenset[str]] = frozenset({"before", "after"})

    # What was changed: an entry of the duties, or how a unit has a part in them.
    entry: str
    count: int
    duties: tuple[int, ...]
    # Key, version after the change, and what the duty said before it, so that it can be put back.
    before: tuple[tuple[int, int, str | tuple[tuple[str, str], ...]], ...]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesPutBack(Event):
    """A change of many duties was undone."""

    code: ClassVar[str] = "responsibilities.duties.put_back"
    sentence: ClassVar[Promise] = _("A change of %(count)s duties of the draft was undone.")
    icon: ClassVar[str] = "undo-2"

    entry: str
    count: int
    duties: tuple[int, ...]
    # The uid of the record of that change.
    undone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesRemoved(Event):
    """A clerk took many duties out of a draft at once."""

    code: ClassVar[str] = "responsibilities.duties.removed"
    sentence: ClassVar[Promise] = _("%(count)s duties were taken out of the draft: %(numbers)s.")
    icon: ClassVar[str] = "trash-2"
    private: ClassVar[frozenset[str]] = frozenset({"texts"})

    count: int
    duties: tuple[int, ...]
    numbers: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesMoved(Event):
    """Duties of a draft stand in another place of its order."""

    code: ClassVar[str] = "responsibilities.duties.moved"
    sentence: ClassVar[Promise] = _("%(count)s duties of the draft, from %(first)s on, were moved to place %(place)s.")
    icon: ClassVar[str] = "arrow-up-down"

    count: int
    duties: tuple[int, ...]
    first: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesSettled(Event):
    """A clerk said which units the names of a draft mean, and they stand in their place."""

    code: ClassVar[str] = "responsibilities.duties.names_settled"
    sentence: ClassVar[Promise] = _("Names in %(count)s duties of the draft were given their units.")
    icon: ClassVar[str] = "check-check"
    private: ClassVar[frozenset[str]] = frozenset({"names"})

    count: int
    duties: tuple[int, ...]
    names: tuple[str, ...]
