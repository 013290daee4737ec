"""Which language's rules to apply."""

import re

from zeren.reading.model import Language

__all__ = ["detect"]

_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_WORD = re.compile("[A-Za-z]{2,}")
# Enough of a document to know its language; a footer in the other one does not decide.
_SAMPLE = 20_000


def detect(text: str) -> Language:
    """Tell the language: an ideograph weighs about as much as half an English word.

    Examples
    --------
    >>> detect("市生态环境局负责 (PM2.5)").value, detect("The meeting stressed 督查").value
    ('zh', 'en')
    """
    sample = text[:_SAMPLE]
    ideographs, words = len(_IDEOGRAPH.findall(sample)), len(_WORD.findall(sample))
    return Language.CHINESE if ideographs > 2 * words else Language.ENGLISH
