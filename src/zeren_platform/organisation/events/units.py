"""What can officially happen to units."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.ledger.events import Event

__all__ = [
    "AliasAdded",
    "AliasRemoved",
    "UnitAbolished",
    "UnitAmended",
    "UnitCreated",
    "UnitRenamed",
    "UnitSplit",
    "UnitsImported",
    "UnitsMerged",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCreated(Event):
    """A unit entered the tree."""

    code: ClassVar[str] = "organisation.unit.created"
    sentence: ClassVar[Promise] = _("The unit %(name)s was created.")
    icon: ClassVar[str] = "building-2"

    name: str
    name_zh: str
    kind: str
    parent: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRenamed(Event):
    """A unit goes by a new name; the former one stays known."""

    code: ClassVar[str] = "organisation.unit.renamed"
    sentence: ClassVar[Promise] = _("%(former_name)s was renamed %(name)s.")
    icon: ClassVar[str] = "pencil"

    name: str
    name_zh: str
    former_name: str
    former_name_zh: str
    effective_on: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAmended(Event):
    """What is written of a unit beside its names was put right, or it was put under another."""

    code: ClassVar[str] = "organisation.unit.amended"
    sentence: ClassVar[Promise] = _("The entries on %(name)s were changed.")
    icon: ClassVar[str] = "file-pen"

    name: str
    name_zh: str
    # Pairs of what it was and what it is, by the name of the entry.
    changes: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsMerged(Event):
    """Units ended, and another one, new or known, took their place; the subject is that one."""

    code: ClassVar[str] = "organisation.unit.merged"
    sentence: ClassVar[Promise] = _("%(unit_names)s went over into %(name)s on %(effective_on)s.")
    icon: ClassVar[str] = "merge"

    name: str
    name_zh: str
    is_new: bool
    units: tuple[str, ...]
    unit_names: tuple[str, ...]
    unit_names_zh: tuple[str, ...]
    effective_on: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSplit(Event):
    """A unit was divided among others, new or known; it may go on beside them."""

    code: ClassVar[str] = "organisation.unit.split"
    sentence: ClassVar[Promise] = _("%(name)s was divided on %(effective_on)s; its successors: %(successor_names)s.")
    icon: ClassVar[str] = "split"

    name: str
    name_zh: str
    continues: bool
    successors: tuple[str, ...]
    successor_names: tuple[str, ...]
    successor_names_zh: tuple[str, ...]
    # Those of them that came into being by it.
    created: tuple[str, ...]
    effective_on: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAbolished(Event):
    """A unit ended without a successor."""

    code: ClassVar[str] = "organisation.unit.abolished"
    sentence: ClassVar[Promise] = _("%(name)s was abolished on %(effective_on)s.")
    icon: ClassVar[str] = "archive"

    name: str
    name_zh: str
    effective_on: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasAdded(Event):
    """Documents may speak of the unit by one more name."""

    code: ClassVar[str] = "organisation.unit.alias_added"
    sentence: ClassVar[Promise] = _("The unit %(name)s is also known as %(alias)s.")
    icon: ClassVar[str] = "tag"

    name: str
    name_zh: str
    alias: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasRemoved(Event):
    """A name was taken away from a unit; documents that use it no longer find it."""

    code: ClassVar[str] = "organisation.unit.alias_removed"
    sentence: ClassVar[Promise] = _("The unit %(name)s is no longer known as %(alias)s.")
    icon: ClassVar[str] = "tag"

    name: str
    name_zh: str
    alias: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsImported(Event):
    """A table of units was taken in, all of it in one act; the subject is the unit at the top of what it changed."""

    code: ClassVar[str] = "organisation.unit.imported"
    sentence: ClassVar[Promise] = _(
        "A table of units was taken in: %(created_count)s new, %(changed_count)s changed, %(ended_count)s ended."
    )
    icon: ClassVar[str] = "table-2"

    created_count: int
    changed_count: int
    ended_count: int
    created: tuple[str, ...]
    # By code: what an entry was and what it is, by its name.
    changed: dict[str, dict[str, tuple[str, str]]]
    ended: tuple[str, ...]
