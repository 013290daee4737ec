"""Quotas as plans word them: a share, a number, or both; always a whole number of objects in the end."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from zeren.foundations.errors import InvalidInputError

__all__ = ["Quota", "QuotaAboveStratumError", "UnreadableQuotaError", "read_quota"]

_PART: Final = re.compile(
    r"(?P<bound>≥|>=|≤|<=|不少于|不低于|至少|不超过|不高于|至多|at least|at most|no more than)?"
    r"\s*(?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?)\s*(?P<unit>%|‰|家|户|个|件|objects?)?",
    re.IGNORECASE,
)
_JOINTS: Final = re.compile(r"\s*(?:,|;|、|且|并且|并|和|\band\b)\s*", re.IGNORECASE)
_AT_MOST: Final = frozenset({"≤", "<=", "不超过", "不高于", "至多", "at most", "no more than"})
_DIVISORS: Final = {"%": 100, "‰": 1000}


class UnreadableQuotaError(InvalidInputError):
    """A quota is no share of 0 to 100 % and no number; "as the case requires" cannot be frozen."""

    code = "draw.unreadable_quota"


class QuotaAboveStratumError(InvalidInputError):
    """A quota asks for more objects than the stratum has."""

    code = "draw.quota_above_stratum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many objects of a stratum are drawn.

    Parameters
    ----------
    text : str
        As it is worded.
    share : Fraction in [0, 1] or None
        Of the stratum.
    at_most : bool
        The share is an upper bound: the product is rounded down, else up.
    count : int, >= 0, or None
        A least number (or, where there is no share, the number).

    Examples
    --------
    >>> read_quota("≥ 3 %").take(100), read_quota("2‰").take(501), read_quota("at most 5 %").take(19)
    (3, 2, 0)
    """

    text: str
    share: Fraction | None
    at_most: bool
    count: int | None

    def take(self, size: int) -> int:
        """Give the number to draw from *size* objects.

        Raises
        ------
        QuotaAboveStratumError
            If it is more than there are.
        """
        product = (self.share or Fraction(0)) * size
        by_share = int(product) if self.at_most else -int(-product // 1)
        number = max(by_share, self.count or 0)
        if number > size:
            raise QuotaAboveStratumError(quota=self.text, take=number, size=size)
        return number


def read_quota(text: str) -> Quota:
    """Read a quota in words.

    Parameters
    ----------
    text : str
        For instance "≥ 3 %", "2‰", "100 %", "不少于30%", "12", "≥ 3 %, ≥ 10", "不超过5%".

    Returns
    -------
    Quota
        With the share as an exact fraction.

    Raises
    ------
    UnreadableQuotaError
        If a part is not understood, is above 100 %, or is said twice; or a number is only bounded from above.

    References
    ----------
    .. [1] State Council document Guofa 2019 No. 5: shares and frequencies differ by risk and credit.

    Examples
    --------
    >>> read_quota("不少于30%").share, read_quota("≥ 3 %, ≥ 10").count
    (Fraction(3, 10), 10)
    """
    shares: list[tuple[Fraction, bool]] = []
    counts: list[int] = []
    for part in _JOINTS.split(unicodedata.normalize("NFKC", text).strip()):
        found = _PART.fullmatch(part.strip())
        if not found:
            raise UnreadableQuotaError(found=text)
        at_most = (found["bound"] or "").lower() in _AT_MOST
        if found["unit"] in _DIVISORS:
            shares.append((Fraction(found["number"]) / _DIVISORS[found["unit"]], at_most))
        elif "." in found["number"] or at_most:
            raise UnreadableQuotaError(found=text)
        else:
            counts.append(int(found["number"]))
    share, at_most = shares[0] if shares else (None, False)
    # An upper bound and a least number could contradict one another.
    if len(shares) > 1 or len(counts) > 1 or (share is not None and share > 1) or (at_most and counts):
        raise UnreadableQuotaError(found=text)
    return Quota(text=text, share=share, at_most=at_most, count=counts[0] if counts else None)
