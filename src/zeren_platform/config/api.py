"""The API of the installation: one address for each act and each query, errors as RFC 9457 problems."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, SessionAuth

from zeren.foundations.errors import InvalidInputError, NotPermittedError, ZerenError
from zeren_platform.common.problems import NotSignedInError, problem
from zeren_platform.organisation import rest as organisation
from zeren_platform.organisation.queries import actor_of_token
from zeren_platform.responsibilities import rest as responsibilities
from zeren_platform.sources import rest as sources

if TYPE_CHECKING:
    from zeren_platform.common.actor import Actor

__all__ = ["api"]


class TokenAuth(HttpBearer):
    """A program with a token acts as the person who issued it."""

    def authenticate(self, request: HttpRequest, token: str) -> "Actor | None":
        """Put the token's actor on the request."""
        actor = actor_of_token(token, at=timezone.now())
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]  # as the middleware does
        return actor


class ForgedRequestError(NotPermittedError):
    """A session without the site's own CSRF token: another site may have sent it."""

    code = "api.forged"


class MalformedRequestError(InvalidInputError):
    """The body or the parameters do not have the documented form."""

    code = "api.malformed"


api = NinjaAPI(
    title="zeren",
    version="1",
    description=_("What the pages do, for programs. Errors are problems (RFC 9457)."),
    urls_namespace="api",
    # A token is looked at first: a program sends no cookie, and so has nothing that another site could abuse.
    auth=[TokenAuth(), SessionAuth(csrf=True)],
)
api.add_router("/organisation", organisation.router)
api.add_router("/sources", sources.router)
api.add_router("/registers", responsibilities.router)


@api.exception_handler(ZerenError)
def refused(_request: HttpRequest, error: ZerenError) -> HttpResponse:
    """Answer every error of ours as a problem."""
    return problem(error)


@api.exception_handler(AuthenticationError)
def not_signed_in(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Say how a program signs in."""
    answer = problem(NotSignedInError())
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what ninja itself refuses: a session without its CSRF token, a body that is no JSON."""
    if error.status_code == HTTPStatus.FORBIDDEN:
        return problem(ForgedRequestError())
    return problem(MalformedRequestError(faults=(str(error),)))


@api.exception_handler(ValidationError)
def malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each field that is not as documented."""
    faults = tuple(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors)
    return problem(MalformedRequestError(faults=faults))
