"""What is imported only when it is asked for: every ``--help`` would wait for the engines, and extras may be absent."""

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from typing import cast

__all__ = ["doing", "offered"]


def doing(place: str) -> Callable[[Namespace], int]:
    """Import what a command does, named as ``module:function``.

    Examples
    --------
    >>> doing("zeren.cli.documents:read_all").__name__
    'read_all'
    """
    return cast("Callable[[Namespace], int]", offered(place))


def offered(place: str) -> object:
    """Import what stands at ``module:name``."""
    module, _, name = place.partition(":")
    found: object = getattr(import_module(module), name)
    return found
