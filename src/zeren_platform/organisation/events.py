"""What can officially happen to the organisation; nobody's name ever stands in a body."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.ledger.events import Event

__all__ = [
    "AliasAdded",
    "DelegationGranted",
    "DelegationRevoked",
    "PasswordReset",
    "PersonEntered",
    "PostEnded",
    "PostFilled",
    "TokenIssued",
    "TokenRevoked",
    "UnitCreated",
    "UnitRenamed",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasAdded(Event):
    """Documents may speak of the unit by one more name."""

    code: ClassVar[str] = "organisation.unit.alias_added"
    sentence: ClassVar[Promise] = _("The unit %(name)s is also known as %(alias)s.")
    icon: ClassVar[str] = "tag"

    name: str
    name_zh: str
    alias: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntered(Event):
    """Somebody can sign in from now on."""

    code: ClassVar[str] = "organisation.person.entered"
    sentence: ClassVar[Promise] = _("A person was entered.")
    icon: ClassVar[str] = "user-plus"
    private: ClassVar[frozenset[str]] = frozenset({"username", "name", "name_zh"})

    username: str
    name: str
    name_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordReset(Event):
    """The security administrator gave somebody a new password."""

    code: ClassVar[str] = "organisation.person.password_reset"
    sentence: ClassVar[Promise] = _("A person was given a new password.")
    icon: ClassVar[str] = "key-round"
    private: ClassVar[frozenset[str]] = frozenset({"username"})

    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFilled(Event):
    """Somebody holds a role at a unit from a day on."""

    code: ClassVar[str] = "organisation.post.filled"
    sentence: ClassVar[Promise] = _("A post at %(unit_name)s was filled.")
    icon: ClassVar[str] = "user-check"
    private: ClassVar[frozenset[str]] = frozenset({"person"})

    unit: str
    unit_name: str
    unit_name_zh: str
    role: str
    valid_from: str
    valid_until: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEnded(Event):
    """A post is no longer held from a day on."""

    code: ClassVar[str] = "organisation.post.ended"
    sentence: ClassVar[Promise] = _("A post at %(unit_name)s ends on %(valid_until)s.")
    icon: ClassVar[str] = "user-minus"
    private: ClassVar[frozenset[str]] = frozenset({"person"})

    unit: str
    unit_name: str
    unit_name_zh: str
    role: str
    valid_until: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationGranted(Event):
    """Somebody stands in for the holder of a post during an absence."""

    code: ClassVar[str] = "organisation.delegation.granted"
    sentence: ClassVar[Promise] = _(
        "A post at %(unit_name)s is stood in for from %(valid_from)s until %(valid_until)s."
    )
    icon: ClassVar[str] = "users"
    private: ClassVar[frozenset[str]] = frozenset({"holder", "substitute", "reason"})

    post: str
    unit: str
    unit_name: str
    unit_name_zh: str
    role: str
    valid_from: str
    valid_until: str
    holder: str
    substitute: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationRevoked(Event):
    """The holder is back early, or somebody else stands in."""

    code: ClassVar[str] = "organisation.delegation.revoked"
    sentence: ClassVar[Promise] = _("Standing in for a post at %(unit_name)s was ended.")
    icon: ClassVar[str] = "undo-2"
    private: ClassVar[frozenset[str]] = frozenset({"holder", "substitute"})

    post: str
    unit: str
    unit_name: str
    unit_name_zh: str
    role: str
    holder: str
    substitute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(Event):
    """A program may act for somebody through the API."""

    code: ClassVar[str] = "organisation.token.issued"
    sentence: ClassVar[Promise] = _("An access token was issued; it is valid until %(expires_on)s.")
    icon: ClassVar[str] = "key-round"
    private: ClassVar[frozenset[str]] = frozenset({"name"})

    expires_on: str
    scopes: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    """The program may no longer act."""

    code: ClassVar[str] = "organisation.token.revoked"
    sentence: ClassVar[Promise] = _("An access token was revoked.")
    icon: ClassVar[str] = "ban"
    private: ClassVar[frozenset[str]] = frozenset({"name"})

    name: str
