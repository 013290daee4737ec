"""``zeren publish``: write the public portal as files for any web server."""

import argparse
from pathlib import Path
from typing import Final

from zeren_platform.commands import installation

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "publish"
SUMMARY = "write the public portal as files that any web server serves as they are"
EVERY: Final = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder and the address at which it will stand."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; a new one takes its place")
    parser.add_argument(
        "--base",
        default="",
        metavar="ADDRESS",
        help="where it will stand, such as https://duties.binhai.example/; else the address of the site itself",
    )
    parser.add_argument("--anew", action="store_true", help="write it also where nothing has happened since")


def run(arguments: argparse.Namespace) -> int:
    """Write it: 0 done, 1 refused, 2 the environment or the command line is wrong."""
    return installation.carry_out(f"zeren {NAME}", lambda: _publish(arguments))


def _publish(arguments: argparse.Namespace) -> int:
    installation.part("ledger.management.starting").ready()
    publishing = installation.part("portal.management.publishing")
    done = publishing.publish(out=arguments.out, base=arguments.base, anew=arguments.anew, say=_say)
    if done is None:
        print(f"Nothing has happened since {arguments.out} was written.")
    else:
        print(f"{arguments.out}: {done.files} files, {done.changed} of them new or changed.")
        print(f"Feeds, maps and open data name their addresses under {done.base}")
    return 0


def _say(count: int) -> None:
    if count % EVERY == 0:
        print(f"  {count} files …", flush=True)
