"""How the texts of a log write numbers, hashes and names, and the refusal of what is written otherwise."""

import base64
import binascii
import re
from typing import Final

from zeren.foundations.errors import VerificationError
from zeren.merkle.tree import HASH_SIZE

__all__ = ["MalformedError", "from_base64", "from_decimal", "hash_from_base64", "is_key_name", "text_from", "to_base64"]

# Sizes and times are at most 63 bits everywhere in C2SP; more digits would only cost time to convert.
_DECIMAL: Final = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z", re.ASCII)
_LARGEST: Final = 2**63 - 1
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")


class MalformedError(VerificationError):
    """A piece of evidence is not written as its format demands; ``step`` says which, ``fault`` what is wrong."""

    code = "merkle.malformed"


def from_decimal(text: str, *, step: str) -> int:
    """Read a number as logs write it: ASCII digits, no leading zero, at most 2**63 - 1.

    Examples
    --------
    >>> from_decimal("600", step="checkpoint")
    600
    """
    if not _DECIMAL.match(text) or int(text) > _LARGEST:
        raise MalformedError(step=step, fault="not a decimal number without leading zeros")
    return int(text)


def to_base64(data: bytes) -> str:
    """Write bytes in the alphabet of RFC 4648, section 4, with padding."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: str, *, step: str) -> bytes:
    r"""Read what ``to_base64`` wrote, and nothing that is written in another way.

    A second spelling of the same bytes (stray bits before the padding, line feeds) is refused: a text that can be
    changed without being noticed is no evidence.

    Examples
    --------
    >>> from_base64("AAE=", step="checkpoint")
    b'\x00\x01'
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as failure:
        raise MalformedError(step=step, fault="not base64") from failure
    if to_base64(data) != text:
        raise MalformedError(step=step, fault="not base64 in its one spelling")
    return data


def hash_from_base64(text: str, *, step: str) -> bytes:
    """Read a hash of 32 bytes."""
    data = from_base64(text, step=step)
    if len(data) != HASH_SIZE:
        raise MalformedError(step=step, fault="a hash that is not 32 bytes")
    return data


def text_from(data: bytes, *, step: str) -> str:
    """Read UTF-8 without control characters other than the line feed (c2sp.org/signed-note, Format)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        raise MalformedError(step=step, fault="not UTF-8") from failure
    if _CONTROL.search(text):
        raise MalformedError(step=step, fault="a control character")
    return text


def is_key_name(name: str) -> bool:
    """Say whether *name* may name a key: not empty, no space, no plus (c2sp.org/signed-note, Format)."""
    return bool(name) and "+" not in name and not any(sign.isspace() for sign in name)
