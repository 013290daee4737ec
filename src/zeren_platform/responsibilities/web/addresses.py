"""Addresses of many rows: a page with fifty duties asks Django for the pattern once."""

from functools import lru_cache

from django.urls import reverse

from zeren_platform.responsibilities.models import Edition

__all__ = ["duty_address", "edition_address", "row_address", "unit_address"]


def duty_address(pk: int) -> str:
    """Give the address of a duty's page."""
    return _duty_pattern().format(pk)


def row_address(pk: int) -> str:
    """Give the address at which the row of a duty is had anew, and its cells are changed."""
    return f"{duty_address(pk)}row/"


@lru_cache(maxsize=4096)
def unit_address(code: str) -> str:
    """Give the address of a unit's page."""
    return reverse("desk:unit", args=[code])


def edition_address(edition: Edition) -> str:
    """Give the address of the duties of one edition."""
    return reverse("responsibilities:edition", args=[edition.register.code, edition.number])


@lru_cache(maxsize=1)
def _duty_pattern() -> str:
    return reverse("responsibilities:duty", args=[0]).replace("/0/", "/{}/")
