"""Where the page of a subject of the ledger is."""

from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse

from zeren_platform.ledger.queries import Chapter

__all__ = ["ToldAct", "address_of", "told"]

# The kinds of subjects whose key is also the key of their page.
PAGES: Final = {
    "document": "sources:document",
    "duty": "responsibilities:duty",
    "unit": "desk:unit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAct:
    """An act with the page of what it was done to; empty where that has no page of its own."""

    chapter: Chapter
    address: str


def told(chapter: Chapter) -> ToldAct:
    """Add the address."""
    return ToldAct(chapter=chapter, address=address_of(chapter.subject))


def address_of(subject: str) -> str:
    """Give the address of a subject such as ``duty:17``."""
    kind, _, key = subject.partition(":")
    if kind not in PAGES:
        return ""
    try:
        return reverse(PAGES[kind], args=[key])
    except NoReverseMatch:
        return ""
