"""What happened and what is known: the official time line, facts, lists of things to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal

from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from zeren_platform.ui.parts.icons import IconName, drawn
from zeren_platform.ui.parts.markup import Text, element, join
from zeren_platform.ui.parts.words import day, moment
from zeren_platform.ui.shapes import Act, Crumb

__all__ = ["breadcrumb", "check_this", "drawn_acts", "event", "fact", "facts", "item", "items", "timeline"]

# Stands in the address of a proof until the act is known: to make an address costs more than to fill it in.
NOBODYS: Final = "00000000-0000-0000-0000-000000000000"


def timeline(content: str, *, label: Text = "") -> SafeString:
    """Tell what happened, in order."""
    return element("ol", content, class_="timeline", aria_label=label or _("Time line"))


def event(
    content: str,
    *,
    at: date | datetime | None,
    title: Text,
    who: Text = "",
    unit: Text = "",
    icon: IconName = "circle",
    number: str = "",
) -> SafeString:
    """Tell one act: when, what, by whom, and its number in the ledger."""
    entry = _entry(number, _("Number in the ledger")) if number else ""
    body = element("div", content, class_="event-body") if content.strip() else ""
    return _event(at, title, who, unit, icon, entry=entry, body=body)


def drawn_acts(context: Context, *, acts: Iterable[Act]) -> SafeString:
    """Tell acts inside a ``timeline``, each with the way to its proof.

    A page of a duty tells a dozen, and a tag for each and for its link costs five times what this does.
    """
    told, reach = (
        _Told(str(_("Number in the ledger")), str(_("Check this")), str(_("Provable after the next publication"))),
        context["log_reach"](),
    )
    return join([_act(act, told, reach) for act in acts])


def check_this(context: Context, *, uid: str, number: int | None) -> SafeString:
    """Lead to the proof of an act; while the published log does not reach its number, say when there will be one.

    The wiring says how far the log reaches (``log_reach``).
    """
    is_provable = number is not None and number < context["log_reach"]()
    return _check(uid, number, _("Check this")) if is_provable else _later(_("Provable after the next publication"))


@dataclass(frozen=True, slots=True)
class _Told:
    """What every act says, looked up once."""

    number: str
    check: str
    later: str


def _act(act: Act, told: _Told, reach: int) -> SafeString:
    is_provable = act.number is not None and act.number < reach
    check = _check(act.uid, act.number, told.check) if is_provable else _later(told.later)
    said = element("p", act.said, class_="text text-plain text-s") if act.said else ""
    entry = "" if act.number is None else _entry(act.number, told.number)
    body = element("div", join([said, check]), class_="event-body")
    return _event(act.at, act.title, act.who, act.unit, act.icon, entry=entry, body=body)


def _event(
    at: date | datetime | None, title: Text, who: Text, unit: Text, icon: str, *, entry: object, body: object
) -> SafeString:
    stamp = moment(at) if isinstance(at, datetime) else day(at)
    people = join([part for part in (who, unit) if part], " · ")
    line = element("p", join([piece for piece in (stamp, people, entry) if piece], " "), class_="event-line")
    head = element("p", title, class_="event-title")
    sign = element("span", drawn(icon), class_="event-sign")
    return element("li", join([sign, element("div", join([head, line, body]))]), class_="event")


def _entry(number: str | int, title: Text) -> SafeString:
    return element("span", f"№ {number}", class_="event-number", title=title)


def _check(uid: str, number: int | None, label: Text) -> SafeString:
    which = element("span", f" № {number}", class_="unseen")
    address = _checking().replace(NOBODYS, uid)
    return element("a", join([drawn("shield-check"), label, which]), href=address, class_="link link-quiet check-link")


def _later(label: Text) -> SafeString:
    return element("span", label, class_="check-later")


@lru_cache(maxsize=1)
def _checking() -> str:
    return reverse("portal:check-act", args=[NOBODYS])


def facts(content: str, *, layout: Literal["list", "line"] = "list") -> SafeString:
    """List what is known of one thing; side by side where the line has room for it."""
    return element("dl", content, class_=f"facts facts-{layout}")


def fact(content: str, *, label: Text) -> SafeString:
    """Give one fact under its name."""
    return element("div", join([element("dt", label), element("dd", content)]), class_="fact")


def items(content: str, *, label: Text = "") -> SafeString:
    """List things one below the other, each leading to its own page."""
    return element("ul", content, class_="items", aria_label=label or None)


def item(content: str, *, title: Text, href: str = "", meta: Text = "", id: str = "") -> SafeString:
    """Show one of the listed things; lamps, badges and actions stand inside."""
    name = element("a", title, href=href) if href else title
    words = [
        element("p", name, class_="item-title"),
        element("p", meta, class_="item-meta") if meta else "",
    ]
    return element(
        "li",
        join([element("div", join(words), class_="item-words"), element("div", content, class_="item-aside")]),
        class_="item",
        id=id or None,
    )


def breadcrumb(items: Sequence[Crumb | tuple[Text, str | None]]) -> SafeString:
    """Show the way from the top to this page."""
    crumbs = [item if isinstance(item, Crumb) else Crumb(label=item[0], href=item[1] or "") for item in items]
    steps = [
        element("li", element("a", crumb.label, href=crumb.href))
        if crumb.href
        else element("li", element("span", crumb.label, aria_current="page" if crumb is crumbs[-1] else None))
        for crumb in crumbs
    ]
    return element("nav", element("ol", join(steps)), class_="breadcrumb", aria_label=_("Where you are"))
