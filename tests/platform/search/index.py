"""Rows can be found in whose acts the ledger of a test does not hold."""

from zeren_platform.search import indexing

__all__ = ["indexed"]


def indexed(*subjects):
    """Take in what the subjects name, such as ``unit:water``, as if an act had touched them."""
    # The first time there is nothing yet that could be locked.
    indexing.follow()
    indexing._refresh(set(subjects))
    indexing.follow()
