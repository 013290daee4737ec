"""Who may do what with a register: one table, asked by every act and by the pages that show a button.

| right | post | over the subtree that holds |
|---|---|---|
| keep a register: open, fill, edit, revise, reassign | clerk | the register's unit |
| ask the units about a draft, answer their comments, withdraw it | clerk | the register's unit |
| adopt an edition, put it in force, repeal it | clerk, leader | the register's unit |
| answer for receipt, or in a consultation | head, officer | the assigned unit |

A confidential register is read by those with an overseeing post over its unit alone (``common.actor.OVERSIGHT``);
heads and officers of a unit that one of its duties names read that duty, and nothing else of the register. Its acts
stand in the ledger without their words. The audit administrator reads the ledger, and so these words, too.

Otherwise a duty in force is public, so everybody may read it; a draft is read by those who oversee the register's unit.
"""

from collections.abc import Iterable
from typing import Final

from zeren_platform.common.actor import Actor, Role, Standing
from zeren_platform.responsibilities.models import Assignment, Register

__all__ = [
    "may_adopt",
    "may_answer",
    "may_keep",
    "may_open",
    "require_adopt",
    "require_answer",
    "require_answer_for",
    "require_carry",
    "require_keep",
    "require_open",
]

KEEP: Final = (Role.CLERK,)
ADOPT: Final = (Role.CLERK, Role.LEADER)
ANSWER: Final = (Role.HEAD, Role.OFFICER)


def require_open(actor: Actor, *, unit_path: str) -> Standing:
    """Let a clerk open a register for a unit of their subtree."""
    return actor.require(*KEEP, path=unit_path)


def may_open(actor: Actor) -> bool:
    """Say whether the actor may open a register anywhere."""
    return actor.holds(*KEEP)


def require_keep(actor: Actor, register: Register) -> Standing:
    """Let a clerk change the drafts of *register* and assign anew what was declined."""
    return actor.require(*KEEP, path=register.unit.path)


def require_carry(actor: Actor, registers: Iterable[Register]) -> Standing:
    """Let a clerk give what a reorganised unit holds to its successors, in registers that they keep, each of them."""
    standings = [require_keep(actor, register) for register in registers]
    return standings[0] if standings else actor.require(*KEEP, path=next(iter(actor.paths(*KEEP)), "/"))


def may_keep(actor: Actor, register: Register) -> bool:
    """Say the same without raising."""
    return actor.standing(*KEEP, path=register.unit.path) is not None


def require_adopt(actor: Actor, register: Register) -> Standing:
    """Let a clerk or a leader enter that an edition of *register* was adopted."""
    return actor.require(*ADOPT, path=register.unit.path)


def may_adopt(actor: Actor, register: Register) -> bool:
    """Say the same without raising."""
    return actor.standing(*ADOPT, path=register.unit.path) is not None


def require_answer(actor: Actor, assignment: Assignment) -> Standing:
    """Let the head or an officer of the assigned unit sign for it or decline it."""
    return actor.require(*ANSWER, path=assignment.unit.path)


def require_answer_for(actor: Actor, *, unit_path: str) -> Standing:
    """Let them sign for everything that awaits the unit."""
    return actor.require(*ANSWER, path=unit_path)


def may_answer(actor: Actor, *, unit_path: str) -> bool:
    """Say the same without raising."""
    return actor.standing(*ANSWER, path=unit_path) is not None
