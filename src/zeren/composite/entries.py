"""Typed reading of one table of a TOML file, with errors that say where, what was expected and what stands there."""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeVar

from zeren.composite.errors import ModelError
from zeren.composite.exact import Number

__all__ = ["Entry", "fraction"]

Choice = TypeVar("Choice", bound=str)


def fraction(found: object) -> Fraction | None:
    """Read a number exactly: 3, 2.75, "3/109"; None if it is none.

    Examples
    --------
    >>> fraction("3/109"), fraction(2), fraction(True)
    (Fraction(3, 109), Fraction(2, 1), None)
    """
    if isinstance(found, bool) or not isinstance(found, int | Fraction | str):
        return None
    try:
        return Fraction(found)
    except (ValueError, ZeroDivisionError):
        return None


class Entry:
    """One table of the file; it remembers which keys were asked for, so that the others can be told.

    Parameters
    ----------
    at
        Where it stands, in words: ``indicator "co2"``.
    table
        What the TOML file holds there, numbers with a point as `Fraction`.
    """

    def __init__(self, at: str, table: Mapping[str, object]) -> None:
        self.at = at
        self._table = table
        self._asked: set[str] = set()

    def wrong(self, key: str, expected: str, found: object) -> ModelError:
        """Make the error about *key*."""
        return ModelError(at=self.at, key=key, expected=expected, found=_shown(found))

    def has(self, key: str) -> bool:
        """Say whether *key* is there."""
        self._asked.add(key)
        return key in self._table

    def is_text(self, key: str) -> bool:
        """Say whether a text stands under *key*."""
        return isinstance(self._get(key), str)

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text; without a default it must be there."""
        found = self._get(key)
        if found is None and default is not None:
            return default
        if not isinstance(found, str) or (default is None and not found.strip()):
            raise self.wrong(key, "a text in quotation marks", found)
        return found

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        """Give an exact number; without a default it must be there."""
        found = self._get(key)
        if found is None and default is not None:
            return default
        number = fraction(found)
        if number is None:
            raise self.wrong(key, 'a number, or a fraction such as "3/109"', found)
        return number

    def optional_number(self, key: str) -> Number | None:
        """Give an exact number or None."""
        return self.number(key) if self.has(key) else None

    def share(self, key: str) -> Fraction:
        """Give a number from 0 to 1; 0 if it is not there."""
        found = self.number(key, Fraction(0))
        if not 0 <= found <= 1:
            raise self.wrong(key, "a share from 0 to 1", found)
        return found

    def count(self, key: str, default: int) -> int:
        """Give a whole number of at least 0."""
        found = self._get(key)
        if found is None:
            return default
        if isinstance(found, bool) or not isinstance(found, int) or found < 0:
            raise self.wrong(key, "a whole number of at least 0", found)
        return found

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Give true or false."""
        found = self._get(key)
        if found is None:
            return default
        if not isinstance(found, bool):
            raise self.wrong(key, "true or false", found)
        return found

    def day(self, key: str) -> date | None:
        """Give a date or None."""
        found = self._get(key)
        if found is not None and not isinstance(found, date):
            raise self.wrong(key, "a date such as 2026-01-01, without quotation marks", found)
        return found

    def choice(self, key: str, options: Sequence[Choice], default: Choice) -> Choice:
        """Give one of *options*."""
        found = self._get(key)
        if found is None:
            return default
        for option in options:
            if found == option:
                return option
        near = get_close_matches(str(found), options, n=1)
        raise self.wrong(key, f"{near[0]}?" if near else "one of " + ", ".join(options), found)

    def entries(self, key: str) -> list["Entry"]:
        """Give the tables under *key*, each named after its name or its number."""
        found = self._get(key)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self.wrong(key, f"tables that begin with [[{key}]]", found)
        return [Entry(_place(key, number, one), one) for number, one in enumerate(found, 1)]

    def rule(self, key: str) -> "Entry":
        """Give the table under *key*; a text there is its method; nothing is an empty one."""
        found = self._get(key)
        if isinstance(found, str):
            found = {"method": found}
        if not isinstance(found, dict | None):
            raise self.wrong(key, 'a name such as "arithmetic", or a table { method = … }', found)
        return Entry(f"{self.at}, {key}", found or {})

    def rules(self, key: str) -> list["Entry"]:
        """Give the rules listed under *key*: texts or tables, as for `rule`."""
        found = self._get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            raise self.wrong(key, "a list of rules", found)
        return [Entry(self.at, {key: one}).rule(key) for one in found]

    def numbers(self, key: str) -> list[Fraction]:
        """Give a list of exact numbers."""
        found = self._get(key)
        read = [fraction(one) for one in found] if isinstance(found, list) else [None]
        exact = [number for number in read if number is not None]
        if len(exact) != len(read):
            raise self.wrong(key, "a list of numbers", found)
        return exact

    def texts(self, key: str) -> list[str]:
        """Give a list of texts; an empty one if it is not there."""
        found = self._get(key)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.wrong(key, 'a list of texts such as ["x", "/"]', found)
        return found

    def rows(self, key: str) -> list[list[Fraction]]:
        """Give a list of lists of exact numbers."""
        found = self._get(key)
        if not isinstance(found, list):
            raise self.wrong(key, "a list of rows", found)
        return [
            Entry(f"{self.at}, {key}, row {place}", {"row": row}).numbers("row") for place, row in enumerate(found, 1)
        ]

    def table(self, key: str) -> Mapping[str, object]:
        """Give the table under *key* as it stands; an empty one if there is none."""
        found = self._get(key)
        if not isinstance(found, dict | None):
            raise self.wrong(key, f"a table that begins with [{key}]", found)
        return found or {}

    def finish(self) -> None:
        """Refuse a key that nobody asked for: a misspelt one would be passed over in silence."""
        for key in self._table:
            if key not in self._asked:
                near = get_close_matches(key, sorted(self._asked), n=1)
                raise self.wrong(key, f"{near[0]}?" if near else "one of " + ", ".join(sorted(self._asked)), key)

    def _get(self, key: str) -> object:
        self._asked.add(key)
        return self._table.get(key)


def _place(key: str, number: int, table: Mapping[str, object]) -> str:
    name = table.get("name")
    return f'{key} "{name}"' if isinstance(name, str) else f"{key} number {number}"


def _shown(found: object) -> str:
    if found is None:
        return "nothing"
    if isinstance(found, Fraction):
        return str(float(found))
    return str(found)[:80]
