"""What a person can do: buttons, dialogs, next steps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from zeren_platform.ui.parts.icons import IconName, drawn
from zeren_platform.ui.parts.markup import Text, element, escaped, join, names, swapping
from zeren_platform.ui.parts.story import item, items
from zeren_platform.ui.parts.words import text
from zeren_platform.ui.shapes import Consequence

__all__ = ["Destination", "button", "consequences", "dialog", "dialog_actions", "hidden", "next_steps"]


class Destination(Protocol):
    """A named address with its label and its icon, as the navigation has them."""

    @property
    def address(self) -> str:
        """Name the address, as ``reverse`` takes it."""

    @property
    def label(self) -> Text:
        """Say what is there."""

    @property
    def icon(self) -> str:
        """Name the lucide icon."""


def button(
    *,
    label: Text,
    kind: Literal["primary", "secondary", "danger", "quiet"] = "primary",
    type: Literal["submit", "button"] = "submit",
    icon: IconName = "",
    name: str = "",
    value: str | int = "",
    href: str = "",
    size: Literal["s", "m", "l"] = "m",
    confirm: Text = "",
    disabled: bool = False,
    opens: str = "",
    form: str = "",
    described: Text = "",
    swap: str = "",
    prints: bool = False,
) -> SafeString:
    """Offer an act.

    With *href* it is a link; with *opens* it opens the dialog of that id; otherwise it submits its form, or the form
    whose id is *form*. *confirm* is asked first. *described* completes the label for people who hear the page, where
    the same label stands on many rows: "Sign for receipt" of duty 14. With *swap* the answer of *href* takes the place
    of the part with that id. With *prints* it prints the page.
    """
    style = names("button", f"button-{kind}", f"button-{size}")
    words = _words(label, icon=icon, described=described)
    if href and not disabled:
        return element("a", words, href=href, class_=style, **swapping("get", href, swap))
    act: dict[str, Text | int | bool | None]
    if opens:
        act = {"type": "button", "command": "show-modal", "commandfor": opens, "aria_haspopup": "dialog"}
    else:
        act = {"type": type, "name": name or None, "value": value if name else None, "form": form or None}
    return element(
        "button", words, class_=style, disabled=disabled, data_confirm=confirm or None, data_print=prints, **act
    )


def _words(label: Text, *, icon: str, described: Text) -> SafeString:
    told = element("span", f" {described}", class_="unseen") if described else ""
    return join([drawn(icon) if icon else "", element("span", join([label, told]))])


def hidden(*, name: str, value: str | int) -> SafeString:
    """Send a value along that nobody types."""
    return element("input", type="hidden", name=name, value=value)


def dialog(content: str, *, id: str, title: Text) -> SafeString:
    """Ask for something in front of the page; a button that ``opens`` its id brings it up, Esc sends it away.

    Without the script a link to ``#id`` shows it in its place on the page.
    """
    close = element(
        "button",
        drawn("x"),
        type="button",
        class_="dialog-close",
        aria_label=_("Close"),
        command="close",
        commandfor=id,
    )
    head = element("div", element("h2", title, id=f"{id}-title"), class_="dialog-head")
    body = element("div", content, class_="dialog-body")
    # The cross comes last, so that the first field has the focus and not the way out.
    return element("dialog", join([head, body, close]), id=id, aria_labelledby=f"{id}-title", class_="dialog")


def dialog_actions(content: str) -> SafeString:
    """Close a dialog with its buttons."""
    return element("div", content, class_="dialog-actions")


def consequences(context: Context, *, subject: str, keys: Sequence[str], none: Text) -> SafeString:
    """List what an act on *subject* touches in the slices above, as the wiring says; where nothing is, say *none*."""
    asked: Callable[[object, Sequence[str]], Sequence[Consequence]] | None
    asked = (context.get("consequences") or {}).get(subject)
    found = asked(context["request"].actor, keys) if asked else ()
    if not found:
        return text(escaped(none), tone="quiet")
    return items(join(item("", title=row.title, href=row.href, meta=row.words) for row in found))


def next_steps(context: Context, *, subject: str, key: str | int) -> SafeString:
    """Offer what the slices above allow next on *subject*, as the wiring says; *key* goes into their addresses."""
    offered: Mapping[str, Sequence[Destination]] = context.get("next_steps") or {}
    return join(
        button(label=step.label, href=reverse(step.address, args=[key]), icon=step.icon, kind="secondary")
        for step in offered.get(subject, ())
    )
