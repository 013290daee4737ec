"""A consultation as lines of its pages: who holds what, what was said and what became of it, what changed since."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren.similarity import Piece, differences
from zeren_platform.responsibilities.models import Comment, Edition, Opinion
from zeren_platform.responsibilities.queries import Change
from zeren_platform.responsibilities.web.forms import DutyForm
from zeren_platform.ui.shapes import Column

__all__ = [
    "COMMENT_COLUMNS",
    "OPINION_COLUMNS",
    "ChangeLine",
    "CommentLine",
    "OpinionLine",
    "change_lines",
    "comment_lines",
    "opinion_lines",
]

STANCES: Final = {Opinion.Stance.SILENT: "grey", Opinion.Stance.AGREED: "green", Opinion.Stance.OBJECTED: "red"}
OUTCOMES: Final = {
    Comment.Outcome.OPEN: "grey",
    Comment.Outcome.ADOPTED: "green",
    Comment.Outcome.PARTLY: "amber",
    Comment.Outcome.NOT_ADOPTED: "red",
}
OPINION_COLUMNS: Final = (
    Column(key="unit", label=gettext_lazy("Unit")),
    Column(key="stance", label=gettext_lazy("Stance"), width="m"),
    Column(key="comments", label=gettext_lazy("Number of comments"), align="end", width="s"),
    Column(key="answered", label=gettext_lazy("Answered on"), width="m"),
)
COMMENT_COLUMNS: Final = (
    Column(key="place", label=gettext_lazy("Duty"), width="s"),
    Column(key="unit", label=gettext_lazy("Unit"), width="m"),
    Column(key="said", label=gettext_lazy("Comment")),
    Column(key="outcome", label=gettext_lazy("What became of it"), width="l"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionLine:
    """What a unit holds, with how many comments it made."""

    held: Opinion
    lamp: str
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLine:
    """A comment with what the clerk can do about it."""

    made: Comment
    lamp: str
    may_answer: bool
    may_take_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A duty that changed, and in words what differs."""

    change: Change
    title: str
    # The label of each entry, and its words as they stayed, went out and came in.
    differences: list[tuple[str, list[Piece]]]


def opinion_lines(rows: Iterable[Opinion], said: Sequence[Comment]) -> list[OpinionLine]:
    """Add to each opinion how many comments stand."""
    counts = Counter(made.opinion_id for made in said if made.withdrawn_at is None)
    return [OpinionLine(held=row, lamp=STANCES[Opinion.Stance(row.stance)], comments=counts[row.pk]) for row in rows]


def comment_lines(said: Iterable[Comment], edition: Edition, *, keeps: bool) -> list[CommentLine]:
    """Say of each comment whether it can be answered, and whether what it proposes can be put into the draft."""
    answerable = keeps and edition.is_open
    return [
        CommentLine(
            made=made,
            lamp=OUTCOMES[Comment.Outcome(made.outcome)],
            may_answer=answerable and made.withdrawn_at is None,
            may_take_over=answerable and edition.state == Edition.State.DRAFT and _proposes(made),
        )
        for made in said
    ]


def change_lines(changes: Iterable[Change]) -> list[ChangeLine]:
    """Put changes into words."""
    titles = {
        "added": _("Duty %(number)s was added"),
        "removed": _("Duty %(number)s was taken out"),
        "edited": _("Duty %(number)s was changed"),
    }
    labels = {name: str(field.label) for name, field in DutyForm.base_fields.items()} | {"units": _("Units")}
    return [
        ChangeLine(
            change=change,
            title=titles[change.kind] % {"number": change.number},
            differences=[
                (labels.get(name, name), differences(before, after)) for name, before, after in change.differences
            ],
        )
        for change in changes
    ]


def _proposes(made: Comment) -> bool:
    proposes = bool(made.proposed_text or made.proposed_unit_id) and made.duty_id is not None
    return proposes and made.withdrawn_at is None and made.outcome == Comment.Outcome.OPEN
