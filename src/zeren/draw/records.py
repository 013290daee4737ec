"""Records as JSON: read strictly, so that a record has one meaning and nothing unseen."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from zeren.foundations.canonical import Plain
from zeren.foundations.errors import InvalidInputError

__all__ = ["InvalidRecordError", "Record", "is_moment", "loads", "octets"]

_MOMENT: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
_HEX: Final = re.compile(r"(?:[0-9a-f]{2})*")


class InvalidRecordError(InvalidInputError):
    """A record is not what its schema says; ``at`` says where."""

    code = "draw.invalid_record"


def is_moment(text: str) -> bool:
    """Say whether *text* is a moment in the one spelling whose order as text is that in time.

    Examples
    --------
    >>> is_moment("2026-09-01T08:00:00Z"), is_moment("2026-09-01T08:00:00+08:00")
    (True, False)
    """
    return _MOMENT.fullmatch(text) is not None


def octets(text: str, *, at: str, size: int | None = None) -> bytes:
    """Read small hexadecimal digits, of *size* bytes where it is given."""
    if not _HEX.fullmatch(text) or (size is not None and len(text) != 2 * size):
        raise InvalidRecordError(at=at, expected=f"{size or 'whole'} bytes in hexadecimal")
    return bytes.fromhex(text)


class Record:
    """An object of JSON with a name for where it stands; every field must be asked for.

    Examples
    --------
    >>> record = Record({"take": 3})
    >>> record.integer("take"), record.done()
    (3, None)
    """

    def __init__(self, found: object, at: str = "$") -> None:
        if not isinstance(found, Mapping) or not all(isinstance(name, str) for name in found):
            raise InvalidRecordError(at=at, expected="object")
        self._fields: dict[str, object] = dict(found)
        self._at = at

    def text(self, name: str, default: str | None = None) -> str:
        """Take a text."""
        found = self._take(name, default)
        if not isinstance(found, str):
            raise InvalidRecordError(at=f"{self._at}.{name}", expected="text")
        return found

    def integer(self, name: str, default: int | None = None) -> int:
        """Take a whole number."""
        found = self._take(name, default)
        if type(found) is not int:
            raise InvalidRecordError(at=f"{self._at}.{name}", expected="whole number")
        return found

    def flag(self, name: str) -> bool:
        """Take a yes or no that may be absent: then it is no."""
        found = self._take(name, False)
        if type(found) is not bool:
            raise InvalidRecordError(at=f"{self._at}.{name}", expected="true or false")
        return found

    def octets(self, name: str, size: int | None = None) -> bytes:
        """Take bytes in hexadecimal."""
        return octets(self.text(name), at=f"{self._at}.{name}", size=size)

    def moment(self, name: str) -> str:
        """Take a moment."""
        found = self.text(name)
        if not is_moment(found):
            raise InvalidRecordError(at=f"{self._at}.{name}", expected="YYYY-MM-DDThh:mm:ssZ")
        return found

    def record(self, name: str) -> "Record":
        """Take an object."""
        return Record(self._take(name, None), f"{self._at}.{name}")

    def records(self, name: str, default: tuple[()] | None = None) -> Iterator["Record"]:
        """Take a list of objects."""
        for index, found in enumerate(self._listed(name, default)):
            yield Record(found, f"{self._at}.{name}[{index}]")

    def optional(self, name: str) -> str | None:
        """Take a text that may be absent."""
        return self.text(name) if name in self._fields else None

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Take a list of texts."""
        found = self._listed(name, default)
        if not all(isinstance(one, str) for one in found):
            raise InvalidRecordError(at=f"{self._at}.{name}", expected="list of texts")
        return tuple(str(one) for one in found)

    def done(self) -> None:
        """Refuse what nobody asked for."""
        if self._fields:
            raise InvalidRecordError(at=f"{self._at}.{min(self._fields)}", expected="no such field")

    def expect(self, name: str, wanted: str) -> None:
        """Take a text that can only be *wanted*."""
        if self.text(name) != wanted:
            raise InvalidRecordError(at=f"{self._at}.{name}", expected=wanted)

    def _listed(self, name: str, default: tuple[str, ...] | None = None) -> list[object]:
        found = self._take(name, default)
        if not isinstance(found, list | tuple):
            raise InvalidRecordError(at=f"{self._at}.{name}", expected="list")
        return list(found)

    def _take(self, name: str, default: object) -> object:
        if name not in self._fields and default is None:
            raise InvalidRecordError(at=f"{self._at}.{name}", expected="a field of this name")
        return self._fields.pop(name, default)


def loads(text: str | bytes) -> Plain:
    """Read JSON without fractions, and without a name that stands twice in an object.

    Raises
    ------
    InvalidRecordError
        If it is no JSON, or not of this kind.

    Examples
    --------
    >>> loads('{"a":1,"a":2}')
    Traceback (most recent call last):
        ...
    zeren.draw.records.InvalidRecordError: draw.invalid_record: at='a', expected='a name once'
    """
    try:
        found: Plain = json.loads(text, object_pairs_hook=_once, parse_float=_no_fraction, parse_constant=_no_fraction)
    except InvalidRecordError:
        raise
    except (ValueError, RecursionError) as failure:
        # Also an integer of thousands of digits, which Python does not read.
        raise InvalidRecordError(at="$", expected="JSON") from failure
    return found


def _once(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidRecordError(at=name, expected="a name once")
        found[name] = value
    return found


def _no_fraction(text: str) -> Plain:
    raise InvalidRecordError(at=text, expected="whole number")
