"""Pairs of brackets, however deeply nested, in one pass."""

import re

from zeren.reading.span import Span

__all__ = ["outermost"]

# A full-width bracket is often closed by a half-width one, so both widths are one kind; so are all square ones.
_OPENING = {"（": "(", "(": "(", "【": "[", "[": "[", "\u3014": "[", "\uff3b": "["}
_CLOSING = {"）": "(", ")": "(", "】": "[", "]": "[", "\u3015": "[", "\uff3d": "["}
_SIGN = re.compile("[" + re.escape("".join((*_OPENING, *_CLOSING))) + "]")


def outermost(text: str, within: Span) -> list[Span]:
    """Find the bracketed stretches of *within* that stand in no other, brackets included.

    A bracket without its partner is taken as an ordinary sign.

    Examples
    --------
    >>> [span.of("各区（市（县））负责（甲") for span in outermost("各区（市（县））负责（甲", Span(start=0, end=12))]
    ['（市（县））']
    """
    waiting: dict[str, list[int]] = {"(": [], "[": []}
    found: list[Span] = []
    for match in _SIGN.finditer(text, within.start, within.end):
        sign, position = match[0], match.start()
        if sign in _OPENING:
            waiting[_OPENING[sign]].append(position)
        elif sign in _CLOSING and waiting[_CLOSING[sign]]:
            start = waiting[_CLOSING[sign]].pop()
            # What this one encloses was closed before it, so it lies at the end of the list.
            while found and found[-1].start > start:
                found.pop()
            found.append(Span(start=start, end=position + 1))
    return found
