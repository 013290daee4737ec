"""The one place where errors become pages, RFC 9457 problems, exit codes and sentences."""

import logging
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from zeren.foundations.errors import InvalidInputError, NotPermittedError, RefusedError, VerificationError, ZerenError
from zeren_platform.common.sentences import sentence

__all__ = [
    "CollisionError",
    "ExpiredFormError",
    "Fault",
    "MethodNotAllowedError",
    "NotFoundError",
    "NotSignedInError",
    "NothingSentError",
    "ProblemsMiddleware",
    "TooManyAttemptsError",
    "TooManyRequestsError",
    "collision",
    "exit_code",
    "expired_form",
    "failure",
    "hurried",
    "locked_out",
    "nothing_here",
    "problem",
    "shown_on",
    "status_of",
]


class NotFoundError(RefusedError):
    """No such row, or none that this actor may see: the two are told alike."""

    code = "common.not_found"


class CollisionError(RefusedError):
    """Two acts at the same moment wrote what there can be only one of; the database let one of them."""

    code = "common.collision"


class ExpiredFormError(NotPermittedError):
    """The form was made for another session."""

    code = "common.expired_form"


class NothingSentError(RefusedError):
    """Somebody came by a link, or back from signing in, to where only a form leads."""

    code = "common.nothing_sent"


class TooManyAttemptsError(RefusedError):
    """Somebody, or a program, has been guessing a password."""

    code = "common.too_many_attempts"


class TooManyRequestsError(RefusedError):
    """More requests came from one place than people send."""

    code = "common.too_many_requests"


class MethodNotAllowedError(RefusedError):
    """The address is there, and not for this method."""

    code = "api.method"


logger = logging.getLogger(__name__)
PROBLEM: Final = "application/problem+json"
# Where programs ask.
PROGRAMS: Final = "/api/"


class NotSignedInError(NotPermittedError):
    """A program sent no token and no session, or neither is in force."""

    code = "api.not_signed_in"


# The first class that fits decides.
STATUSES: Final = (
    (NotSignedInError, 401),
    (NotFoundError, 404),
    (MethodNotAllowedError, 405),
    (NotPermittedError, 403),
    (TooManyAttemptsError, 429),
    (TooManyRequestsError, 429),
    (RefusedError, 409),
    (InvalidInputError, 422),
    (VerificationError, 422),
)
EXIT_CODES: Final = ((InvalidInputError, 2), (RefusedError, 1), (VerificationError, 1))


def status_of(error: ZerenError) -> int:
    """Give the HTTP status of *error*."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def exit_code(error: ZerenError) -> int:
    """Give the exit code of *error* for commands."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One entry that is wrong: a JSON pointer into the body, such as ``#/units/0``, or the name of a parameter."""

    place: str
    detail: str

    def told(self) -> dict[str, str]:
        """Tell it as the example of RFC 9457 does (section 3)."""
        return {"pointer" if self.place.startswith("#") else "parameter": self.place, "detail": self.detail}


def problem(error: ZerenError, faults: Sequence[Fault] = ()) -> JsonResponse:
    """Describe *error* as a problem (RFC 9457): type, title, detail, status, and the parameters under their own names.

    ``errors`` says where each of *faults* is; without any, the field that the error names.
    """
    field = error.params.get("field")
    if not faults and isinstance(field, str):
        faults = [Fault(place=f"#/{field}", detail=sentence(error))]
    body: dict[str, object] = {
        "type": f"tag:zeren,2026:{error.code}",
        "title": _titles().get(status_of(error), _("Something went wrong")),
        "detail": sentence(error),
        "status": status_of(error),
        "code": error.code,
        "params": {name: list(found) if isinstance(found, tuple) else found for name, found in error.params.items()},
    }
    if faults:
        body["errors"] = [fault.told() for fault in faults]
    return JsonResponse(body, status=status_of(error), content_type=PROBLEM)


def collision(failure: IntegrityError) -> CollisionError:
    """Take what an act could not see when it looked, because it was written at the same moment, for a refusal.

    It is logged: where it comes again and again, an act forgets to look.
    """
    logger.warning("the database refused what an act wrote", exc_info=failure)
    return CollisionError()


@contextmanager
def shown_on(form: BaseForm) -> Iterator[None]:
    """Put a refusal on *form*, beside the field it names if it names one, so that nothing typed is lost."""
    try:
        yield
    except (RefusedError, InvalidInputError) as error:
        if isinstance(error, NotPermittedError | NotFoundError):
            raise
        field = error.params.get("field")
        form.add_error(field if isinstance(field, str) and field in form.fields else None, sentence(error))


class ProblemsMiddleware:
    """Turn the errors that views let through into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; a program that uses a method which is not there is told by a problem."""
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.path.startswith(PROGRAMS):
            told = problem(MethodNotAllowedError(method=request.method))
            told["Allow"] = answer["Allow"]
            return told
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            shown = _page(request, NothingSentError())
            shown.status_code, shown["Allow"] = answer.status_code, answer["Allow"]
            return shown
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with the page of the error; anything not ours goes on to Django."""
        if isinstance(exception, Http404):
            exception = NotFoundError()
        if isinstance(exception, IntegrityError):
            exception = collision(exception)
        return _page(request, exception) if isinstance(exception, ZerenError) else None


def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Answer an address that nothing stands at: a page for people, a problem for programs."""
    found = NotFoundError()
    wanted = request.get_preferred_type(["text/html", PROBLEM])
    for_programs = wanted == PROBLEM or request.path.startswith(PROGRAMS)
    return problem(found) if for_programs else _page(request, found)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Answer a form whose token is not, or no longer, this session's."""
    return _page(request, ExpiredFormError())


def locked_out(request: HttpRequest, _answer: HttpResponse | None, _credentials: object = None) -> HttpResponse:
    """Answer whoever has given too many wrong passwords; the sign-in name is not told, so nothing can be learnt."""
    minutes = math.ceil(settings.AXES_COOLOFF_TIME * 60)
    answer = _page(request, TooManyAttemptsError(minutes=minutes))
    answer["Retry-After"] = str(minutes * 60)
    return answer


def hurried(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Answer a place from which too many requests came."""
    return _page(request, TooManyRequestsError())


def failure(request: HttpRequest) -> HttpResponse:
    """Answer when the program itself failed, without asking again for what may have failed: session, database."""
    bare = HttpRequest()
    bare.META, bare.path = request.META, request.path
    return _page(bare, ZerenError())


def _page(request: HttpRequest, error: ZerenError) -> HttpResponse:
    status = status_of(error)
    context = {
        "problem_title": _titles().get(status, _("Something went wrong")),
        "sentence": sentence(error),
        "back": _where_from(request),
    }
    return render(request, "ui/problem.html", context, status=status)


def _where_from(request: HttpRequest) -> str:
    """Name the page of ours from which a refused form came, so that nobody has to find it again."""
    if request.method != "POST":
        return ""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        # Whoever sends "http://[" must still be told what went wrong.
        return ""
    if came_from.netloc != request.META.get("HTTP_HOST"):
        return ""
    place = came_from._replace(scheme="", netloc="", fragment="").geturl()
    return place if url_has_allowed_host_and_scheme(place, allowed_hosts=None) else ""


def _titles() -> dict[int, str]:
    """Head the page of each status."""
    return {
        401: _("Not signed in"),
        403: _("Not permitted"),
        404: _("Not found"),
        405: _("No such method here"),
        409: _("Not possible now"),
        422: _("An entry is not valid"),
        429: _("Too many attempts"),
    }
