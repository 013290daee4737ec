"""Whole addresses of public pages: those of the server, or of the static copy that is being written."""

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest

__all__ = ["BASE", "absolute", "domain", "is_static"]

# Set by who writes a static copy; no header of a request can have this name.
BASE: Final = "zeren.base"


def is_static(request: HttpRequest) -> bool:
    """Say whether the page is for a static copy, behind which no program answers."""
    return BASE in request.META


def absolute(request: HttpRequest, path: str) -> str:
    """Give the whole address of *path*."""
    base = request.META.get(BASE, "")
    return f"{base.rstrip('/')}{path}" if base else request.build_absolute_uri(path)


def domain(request: HttpRequest) -> str:
    """Give the name under which the site is reached."""
    return urlsplit(absolute(request, "/")).netloc
