"""What a command does, imported when it is asked for: every ``--help`` would wait for the engines."""

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

__all__ = ["doing"]


def doing(place: str) -> Callable[[Namespace], int]:
    """Import what a command does, named as ``module:function``.

    Examples
    --------
    >>> doing("zeren.cli.documents:read_all").__name__
    'read_all'
    """
    module, _, name = place.partition(":")
    found: Callable[[Namespace], int] = getattr(import_module(module), name)
    return found
