"""What the description promises to those who write programs."""

from collections import Counter

import jsonschema
import pytest
from ninja import Schema

from zeren_platform.config.api import api

DESCRIBED = api.get_openapi_schema()
PARTS = DESCRIBED["components"]


def operations():
    for path, methods in DESCRIBED["paths"].items():
        for method, operation in methods.items():
            yield pytest.param(method, path, operation, id=f"{method} {path.removeprefix('/api/v1')}")


each_operation = pytest.mark.parametrize(("method", "path", "operation"), list(operations()))


def bodies(operation):
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for answer in operation["responses"].values():
        yield from answer.get("content", {}).values()


@each_operation
def test_an_operation_says_what_it_does(method, path, operation):
    assert operation["summary"]
    assert operation["description"]


@each_operation
def test_an_operation_says_how_it_refuses(method, path, operation):
    always = {"401", "403", "429"}
    writing = {"404", "409", "422"} if method != "get" else set()

    assert always | writing <= operation["responses"].keys()


@each_operation
def test_an_operation_names_the_scope_of_a_token(method, path, operation):
    kind = "read" if method == "get" else "write"

    assert operation["security"] == [{"Token": [f"{path.split('/')[3]}:{kind}"]}, {"SignedIn": []}]


@each_operation
def test_what_changes_something_takes_a_key(method, path, operation):
    takes = any(parameter["name"] == "Idempotency-Key" for parameter in operation["parameters"])

    assert takes == (method != "get")


@each_operation
def test_its_examples_are_as_described(method, path, operation):
    for content in bodies(operation):
        validator = jsonschema.Draft202012Validator({**content["schema"], "components": PARTS})
        validator.validate(content["example"])


def test_a_name_means_one_form():
    """Ninja keeps the forms of all slices under their names: of two that share one, one would be described wrongly."""
    shared = Counter(form.__name__ for form in forms(Schema))

    assert [name for name, count in shared.items() if count > 1] == []


def forms(parent):
    for form in parent.__subclasses__():
        if form.__module__.startswith("zeren_platform."):
            yield form
        yield from forms(form)
