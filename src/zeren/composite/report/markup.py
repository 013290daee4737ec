"""HTML and SVG as text that is escaped once, where it is made."""

from collections.abc import Iterable
from html import escape

__all__ = ["Markup", "element", "joined"]

_EMPTY = frozenset({"meta", "rect", "circle", "line", "col", "br"})


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def element(name: str, /, *inside: str | int | None, **attributes: str | float | None) -> Markup:
    """Make an element; what is no markup is escaped, an attribute that is None left out, ``_`` becomes ``-``.

    Examples
    --------
    >>> element("td", "a < b", class_="num", aria_label='"x"')
    '<td class="num" aria-label="&quot;x&quot;">a &lt; b</td>'
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(found))}"'
        for key, found in attributes.items()
        if found is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{named}>" if name in {"meta", "col", "br"} else f"<{name}{named}/>")
    return Markup(f"<{name}{named}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str | int | None]) -> Markup:
    """Put parts after one another; what is no markup is escaped.

    Examples
    --------
    >>> joined(["<", element("b", 1), None])
    '&lt;<b>1</b>'
    """
    return Markup(
        "".join(part if isinstance(part, Markup) else escape(str(part)) for part in parts if part is not None)
    )
