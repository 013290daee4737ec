"""What every entrance asks of its request."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest
from ninja import Field
from pydantic import BeforeValidator

from zeren_platform.common.actor import Actor

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["Day", "Flag", "PageSize", "RowKey", "actor_on"]

# What a column of keys holds on both databases.
RowKey = Annotated[int, Field(ge=1, le=2**63 - 1)]
# Yes or no in a body: 0 and "off" are neither.
Flag = Annotated[bool, Field(strict=True)]
PageSize = Annotated[int, Field(ge=1, le=200)]


def _written_as_a_day(given: object) -> object:
    """Let nothing pass for a day but a day as it is written: pydantic takes numbers for seconds since 1970."""
    if isinstance(given, str):
        return date.fromisoformat(given)
    return given


Day = Annotated[date, BeforeValidator(_written_as_a_day)]


def actor_on(request: HttpRequest) -> Actor:
    """Give the actor that the middleware or the API's authentication put on *request*.

    They act under the request's key, where it named one.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]  # Django's request is open to additions
    key: UUID | None = getattr(request, "key", None)
    return actor if key is None else actor.under(key)
