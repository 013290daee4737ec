"""How the kept counts are read: what an edition has in all, and where a field stands in it."""

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from zeren_platform.responsibilities.models import Duty, FieldCount, PartCount

__all__ = ["first_place", "summed"]


def summed(counts: QuerySet[FieldCount] | QuerySet[PartCount]) -> Coalesce:
    """Add up those *counts* that are of the edition of the outer query."""
    added = counts.filter(edition=OuterRef("pk")).order_by().values("edition").annotate(sum=Sum("count"))
    return Coalesce(Subquery(added.values("sum")), 0)


def first_place() -> Subquery:
    """Say of a ``FieldCount`` where the first duty of its field stands in the edition; nothing without any."""
    rows = Duty.objects.filter(edition=OuterRef("edition"), field=OuterRef("field"))
    return Subquery(rows.order_by("position").values("position")[:1])
