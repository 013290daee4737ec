"""``zeren read``: what documents oblige, whom, and where they say so."""

from argparse import ArgumentParser, Namespace
from typing import Final

from zeren.cli.waiting import doing

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME: Final = "read"
SUMMARY: Final = "read documents: what they oblige, whom, and where they say so"

_FILES = "a text, HTML, DOCX, PDF, XLSX or CSV file; - is standard input"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the files, the format and the language."""
    parser.add_argument("files", nargs="*", metavar="FILE", help=_FILES)
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: %(default)s")
    parser.add_argument(
        "--language", choices=("auto", "en", "zh"), default="auto", help="whose rules to apply; default: %(default)s"
    )
    parser.add_argument("--why", action="store_true", help="with the table: say which rule found each commitment")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of --format json, and stop")
    parser.add_argument("--explain-rules", action="store_true", help="print what the rules look for, and stop")


def run(arguments: Namespace) -> int:
    """Read every file; one that cannot be read does not keep the others from being read."""
    return doing("zeren.cli.documents:read_all")(arguments)
