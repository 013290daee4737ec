"""The same request sent twice does one act and gets one answer.

``Idempotency-Key`` names a request by a UUID. The record of its act takes that UUID as its uid, so the database itself
refuses a second act under it, whatever happened to the first answer; the answer is kept beside it for a day. A request
that was refused did nothing, and its key is free (docs/decisions/, ``The key of a request is the uid of its record``).
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.problems import problem
from zeren_platform.config.door import READS
from zeren_platform.ledger.queries import is_recorded
from zeren_platform.organisation.queries import answer_kept
from zeren_platform.organisation.use_cases.answers import keep

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from zeren_platform.organisation.models import KeptAnswer

__all__ = ["HEADER", "AnswerNotKeptError", "KeyUsedError", "MalformedKeyError", "once"]

HEADER: Final = "Idempotency-Key"
REPEATED: Final = "Idempotency-Replayed"
# A refusal by the act, which may be one because the act was done before.
REFUSALS: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})
# How long a second request waits for the first one to write its answer, and how often it looks.
PATIENCE: Final = 2.0
LOOKS: Final = 40
SHOWN_ONCE: Final = "no-store"

Run = Callable[..., HttpResponse]


class MalformedKeyError(InvalidInputError):
    """The key of a request is a UUID."""

    code = "api.key.malformed"


class KeyUsedError(RefusedError):
    """Another request was carried out under this key."""

    code = "api.key.used"


class AnswerNotKeptError(RefusedError):
    """The request was carried out; its answer is not kept."""

    code = "api.key.answer_not_kept"


def once(run: Run) -> Run:
    """Carry a request that names itself out once, and answer it the same again."""

    @wraps(run)
    def carried_out(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        written = request.headers.get(HEADER)
        if written is None or request.method in READS:
            return run(request, *args, **named)
        try:
            key = UUID(written)
        except ValueError:
            return problem(MalformedKeyError(field=HEADER))
        request.key = key  # type: ignore[attr-defined]  # `actor_on` lets the act stand under it
        answer = run(request, *args, **named)
        if answer.status_code in REFUSALS and getattr(request, "auth", None) and is_recorded(key):
            return _again(request, key)
        if answer.status_code < HTTPStatus.MULTIPLE_CHOICES and SHOWN_ONCE not in answer.get("Cache-Control", ""):
            _keep(request, key, answer)
        return answer

    return carried_out


def _keep(request: HttpRequest, key: UUID, answer: HttpResponse) -> None:
    keep(
        uid=key,
        person_id=_person(request),
        fingerprint=_fingerprint(request),
        status=answer.status_code,
        content=answer.content,
        at=timezone.now(),
    )


def _again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer a request whose act was done under its key before, perhaps a moment ago."""
    kept = next(filter(None, _looking(key)), None)
    if kept is None:
        return problem(AnswerNotKeptError(uid=str(key)))
    if (kept.person_id, kept.fingerprint) != (_person(request), _fingerprint(request)):
        return problem(KeyUsedError(uid=str(key)))
    answer = HttpResponse(bytes(kept.content), status=kept.status, content_type="application/json; charset=utf-8")
    answer[REPEATED] = "true"
    return answer


def _looking(key: UUID) -> Iterator["KeptAnswer | None"]:
    """Look for the kept answer some times: between an act and its answer lies a moment."""
    for _look in range(LOOKS):
        yield answer_kept(key)
        time.sleep(PATIENCE / LOOKS)


def _person(request: HttpRequest) -> int:
    person: int = request.actor.person_id  # type: ignore[attr-defined]  # only who is signed in acts
    return person


def _files(request: HttpRequest) -> "dict[str, UploadedFile[Any]]":
    return request.FILES.dict()  # type: ignore[return-value]  # the last of each name, as entrances read them


def _fingerprint(request: HttpRequest) -> str:
    """Hash what the request asks for; the boundaries of a form of several parts differ each time, and are left out."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, text in sorted(request.POST.items()):
            digest.update(f"{name}\n{text}\n".encode())
        for name, file in sorted(_files(request).items()):
            digest.update(f"{name}\n{file.name}\n".encode())
            for chunk in file.chunks():
                digest.update(chunk)
    else:
        digest.update(request.body)
    return digest.hexdigest()
