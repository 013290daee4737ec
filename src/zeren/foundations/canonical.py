"""Canonical bytes: one value, one encoding, so that a hash says something."""

import json
from collections.abc import Mapping
from typing import Final

from zeren.foundations.errors import InvalidInputError

__all__ = ["Plain", "UnrepresentableError", "to_bytes"]

# Beyond 2**53 - 1 other people's JSON readers lose digits (RFC 8785, section 3.2.2.3; RFC 7493, section 2.2).
LARGEST_INTEGER: Final = 2**53 - 1

Plain = None | bool | int | str | list["Plain"] | tuple["Plain", ...] | Mapping[str, "Plain"]


class UnrepresentableError(InvalidInputError):
    """A value has no canonical form; ``at`` says where it stands."""

    code = "zeren.canonical.unrepresentable"


def to_bytes(value: Plain) -> bytes:
    """Encode *value* as canonical JSON: sorted keys, no spaces, UTF-8.

    The subset of RFC 8785 (JCS) without fractions, so that no reader has to agree about floating point:
    keys are sorted by UTF-16 code units, strings escaped as the RFC says.

    Parameters
    ----------
    value : None, bool, int, str, list, tuple or mapping of these
        Integers within ±(2**53 - 1); keys are strings; no lone surrogates.

    Returns
    -------
    bytes
        UTF-8, without a final line feed.

    Raises
    ------
    UnrepresentableError
        If a part of the value has no canonical form.

    References
    ----------
    .. [1] RFC 8785, JSON Canonicalization Scheme, section 3.2.

    Examples
    --------
    >>> to_bytes({"b": [1, True, None], "a": "责任"}).decode()
    '{"a":"责任","b":[1,true,null]}'
    """
    ordered = _ordered(value, at="$")
    try:
        return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except UnicodeEncodeError as failure:
        raise UnrepresentableError(at="$", found="lone surrogate") from failure


def _ordered(value: Plain, *, at: str) -> Plain:
    """Sort mappings all the way down and refuse what has no canonical form."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return _bounded(value, at=at)
    if isinstance(value, Mapping):
        return {key: _ordered(value[key], at=f"{at}.{key}") for key in sorted(value, key=_utf16)}
    if isinstance(value, list | tuple):
        return [_ordered(item, at=f"{at}[{index}]") for index, item in enumerate(value)]
    raise UnrepresentableError(at=at, found=type(value).__name__)


def _bounded(number: int, *, at: str) -> int:
    if abs(number) > LARGEST_INTEGER:
        raise UnrepresentableError(at=at, found="integer beyond 2**53 - 1")
    return number


def _utf16(key: str) -> bytes:
    if not isinstance(key, str):
        raise UnrepresentableError(at="$", found="key that is not a string")
    return key.encode("utf-16-be", "surrogatepass")
