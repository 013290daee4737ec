"""What the public sees of a source: the sentence in its context, the document's own facts, and nobody who decided."""

from zeren_platform.sources.excerpts import Excerpt, excerpt
from zeren_platform.sources.models import Proposal

__all__ = ["Excerpt", "source_of"]


def source_of(proposal_id: int) -> Excerpt | None:
    """Give the sentence out of which an accepted proposal was read; one query."""
    return excerpt(proposal_id, state=Proposal.State.ACCEPTED)
