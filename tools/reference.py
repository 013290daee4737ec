"""Write the pages of reference that are made from the program itself."""

import json
import os
import sys
import tempfile
from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import django
from django.utils.translation import override
from tools.rights import rights_page
from tools.words import WORDS

from zeren.cli import commands

__all__ = ["PAGES", "commands_page", "main", "openapi_page"]

ROOT: Final = Path(__file__).resolve().parent.parent
REFERENCE: Final = ROOT / "docs" / "reference"
MADE: Final = "Made by `./zeren docs` from the program; do not edit."


def main() -> int:
    """Write every page."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "zeren_platform.config.settings",
        "ZEREN_SECRET_KEY": "only-to-write-the-reference-" + "x" * 50,
        "ZEREN_DATA": tempfile.gettempdir(),
        "ZEREN_LANGUAGE": "en",
    }
    django.setup()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


def openapi_page() -> str:
    """Describe the API (OpenAPI 3.1) as the site itself serves it."""
    # The API is made while the addresses are loaded, which needs Django set up.
    with override("en"):
        described = import_module("zeren_platform.config.api").api.get_openapi_schema()
    return json.dumps(described, ensure_ascii=False, indent=1, default=str) + "\n"


def commands_page() -> str:
    """Tell every command of ``zeren`` with its arguments, and the words of a clone."""
    lines = ["# Commands", "", MADE, "", "`zeren` answers 0 when done, 1 when refused, 2 when asked wrongly."]
    for command in (*commands.core(), *commands.added()):
        parser = ArgumentParser(prog=f"zeren {command.NAME}", add_help=False)
        command.add_arguments(parser)
        lines += ["", f"## zeren {command.NAME}", "", sentence(command.SUMMARY), ""]
        lines += ["| argument | meaning |", "|---|---|", *rows(parser)]
    lines += [
        "",
        "## Words of a clone",
        "",
        "For people who work on zeren itself; each prepares what it needs first.",
        "",
    ]
    lines += ["| word | meaning |", "|---|---|"]
    lines += [f"| `./zeren {name}` | {(word.__doc__ or '').splitlines()[0]} |" for name, word in WORDS.items()]
    return "\n".join(lines) + "\n"


def rows(parser: ArgumentParser) -> Iterator[str]:
    """Tell the arguments one by one; the help that argparse prints differs between versions of Python."""
    for action in parser._actions:  # noqa: SLF001 - argparse gives its arguments in no other way
        if action.help != SUPPRESS:
            said = (action.help or "") % {**vars(action), "prog": parser.prog}
            yield f"| `{spelling(action)}` | {sentence(said)} |"


def spelling(action: Action) -> str:
    """Spell an argument as it is typed."""
    taken = "\\|".join(map(str, action.choices)) if action.choices else str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return f"{taken} …" if action.nargs in {"*", "+"} else taken
    option = ", ".join(action.option_strings)
    return option if action.nargs == 0 else f"{option} {taken}"


def sentence(words: str) -> str:
    """Begin large and end in a full stop, as pages do."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


PAGES: Final = {"openapi.json": openapi_page, "commands.md": commands_page, "rights.md": rights_page}

if __name__ == "__main__":
    sys.exit(main())
