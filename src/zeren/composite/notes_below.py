"""Rows below a table that are notes to it (注：…, Source: …), and no units."""

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["first_note"]

_NOTE: Final = re.compile(
    r"\s*[（(【\[*※]*(?:附?注|备注|说明|数据说明|(?:数据|资料)?来源|notes?|sources?|remarks?)\s*[\d一二三四五]{0,2}\s*[：:.．]",
    re.IGNORECASE,
)


def first_note(rows: Sequence[Sequence[str]], *, columns: int) -> int:
    """Give where the notes below a table begin; its length if there are none.

    A note begins with a word that says so. What follows one, in one cell a row of a table of several *columns*, belongs
    to it; a merged cell says the same in each of its places.

    Examples
    --------
    >>> first_note([["X", "1"], ["Y", "2"], ["注：甲为估计数。", ""], ["乙为快报数。"]], columns=2)
    2
    >>> first_note([["Note: X", "1"], ["Y", "2"]], columns=2)
    2
    """
    first = len(rows)
    for place in range(len(rows) - 1, -1, -1):
        told = list(dict.fromkeys(cell for cell in rows[place] if cell.strip()))
        if told and _NOTE.match(told[0]):
            first = place
        elif len(told) > 1 or columns == 1:
            break
    return first
