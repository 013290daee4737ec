"""Icons drawn inline, hidden from people who hear the page: the words beside them say what they mean."""

from functools import lru_cache

from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

__all__ = ["drawn", "icon"]


def icon(name: str) -> SafeString:
    """Draw a lucide icon."""
    return drawn(name)


@lru_cache(maxsize=512)
def drawn(name: str) -> SafeString:
    """Draw the lucide icon *name*, once for all pages."""
    attributes = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    return SafeString(" ".join(lucide(name + "", size=None, **attributes).split()))
