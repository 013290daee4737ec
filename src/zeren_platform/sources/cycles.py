"""How often something falls due: the words of a document, and the code that a duty keeps."""

import re
from typing import Final

from zeren_platform.sources.models import Proposal

__all__ = ["cycle_of"]

Cycle = Proposal.Cycle
# The first that fits decides: "every half year" also holds "year". A span with a number ("every two years") is none.
WRITTEN: Final = (
    ("", r"每[两三四五2345]|\b(every|each) (two|three|four|five|\d+)\b|biennial|\btwice\b"),
    (Cycle.HALF_YEARLY.value, r"半年|half[- ]?year|semi-?annual|six months"),
    (Cycle.QUARTERLY.value, r"季|quarter"),
    (Cycle.MONTHLY.value, r"每月|月度|按月|逐月|month"),
    (Cycle.CONTINUOUS.value, r"持续|长期|常年|日常|常态|全年|continu|ongoing|permanent|at all times"),
    (Cycle.YEARLY.value, r"每年|年度|逐年|annual|year"),
    (Cycle.ONCE.value, r"一次|\bonce\b|one-?off"),
)
WORDS: Final = tuple((code, re.compile(words, re.IGNORECASE)) for code, words in WRITTEN)


def cycle_of(words: str) -> str:
    """Give the code of the cycle that *words* name; empty where they name none that a duty can keep.

    >>> cycle_of("每半年"), cycle_of("Every quarter"), cycle_of("长期坚持"), cycle_of("every two years")
    ('half-yearly', 'quarterly', 'continuous', '')
    """
    return next((code for code, written in WORDS if written.search(words)), "")
