"""The API of the installation: one address for each act and each query, errors as RFC 9457 problems."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from zeren.foundations.errors import InvalidInputError, NotPermittedError, ZerenError
from zeren_platform.common.problems import Fault, NotSignedInError, TooManyRequestsError, collision, problem
from zeren_platform.config.described import described
from zeren_platform.config.door import PersonLimit, SignedIn, Token, counted, strangers_left
from zeren_platform.config.repeating import once
from zeren_platform.desk import rest as desk
from zeren_platform.organisation import rest as organisation
from zeren_platform.responsibilities import rest as responsibilities
from zeren_platform.sources import rest as sources

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

__all__ = ["api"]


class ForgedRequestError(NotPermittedError):
    """A session without the site's own CSRF token: another site may have sent it."""

    code = "api.forged"


class MalformedRequestError(InvalidInputError):
    """The body or the parameters do not have the documented form."""

    code = "api.malformed"


class TooLargeError(InvalidInputError):
    """A number is larger than anything that is kept."""

    code = "api.too_large"


class OurParser(Parser):
    """Ninja's parser, which takes no text with a NUL in it: PostgreSQL holds none (``common.pagination``)."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read a body."""
        if b"\\u0000" in request.body or b"\0" in request.body:
            raise MalformedRequestError(faults=("NUL",))
        return super().parse_body(request)

    def parse_querydict(
        self, data: "MultiValueDict[str, Any]", list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Read the parameters of an address or a form."""
        if any("\0" in text for texts in data.values() for text in texts if isinstance(text, str)):
            raise MalformedRequestError(faults=("NUL",))
        return super().parse_querydict(data, list_fields, request)


class OurAPI(NinjaAPI):
    """Ninja's API, described with its problems, scopes, headers and examples."""

    def get_openapi_schema(self, **named: object) -> OpenAPISchema:
        """Describe the API."""
        return described(super().get_openapi_schema(**named))  # type: ignore[arg-type]  # handed on as they are


api = OurAPI(
    title="zeren",
    version="1",
    description=_("What the pages do, for programs. Errors are problems (RFC 9457)."),
    urls_namespace="api",
    # A token is looked at first: a program sends no cookie, and so has nothing that another site could abuse.
    auth=[Token(), SignedIn(csrf=True)],
    throttle=PersonLimit(),
    parser=OurParser(),
)
# The one named last runs first: a request is counted, then recognised as one that came before.
api.add_decorator(once, mode="view")
api.add_decorator(counted, mode="view")
api.add_router("/organisation", organisation.router)
api.add_router("/sources", sources.router)
api.add_router("/registers", responsibilities.router)
api.add_router("/search", desk.router)


@api.exception_handler(ZerenError)
def refused(_request: HttpRequest, error: ZerenError) -> HttpResponse:
    """Answer every error of ours as a problem."""
    return problem(error)


@api.exception_handler(IntegrityError)
def collided(_request: HttpRequest, failure: IntegrityError) -> HttpResponse:
    """Answer an act that another was faster than."""
    return problem(collision(failure))


@api.exception_handler(OverflowError)
@api.exception_handler(DataError)
def too_large(_request: HttpRequest, _failure: Exception) -> HttpResponse:
    """Answer a number that no column holds; the two databases tell it each in its own way."""
    return problem(TooLargeError())


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Say how a program signs in, unless too many strangers ask from the same address."""
    try:
        strangers_left(request)
    except Throttled as throttled:
        return too_many(request, throttled)
    answer = problem(NotSignedInError())
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(Throttled)
def too_many(_request: HttpRequest, _error: Throttled) -> HttpResponse:
    """Ask for patience; the headers say how much."""
    return problem(TooManyRequestsError())


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
    named = [Fault(place=_place(fault["loc"]), detail=fault["msg"]) for fault in error.errors]
    return problem(MalformedRequestError(faults=faults), named)


def _place(location: tuple[str | int, ...]) -> str:
    """Say where a fault is: a JSON pointer into the body (RFC 6901), or the name of a parameter.

    Ninja begins with what the entry came from, and in a body with the name that the argument has with us.
    """
    source, *path = location
    if source != "body":
        return str(path[-1]) if path else str(source)
    return "#" + "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path[1:])
