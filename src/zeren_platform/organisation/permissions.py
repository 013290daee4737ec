"""Who may change the organisation: one table, asked by every act and by the pages that show a button.

The system administrator keeps the units; the security administrator keeps people, posts and rights; the audit
administrator reads the ledger. No role of a unit opens any of these, except that a head may have an absence covered.
"""

from collections.abc import Sequence
from typing import Final

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Actor, Role, Standing
from zeren_platform.organisation.models import AccessToken, Delegation, Person, Post, Unit

__all__ = [
    "may_appoint",
    "may_delegate",
    "may_keep_people",
    "may_keep_unit",
    "may_revoke_delegation",
    "require_appoint",
    "require_delegate",
    "require_issue_token",
    "require_keep_all",
    "require_keep_others",
    "require_keep_people",
    "require_keep_unit",
    "require_keep_units",
    "require_put_under",
    "require_revoke_delegation",
    "require_revoke_token",
    "require_settle_posts",
]

KEEPS_UNITS: Final = (Role.SYSTEM_ADMINISTRATOR,)
KEEPS_PEOPLE: Final = (Role.SECURITY_ADMINISTRATOR,)
COVERS_ABSENCE: Final = (Role.HEAD, Role.SECURITY_ADMINISTRATOR)
# The path that only the platform itself covers.
WHOLE: Final = "/"


def require_keep_unit(actor: Actor, unit: Unit | None) -> Standing:
    """Let the system administrator change *unit* or put units under it; a new root only the platform itself makes."""
    return actor.require(*KEEPS_UNITS, path=unit.path if unit else WHOLE)


def may_keep_unit(actor: Actor, unit: Unit | None) -> bool:
    """Say the same without raising."""
    return actor.standing(*KEEPS_UNITS, path=unit.path if unit else WHOLE) is not None


def require_keep_all(actor: Actor, units: Sequence[Unit]) -> Standing:
    """Let them change several units at once, each of which they keep."""
    standings = [require_keep_unit(actor, unit) for unit in units]
    return standings[0]


def require_put_under(actor: Actor, unit: Unit, parent: Unit | None) -> None:
    """Let them put *unit* under another one that they keep too; where it stands already needs no further right."""
    if parent != unit.parent:
        actor.require(*KEEPS_UNITS, path=parent.path if parent else WHOLE)


def require_keep_units(actor: Actor) -> Standing:
    """Let a system administrator of any unit see what they keep."""
    return actor.require(*KEEPS_UNITS, path=next(iter(actor.paths(*KEEPS_UNITS)), WHOLE))


def require_keep_people(actor: Actor) -> Standing:
    """Let a security administrator of any unit enter people, who belong to no unit until they hold a post."""
    return actor.require(*KEEPS_PEOPLE, path=next(iter(actor.paths(*KEEPS_PEOPLE)), WHOLE))


def require_keep_others(actor: Actor, person: Person) -> Standing:
    """Let them weaken or close the account of anybody but themselves."""
    standing = require_keep_people(actor)
    if actor.person_id == person.pk:
        raise NotPermittedError(actor=actor.name, roles=tuple(KEEPS_PEOPLE), path=WHOLE)
    return standing


def may_keep_people(actor: Actor) -> bool:
    """Say the same without raising."""
    return actor.holds(*KEEPS_PEOPLE)


def require_appoint(actor: Actor, person: Person, unit: Unit) -> Standing:
    """Let the security administrator fill and end posts of the subtree, though never the administrator's own."""
    standing = actor.require(*KEEPS_PEOPLE, path=unit.path)
    if actor.person_id == person.pk:
        raise NotPermittedError(actor=actor.name, roles=tuple(KEEPS_PEOPLE), path=unit.path)
    return standing


def may_appoint(actor: Actor, unit: Unit) -> bool:
    """Say whether the actor may fill posts at *unit*."""
    return actor.standing(*KEEPS_PEOPLE, path=unit.path) is not None


def require_settle_posts(actor: Actor, unit: Unit, successor: Unit | None) -> Standing:
    """Let the security administrator of both units end the posts at one of them, or move them to the other."""
    standing = actor.require(*KEEPS_PEOPLE, path=unit.path)
    if successor is not None:
        actor.require(*KEEPS_PEOPLE, path=successor.path)
    return standing


def require_delegate(actor: Actor, post: Post, substitute: Person) -> Standing:
    """Let the holder, the head of the unit or the security administrator have a post stood in for.

    Nobody but the holder chooses who that is to their own advantage.
    """
    if _holds(actor, post):
        return _standing_of(post)
    standing = actor.require(*COVERS_ABSENCE, path=post.unit.path)
    if actor.person_id == substitute.pk:
        raise NotPermittedError(actor=actor.name, roles=tuple(COVERS_ABSENCE), path=post.unit.path)
    return standing


def may_delegate(actor: Actor, post: Post) -> bool:
    """Say whether the actor may have *post* stood in for."""
    return _holds(actor, post) or actor.standing(*COVERS_ABSENCE, path=post.unit.path) is not None


def require_revoke_delegation(actor: Actor, delegation: Delegation) -> Standing:
    """Let the same people end it."""
    if _holds(actor, delegation.post):
        return _standing_of(delegation.post)
    return actor.require(*COVERS_ABSENCE, path=delegation.post.unit.path)


def may_revoke_delegation(actor: Actor, delegation: Delegation) -> bool:
    """Say the same without raising."""
    return may_delegate(actor, delegation.post)


def require_issue_token(actor: Actor) -> int:
    """Let a signed-in person issue tokens for themselves; a program never makes itself another. Give the person."""
    if actor.kind != "person" or actor.person_id is None:
        raise NotPermittedError(actor=actor.name)
    return actor.person_id


def require_revoke_token(actor: Actor, token: AccessToken) -> Standing | None:
    """Let the person themselves revoke it, or the security administrator."""
    if actor.person_id is not None and actor.person_id == token.person_id:
        return None
    return require_keep_people(actor)


def _holds(actor: Actor, post: Post) -> bool:
    return actor.person_id is not None and actor.person_id == post.person_id


def _standing_of(post: Post) -> Standing:
    return Standing(role=Role(post.role), unit=post.unit.code, path=post.unit.path)
