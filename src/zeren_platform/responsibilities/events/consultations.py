"""What can officially happen while units are asked about a draft.

What a unit holds and says is a matter between it and the office that asks, until something is adopted: it stays in the
erasable payload, and the log tells only that it answered.
"""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.ledger.events import Event

__all__ = [
    "CommentAnswered",
    "CommentMade",
    "CommentTakenOver",
    "CommentWithdrawn",
    "ConsultationBrokenOff",
    "ConsultationClosed",
    "ConsultationOpened",
    "OpinionGiven",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationOpened(Event):
    """Every unit named in a draft was asked about one exact state of it."""

    code: ClassVar[str] = "responsibilities.consultation.opened"
    sentence: ClassVar[Promise] = _(
        "%(count)s units were asked about the draft of edition %(number)s of %(title)s, until %(closes_on)s."
    )
    icon: ClassVar[str] = "messages-square"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    title: str
    number: int
    consultation: int
    closes_on: str
    # How many days the rule gives at least, and why there are fewer, if so.
    least_days: int
    count: int
    # SHA-256 of the canonical content about which they are asked.
    digest: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationClosed(Event):
    """The units had their time."""

    code: ClassVar[str] = "responsibilities.consultation.closed"
    sentence: ClassVar[Promise] = _(
        "The consultation on edition %(number)s of %(title)s was closed: of %(asked)s units %(agreed)s agreed, "
        "%(objected)s objected, %(silent)s did not answer."
    )
    icon: ClassVar[str] = "message-square-check"

    title: str
    number: int
    consultation: int
    asked: int
    agreed: int
    objected: int
    silent: int
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationBrokenOff(Event):
    """A clerk took the draft back while units were being asked."""

    code: ClassVar[str] = "responsibilities.consultation.broken_off"
    sentence: ClassVar[Promise] = _("The consultation on edition %(number)s of %(title)s was broken off.")
    icon: ClassVar[str] = "message-square-x"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    title: str
    number: int
    consultation: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Event):
    """A unit that was asked agreed or objected."""

    code: ClassVar[str] = "responsibilities.opinion.given"
    sentence: ClassVar[Promise] = _("%(unit_name)s answered the consultation.")
    icon: ClassVar[str] = "message-square"
    private: ClassVar[frozenset[str]] = frozenset({"stance", "text"})

    consultation: int
    unit: str
    unit_name: str
    unit_name_zh: str
    stance: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMade(Event):
    """A unit remarked on a duty of the draft, or proposed other words or another unit."""

    code: ClassVar[str] = "responsibilities.comment.made"
    sentence: ClassVar[Promise] = _("%(unit_name)s commented on duty %(number)s of the draft.")
    icon: ClassVar[str] = "message-square-plus"
    private: ClassVar[frozenset[str]] = frozenset({"text", "proposed_text", "proposed_unit"})

    comment: int
    number: str
    unit: str
    unit_name: str
    unit_name_zh: str
    text: str
    proposed_text: str
    proposed_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentWithdrawn(Event):
    """A unit took a comment back."""

    code: ClassVar[str] = "responsibilities.comment.withdrawn"
    sentence: ClassVar[Promise] = _("%(unit_name)s took a comment back.")
    icon: ClassVar[str] = "message-square-off"

    comment: int
    unit: str
    unit_name: str
    unit_name_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAnswered(Event):
    """The clerk said what became of a comment."""

    code: ClassVar[str] = "responsibilities.comment.answered"
    sentence: ClassVar[Promise] = _("A comment of %(unit_name)s was answered.")
    icon: ClassVar[str] = "message-square-reply"
    private: ClassVar[frozenset[str]] = frozenset({"outcome", "answer"})

    comment: int
    unit: str
    unit_name: str
    unit_name_zh: str
    outcome: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentTakenOver(Event):
    """What a unit proposed was put into the draft."""

    code: ClassVar[str] = "responsibilities.comment.taken_over"
    sentence: ClassVar[Promise] = _("What %(unit_name)s proposed for duty %(number)s was put into the draft.")
    icon: ClassVar[str] = "message-square-share"
    private: ClassVar[frozenset[str]] = frozenset({"text", "proposed_unit"})

    comment: int
    number: str
    version: int
    unit: str
    unit_name: str
    unit_name_zh: str
    text: str
    proposed_unit: str
