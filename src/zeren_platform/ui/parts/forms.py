"""Forms: a field with its label, hint and error; a summary of errors that leads to the fields."""

from functools import lru_cache
from typing import Literal

from django.forms import BaseForm, BoundField
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zeren_platform.ui.parts import controls
from zeren_platform.ui.parts.icons import drawn
from zeren_platform.ui.parts.markup import Text, element, escaped, join, labelled, names, swapping

__all__ = ["field", "fieldset", "form", "form_actions", "form_errors"]


def form(
    context: Context,
    content: str,
    *,
    action: str = "",
    method: Literal["post", "get"] = "post",
    upload: bool = False,
    confirm: Text = "",
    id: str = "",
    inline: bool = False,
    swap: str = "",
) -> SafeString:
    """Send what is typed inside; *confirm* is asked first, *inline* sets fields and button on one line.

    With *swap* the answer takes the place of the part with that id instead of the whole page.
    """
    return element(
        "form",
        join([_token(context) if method == "post" else "", content]),
        action=action or None,
        method=method,
        enctype="multipart/form-data" if upload else None,
        data_confirm=confirm or None,
        id=id or None,
        class_=names("form", inline and "form-inline"),
        # Our own messages stand beside the fields; the browser's bubbles vanish and are not translated by us.
        novalidate=method == "post",
        **swapping(method, action or _here(context), swap),
    )


def field(
    bound_field: BoundField,
    *,
    label: Text = "",
    hint: Text = "",
    width: Literal["", "xs", "s", "m", "l", "full"] = "",
    label_shown: bool = True,
) -> SafeString:
    """Render one field of a Django form: label, hint, error, control, tied together for people who hear the page."""
    if bound_field.is_hidden:
        return join([*_hidden_errors(bound_field), bound_field.as_hidden()])
    words = hint or bound_field.help_text
    if not bound_field.errors and (kept := controls.kept_choices(bound_field)):
        told = str(label or bound_field.label or ""), words and str(words), width, label_shown
        return _field_kept(get_language(), kept, *told, optional=_is_optional(bound_field))
    anchor = controls.anchor_of(bound_field)
    notes = [
        _hint(words, id=f"{anchor}-hint") if words else "",
        element("p", join([drawn("circle-alert"), join(bound_field.errors, " ")]), class_="error", id=f"{anchor}-error")
        if bound_field.errors
        else "",
    ]
    described = names(words and f"{anchor}-hint", bool(bound_field.errors) and f"{anchor}-error")
    name = join([label or bound_field.label or "", _optional() if _is_optional(bound_field) else ""])
    style = names("field", bool(bound_field.errors) and "field-wrong", width and f"field-{width}")
    control = controls.draw(bound_field, anchor=anchor, described=described)
    if controls.is_group(bound_field):
        return _group(name, [*notes, control], style, described, label_shown=label_shown)
    tag = element("label", name, for_=anchor, class_=None if label_shown else "unseen")
    if controls.is_tick(bound_field):
        return element("div", join([element("div", join([control, tag]), class_="tick"), *notes]), class_=style)
    return element("div", join([tag, *notes, control]), class_=style)


@lru_cache(maxsize=512)
def _field_kept(
    _language: str | None,
    kept: controls.KeptChoices,
    label: str,
    hint: Text,
    width: str,
    label_shown: bool,  # noqa: FBT001 - a key of what is kept
    *,
    optional: bool,
) -> SafeString:
    """Draw a field whose choices are kept, once for each answer: a page of filters has a dozen of them."""
    described = f"{kept.anchor}-hint" if hint else None
    note = _hint(hint, id=f"{kept.anchor}-hint") if hint else ""
    name = join([label, _optional() if optional else ""])
    style = names("field", width and f"field-{width}")
    control = controls.draw_kept(kept, described=described)
    if kept.is_group:
        return _group(name, [note, control], style, described, label_shown=label_shown)
    tag = element("label", name, for_=kept.anchor, class_=None if label_shown else "unseen")
    return element("div", join([tag, note, control]), class_=style)


def _group(
    name: SafeString, inside: list[SafeString | str], style: str | None, described: str | None, *, label_shown: bool
) -> SafeString:
    legend = element("legend", name, class_=None if label_shown else "unseen")
    return element("fieldset", join([legend, *inside]), class_=style, aria_describedby=described)


def _hint(words: Text, *, id: str) -> SafeString:
    """Set the hint; one that is markup, such as the list of what a password must be, does not fit a paragraph."""
    written = escaped(words)
    return element("div" if written.startswith("<") else "p", written, class_="hint", id=id)


def fieldset(content: str, *, legend: Text, hint: Text = "") -> SafeString:
    """Group fields that answer one question."""
    note = element("p", hint, class_="hint") if hint else ""
    return element("fieldset", join([element("legend", legend), note, content]), class_="fieldset")


def form_actions(content: str) -> SafeString:
    """Close a form with its buttons."""
    return element("div", content, class_="form-actions")


def form_errors(form: BaseForm) -> SafeString:
    """List what must be mended, each with a link to its field; nothing while all is well."""
    if not form.errors:
        return SafeString()
    wrong = [element("li", error) for error in form.non_field_errors()]
    for bound in form:
        wrong.extend(
            element("li", element("a", labelled(bound.label, error), href=f"#{controls.first_of(bound)}"))
            for error in bound.errors
        )
    title = element("h2", join([drawn("octagon-alert"), _("There is a problem")]), class_="summary-title")
    return element("div", join([title, element("ul", join(wrong))]), class_="error-summary", role="alert", tabindex=-1)


def _is_optional(bound: BoundField) -> bool:
    # Most fields are required, so it is the others that say so.
    return not (bound.field.required or controls.is_tick(bound))


def _optional() -> SafeString:
    return element("span", join([" ", _("(optional)")]), class_="optional")


def _hidden_errors(bound: BoundField) -> list[SafeString]:
    return [element("p", error, class_="error") for error in bound.errors]


def _here(context: Context) -> str:
    request = context.get("request")
    return request.get_full_path() if request is not None else ""


def _token(context: Context) -> SafeString:
    request = context.get("request")
    token = context.get("csrf_token") or (get_token(request) if request is not None else "")
    return element("input", type="hidden", name="csrfmiddlewaretoken", value=str(token))
