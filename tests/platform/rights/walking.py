"""Every address of the site, with keys that are there."""

import re
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

from zeren_platform.config.api import api

__all__ = ["operations", "pages"]

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def pages(keys, resolver=None, before="/", namespace=""):
    """Give the namespace and the address of our own pages, each with every key of *keys* (by kind of converter) that may stand in it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + str(pattern.pattern).lstrip("^/").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from pages(keys, pattern, path, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("zeren_platform."):
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
