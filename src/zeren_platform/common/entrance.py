"""What every entrance asks of its request."""

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from django.http import HttpRequest
from ninja import Field
from pydantic import BeforeValidator

from zeren_platform.common.actor import Actor

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["PageSize", "RowKey", "WrittenDay", "actor_on"]

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
# What a column of keys holds on both databases.
RowKey = Annotated[int, Field(ge=1, le=2**63 - 1)]
PageSize = Annotated[int, Field(ge=1, le=200)]


def _written(found: object) -> object:
    """Refuse what pydantic would take for seconds since 1970."""
    if isinstance(found, str) and not DAY.fullmatch(found):
        raise ValueError("a day is written YYYY-MM-DD")
    return found


# A day in an address, as in the body of a request.
WrittenDay = Annotated[date, BeforeValidator(_written)]


def actor_on(request: HttpRequest) -> Actor:
    """Give the actor that the middleware or the API's authentication put on *request*.

    They act under the request's key, where it named one.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]  # Django's request is open to additions
    key: UUID | None = getattr(request, "key", None)
    return actor if key is None else actor.under(key)
