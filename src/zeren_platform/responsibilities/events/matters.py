"""What can officially happen to duties of two registers that say nearly the same."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.ledger.events import Event

__all__ = ["DutyCompared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCompared(Event):
    """A clerk decided whether two duties are one matter."""

    code: ClassVar[str] = "responsibilities.duty.compared"
    sentence: ClassVar[Promise] = _("Duty %(number)s was compared with duty %(other_number)s of %(other_title)s.")
    icon: ClassVar[str] = "git-compare"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    number: str
    other: int
    other_number: str
    other_title: str
    same: bool
    reason: str
