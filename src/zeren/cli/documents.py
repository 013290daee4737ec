"""Reads the documents that the command line names, and prints what was found."""

import json
import sys
from argparse import Namespace
from io import TextIOWrapper
from pathlib import Path

from zeren.cli.columns import width_of_screen
from zeren.cli.errors import explain, explain_file
from zeren.cli.reading_csv import rows
from zeren.cli.reading_table import lines
from zeren.cli.rules import explained
from zeren.foundations.errors import ZerenError
from zeren.reading import MOST_BYTES, Language, Reading, json_schema, read

__all__ = ["read_all"]

_UNUSABLE = 2


def read_all(arguments: Namespace) -> int:
    """Read every file: 0 done, 2 some cannot be read, which does not keep the others from being read."""
    if arguments.schema:
        _say(json_schema())
        return 0
    if arguments.explain_rules:
        chosen = list(Language) if arguments.language == "auto" else [Language(arguments.language)]
        for line in explained(chosen):
            _say(line)
        return 0
    if not arguments.files:
        print("zeren read: name at least one file, or - for standard input; see zeren read --help", file=sys.stderr)
        return 2
    read = [(name, _read(name, arguments.language)) for name in arguments.files]
    kept = [(name, found) for name, found in read if found is not None]
    if arguments.format == "json":
        _say_json(kept, several=len(read) > 1)
    elif arguments.format == "csv":
        _say_csv(kept)
    else:
        _say_tables(kept, why=arguments.why)
    return 0 if len(kept) == len(read) else _UNUSABLE


def _read(name: str, language: str) -> Reading | None:
    """Read one file, or say on standard error why not."""
    try:
        return read(_bytes(name), language=None if language == "auto" else Language(language), name=name)
    except OSError as failure:
        print(explain_file(name, failure), file=sys.stderr)
    except ZerenError as refused:
        print(explain(name, refused), file=sys.stderr)
    return None


def _bytes(name: str) -> bytes:
    """Take a file, or standard input; of one that is too large no more than tells so."""
    if name == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _say_csv(kept: list[tuple[str, Reading]]) -> None:
    """Print one table for all files, in UTF-8 and with the line ends that RFC 4180 asks for on every system."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    for row in rows(kept):
        print(row, end="")


def _say_json(kept: list[tuple[str, Reading]], *, several: bool) -> None:
    """Print one object for one file, a list for several."""
    found = [{"file": name, **reading.to_json()} for name, reading in kept]
    readable = (sys.stdout.encoding or "").lower().startswith("utf")
    if several or found:
        _say(json.dumps(found if several else found[0], ensure_ascii=not readable, indent=1))


def _say_tables(kept: list[tuple[str, Reading]], *, why: bool) -> None:
    for number, (name, reading) in enumerate(kept):
        if number:
            _say("")
        for line in lines(name, reading, width=width_of_screen(), why=why):
            _say(line)


def _say(line: str) -> None:
    """Print *line*; signs that the terminal cannot write become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding))
