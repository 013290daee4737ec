"""How PostgreSQL plans what it is asked: most reads once, lists anew for what they are narrowed to."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

__all__ = ["planned_anew"]


@contextmanager
def planned_anew() -> Iterator[None]:
    """Let reads in here be planned for their own keys.

    A plan that is kept fits every unit alike, and a district has a thousand times the duties of a village. Without
    effect on SQLite.
    """
    connection.ensure_connection()
    session = connection.connection if connection.vendor == "postgresql" else None
    if session is None:
        yield
        return
    kept, session.prepare_threshold = session.prepare_threshold, None
    try:
        yield
    finally:
        session.prepare_threshold = kept
