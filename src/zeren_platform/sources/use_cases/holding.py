"""Marks that a register sets on the proposals it takes in.

These are steps of another slice's acts, called inside their transactions: they record nothing themselves, since the
act that takes the proposals in leaves the one record of it.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from zeren.foundations.errors import RefusedError
from zeren_platform.common.locking import locked
from zeren_platform.sources.models import Proposal

__all__ = ["NotAcceptedError", "hold", "release"]


class NotAcceptedError(RefusedError):
    """A register takes in accepted proposals only, and each once at a time."""

    code = "sources.proposal.not_accepted"


@transaction.atomic
def hold(*, proposal_ids: Collection[int], now: datetime) -> None:
    """Mark accepted proposals as taken in, so that none is reopened or taken in twice; all of them, or none."""
    free = Proposal.objects.filter(pk__in=set(proposal_ids), state=Proposal.State.ACCEPTED, taken_in_at__isnull=True)
    held = {proposal.pk for proposal in locked(free.only("pk"))}
    if missing := set(proposal_ids) - held:
        raise NotAcceptedError(proposals=tuple(str(pk) for pk in sorted(missing)))
    Proposal.objects.filter(pk__in=held).update(taken_in_at=now)


@transaction.atomic
def release(*, proposal_ids: Collection[int]) -> None:
    """Let proposals go whose draft duties were removed, so that they can be reopened or taken in again."""
    Proposal.objects.filter(pk__in=set(proposal_ids)).update(taken_in_at=None)
