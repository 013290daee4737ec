"""Rows can be found in whose acts the ledger of a test does not hold."""

from zeren_platform.search import indexing

__all__ = ["indexed"]


def indexed(*subjects):
    """Take in what the subjects name, such as ``unit:water``, as if an act had touched them."""
    indexing._refresh(set(subjects))
    while indexing._take_in_some():
        pass
