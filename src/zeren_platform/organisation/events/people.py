"""What can officially happen to people, their posts and their tokens; nobody's name ever stands in a body."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.ledger.events import Event

__all__ = [
    "DelegationGranted",
    "DelegationRevoked",
    "PasswordReset",
    "PeopleImported",
    "PersonEntered",
    "PersonLeft",
    "PersonReturned",
    "PostEnded",
    "PostFilled",
    "PostMoved",
    "PostsSettled",
    "SecondFactorRemoved",
    "TokenIssued",
    "TokenRevoked",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImported(Event):
    """A table of people was taken in, all of it in one act; the subject is the unit of who took it in."""

    code: ClassVar[str] = "organisation.people.imported"
    sentence: ClassVar[Promise] = _(
        "A table of people was taken in: %(entered_count)s people entered, %(filled_count)s posts filled, "
        "%(ended_count)s posts given a last day, %(changed_count)s names changed."
    )
    icon: ClassVar[str] = "table-2"
    private: ClassVar[frozenset[str]] = frozenset({"usernames", "names", "holders"})

    entered_count: int
    changed_count: int
    filled_count: int
    ended_count: int
    entered: tuple[str, ...]
    changed: tuple[str, ...]
    # Of each post: its subject, unit, role, first and last day.
    filled: tuple[tuple[str, ...], ...]
    ended: tuple[tuple[str, ...], ...]
    # Of those entered, in the same order.
    usernames: tuple[str, ...]
    # By sign-in name: what a name was and what it is.
    names: dict[str, dict[str, tuple[str, str]]]
    # Who holds the posts that were filled, and then those that end.
    holders: tuple[str, ...]


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
class SecondFactorRemoved(Event):
    """Somebody who lost their second factor can sign in without it, and sets up another."""

    code: ClassVar[str] = "organisation.person.second_factor_removed"
    sentence: ClassVar[Promise] = _("The second factor of a person was removed.")
    icon: ClassVar[str] = "shield-off"
    private: ClassVar[frozenset[str]] = frozenset({"username", "reason"})

    username: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Event):
    """Somebody can sign in no more, and their posts end."""

    code: ClassVar[str] = "organisation.person.left"
    sentence: ClassVar[Promise] = _("A person left; %(count)s posts of theirs ended.")
    icon: ClassVar[str] = "user-x"
    private: ClassVar[frozenset[str]] = frozenset({"username", "reason"})

    count: int
    username: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReturned(Event):
    """Somebody who had left can sign in again."""

    code: ClassVar[str] = "organisation.person.returned"
    sentence: ClassVar[Promise] = _("A person who had left can sign in again.")
    icon: ClassVar[str] = "user-plus"
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
class PostMoved(Event):
    """Somebody holds the same role at another unit from a day on."""

    code: ClassVar[str] = "organisation.post.moved"
    sentence: ClassVar[Promise] = _("A post moved from %(former_unit_name)s to %(unit_name)s on %(valid_from)s.")
    icon: ClassVar[str] = "move-right"
    private: ClassVar[frozenset[str]] = frozenset({"person"})

    former_post: str
    former_unit: str
    former_unit_name: str
    former_unit_name_zh: str
    unit: str
    unit_name: str
    unit_name_zh: str
    role: str
    valid_from: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsSettled(Event):
    """All posts at a unit ended on a day; where another unit is named, the same people hold them there."""

    code: ClassVar[str] = "organisation.unit.posts_settled"
    sentence: ClassVar[Promise] = _("The posts at %(unit_name)s ended on %(valid_until)s; %(moved)s of them moved.")
    icon: ClassVar[str] = "users"
    private: ClassVar[frozenset[str]] = frozenset({"people"})

    unit_name: str
    unit_name_zh: str
    successor: str
    successor_name: str
    successor_name_zh: str
    valid_until: str
    ended: int
    moved: int
    people: tuple[str, ...]


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
