"""What the index does when much has changed, and nobody need wait for it."""

from django.utils import timezone

from zeren_platform.search import indexing

__all__ = ["follow"]


def follow() -> None:
    """Take in all that was recorded, as of today."""
    indexing.follow(on=timezone.localdate())
