"""What every entrance asks of its request."""

from django.http import HttpRequest

from zeren_platform.common.actor import Actor

__all__ = ["actor_on"]


def actor_on(request: HttpRequest) -> Actor:
    """Give the actor that the middleware or the API's authentication put on *request*."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # Django's request is open to additions
    return actor
