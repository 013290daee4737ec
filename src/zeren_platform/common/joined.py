"""Texts of several rows joined into one by the database, so that they come with a row that is read anyway."""

from typing import Any

from django.db.models import Aggregate, TextField

__all__ = ["Joined"]


class Joined(Aggregate):
    """The texts of a group with commas between them, in no order; nothing where there is none."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Name it as PostgreSQL does."""
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)
