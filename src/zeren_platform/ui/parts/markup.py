"""Markup built from Python: every value is escaped here and nowhere else.

A list page holds hundreds of cells, badges and links. Building them from strings costs a few microseconds each,
loading and rendering a template for each would cost more than the page's whole budget (design.md 7).
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

__all__ = ["Text", "element", "escaped", "join", "labelled", "language_tag", "names", "swapping"]

# What people read: plain, lazily translated, or markup that is already escaped.
Text = str | Promise
Attribute = Text | int | float | bool | None

# Elements that hold nothing and have no end tag (HTML, 13.1.2).
VOID: Final = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})


def element(tag: str, content: object = "", /, **attributes: Attribute) -> SafeString:
    """Build one element; False and None leave an attribute out, True gives it without a value.

    >>> element("a", "<5", href="/x?a=1&b=2", aria_label='so "good"', class_="button")
    '<a href="/x?a=1&amp;b=2" aria-label="so &quot;good&quot;" class="button">&lt;5</a>'
    >>> element("input", name="q", disabled=True, required=False)
    '<input name="q" disabled>'
    """
    head = f"<{tag}{_attributes(attributes)}>" if attributes else f"<{tag}>"
    if tag in VOID:
        return SafeString(head)
    inside = content if type(content) is SafeString else _markup(content)
    return SafeString(f"{head}{inside}</{tag}>")


def escaped(content: object) -> SafeString:
    """Escape *content* unless it is markup already."""
    return content if type(content) is SafeString else SafeString(_markup(content))


def join(pieces: Iterable[object], separator: str = "") -> SafeString:
    """Put pieces side by side, each escaped unless it is markup already."""
    # A list: joining a generator makes one too, and takes longer.
    return SafeString(separator.join([piece if type(piece) is SafeString else _markup(piece) for piece in pieces]))


def labelled(label: object, words: object) -> str:
    """Put *words* after what they are about, with the colon of the reader's language."""
    return _("%(label)s: %(words)s") % {"label": label, "words": words}


def names(*chosen: object) -> str | None:
    """Join the class names that apply.

    >>> names("panel", False, "panel-quiet")
    'panel panel-quiet'
    """
    return " ".join(name for name in chosen if isinstance(name, str) and name) or None


def swapping(method: str, address: str, part: str) -> dict[str, Attribute]:
    """Say in attributes that the answer of *address* takes the place of the part with that id; nothing without one.

    Without the script the same link or form leads to a whole page.
    """
    if not part:
        return {}
    return {f"hx_{method}": address, "hx_target": f"#{part}", "hx_swap": "outerHTML show:none"}


def language_tag(language: str) -> str | None:
    """Write Django's name of a language as HTML wants it.

    >>> language_tag("zh-hans")
    'zh-Hans'
    """
    first, _, script = language.partition("-")
    return (f"{first}-{script.title()}" if script else first) or None


def _markup(content: object) -> str:
    # The two usual kinds first: lazily translated text and bound fields are rare.
    if isinstance(content, SafeString):
        return content
    if type(content) is str:
        return _escape(content)
    if hasattr(content, "__html__"):
        return str(content.__html__())
    # What is translated or made late may turn out to be markup too.
    written = str(content)
    return written if isinstance(written, SafeString) else _escape(written)


def _escape(text: str) -> str:
    """Escape as the standard library does; most text has nothing to escape, which is seen faster than it is done."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return text


def _attributes(attributes: dict[str, Attribute]) -> str:
    written = ""
    for name, given in attributes.items():
        if given is None or given is False:
            continue
        if given is True:
            written += f" {_name(name)}"
        else:
            written += f' {_name(name)}="{_escape(given) if type(given) is str else _quoted(given)}"'
    return written


def _quoted(given: Text | float) -> str:
    # Text that is already markup may still hold a bare quotation mark, which would end the attribute.
    return _markup(given).replace('"', "&quot;")


@lru_cache(maxsize=512)
def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
