"""What is imported only when it is asked for: every ``--help`` would wait for the engines, and extras may be absent."""

from argparse import Namespace
from collections.abc import Callable
from typing import cast

from zeren.foundations.extras import offered

__all__ = ["doing"]


def doing(place: str) -> Callable[[Namespace], int]:
    """Import what a command does, named as ``module:function``.

    Examples
    --------
    >>> doing("zeren.cli.documents:read_all").__name__
    'read_all'
    """
    return cast("Callable[[Namespace], int]", offered(place))
