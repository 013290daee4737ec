"""Addresses of many rows: a page with fifty duties asks Django for the pattern once."""

from functools import lru_cache

from django.urls import reverse

__all__ = ["duty_address", "unit_address"]


def duty_address(pk: int) -> str:
    """Give the address of a duty's page."""
    return _duty_pattern().format(pk)


@lru_cache(maxsize=4096)
def unit_address(code: str) -> str:
    """Give the address of a unit's page."""
    return reverse("desk:unit", args=[code])


@lru_cache(maxsize=1)
def _duty_pattern() -> str:
    return reverse("responsibilities:duty", args=[0]).replace("/0/", "/{}/")
