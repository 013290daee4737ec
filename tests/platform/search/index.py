"""Rows can be found in whose acts the ledger of a test does not hold."""

from django.utils import timezone

from zeren_platform.search import indexing
from zeren_platform.search.models import SearchState

__all__ = ["follow", "indexed", "touched"]


def follow(on=None):
    """Take in all that was recorded since, give up to which record."""
    indexing.follow(on=on or timezone.localdate())
    return SearchState.objects.get().record


def touched(*subjects):
    """Note that an act touched the subjects, such as ``unit:water``."""
    indexing._refresh(set(subjects), on=timezone.localdate())


def indexed(*subjects):
    """Take in what the subjects name, as if an act had touched them."""
    # The first time there is nothing yet that could be locked.
    follow()
    touched(*subjects)
    follow()
