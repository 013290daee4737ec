"""``zeren register``: a register out into a file, and a file into its draft."""

import argparse
import sys
from pathlib import Path
from typing import Final

from zeren_platform.commands import installation
from zeren_platform.commands.words import Words, access_token, run_word, take_words

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "register"
SUMMARY = "write a register into a file, or compare a file with its draft and apply it"
FORMATS: Final = ("xlsx", "csv", "docx", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is to be done, and its own arguments."""
    take_words(parser, NAME, WORDS)


def run(arguments: argparse.Namespace) -> int:
    """Do it: 0 done, 1 refused or faulty rows, 2 the environment, the file or the command line is wrong."""
    return run_word(arguments, NAME, WORDS)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="the register")
    parser.add_argument("--edition", type=int, metavar="NUMBER", help="which edition (default: the one in force)")
    parser.add_argument("--format", choices=FORMATS, default="xlsx", help="what kind of file (default: xlsx)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file (default: CODE and the ending of its kind)")


def _export(arguments: argparse.Namespace) -> int:
    out = arguments.out or Path(f"{arguments.code}.{arguments.format}")
    size = installation.part("responsibilities.management.exchanging").export(
        token=access_token(), code=arguments.code, number=arguments.edition, form=arguments.format, out=out
    )
    print(f"{out}: {size} bytes")
    return 0


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="the register; it must have a draft")
    parser.add_argument("file", type=Path, metavar="FILE", help="XLSX, CSV, DOCX with a table, or JSON")
    parser.add_argument("--apply", action="store_true", help="apply the file if no row has a fault")


def _import(arguments: argparse.Namespace) -> int:
    exchanging, token = installation.part("responsibilities.management.exchanging"), access_token()
    file = exchanging.lay_beside(token=token, code=arguments.code, file=arguments.file)
    for line, number, outcome, words in exchanging.preview_lines(file):
        print(f"{line:>6}  {number:<10} {outcome:<10} {words}")
    print(", ".join(f"{count} {outcome}" for outcome, count in file.counts.items() if outcome not in {"grave", "look"}))
    if file.state == "choosing":
        print("It is not known what the columns hold: choose them on the page of the import.", file=sys.stderr)
        return 1
    faulty = file.counts.get("grave", 0)
    if faulty:
        print(f"{faulty} rows have faults; a file goes in whole or not at all.", file=sys.stderr)
        return 1
    if not arguments.apply:
        print("Nothing was changed. Apply it with --apply, or on the page of the import.")
        return 0
    exchanging.apply(token=token, import_id=file.pk)
    print("Applied.")
    return 0


WORDS: Final[Words] = {
    "export": ("write the duties of an edition into a file", _export_arguments, _export),
    "import": ("compare a file with the draft, row by row, and apply it", _import_arguments, _import),
}
