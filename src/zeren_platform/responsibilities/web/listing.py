"""A list of duties as its page shows it: a page of rows in the order, the groups and the columns that were chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.models import Duty
from zeren_platform.responsibilities.web.arranging import ArrangeForm, Groups, with_heads
from zeren_platform.responsibilities.web.rows import columns, rows_of

__all__ = ["LONG", "listing", "within"]

# Long texts, read only where their column is shown.
PASSING = ("after", "before", "closed", "density", "show", "undo", "view")
LONG = ("basis", "target", "targets", "scoring_rule", "evidence")


def listing(
    query: QueryDict, rows: QuerySet[Duty], *, is_draft: bool, keeps: bool, names: Mapping[str, str], size: int = 50
) -> dict[str, Any]:
    """Give what the template needs to show *rows* as *query* asks; *names* are those of the units by code."""
    arrange = ArrangeForm(query, is_draft=is_draft)
    shown = columns(arrange.shown, is_draft=is_draft, keeps=keeps)
    by = arrange.grouped_by if arrange.grouped_by in queries.GROUPS else ""
    page = queries.page_of_duties(
        queries.without(rows, by, query.getlist("closed")) if by else rows,
        sort=query.get("sort", "number"),
        group=by,
        also=[column.key for column in shown if column.key in LONG],
        after=query.get("after", ""),
        before=query.get("before", ""),
        size=size,
    )
    lines, found = queries.lines_in_groups(page.rows, rows, by) if by else (queries.lines_of(page.rows), [])
    groups = _groups(query, found, by, names)
    lines = queries.with_written_leads(lines) if is_draft else lines
    drawn = rows_of(lines, shown, is_draft=is_draft, within=within(query))
    if groups:
        drawn = with_heads(groups, page.rows, drawn, first=not page.previous, last=not page.next)
    return {
        "arrange": arrange,
        "groups": groups,
        "sort": query.get("sort", "number"),
        "columns": shown,
        "page": page,
        "rows": drawn,
    }


def within(query: QueryDict) -> str:
    """Say of a list what decides which duties are beside each other in it."""
    left = query.copy()
    for gone in PASSING:
        left.pop(gone, None)
    return left.urlencode()


def _groups(query: QueryDict, found: Sequence[queries.DutyGroup], by: str, names: Mapping[str, str]) -> Groups | None:
    if not by:
        return None
    closed = frozenset(query.getlist("closed")) & {group.key for group in found}
    return Groups(by=by, found=found, closed=closed, query=query, names=names)
