"""Build the actor of each request once, when it is first asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from zeren_platform.organisation.queries import actor_of

__all__ = ["ActorMiddleware"]


class ActorMiddleware:
    """Give the request an ``actor``: a person with their posts of today, or one without any standing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put the actor on the request; nothing is read before somebody asks."""
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]  # Django's request is open to additions
            lambda: actor_of(request.user, on=timezone.localdate())
        )
        return self.get_response(request)
