"""Nobody comes in without signing in, but for what is public; entrances only parse, call and translate."""

import ast
import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.architecture.house import PLATFORM, called, found, module_name, none, tree

from zeren_platform.config.api import api

# What everybody may see and do, by namespace: the portal, the kit's gallery and reading preferences.
PUBLIC = {"portal", "ui"}
# Accounts are allauth's, which has tests of its own; the API is asked below.
OTHERS = {"api", "account", "mfa", ""}
# A value for each kind of converter in our addresses.
EXAMPLE = {"int": "1", "slug": "x", "str": "x", "uuid": "00000000-0000-4000-8000-000000000000"}
WRITES = re.compile(r"\.(objects\.create|save|delete|bulk_create|bulk_update|update_or_create|get_or_create)$")


def addresses(resolver=None, before="/", namespace=""):
    """Give each of our addresses with its namespace."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + str(pattern.pattern).lstrip("^/").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, path, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("zeren_platform."):
            yield namespace, re.sub(r"<(\w+):\w+>", lambda kind: EXAMPLE[kind[1]], path)


def closed():
    return found((namespace, path) for namespace, path in addresses() if namespace not in PUBLIC | OTHERS)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_of_the_desk_ask_to_sign_in(client, method):
    answers = {path: getattr(client, method)(path) for _namespace, path in closed()}

    none(
        f"{method} {path}: {answer.status_code}"
        for path, answer in answers.items()
        if answer.status_code != 302 or not answer["Location"].startswith("/accounts/login/?next=")
    )


@pytest.mark.django_db
def test_every_slice_with_pages_is_looked_at():
    with_pages = {path.parent.parent.name for path in PLATFORM.glob("*/web/urls.py")}

    assert {namespace for namespace, _path in closed()} == with_pages - PUBLIC


def operations():
    """Give each operation of the API with an address that fits it."""
    for path, methods in found(api.get_openapi_schema()["paths"].items()):
        for method in methods:
            yield method, re.sub(r"{(\w+)}", "1", path)


@pytest.mark.django_db
def test_the_api_asks_who_is_there(client):
    answers = {
        f"{method} {path}": client.generic(method.upper(), path, data="{}", content_type="application/json").status_code
        for method, path in operations()
    }

    none({operation: status for operation, status in answers.items() if status not in {401, 403}})


@pytest.mark.django_db
def test_the_api_does_not_take_a_token_that_nobody_issued(client):
    answers = {
        f"{method} {path}": client.generic(
            method.upper(), path, data="{}", content_type="application/json", headers={"authorization": "Bearer x"}
        ).status_code
        for method, path in operations()
    }

    none({operation: status for operation, status in answers.items() if status != 401})


def test_entrances_do_not_write():
    entrances = found(
        path
        for path in sorted(PLATFORM.rglob("*.py"))
        if {"web", "rest", "management"} & set(path.parts) or path.name in {"rest.py", "jobs.py"}
    )

    none(
        f"{module_name(path)}: {name}"
        for path in entrances
        for name in set(called(tree(path)))
        if WRITES.search(name) and not name.startswith("router.")
    )


def acts_in(function, modules):
    """Name the acts that a function calls, by the modules of ``use_cases`` that its file imports."""
    names = [name.split(".") for name in called(function)]
    return [".".join(name) for name in names if name[0] in modules and name[-1].islower()]


def test_an_operation_of_the_api_does_one_act_at_most():
    """The record of its act takes the key of the request as its uid: there is one uid, so there is one act."""
    many = {}
    for path in found(sorted([*PLATFORM.glob("*/rest.py"), *PLATFORM.glob("*/rest/*.py")])):
        imports = [node for node in tree(path).body if isinstance(node, ast.ImportFrom)]
        modules = {alias.name for node in imports if (node.module or "").endswith("use_cases") for alias in node.names}
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and len(names := acts_in(node, modules)) > 1:
                many[f"{module_name(path)}.{node.name}"] = names

    none(many)
