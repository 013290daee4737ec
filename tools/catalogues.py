"""Gather the texts for translation into the catalogues and compile them, without the gettext programs."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

__all__ = ["faults", "gathered", "main", "texts"]

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "src" / "zeren_platform"
LOCALE: Final = SOURCES / "locale"
# Django's folder of each language but the one the texts are written in; allauth brings its own.
LANGUAGES: Final = ("zh_Hans",)
# What marks a text, and which arguments are the text, its plural and its context.
KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOTES: Final = ("Translators:",)
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]")

Text = str | tuple[str, ...]


class PlainCatalog(Catalog):
    """A catalogue whose head says nothing that changes by itself: no date, no version of a program."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Give only what reading the catalogue needs."""
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def main(arguments: list[str]) -> int:
    """Write the catalogues, or with ``--check`` say what is not as it should be."""
    checking = arguments == ["--check"]
    if arguments and not checking:
        print("usage: ./zeren messages [--check]", file=sys.stderr)
        return 2
    template = gathered()
    return max([_check(language, template) if checking else _write(language, template) for language in LANGUAGES])


def _write(language: str, template: Catalog) -> int:
    catalog = merged(language, template)
    place = po_file(language)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(as_po(catalog))
    place.with_suffix(".mo").write_bytes(as_mo(catalog))
    missing = sum(1 for _ in untranslated(catalog))
    print(f"{language}: {len(catalog)} texts, {missing} to translate")
    return 0


def _check(language: str, template: Catalog) -> int:
    found = list(faults(language, template))
    for fault in found:
        print(f"{language}: {fault}")
    print(f"{language}: {len(template)} texts, {len(found) or 'no'} faults")
    return 1 if found else 0


def faults(language: str, template: Catalog) -> Iterator[str]:
    """Say everything for which the catalogue of *language* is not fit to be shipped."""
    catalog = merged(language, template)
    place = po_file(language)
    if not place.exists() or place.read_bytes() != as_po(catalog):
        yield "django.po is not current: run ./zeren messages"
    compiled = place.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != as_mo(catalog):
        yield "django.mo is not current: run ./zeren messages"
    for message in untranslated(catalog):
        yield f"{'fuzzy' if message.fuzzy else 'not translated'}: {singular(message)!r}"
    for message in catalog:
        if message.id and not message.fuzzy and not _same_placeholders(message):
            yield f"other placeholders than in English: {singular(message)!r}"


def po_file(language: str) -> Path:
    """Name the catalogue of *language*."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def gathered() -> Catalog:
    """Gather every text of the platform, as a catalogue without translations."""
    catalog = PlainCatalog(fuzzy=False, header_comment="# The texts of zeren.")
    for place, _line, text, comments, context in texts():
        catalog.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def texts() -> Iterator[tuple[str, int, Text, list[str], str | None]]:
    """Find each marked text: its file, line, singular (and plural), notes and context."""
    for path in sorted([*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html")]):
        place = path.relative_to(ROOT / "src").as_posix()
        for line, name, arguments, comments in _marked(path):
            wanted = KEYWORDS[name] or (1,)
            text = tuple(arguments[at - 1] for at in wanted if isinstance(at, int))
            context = arguments[0] if isinstance(wanted[0], tuple) else None
            # A text that stands in a variable cannot be gathered; the tests refuse it.
            if all(text):
                yield place, line, text if len(text) > 1 else text[0], comments, context


def _marked(path: Path) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    code = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # Django turns a template into calls among blanks; brackets make the indentation meaningless.
        code = f"({templatize(code, origin=str(path))})"
    for line, name, found, comments in extract_python(
        io.BytesIO(code.encode()), list(KEYWORDS), list(NOTES), {"encoding": "utf-8"}
    ):
        yield line, name, found if isinstance(found, tuple) else (found,), comments


def merged(language: str, template: Catalog) -> Catalog:
    """Give the texts of *template* with the translations that there are; what is no longer used goes."""
    catalog = PlainCatalog(locale=language, fuzzy=False, header_comment=template.header_comment)
    place = po_file(language)
    if place.exists():
        with place.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    catalog[message.id] = message
    catalog.update(template, update_header_comment=True)
    catalog.obsolete.clear()
    return catalog


def untranslated(catalog: Catalog) -> Iterator[Message]:
    """List the texts that a reader would see in English."""
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            yield message


def singular(message: Message) -> str:
    """Give the text by which people know *message*."""
    return message.id if isinstance(message.id, str) else message.id[0]


def _same_placeholders(message: Message) -> bool:
    """Compare with the plural, which names the number that a singular may leave out."""
    plural = message.id if isinstance(message.id, str) else message.id[-1]
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = set(PLACEHOLDER.findall(plural))
    return all(set(PLACEHOLDER.findall(string)) == wanted for string in strings if string)


def as_po(catalog: Catalog) -> bytes:
    """Write *catalog* for translators: sorted, with files and without lines, so that little changes."""
    written = io.BytesIO()
    write_po(written, catalog, width=116, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return written.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Write *catalog* for Django, without what is not settled yet."""
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
