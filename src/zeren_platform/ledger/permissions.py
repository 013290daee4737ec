"""Who may read the whole ledger with the names in it: the audit administrator (GB/T 22239-2019)."""

from typing import Final

from zeren_platform.common.actor import Actor, Role, Standing

__all__ = ["may_read", "require_read"]

READS: Final = (Role.AUDIT_ADMINISTRATOR,)


def require_read(actor: Actor) -> Standing:
    """Let the audit administrator read everything that was recorded."""
    return actor.require(*READS, path=next(iter(actor.paths(*READS)), "/"))


def may_read(actor: Actor) -> bool:
    """Say the same without raising."""
    return actor.holds(*READS)
