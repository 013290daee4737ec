"""``zeren verify``: whether a bundle proves what it says, and what it does not prove."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from zeren.cli.waiting import doing

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME: Final = "verify"
SUMMARY: Final = "check the proof of a record of the ledger, offline; say what it proves and what it does not"
_LACKING: Final = 'zeren verify: signatures are checked with the package cryptography; pip install "zeren[verify]".'
_CANNOT: Final = 2


def add_arguments(parser: ArgumentParser) -> None:
    """Take the bundle, and the keys that are believed."""
    parser.add_argument("bundle", metavar="BUNDLE", help="the ZIP file that was handed out with the record")
    parser.add_argument(
        "--policy", metavar="FILE", help="the keys of log and witnesses, from elsewhere; default: those in the bundle"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")


def run(arguments: Namespace) -> int:
    """Check the bundle: 0 it stands, 1 it does not, 2 it could not be checked."""
    try:
        verify = doing("zeren.cli.bundles:verify")
    except ModuleNotFoundError as absent:
        if (absent.name or "").partition(".")[0] != "cryptography":
            raise
        print(_LACKING, file=sys.stderr)
        return _CANNOT
    return verify(arguments)
