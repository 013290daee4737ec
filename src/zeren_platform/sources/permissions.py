"""Who may put documents in and decide on proposals: one table, asked by every act and by the pages.

Clerks decide, over the subtree of the unit in which they hold their post. Those with an overseeing post there read
everything; officers and heads read the documents out of which something was accepted that names a unit of theirs.
"""

from typing import Final

from zeren_platform.common.actor import Actor, Role, Standing
from zeren_platform.sources.models import Document

__all__ = ["DECIDES", "may_add", "may_decide", "require_add", "require_decide"]

DECIDES: Final = (Role.CLERK,)


def require_add(actor: Actor, path: str) -> Standing:
    """Let a clerk put documents in for the units of their subtree."""
    return actor.require(*DECIDES, path=path)


def may_add(actor: Actor) -> bool:
    """Say whether the actor may put in a document for some unit."""
    return actor.holds(*DECIDES)


def require_decide(actor: Actor, document: Document) -> Standing:
    """Let a clerk of the document's unit decide on what was read out of it."""
    return actor.require(*DECIDES, path=document.unit.path)


def may_decide(actor: Actor, document: Document) -> bool:
    """Say the same without raising."""
    return actor.standing(*DECIDES, path=document.unit.path) is not None
