"""What is doubtful about the codes of a unit: said beside the field and never refused, since codes in use fail too."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren.draw.identifiers import credit_code_faults

__all__ = ["UNIT_CODE", "doubts"]

# Small letters only: the codes make up the paths, and databases differ in whether "A" begins like "a".
UNIT_CODE: Final = re.compile(r"[a-z0-9-]{1,60}")

# GB/T 2260-2007: two digits each for province, prefecture and county; GB/T 10114-2003 adds three for the town, and the
# statistical codes three more for the village. Functional areas such as new areas have local codes of their own.
DIVISION: Final = re.compile(r"[1-8]\d{5}(\d{3}(\d{3})?)?")
CREDIT: Final = {
    "form": _(
        "Kept as written, but this is no unified social credit code: those have 18 digits and capital letters without "
        "I, O, S, V and Z (GB 32100-2015)."
    ),
    "check": _(
        "Kept as written, but the check digit is not the one of GB 32100-2015. Compare the code with the certificate."
    ),
}
LOCAL: Final = _(
    "Kept as written, but this is no code of GB/T 2260 (6 digits; 9 for a town, 12 for a village). "
    "A local code may stand here."
)


def doubts(*, division_code: str, credit_code: str) -> dict[str, Promise]:
    """Say by the name of its field what is doubtful; an empty code is none.

    >>> doubts(division_code="210202", credit_code="11330800002618269G")
    {}
    >>> sorted(doubts(division_code="jp-1", credit_code="91350211M0000XUF46"))
    ['credit_code', 'division_code']
    """
    found: dict[str, Promise] = {}
    if division_code and not DIVISION.fullmatch(division_code):
        found["division_code"] = LOCAL
    for _code, fault in credit_code_faults([credit_code] if credit_code else []):
        found["credit_code"] = CREDIT[fault]
    return found
