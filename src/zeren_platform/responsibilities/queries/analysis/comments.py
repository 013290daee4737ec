"""Comments of units that were taken up, and of which the edition says nothing."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import Assignment, Comment, Edition
from zeren_platform.responsibilities.queries.analysis.findings import FindingRow, NamedDuty

__all__ = ["not_taken_over"]

READ = ("duty", "duty__number", "duty__title", "duty__text", "opinion__unit__name", "opinion__unit__name_zh")


def not_taken_over(edition: Edition) -> Iterator[FindingRow]:
    """Find the duties whose words or units are others than those that were agreed to; one query."""
    there = Assignment.objects.filter(duty=OuterRef("duty"), unit=OuterRef("proposed_unit"))
    agreed = Comment.objects.filter(
        opinion__consultation__edition=edition,
        outcome=Comment.Outcome.ADOPTED,
        withdrawn_at=None,
        duty__edition=edition,
    )
    other_words = ~Q(proposed_text="") & ~Q(duty__text=F("proposed_text"))
    other_unit = Q(proposed_unit__isnull=False) & ~Exists(there)
    rows = agreed.filter(other_words | other_unit).order_by("duty__position", "id")
    for pk, number, title, text, name, name_zh in rows.values_list(*READ):
        duty = NamedDuty(pk=pk, number=number, name=title or text)
        yield FindingRow(duties=(duty,), found={"asked": label_of(name, name_zh)})
