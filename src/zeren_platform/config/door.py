"""The door of the API: who sends, whether the token is for that, whether they send too much."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.errors import Throttled
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import BaseThrottle

from zeren_platform.common.actor import Actor
from zeren_platform.common.limits import Allowance, Limit
from zeren_platform.organisation.queries import actor_with, token_of
from zeren_platform.organisation.scopes import of_request
from zeren_platform.organisation.use_cases.tokens import note_use

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Person

__all__ = [
    "LIMITS",
    "READS",
    "PersonLimit",
    "SignedIn",
    "Token",
    "counted",
    "scope_of",
    "strangers_left",
]

READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Ten requests a second for whoever is known, five for an address from which nobody signs in.
LIMITS: Final = {"person": Limit(count=600, seconds=60), "address": Limit(count=300, seconds=60)}
PART: Final = 3

Run = Callable[..., HttpResponse]


def scope_of(request: HttpRequest) -> str:
    """Name the scope that *request* needs: ``/api/v1/sources/…`` belongs to the part ``sources``."""
    return of_request(request.path.split("/")[PART], writes=request.method not in READS)


class Token(HttpBearer):
    """A program with a token acts as the person who issued it, within the scopes of the token."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Put the token's actor on the request."""
        now = timezone.now()
        found = token_of(token, at=now)
        if found is None:
            return None
        actor = actor_with(found, scope=scope_of(request), at=now)
        note_use(found, at=now)
        request.actor = actor  # type: ignore[attr-defined]  # as the middleware does
        return actor


class SignedIn(SessionAuth):
    """A page of the site itself acts in the session of its reader, with the site's own CSRF token."""

    def _get_key(self, request: HttpRequest) -> str | None:
        # Who brings no session has none that another site could abuse: they are told to sign in.
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> "Person | None":
        """Give the person whose session it is."""
        person: Person | None = super().authenticate(request, key)
        return person


class PersonLimit(BaseThrottle):
    """So many requests a minute for each person: their programs together, and their pages."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request, and keep what is left for the headers of the answer."""
        actor: Actor = request.actor  # type: ignore[attr-defined]  # put there by the authentication
        left = LIMITS["person"].spend(f"{actor.kind}:{actor.person_id}", at=timezone.now().timestamp())
        request.allowance = left  # type: ignore[attr-defined]  # Django's request is open to additions
        return left.granted

    def wait(self) -> None:
        """Leave it to the headers: they know who asked."""


def strangers_left(request: HttpRequest) -> None:
    """Count a request of nobody against its address."""
    left = LIMITS["address"].spend(request.META.get("REMOTE_ADDR", ""), at=timezone.now().timestamp())
    request.allowance = left  # type: ignore[attr-defined]  # Django's request is open to additions
    if not left.granted:
        raise Throttled(wait=left.wait)


def counted(run: Run) -> Run:
    """Say in the headers of every answer how much is left (draft-ietf-httpapi-ratelimit-headers)."""

    @wraps(run)
    def with_headers(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        answer = run(request, *args, **named)
        left: Allowance | None = getattr(request, "allowance", None)
        if left is not None:
            answer["RateLimit-Limit"] = str(left.limit)
            answer["RateLimit-Remaining"] = str(left.remaining)
            answer["RateLimit-Reset"] = str(left.reset)
            if not left.granted:
                answer["Retry-After"] = str(left.wait)
        return answer

    return with_headers
