"""Chinese numerals to numbers."""

from decimal import Decimal

__all__ = ["NUMERAL", "numeral"]

# A run of signs that may be a numeral; whether it is one is for numeral() to say.
NUMERAL = "[〇零一二两三四五六七八九十百千]{1,9}"
_DIGITS = dict(zip("〇零一二三四五六七八九两", (0, *range(10), 2), strict=True))
_PLACES = {"十": 10, "百": 100, "千": 1000}


def numeral(words: str) -> Decimal | None:
    """Read a numeral below ten thousand, with decimals after 点; None where the signs are no number.

    Examples
    --------
    >>> numeral("二百三十二"), numeral("五点五"), numeral("七八")
    (Decimal('232'), Decimal('5.5'), None)
    """
    whole, point, decimals = words.partition("点")
    number = _whole(whole)
    if number is None or not point:
        return number
    if not decimals or any(sign not in _DIGITS for sign in decimals):
        return None
    return Decimal(f"{number}.{''.join(str(_DIGITS[sign]) for sign in decimals)}")


def _whole(words: str) -> Decimal | None:
    total, digit, place_before = 0, None, 10_000
    for at, sign in enumerate(words):
        if sign in _PLACES:
            # 十二 has no 一 before its 十.
            if (digit is None and at > 0) or digit == 0 or _PLACES[sign] >= place_before:
                return None
            place_before = _PLACES[sign]
            total += (1 if digit is None else digit) * place_before
            digit = None
        elif sign in _DIGITS and not digit:
            digit = _DIGITS[sign]
        else:
            return None
    return Decimal(total + (digit or 0)) if words else None
