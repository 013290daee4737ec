"""Which commands there are.

A command is a module with ``NAME``, ``SUMMARY``, ``add_arguments(parser)`` and ``run(arguments) -> exit code``;
importing it must be cheap. The core's own are listed here. Others come through the entry-point group
``zeren.commands``, each a tuple of such modules. A clone runs without being installed and so has no entry points:
there the platform is found by its name. Added commands are looked for only when the word on the command line is
none of the core's.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Protocol, runtime_checkable

from zeren.cli import draw, index, reading, verifying

__all__ = ["Command", "added", "core"]

_GROUP = "zeren.commands"
_IN_A_CLONE = "zeren_platform.commands"


@runtime_checkable
class Command(Protocol):
    """What a command module offers."""

    NAME: str
    SUMMARY: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: Namespace) -> int:
        """Do it; return the exit code."""


def core() -> tuple[Command, ...]:
    """Return the commands of the core."""
    return (reading, draw, index, verifying)


def added() -> tuple[Command, ...]:
    """Return the commands that other packages add, each name once.

    A package whose commands cannot be loaded is named on standard error; the rest still work.
    """
    found: dict[str, Command] = {}
    for place in _places():
        try:
            offered = _loaded(place)
        except (ImportError, AttributeError) as failure:
            print(f"zeren: the commands of {place} could not be loaded: {failure}", file=sys.stderr)
            continue
        for command in offered:
            found.setdefault(command.NAME, command)
    return tuple(found.values())


def _places() -> Iterator[str]:
    places = [point.value for point in metadata.entry_points(group=_GROUP)]
    yield from places
    if not any(place.startswith(_IN_A_CLONE) for place in places) and find_spec("zeren_platform") is not None:
        yield f"{_IN_A_CLONE}:COMMANDS"


def _loaded(place: str) -> tuple[Command, ...]:
    module, _, name = place.partition(":")
    offered: object = getattr(import_module(module), name)
    commands = offered if isinstance(offered, tuple) else ()
    return tuple(command for command in commands if isinstance(command, Command))
