"""The forms of the requests and answers of the API about consultations."""

from datetime import date, datetime

from ninja import Field, Schema

__all__ = [
    "AnswerIn",
    "CommentIn",
    "CommentOut",
    "CompareIn",
    "ConsultIn",
    "ConsultationOut",
    "NearOut",
    "OpinionIn",
    "OpinionOut",
    "TakeOverIn",
    "TallyOut",
]


class ConsultIn(Schema):
    """Until when units are asked; ``only`` some of those that the draft names, by code, or all."""

    closes_on: date
    least_days: int = Field(default=30, ge=1, le=365)
    short_reason: str = ""
    only: list[str] = []


class OpinionIn(Schema):
    """Whether the unit agrees, and what it says of the whole."""

    unit: str
    stance: str
    text: str = ""


class CommentIn(Schema):
    """What a unit says of one duty."""

    unit: str
    duty: int
    text: str = ""
    proposed_text: str = ""
    proposed_unit: str = ""


class AnswerIn(Schema):
    """What becomes of a comment, and why."""

    outcome: str
    answer: str = ""


class TakeOverIn(Schema):
    """The version of the duty that was read."""

    version: int


class CommentOut(Schema):
    """A comment and what became of it; ``duty`` is null for the whole, or once the duty was taken out."""

    id: int
    unit: str
    duty: int | None
    duty_number: str
    text: str
    proposed_text: str
    proposed_unit: str
    made_at: datetime
    withdrawn_at: datetime | None
    outcome: str
    answer: str


class NearOut(Schema):
    """A duty in force of another register, how near it is, and what was decided (null: nothing yet)."""

    duty: int
    number: str
    register_code: str
    text: str
    lead: str
    percent: int
    same: bool | None
    reason: str


class CompareIn(Schema):
    """The other duty, whether it is the same matter, and the difference where it is not."""

    other: int
    same: bool
    reason: str = ""


class OpinionOut(Schema):
    """What a unit holds."""

    unit: str
    unit_name: str
    stance: str
    answered_at: datetime | None


class TallyOut(Schema):
    """The consultation in numbers."""

    asked: int
    answered: int
    agreed: int
    objected: int
    silent: int
    comments: int
    adopted: int
    partly: int
    not_adopted: int
    unanswered: int
    withdrawn: int


class ConsultationOut(Schema):
    """A consultation as far as the caller may read it; the numbers are for those who oversee the register."""

    id: int
    number: int
    edition: int
    digest: str
    opened_at: datetime
    closes_on: date
    least_days: int
    short_reason: str
    closed_at: datetime | None
    broken_off_reason: str
    tally: TallyOut | None
    opinions: list[OpinionOut]
    comments: list[CommentOut]
