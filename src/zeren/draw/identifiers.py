"""What names an object in a draw: one spelling, one ticket."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from zeren.foundations.errors import InvalidInputError

__all__ = [
    "DuplicateIdentifierError",
    "InvalidIdentifierError",
    "LookAlikeError",
    "canonical",
    "credit_code_faults",
    "refuse_look_alikes",
    "resembling",
]

LONGEST: Final = 200
# GB 32100-2015, 4.2: 18 signs without I, O, S, V and Z; each weighs 3 to the power of its place, modulo 31.
_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE: Final = re.compile(rf"[{_SIGNS}]{{18}}")
_SEPARATORS: Final = re.compile(r"[\s\-\u2010-\u2015_./\u00b7]+")


class InvalidIdentifierError(InvalidInputError):
    """An identifier is no text, is empty or too long, or holds signs that nobody sees."""

    code = "draw.invalid_identifier"


class DuplicateIdentifierError(InvalidInputError):
    """Two objects have the same bytes to hash, and so the same ticket."""

    code = "draw.duplicate_identifier"


class LookAlikeError(InvalidInputError):
    """Two identifiers differ only in the width or form of their signs: one object could have two tickets."""

    code = "draw.look_alike_identifiers"


def canonical(identifier: object) -> str:
    r"""Give the one spelling of an identifier that is hashed.

    Parameters
    ----------
    identifier : str
        1 to 200 bytes of UTF-8, no control or invisible signs, no space at its ends. A number is refused, not written
        out: 1 and "1" must not be two objects.

    Returns
    -------
    str
        In Unicode normalisation form C.

    Raises
    ------
    InvalidIdentifierError
        If it is none of this; ``found`` says what it is.

    References
    ----------
    .. [1] Unicode Standard Annex 15, Unicode Normalization Forms.

    Examples
    --------
    >>> canonical("cafe\u0301") == "caf\u00e9"
    True
    """
    if not isinstance(identifier, str):
        raise InvalidIdentifierError(found=repr(identifier), reason="not text")
    if identifier.isascii() and identifier.isprintable():
        written = identifier
    else:
        written = unicodedata.normalize("NFC", identifier)
        # Cc control, Cf invisible, Cs half of a pair, Co and Cn without meaning, Zl and Zp line ends.
        if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for sign in written):
            raise InvalidIdentifierError(found=ascii(identifier), reason="invisible sign")
    if not written or written != written.strip():
        raise InvalidIdentifierError(found=identifier, reason="empty or spaces at its ends")
    if len(written.encode()) > LONGEST:
        raise InvalidIdentifierError(found=written[:40], reason="too long")
    return written


def refuse_look_alikes(identifiers: Iterable[str]) -> None:
    """Refuse identifiers that are the same, or the same but for width and form (NFKC).

    Parameters
    ----------
    identifiers : iterable of str
        As ``canonical`` gave them.

    Raises
    ------
    DuplicateIdentifierError, LookAlikeError
        With the two identifiers.

    Examples
    --------
    >>> refuse_look_alikes(["A1", "A1"])
    Traceback (most recent call last):
        ...
    zeren.draw.identifiers.DuplicateIdentifierError: draw.duplicate_identifier: found='A1'
    """
    seen: dict[str, str] = {}
    for identifier in identifiers:
        shape = identifier if identifier.isascii() else unicodedata.normalize("NFKC", identifier)
        if shape in seen:
            if seen[shape] == identifier:
                raise DuplicateIdentifierError(found=identifier)
            raise LookAlikeError(found=identifier, other=seen[shape])
        seen[shape] = identifier


def resembling(identifiers: Iterable[str]) -> list[tuple[str, str]]:
    """Give pairs that people may take for one another: other case, separators or leading zeros. A warning, no error.

    Parameters
    ----------
    identifiers : iterable of str
        All different.

    Returns
    -------
    list of (earlier, later)
        Each later one with the first that resembles it.

    Examples
    --------
    >>> resembling(["A-1", "a1", "B", "01", "1"])
    [('A-1', 'a1'), ('01', '1')]
    """
    seen: dict[str, str] = {}
    pairs = []
    for identifier in identifiers:
        shape = _SEPARATORS.sub("", unicodedata.normalize("NFKC", identifier).casefold()).lstrip("0")
        other = seen.setdefault(shape, identifier)
        if other != identifier:
            pairs.append((other, identifier))
    return pairs


def credit_code_faults(identifiers: Iterable[str]) -> list[tuple[str, str]]:
    """Name identifiers that are no unified credit code, or whose check sign is wrong.

    Parameters
    ----------
    identifiers : iterable of str

    Returns
    -------
    list of (identifier, "form" or "check")
        Codes in use may fail the check sign: it is a fault to look at, not to refuse.

    References
    ----------
    .. [1] GB 32100-2015, 4.2 and 5.

    Examples
    --------
    >>> credit_code_faults(["11330800002618269G", "11330800002618269H", "7"])
    [('11330800002618269H', 'check'), ('7', 'form')]
    """
    faults = []
    for identifier in identifiers:
        if not _CREDIT_CODE.fullmatch(identifier):
            faults.append((identifier, "form"))
        elif _check_sign(identifier) != identifier[-1]:
            faults.append((identifier, "check"))
    return faults


def _check_sign(code: str) -> str:
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:-1]))
    return _SIGNS[-total % 31]
