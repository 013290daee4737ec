"""Every address of the site, with keys that are there."""

import re
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

from zeren_platform.config.api import api

__all__ = ["PARAMETER", "operations", "pages", "patterns"]

# What a path written as a regular expression lets stand in a place.
REGEX = re.compile(r"\(\?P(<\w+>).*\)")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def patterns(resolver=None, before="/", namespace=""):
    """Give the namespace and the path of our own pages, with the places in it for keys."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + REGEX.sub(r"\1", str(pattern.pattern)).lstrip("^/").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, path, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("zeren_platform."):
            yield namespace, path


def pages(keys):
    """Give the namespace and the address of our own pages, each with every key of *keys* (by kind of converter) that may stand in it."""
    for namespace, path in patterns():
        yield from ((namespace, address) for address in filled(path, PARAMETER, keys))


def operations(keys, method):
    """Give the addresses of the API that have *method*, filled likewise."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        if method in methods:
            named = re.sub(r"{(\w+)}", lambda name: f"<{kind_of(name[1])}:{name[1]}>", path)
            yield from filled(named, PARAMETER, keys)


def kind_of(name):
    return "int" if name.endswith("_id") else "slug"


def filled(path, parameter, keys):
    kinds = [match[1] or "str" for match in parameter.finditer(path)]
    for chosen in product(*(keys.get(kind, ["x"]) for kind in kinds)):
        template, given = parameter.sub("{}", path), map(str, chosen)
        yield template.format(*given)
