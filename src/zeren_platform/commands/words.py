"""A command of several words, such as ``zeren ledger publish``, and the token of the person for whom it acts."""

import argparse
import getpass
import os
from collections.abc import Callable, Mapping
from typing import Final

from zeren_platform.commands import installation

__all__ = ["Word", "Words", "access_token", "run_word", "take_words"]

# Where a program puts the access token of the person for whom it acts.
TOKEN: Final = "ZEREN_TOKEN"  # noqa: S105 - the name of a variable

Word = tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]
Words = Mapping[str, Word]


def take_words(parser: argparse.ArgumentParser, command: str, words: Words) -> None:
    """Take what is to be done, and its own arguments."""
    taken = parser.add_subparsers(dest="word", metavar="WORD", required=True, help=f"see zeren {command} WORD --help")
    for name, (summary, arguments, _run) in words.items():
        arguments(taken.add_parser(name, help=summary, description=summary))


def run_word(arguments: argparse.Namespace, command: str, words: Words) -> int:
    """Do it in the installation, and give the exit code."""

    def work() -> int:
        installation.part("ledger.management.starting").ready()
        return words[arguments.word][2](arguments)

    return installation.carry_out(f"zeren {command} {arguments.word}", work)


def access_token() -> str:
    """Ask for an access token, or take it from the environment; it is never part of the command line."""
    return os.environ.get(TOKEN) or getpass.getpass("Access token: ")
