"""The sentence that created a duty, marked in its context."""

from dataclasses import dataclass

from zeren_platform.responsibilities.models import Duty
from zeren_platform.sources.queries import Excerpt, sentence_in_context
from zeren_platform.ui.shapes import Mark

__all__ = ["Quoted", "source_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The words of the document around the sentence, and where the sentence stands in them."""

    excerpt: Excerpt
    text: str
    marks: list[Mark]


def source_of(duty: Duty) -> Quoted | None:
    """Quote the source of *duty*; nothing for a duty written by hand."""
    if duty.proposal_id is None:
        return None
    excerpt = sentence_in_context(duty.proposal_id)
    start = len(excerpt.before)
    mark = Mark(start=start, end=start + len(excerpt.sentence), id="sentence", tone="accent")
    return Quoted(excerpt=excerpt, text=excerpt.before + excerpt.sentence + excerpt.after, marks=[mark])
