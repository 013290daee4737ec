"""Rows held until the act commits."""

from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

__all__ = ["locked", "locked_if_free"]

Row = TypeVar("Row", bound=Model)


def locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Lock the rows of the query's own table.

    On SQLite this adds nothing: an IMMEDIATE transaction already keeps every other writer out.
    """
    return rows.select_for_update(of=("self",))


def locked_if_free(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Lock those of the rows that nobody else holds, and leave the others out; on SQLite, wait as everybody does."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(of=("self",), skip_locked=True)
    return rows
