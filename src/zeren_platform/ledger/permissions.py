"""Who may do what with the ledger (GB/T 22239-2019: three administrators).

The audit administrator reads it with the names in it; the security administrator erases names; the system administrator
runs the log and its keys.
"""

from typing import Final

from zeren_platform.common.actor import Actor, Role, Standing

__all__ = ["may_read", "require_erase", "require_put_key_in_use", "require_read"]

READS: Final = (Role.AUDIT_ADMINISTRATOR,)
ERASES: Final = (Role.SECURITY_ADMINISTRATOR,)
RUNS: Final = (Role.SYSTEM_ADMINISTRATOR,)


def require_read(actor: Actor) -> Standing:
    """Let the audit administrator read everything that was recorded."""
    return _require(actor, READS)


def require_erase(actor: Actor) -> Standing:
    """Let the security administrator erase what a record says of people."""
    return _require(actor, ERASES)


def require_put_key_in_use(actor: Actor) -> Standing:
    """Let the system administrator change the key that signs."""
    return _require(actor, RUNS)


def may_read(actor: Actor) -> bool:
    """Say the same without raising."""
    return actor.holds(*READS)


def _require(actor: Actor, roles: tuple[Role, ...]) -> Standing:
    return actor.require(*roles, path=next(iter(actor.paths(*roles)), "/"))
