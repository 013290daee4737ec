"""What a process remembers of what it read, as long as nothing has happened: the one place where anything is kept."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeVar, cast

from django.utils.translation import get_language

__all__ = ["remembered", "shelf"]

Found = TypeVar("Found")
# Answers kept at a time; an act makes all of them useless, and the oldest go first.
SIZE: Final = 256


def remembered(state: str, read: Callable[..., Found], /, *args: object, **named: object) -> Found:
    """Give what *read* gives for these arguments, read anew only when something has happened.

    *state* names the state of the ledger, asked for before anything is read: every act changes it, so what was read
    under one state is true under it. Without a state nothing is kept. What is given is not to be changed, and the
    arguments hold all that it depends on: what only one actor may see is read with that actor, or their subtrees.
    """
    if not state:
        return read(*args, **named)
    return cast("Found", _kept(state, get_language(), read, *args, **named))


@lru_cache(maxsize=SIZE)
def _kept(_state: str, _language: str | None, read: Callable[..., object], /, *args: object, **named: object) -> object:
    return read(*args, **named)


def shelf(state: str, what: str) -> dict[str, Any]:
    """Give a place for what belongs to a *state*, which whoever reads it fills; without a state nobody finds it again.

    It is for reads that ask for more, in the same query, as long as the place is empty.
    """
    return _shelf(state, what) if state else {}


@lru_cache(maxsize=SIZE)
def _shelf(_state: str, _what: str) -> dict[str, Any]:
    return {}
