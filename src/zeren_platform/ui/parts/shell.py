"""The frame of every page: where one can go, what has just happened."""

from collections.abc import Sequence
from functools import lru_cache

from django.contrib.messages import DEFAULT_LEVELS
from django.contrib.messages.storage.base import Message
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from zeren_platform.ui.parts.actions import Destination
from zeren_platform.ui.parts.icons import drawn
from zeren_platform.ui.parts.markup import element, join, language_tag
from zeren_platform.ui.parts.states import toast
from zeren_platform.ui.shapes import Tone

__all__ = ["page_language", "shell_navigation", "shell_same", "shell_toasts"]

TONES: dict[int, Tone] = {
    DEFAULT_LEVELS["SUCCESS"]: "success",
    DEFAULT_LEVELS["WARNING"]: "warning",
    DEFAULT_LEVELS["ERROR"]: "danger",
}


def shell_navigation(context: Context) -> SafeString:
    """List the destinations of the wiring, the current one marked; ``g`` and the letter leads there."""
    destinations: Sequence[Destination] = context.get("destinations") or ()
    request = context.get("request")
    path = request.path if request is not None else ""
    addresses = [_address(destination.address) for destination in destinations]
    # The longest address that begins the path is where we are: / begins every path.
    here = max((address for address in addresses if path.startswith(address)), key=len, default="")
    return join(
        element("li", _entry(destination, address, current=address == here))
        for destination, address in zip(destinations, addresses, strict=True)
    )


def shell_toasts(context: Context) -> SafeString:
    """Show Django's messages once."""
    messages: Sequence[Message] = context.get("messages") or ()
    return join(toast(str(message), tone=TONES.get(message.level, "plain")) for message in messages)


def shell_same(context: Context, template: str) -> SafeString:
    """Show what is the same on every page in one language; it is rendered once."""
    return _rendered(template, get_language(), tuple(context.get("personal") or ()))


def page_language() -> str:
    """Name the language of the page for ``lang``."""
    return language_tag(get_language() or "en") or "en"


@lru_cache(maxsize=64)
def _rendered(template: str, _language: str | None, personal: tuple[Destination, ...]) -> SafeString:
    return render_to_string(template, {"personal": personal})


@lru_cache(maxsize=64)
def _address(name: str) -> str:
    return reverse(name)


def _entry(destination: Destination, address: str, *, current: bool) -> SafeString:
    words = join([drawn(destination.icon), element("span", destination.label)])
    letter = destination.address.rpartition(":")[2][:1]
    return element("a", words, href=address, aria_current="page" if current else None, data_go=letter)
