"""How things stand: lamps, badges, progress, steps; never by colour alone."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from zeren_platform.ui.parts.icons import IconName, drawn
from zeren_platform.ui.parts.markup import Text, element, join, names
from zeren_platform.ui.shapes import Step, Tab, Tone

__all__ = [
    "badge",
    "empty_state",
    "followed",
    "lamp",
    "metric",
    "metrics",
    "progress",
    "role_badge",
    "stepper",
    "tabs",
    "tag_list",
    "toast",
]

# Each lamp has a shape of its own, drawn so that it prints and survives high contrast.
_SHAPES: Final = {
    "grey": '<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="2"/>',
    "green": '<circle cx="6" cy="6" r="5.5" fill="currentColor"/>',
    "blue": '<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M6 1.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor"/>',
    "amber": '<path d="M6 .5 11.8 11H.2z" fill="currentColor"/>',
    "red": '<path d="M6 0 12 6 6 12 0 6z" fill="currentColor"/>',
}
_LAMPS: Final = {
    state: SafeString(f'<svg viewBox="0 0 12 12" class="lamp-shape" aria-hidden="true">{shape}</svg>')
    for state, shape in _SHAPES.items()
}
ROLES: Final[dict[str, Promise]] = {
    "lead": _("Lead"),
    "support": _("Support"),
    "territorial": _("Territorial"),
    "supervise": _("Supervises"),
    "verify": _("Verifies"),
}
TOAST_ICONS: Final = {"success": "circle-check", "warning": "triangle-alert", "danger": "octagon-alert"}


def lamp(*, state: Literal["grey", "green", "amber", "red", "blue"], label: Text) -> SafeString:
    """Show how far something is: a shape, a colour and the word."""
    return _lamp(state, str(label))


@lru_cache(maxsize=512)
def _lamp(state: str, label: str) -> SafeString:
    return element("span", join([_LAMPS[state], element("span", label)]), class_=f"lamp lamp-{state}")


def badge(*, label: Text, tone: Tone = "plain") -> SafeString:
    """Name a state or a kind in one word."""
    return element("span", label, class_=f"badge badge-{tone}")


def role_badge(*, role: Literal["lead", "support", "territorial", "supervise", "verify"]) -> SafeString:
    """Say in which role a unit answers for a duty."""
    return _role_badge(role, str(ROLES[role]))


@lru_cache(maxsize=64)
def _role_badge(role: str, label: str) -> SafeString:
    return element("span", label, class_=f"badge role role-{role}")


def tag_list(*, labels: Iterable[Text], label: Text = "") -> SafeString:
    """List short names side by side."""
    items = join(element("li", name, class_="badge badge-quiet") for name in labels)
    return element("ul", items, class_="tag-list", aria_label=label or None)


def progress(*, value: int = 0, maximum: int = 0, label: Text, tone: Tone = "plain") -> SafeString:
    """Show how much of a whole is done, as a bar and in figures; without a whole, that something is going on."""
    figures = f"{value} / {maximum}" if maximum else ""
    known = {"value": value, "max": maximum} if maximum else {}
    bar = element("progress", figures, **known, aria_label=label)
    words = element(
        "span", join([element("span", label), element("span", figures, class_="figures")]), class_="progress-words"
    )
    return element("div", join([words, bar]), class_=f"progress progress-{tone}")


def followed(content: SafeString, address: str) -> SafeString:
    """Ask every other second how far something is; without the script a link beside it shows the page anew."""
    return element("div", content, hx_get=address, hx_trigger="every 2s", hx_target="this", hx_swap="innerHTML")


def metrics(content: str) -> SafeString:
    """Set a few figures side by side."""
    return element("div", content, class_="metrics")


def metric(*, value: int | str, label: Text, href: str = "", tone: Tone = "plain", hint: Text = "") -> SafeString:
    """Give one figure, what it counts, and where it leads."""
    pieces = join(
        [
            element("span", value, class_="metric-value"),
            element("span", label, class_="metric-label"),
            element("span", hint, class_="metric-hint") if hint else "",
        ]
    )
    style = f"metric metric-{tone}"
    return element("a", pieces, href=href, class_=style) if href else element("div", pieces, class_=style)


def empty_state(content: str, *, title: Text, icon: IconName = "inbox") -> SafeString:
    """Say that there is nothing here, why, and what to do about it."""
    body = element("div", content, class_="empty-body")
    return element("div", join([drawn(icon), element("p", title, class_="empty-title"), body]), class_="empty")


def toast(content: str, *, tone: Tone = "plain") -> SafeString:
    """Tell what has just happened; the script lets it be dismissed."""
    sign = drawn(TOAST_ICONS.get(tone, "info"))
    dismiss = element("button", drawn("x"), type="button", class_="toast-close", aria_label=_("Dismiss"), hidden=True)
    return element("div", join([sign, element("div", content), dismiss]), class_=f"toast toast-{tone}", role="status")


def tabs(items: Sequence[Tab], *, label: Text) -> SafeString:
    """Offer several views of the same thing, as links."""
    return element(
        "nav", element("ul", join(element("li", _tab(item)) for item in items)), class_="tabs", aria_label=label
    )


def stepper(steps: Sequence[Step], *, label: Text = "") -> SafeString:
    """Show the steps of a procedure and which one is current."""
    items = join(_step(step) for step in steps)
    return element("ol", items, class_="stepper", aria_label=label or _("Steps"))


def _tab(item: Tab) -> SafeString:
    count = element("span", item.count, class_="count") if item.count is not None else ""
    current = "page" if item.selected else None
    return element("a", join([item.label, count], " "), href=item.href, aria_current=current, class_="tab")


def _step(step: Step) -> SafeString:
    sign = drawn("check") if step.state == "done" else ""
    told = element("span", _("done"), class_="unseen") if step.state == "done" else ""
    words = element("a", step.label, href=step.href) if step.href else step.label
    hint = element("span", step.hint, class_="step-hint") if step.hint else ""
    body = element("span", join([words, " ", told, hint]), class_="step-words")
    dot = element("span", sign, class_="step-dot", aria_hidden="true")
    current = "step" if step.state == "current" else None
    return element("li", join([dot, body]), class_=names("step", f"step-{step.state}"), aria_current=current)
