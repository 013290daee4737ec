"""What every entrance asks of its request."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest
from ninja import Field

from zeren_platform.common.actor import Actor

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["PageSize", "RowKey", "actor_on"]

# What a column of keys holds on both databases.
RowKey = Annotated[int, Field(ge=1, le=2**63 - 1)]
PageSize = Annotated[int, Field(ge=1, le=200)]


def actor_on(request: HttpRequest) -> Actor:
    """Give the actor that the middleware or the API's authentication put on *request*.

    They act under the request's key, where it named one.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]  # Django's request is open to additions
    key: UUID | None = getattr(request, "key", None)
    return actor if key is None else actor.under(key)
