"""``zeren``: choose the command, run it, answer with an exit code.

Exit codes: 0 done; 1 refused, or something does not hold; 2 the command line was wrong, or a file cannot be used;
130 stopped by Ctrl-C.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from zeren.cli.commands import Command, added, core

__all__ = ["main"]

_DESCRIPTION = (
    "Carry a decision from the document to proof that it was done; check draws, scores and records of others."
)
_STOPPED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line *argv*, by default that of the process.

    Returns
    -------
    int
        The exit code.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader ("| head") has what it wants. Nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _STOPPED
    except SystemExit as stop:
        # argparse leaves so: 0 after --help, 2 after a mistake.
        return stop.code if isinstance(stop.code, int) else 1
    return code


def _run(arguments: list[str]) -> int:
    commands = core()
    if not arguments or arguments[0] not in {command.NAME for command in commands}:
        commands = (*commands, *added())
    parser = _parser(commands)
    if not arguments:
        parser.print_help()
        return 2
    chosen = parser.parse_args(arguments)
    return next(command for command in commands if chosen.command == command.NAME).run(chosen)


def _parser(commands: Sequence[Command]) -> ArgumentParser:
    parser = ArgumentParser(prog="zeren", description=_DESCRIPTION)
    words = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands:
        command.add_arguments(words.add_parser(command.NAME, help=command.SUMMARY, description=command.SUMMARY))
    return parser
