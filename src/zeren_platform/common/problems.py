"""The one place where errors become pages, RFC 9457 problems, exit codes and sentences."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zeren.foundations.errors import InvalidInputError, NotPermittedError, RefusedError, VerificationError, ZerenError
from zeren_platform.common.sentences import sentence

__all__ = ["NotFoundError", "ProblemsMiddleware", "exit_code", "problem", "shown_on", "status_of"]


class NotFoundError(RefusedError):
    """No such row, or none that this actor may see: the two are told alike."""

    code = "common.not_found"


# The first class that fits decides.
STATUSES: Final = (
    (NotFoundError, 404),
    (NotPermittedError, 403),
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
    return JsonResponse(body, status=status_of(error), content_type="application/problem+json")


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
        if not isinstance(exception, ZerenError):
            return None
        status = status_of(exception)
        context = {"problem_title": _titles().get(status, _("Something went wrong")), "sentence": sentence(exception)}
        return render(request, "ui/problem.html", context, status=status)


def _titles() -> dict[int, str]:
    """Head the page of each status."""
    return {
        403: _("Not permitted"),
        404: _("Not found"),
        409: _("Not possible now"),
        422: _("An entry is not valid"),
    }
