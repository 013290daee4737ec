"""What the API's description adds to what ninja writes: problems, scopes, keys, limits, examples."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext as _
from ninja.openapi.schema import OpenAPISchema

from zeren_platform.config.door import READS
from zeren_platform.config.examples import example_of
from zeren_platform.config.repeating import HEADER
from zeren_platform.organisation.scopes import of_request

__all__ = ["described"]

Described = dict[str, Any]
# The part of the API is the first word after "/api/v1/".
PART: Final = 3
PROBLEM: Final = "application/problem+json"
FAULT: Final = {
    "type": "object",
    "required": ["detail"],
    "properties": {
        "pointer": {"type": "string", "examples": ["#/units/0/unit"]},
        "parameter": {"type": "string", "examples": ["size"]},
        "detail": {"type": "string", "examples": ["There is no unit named Rivers."]},
    },
}
PROBLEM_SCHEMA: Final = {
    "type": "object",
    "required": ["type", "title", "detail", "status", "code", "params"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "params": {"type": "object"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
    },
}
KEY: Final = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "format": "uuid"},
    "example": "0b6a4b1e-6f0d-4c67-9d0e-2f6f7a1a5c11",
}
LIMITS: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def described(schema: OpenAPISchema) -> OpenAPISchema:
    """Complete the description that ninja made."""
    parts = schema["components"]
    parts["schemas"] |= {"Problem": PROBLEM_SCHEMA, "Fault": FAULT}
    parts["headers"] = {name: {"schema": {"type": "integer"}, "description": _limit_words(name)} for name in LIMITS}
    parts["responses"] = {str(status): _problem(status) for status in _titles()}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            _complete(operation, path, reads=method.upper() in READS, known=parts["schemas"])
    return schema


def _complete(operation: Described, path: str, *, reads: bool, known: Described) -> None:
    scope = of_request(path.split("/")[PART], writes=not reads)
    operation["security"] = [{"Token": [scope]}, {"SignedIn": []}]
    needed = _("A token needs the scope `%(scope)s`.") % {"scope": scope}
    operation["description"] = f"{operation.get('description', '')}\n\n{needed}".strip()
    if not reads:
        operation["parameters"] = [*operation["parameters"], {**KEY, "description": _key_words()}]
    for parameter in operation["parameters"]:
        parameter.setdefault("example", example_of(parameter["schema"], known, parameter["name"]))
    for content in operation.get("requestBody", {}).get("content", {}).values():
        content.setdefault("example", example_of(content["schema"], known))
    for answer in operation["responses"].values():
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in LIMITS}
        for content in answer.get("content", {}).values():
            content.setdefault("example", example_of(content["schema"], known))
    for status in _problems(operation, path, reads=reads):
        operation["responses"][str(int(status))] = {"$ref": f"#/components/responses/{int(status)}"}
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}


def _problems(operation: Described, path: str, *, reads: bool) -> Iterator[HTTPStatus]:
    """Name the statuses with which an operation may refuse."""
    yield HTTPStatus.UNAUTHORIZED
    yield HTTPStatus.FORBIDDEN
    if not reads or "{" in path:
        yield HTTPStatus.NOT_FOUND
    if not reads:
        yield HTTPStatus.CONFLICT
    if not reads or operation["parameters"]:
        yield HTTPStatus.UNPROCESSABLE_ENTITY
    yield HTTPStatus.TOO_MANY_REQUESTS


def _problem(status: int) -> Described:
    return {
        "description": _titles()[status],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in LIMITS},
        "content": {
            PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": _EXAMPLES[HTTPStatus(status)]}
        },
    }


def _titles() -> dict[int, str]:
    return {
        401: _("No token and no session, or neither is in force."),
        403: _("The scope of the token or the posts of the person do not cover this."),
        404: _("There is nothing here, or nothing that the person may see."),
        409: _("Understood, and not possible now; or the key of the request was used for another."),
        422: _("An entry is not as documented, or not valid; `errors` says where."),
        429: _("Too many requests; `Retry-After` says how long to wait."),
    }


def _key_words() -> str:
    return _(
        "A UUID made for this request. Sent again with the same body, the request does nothing more and gets the same "
        "answer. The record in the ledger has this UUID."
    )


def _limit_words(name: str) -> str:
    return {
        "RateLimit-Limit": _("Requests a minute."),
        "RateLimit-Remaining": _("Requests left."),
        "RateLimit-Reset": _("Seconds until all of them are there again."),
    }[name]


def _example(code: str, title: str, detail: str, status: int, **more: object) -> Described:
    return {
        "type": f"tag:zeren,2026:{code}",
        "title": title,
        "detail": detail,
        "status": status,
        "code": code,
        "params": {},
        **more,
    }


# As the site says them in English: samples for programs, whose people read the sentence of the answer itself.
_EXAMPLES: Final = {
    HTTPStatus.UNAUTHORIZED: _example("api.not_signed_in", "Not signed in", "Send a token or sign in.", 401),
    HTTPStatus.FORBIDDEN: _example("zeren.not_permitted", "Not permitted", "This is not permitted.", 403),
    HTTPStatus.NOT_FOUND: _example("common.not_found", "Not found", "There is nothing here.", 404),
    HTTPStatus.CONFLICT: _example("sources.proposal.already_decided", "Not possible now", "Already decided.", 409),
    HTTPStatus.UNPROCESSABLE_ENTITY: _example(
        "api.malformed",
        "An entry is not valid",
        "The request is not as documented.",
        422,
        errors=[{"pointer": "#/version", "detail": "Field required"}],
    ),
    HTTPStatus.TOO_MANY_REQUESTS: _example("common.too_many_requests", "Too many requests", "Wait a little.", 429),
}
