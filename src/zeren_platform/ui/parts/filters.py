"""The filter bar: one GET form that narrows a list, and what it is narrowed to now."""

from collections.abc import Iterator
from typing import Final

from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from zeren_platform.ui.parts.actions import button, hidden
from zeren_platform.ui.parts.combobox import Combobox
from zeren_platform.ui.parts.icons import drawn
from zeren_platform.ui.parts.markup import element, join, labelled

__all__ = ["PLACES", "filter_bar"]

# What names a place in the list: with other filters it begins again at its first page.
PLACES: Final = ("after", "before")


def filter_bar(
    context: Context,
    content: str,
    *,
    action: str = "",
    form: BaseForm | None = None,
    beside: BaseForm | None = None,
) -> SafeString:
    """Narrow the list below by the fields inside; with the GET *form* it also shows the filters in force.

    With the script a change takes effect at once; without it the button applies it. The bar itself is kept while the
    page below it is replaced, so that nothing typed meanwhile is lost. *beside* holds fields of the bar that narrow
    nothing, such as the columns.
    """
    request = context.get("request")
    query = request.GET if request is not None else QueryDict()
    place = action or (request.path if request is not None else "")
    kept = join(hidden(name=name, value=found) for name, found in _kept(query, form, beside))
    apply = button(label=_("Apply"), kind="secondary", icon="funnel")
    bar = element(
        "form",
        join([kept, content, element("div", apply, class_="filter-apply")]),
        method="get",
        action=place,
        id="filters",
        class_="filter-bar",
        role="search",
        aria_label=_("Filters"),
        hx_get=place,
        hx_trigger="change delay:50ms, input delay:400ms from:find input[type=search], submit",
        hx_target="#main",
        hx_select="#main",
        hx_swap="outerHTML show:none",
        hx_push_url="true",
        hx_preserve=True,
    )
    chips = (
        [_chip(label, query, name, found, place) for label, name, found in _in_force(form)] if form is not None else []
    )
    if not chips:
        return bar
    clear = element("a", _("Clear all"), href=_cleared(query, form, place), class_="link")
    return join([bar, element("p", join([*chips, clear], " "), class_="filters-in-force"), *_wrong(form)])


def _wrong(form: BaseForm | None) -> Iterator[SafeString]:
    """Say of what was typed that means nothing; the bar itself is kept, so that it could not say it."""
    for bound in form or ():
        if isinstance(bound.field.widget, Combobox) and bound.errors:
            told = labelled(bound.label, join(bound.errors, " "))
            yield element("p", join([drawn("circle-alert"), told]), class_="error", role="alert")


def _kept(query: QueryDict, form: BaseForm | None, beside: BaseForm | None) -> Iterator[tuple[str, str]]:
    """Give what else the address says, such as the order, which another filter leaves as it is."""
    if form is None:
        yield from [("sort", str(query["sort"]))] if query.get("sort") else []
        return
    asked = {*PLACES, *(bound.html_name for bound in (*form, *(beside or ())))}
    for name in query:
        if name not in asked:
            yield from ((name, str(found)) for found in query.getlist(name) if found)


def _cleared(query: QueryDict, form: BaseForm | None, place: str) -> str:
    """Leave the filters of *form* and the place in the list; what else was chosen, such as the order, stays."""
    left = query.copy()
    for gone in (*PLACES, *(bound.html_name for bound in form or ())):
        left.pop(gone, None)
    return f"{place}?{left.urlencode()}" if left else place


def _in_force(form: BaseForm) -> Iterator[tuple[str, str, str]]:
    """Say label, name and value of each filter that narrows the list."""
    for bound in form:
        for found in _values(form, bound):
            if found:
                yield labelled(bound.label, _shown(bound, found)), bound.html_name, found


def _values(form: BaseForm, bound: BoundField) -> list[str]:
    data = form.data
    return data.getlist(bound.html_name) if isinstance(data, QueryDict) else [str(data.get(bound.html_name) or "")]


def _shown(bound: BoundField, found: str) -> str:
    choices = getattr(bound.field, "choices", ())
    for value, label in choices:
        if isinstance(label, list | tuple):
            for inner, name in label:
                if str(inner) == found:
                    return str(name)
        elif str(value) == found:
            return str(label)
    return str(bound.field.prepare_value(found))


def _chip(label: str, query: QueryDict, name: str, found: str, place: str) -> SafeString:
    """Show one filter with a link that takes it away."""
    left = query.copy()
    left.setlist(name, [other for other in left.getlist(name) if other != found])
    for gone in PLACES:
        left.pop(gone, None)
    told = element("span", _("Remove filter"), class_="unseen")
    return element("a", join([told, label, drawn("x")], " "), href=f"{place}?{left.urlencode()}", class_="chip")
