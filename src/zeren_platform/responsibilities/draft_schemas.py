"""The forms of the requests and answers of the API about many duties at once and what goes over to successors."""

from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from zeren_platform.common.entrance import RowKey
from zeren_platform.responsibilities.changes import ChangeKind

__all__ = [
    "CarriedIn",
    "CarryIn",
    "ChangeManyIn",
    "ChangedManyOut",
    "ChosenIn",
    "HeldPartOut",
    "MoveManyIn",
    "PutBackIn",
    "ReadIn",
    "WaitingOut",
]


class ReadIn(Schema):
    """A duty in the version that was read."""

    duty: RowKey
    version: RowKey


# As many as the list shows on all its pages; a whole register goes through a file.
Read = Annotated[list[ReadIn], Field(min_length=1, max_length=10_000)]


class ChosenIn(Schema):
    """The duties that are chosen."""

    duties: Read

    def versions(self) -> dict[int, int]:
        """Give the version that was read of each."""
        return {one.duty: one.version for one in self.duties}


class ChangeManyIn(ChosenIn):
    """One change for each: an entry set to ``value``, or a unit added, replaced by ``to`` or dropped."""

    kind: ChangeKind
    value: str = ""
    unit: str = ""
    role: str = ""
    to: str = ""


class ChangedManyOut(Schema):
    """The record of the change, by which it can be put back, and how many duties it touched."""

    uid: UUID
    count: int


class PutBackIn(Schema):
    """The record of the change that is undone."""

    uid: UUID


class MoveManyIn(Schema):
    """Which duties, and before which other one; without it to the end."""

    duties: Annotated[list[RowKey], Field(min_length=1, max_length=10_000)]
    before: RowKey | None = None


class WaitingOut(Schema):
    """A reorganised unit that still holds parts of duties."""

    unit: str
    name: str
    count: int


class HeldPartOut(Schema):
    """A part of a duty that a reorganised unit holds."""

    id: int
    duty: int
    number: str
    register_code: str
    edition: int
    role: str


class CarriedIn(Schema):
    """One part, and the code of the unit to which it goes over."""

    part: RowKey
    unit: str


class CarryIn(Schema):
    """What goes over to whom; what is left out stays where it is."""

    parts: Annotated[list[CarriedIn], Field(min_length=1, max_length=10_000)]
