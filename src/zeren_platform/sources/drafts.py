"""Keep what a clerk typed about a proposal and has not saved, and offer it again; it is nobody's official act.

It is kept here and not in the browser: the computers of an office are shared, and whoever sits down next must not find
what another typed. Here only the person who typed it sees it, on whatever computer they go on.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery

from zeren_platform.common.actor import Actor
from zeren_platform.sources.models import Draft, Proposal

__all__ = ["LONGEST", "draft_of", "forget", "keep", "with_draft"]

# Code points; a form that is filled in by a person holds far less.
LONGEST: Final = 100_000
# Who has not come back by then does not go on where they were.
KEPT: Final = timedelta(days=30)
# No row has this key.
NOBODY: Final = 0


def keep(actor: Actor, proposal: Proposal, *, form: str, typed: str, now: datetime) -> None:
    """Keep what stands in the form; what nobody can go on with is not kept."""
    if actor.person_id is None or proposal.state != Proposal.State.OPEN or len(typed) > LONGEST:
        return
    Draft.objects.filter(typed_at__lt=now - KEPT).delete()
    Draft.objects.update_or_create(
        person_id=actor.person_id, proposal=proposal, form=form, defaults={"typed": typed, "typed_at": now}
    )


def with_draft(rows: QuerySet[Proposal], actor: Actor, *, form: str) -> QuerySet[Proposal]:
    """Fetch with the proposals what the actor typed into a form and did not save, for ``draft_of``."""
    mine = Draft.objects.filter(person=actor.person_id or NOBODY, proposal=OuterRef("pk"), form=form)
    return rows.annotate(typed=Subquery(mine.values("typed")), typed_at=Subquery(mine.values("typed_at")))


def draft_of(proposal: Proposal) -> Draft | None:
    """Give what was typed and not saved, as it came with the proposal."""
    typed, typed_at = getattr(proposal, "typed", None), getattr(proposal, "typed_at", None)
    return None if typed is None or typed_at is None else Draft(typed=typed, typed_at=typed_at)


def forget(actor: Actor, proposal_id: int, *, form: str) -> None:
    """Forget it: it was saved, or is not wanted."""
    Draft.objects.filter(person=actor.person_id or NOBODY, proposal=proposal_id, form=form).delete()
