"""Rows held until the act commits."""

from typing import TypeVar

from django.db.models import Model, QuerySet

__all__ = ["locked"]

Row = TypeVar("Row", bound=Model)


def locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Lock the rows of the query's own table.

    On SQLite this adds nothing: an IMMEDIATE transaction already keeps every other writer out.
    """
    return rows.select_for_update(of=("self",))
