"""How what a sentence speaks of is written: names one after another, days in the reader's language."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import pgettext

from zeren_platform.common.days import written

__all__ = ["Readable", "readable"]

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Readable:
    """What is said into a sentence, each written as people write it, but only what the sentence names."""

    def __init__(self, facts: Mapping[str, object], *, language: str = "") -> None:
        self.facts = facts
        # A fact that is also told in this language stands beside it, as ``name_zh`` beside ``name``.
        self.beside = f"_{language}" if language else ""

    def __getitem__(self, name: str) -> object:
        """Give a fact for its place in the sentence."""
        return readable((self.beside and self.facts.get(f"{name}{self.beside}")) or self.facts[name])


def readable(found: object) -> object:
    """Write a parameter as people write it: names one after another, days in the reader's language."""
    if isinstance(found, tuple | list) and all(isinstance(one, str) for one in found):
        return pgettext("between names", ", ").join(found)
    is_day = isinstance(found, str) and DAY.fullmatch(found)
    return written(date.fromisoformat(str(found))) if is_day else found
