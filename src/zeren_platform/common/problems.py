"""The one place where errors become pages, RFC 9457 problems, exit codes and sentences."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zeren.foundations.errors import InvalidInputError, NotPermittedError, RefusedError, VerificationError, ZerenError
from zeren_platform.common.sentences import sentence

__all__ = [
    "ExpiredFormError",
    "NotFoundError",
    "NotSignedInError",
    "ProblemsMiddleware",
    "TooManyAttemptsError",
    "TooManyRequestsError",
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


class ExpiredFormError(NotPermittedError):
    """The form was made for another session."""

    code = "common.expired_form"


class TooManyAttemptsError(RefusedError):
    """Somebody, or a program, has been guessing a password."""

    code = "common.too_many_attempts"


class TooManyRequestsError(RefusedError):
    """More requests came from one place than people send."""

    code = "common.too_many_requests"


PROBLEM: Final = "application/problem+json"


class NotSignedInError(NotPermittedError):
    """A program sent no token and no session, or neither is in force."""

    code = "api.not_signed_in"


# The first class that fits decides.
STATUSES: Final = (
    (NotSignedInError, 401),
    (NotFoundError, 404),
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


def problem(error: ZerenError) -> JsonResponse:
    """Describe *error* as a problem (RFC 9457): type, title, status, and the parameters under their own names."""
    body = {
        "type": f"tag:zeren,2026:{error.code}",
        "title": sentence(error),
        "status": status_of(error),
        "code": error.code,
        "params": {name: list(found) if isinstance(found, tuple) else found for name, found in error.params.items()},
    }
    return JsonResponse(body, status=status_of(error), content_type=PROBLEM)


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
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with the page of the error; anything not ours goes on to Django."""
        if isinstance(exception, Http404):
            exception = NotFoundError()
        return _page(request, exception) if isinstance(exception, ZerenError) else None


def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Answer an address that nothing stands at: a page for people, a problem for programs."""
    found = NotFoundError()
    wanted = request.get_preferred_type(["text/html", PROBLEM])
    for_programs = wanted == PROBLEM or request.path.startswith("/api/")
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
    context = {"problem_title": _titles().get(status, _("Something went wrong")), "sentence": sentence(error)}
    return render(request, "ui/problem.html", context, status=status)


def _titles() -> dict[int, str]:
    """Head the page of each status."""
    return {
        403: _("Not permitted"),
        404: _("Not found"),
        409: _("Not possible now"),
        422: _("An entry is not valid"),
        429: _("Too many attempts"),
    }
