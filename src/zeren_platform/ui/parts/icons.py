"""Icons drawn inline, hidden from people who hear the page: the words beside them say what they mean."""

from functools import lru_cache
from typing import Annotated

from django.utils.safestring import SafeString
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

__all__ = ["IconName", "drawn", "exists", "icon"]


def exists(name: object) -> bool:
    """Say whether *name* is a lucide icon, or empty for none."""
    try:
        return name == "" or bool(drawn(str(name)))
    except IconDoesNotExist:
        return False


# A part that takes one is checked when the template is compiled, like any other choice.
IconName = Annotated[str, exists]


def icon(name: IconName) -> SafeString:
    """Draw a lucide icon."""
    return drawn(name)


@lru_cache(maxsize=512)
def drawn(name: str) -> SafeString:
    """Draw the lucide icon *name*, once for all pages."""
    attributes = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    return SafeString(" ".join(lucide(name + "", size=None, **attributes).split()))
