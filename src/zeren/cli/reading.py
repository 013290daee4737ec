"""``zeren read``: what documents oblige, whom, and where they say so."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.cli.errors import explain, explain_file
from zeren.foundations.errors import ZerenError

if TYPE_CHECKING:
    from zeren.reading import Reading

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME: Final = "read"
SUMMARY: Final = "read documents: what they oblige, whom, and where they say so"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the files, the format and the language."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a text file or an HTML page; - is standard input")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: %(default)s")
    parser.add_argument(
        "--language", choices=("auto", "en", "zh"), default="auto", help="whose rules to apply; default: %(default)s"
    )
    parser.add_argument("--why", action="store_true", help="with the table: say which rule found each commitment")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of --format json, and stop")


def run(arguments: Namespace) -> int:
    """Read every file; one that cannot be read does not keep the others from being read."""
    # The engine takes its time to import; --help does without it.
    from zeren.reading import json_schema  # noqa: PLC0415

    if arguments.schema:
        _say(json_schema())
        return 0
    if not arguments.files:
        print("zeren read: name at least one file, or - for standard input; see zeren read --help", file=sys.stderr)
        return 2
    read = [(name, _read(name, arguments.language)) for name in arguments.files]
    kept = [(name, found) for name, found in read if found is not None]
    if arguments.format == "json":
        _say_json(kept, several=len(read) > 1)
    else:
        _say_tables(kept, why=arguments.why)
    return 0 if len(kept) == len(read) else 1


def _read(name: str, language: str) -> "Reading | None":
    """Read one file, or say on standard error why not."""
    from zeren.reading import Language, read  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return read(data, language=None if language == "auto" else Language(language), name=name)
    except OSError as failure:
        print(explain_file(name, failure), file=sys.stderr)
    except ZerenError as refused:
        print(explain(name, refused), file=sys.stderr)
    return None


def _say_json(kept: list[tuple[str, "Reading"]], *, several: bool) -> None:
    """Print one object for one file, a list for several."""
    found = [{"file": name, **reading.to_json()} for name, reading in kept]
    readable = (sys.stdout.encoding or "").lower().startswith("utf")
    if several or found:
        _say(json.dumps(found if several else found[0], ensure_ascii=not readable, indent=1))


def _say_tables(kept: list[tuple[str, "Reading"]], *, why: bool) -> None:
    from zeren.cli.reading_table import lines, width_of_screen  # noqa: PLC0415

    for number, (name, reading) in enumerate(kept):
        if number:
            _say("")
        for line in lines(name, reading, width=width_of_screen(), why=why):
            _say(line)


def _say(line: str) -> None:
    """Print *line*; signs that the terminal cannot write become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding))
