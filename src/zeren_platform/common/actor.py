"""Who acts: the one answer that entrances build and acts ask."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, Self
from uuid import UUID

from zeren.foundations.errors import NotPermittedError

__all__ = ["ADMINISTRATORS", "OVERSIGHT", "UNIT_ROLES", "Actor", "Role", "Standing"]


class Role(StrEnum):
    """What a post entitles to, in the field's terms (docs/glossary.md)."""

    CLERK = "clerk"
    OFFICER = "officer"
    HEAD = "head"
    LEADER = "leader"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    EVALUATOR = "evaluator"
    DEPUTY = "deputy"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


# Three posts that one person cannot hold together (GB/T 22239-2019, 8.1.5: system, security and audit management).
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
# These see every duty of the subtree in which they hold their post …
OVERSIGHT = frozenset({Role.CLERK, Role.LEADER, Role.INSPECTOR, Role.AUDITOR, Role.EVALUATOR})
# … and these see the duties that name a unit of their subtree.
UNIT_ROLES = frozenset({Role.OFFICER, Role.HEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One post in force: a role over the subtree of a unit."""

    role: Role
    unit: str
    path: str
    # The holder who is away and for whom this person stands in; empty in one's own post.
    acting_for: str = ""

    def covers(self, path: str) -> bool:
        """Say whether the unit at *path* lies in this standing's subtree."""
        return path.startswith(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, with every standing that gives a right to."""

    kind: Literal["person", "client", "system"]
    name: str
    person_id: int | None = None
    standings: tuple[Standing, ...] = ()
    # The state of the ledger when the standings were read, for ``common.memory``; it says nothing of who acts.
    state: str = field(default="", compare=False)
    # The key of the request, which the record of the act takes as its uid: what was done under it is done once.
    request: UUID | None = field(default=None, compare=False)

    @classmethod
    def system(cls, name: str) -> Self:
        """Name a job of the platform itself; it holds every right over every unit."""
        return cls(kind="system", name=name, standings=tuple(Standing(role=role, unit="", path="/") for role in Role))

    def under(self, request: UUID) -> Self:
        """Let what is done next stand under the key of a request."""
        return replace(self, request=request)

    def standing(self, *roles: Role, path: str) -> Standing | None:
        """Find the post that gives one of *roles* over the unit at *path*; one's own before one stood in for."""
        found = [held for held in self.standings if held.role in roles and held.covers(path)]
        return min(found, key=lambda held: bool(held.acting_for), default=None)

    def require(self, *roles: Role, path: str) -> Standing:
        """Return that post, or raise NotPermittedError."""
        found = self.standing(*roles, path=path)
        if found is None:
            raise NotPermittedError(actor=self.name, roles=tuple(sorted(roles)), path=path)
        return found

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """List the subtrees in which one of *roles* is held, the outermost only."""
        held = sorted({standing.path for standing in self.standings if standing.role in roles})
        return tuple(path for path in held if not any(path != wider and path.startswith(wider) for wider in held))

    def holds(self, *roles: Role) -> bool:
        """Say whether one of *roles* is held anywhere."""
        return any(standing.role in roles for standing in self.standings)
