"""Signs that stand among the tokens of an entry: the index is narrowed by them before any row is read."""

from typing import Final
from zlib import crc32

__all__ = ["OPEN", "SHELF", "kind_sign", "on_the_shelf", "standing_sign"]

# Everybody sees the entry.
OPEN: Final = "@o"
# The entry is one of a few that speak for all: see ``finding``.
SHELF: Final = "#"
# One entry in so many.
OF: Final = 256


def kind_sign(kind: str) -> str:
    """Sign what an entry is."""
    return f"@{kind}"


def standing_sign(standing: int) -> str:
    """Sign whether it is in force."""
    return f"@{standing}"


def on_the_shelf(kind: str, key: str) -> bool:
    """Choose one entry in 256, by its name alone, so that it is always the same."""
    return crc32(f"{kind}:{key}".encode()) % OF == 0
