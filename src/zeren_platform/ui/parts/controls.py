"""The controls of a form, drawn from Django's widgets.

Django renders a template for every option of a select; with fifty units in it that costs more than a page may.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    DateInput,
    DateTimeInput,
    NumberInput,
    RadioSelect,
    Select,
    SelectMultiple,
    Textarea,
)
from django.forms.widgets import ChoiceWidget
from django.utils.safestring import SafeString

from zeren_platform.ui.offered import Offered
from zeren_platform.ui.parts.combobox import Combobox, ComboboxList, combobox
from zeren_platform.ui.parts.markup import Text, element, join, names

# The widgets whose choices may be kept.
KINDS: Final = {Select: "select", RadioSelect: "radio", CheckboxSelectMultiple: "checkbox"}
# More boxes than this scroll in a frame of their own.
MANY = 8

__all__ = [
    "KeptChoices",
    "anchor_of",
    "draw",
    "draw_kept",
    "first_of",
    "is_group",
    "is_tick",
    "kept_choices",
    "tick_of_row",
]


def anchor_of(bound: BoundField) -> str:
    """Give the id of the control."""
    return bound.id_for_label or bound.auto_id or bound.html_name


def first_of(bound: BoundField) -> str:
    """Give the id of what a link to the field leads to: of several controls the first."""
    return f"{anchor_of(bound)}_0" if is_group(bound) else anchor_of(bound)


def is_group(bound: BoundField) -> bool:
    """Say whether the field is several controls under one question.

    A list from which several are chosen is boxes to tick: choosing with a held key is known to few and lost easily.
    """
    return isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple | SelectMultiple | ComboboxList)


def is_tick(bound: BoundField) -> bool:
    """Say whether the field is one box to tick, with its label behind it."""
    return isinstance(bound.field.widget, CheckboxInput)


def draw(bound: BoundField, *, anchor: str, described: str | None) -> SafeString:
    """Draw the control of *bound*."""
    widget = bound.field.widget
    given = bound.value()
    if isinstance(widget, DateInput) and not isinstance(widget, DateTimeInput):
        # The browser's own date field speaks ISO 8601 and shows the reader's order.
        given = given.isoformat() if hasattr(given, "isoformat") else given
    told = {
        **widget.attrs,
        **bound.build_widget_attrs({"id": anchor, "aria-describedby": described or ""}),
    }
    described_by = {"aria_describedby": described, "aria_invalid": "true" if bound.errors else None}
    found = widget.get_context(bound.html_name, given, told)["widget"]
    attributes = _cleaned(found["attrs"]) | described_by
    if isinstance(widget, Combobox):
        return _comboboxes(bound, widget, attributes)
    if isinstance(widget, ChoiceWidget) and is_group(bound):
        return _choices(widget, found, attributes)
    if isinstance(widget, Select):
        return _select(found, attributes)
    if isinstance(widget, Textarea):
        # HTML drops one line break after the start tag; a value that begins with one keeps it.
        return element("textarea", SafeString("\n") + _plain(found["value"]), name=found["name"], **attributes)
    return _input(widget, found, attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChoices:
    """All that the control of a field with kept choices says."""

    offered: Offered
    chosen: tuple[str, ...]
    # "select", "radio" or "checkbox".
    kind: str
    name: str
    anchor: str
    required: bool
    disabled: bool

    @property
    def is_group(self) -> bool:
        """Say whether it is several controls under one question."""
        return self.kind != "select"


def kept_choices(bound: BoundField) -> KeptChoices | None:
    """Give what the control of *bound* says where its choices are kept and nothing else was said of its widget."""
    widget = bound.field.widget
    offered = getattr(widget, "choices", None)
    if not isinstance(offered, Offered) or type(widget) not in KINDS or widget.attrs:
        return None
    attributes = bound.build_widget_attrs({})
    return KeptChoices(
        offered=offered,
        chosen=tuple(widget.format_value(bound.value())),
        kind=KINDS[type(widget)],
        name=bound.html_name,
        anchor=anchor_of(bound),
        required=bool(attributes.get("required")),
        disabled=bool(attributes.get("disabled")),
    )


def draw_kept(kept: KeptChoices, *, described: str | None) -> SafeString:
    """Draw the control of a field with kept choices."""
    options = [
        {"name": kept.name, "value": value, "label": label, "selected": value in kept.chosen}
        for value, label in kept.offered
    ]
    if kept.is_group:
        return _ticks(options, kept.kind, {"id": kept.anchor})
    attributes = {"id": kept.anchor, "required": kept.required, "disabled": kept.disabled}
    told = {"name": kept.name, "attrs": attributes, "optgroups": [(None, options, 0)]}
    return _select(told, attributes | {"aria_describedby": described})


def _comboboxes(bound: BoundField, widget: Combobox, attributes: dict[str, Any]) -> SafeString:
    """Draw one field, or of a list as many as are filled and some more, each with its number for who hears the page."""
    name, anchor, given = bound.html_name, attributes.pop("id"), bound.value()
    kept = ("required", "aria_describedby", "aria_invalid")
    attributes = {key: attributes[key] for key in kept if attributes.get(key)}
    if not isinstance(widget, ComboboxList):
        return combobox(widget, name=name, anchor=anchor, value=_plain(given), **attributes)
    attributes.pop("required", None)
    drawn = [
        combobox(
            widget,
            name=name,
            anchor=f"{anchor}_{place}",
            value=typed,
            aria_label=f"{bound.label} {place + 1}",
            **attributes,
        )
        for place, typed in enumerate(widget.texts(given))
    ]
    return element("div", join(drawn), class_="comboboxes")


def tick_of_row(*, name: str, value: str | int, label: Text, form: str) -> SafeString:
    """Draw the box that ticks a row of a table; it belongs to the form with that id, which stands elsewhere."""
    return element("input", type="checkbox", name=name, value=value, form=form, aria_label=label, class_="tick-of-row")


def _input(widget: object, found: dict[str, Any], attributes: dict[str, Any]) -> SafeString:
    kind = found.get("type") or "text"
    if isinstance(widget, DateInput) and kind == "text":
        kind = "datetime-local" if isinstance(widget, DateTimeInput) else "date"
    if isinstance(widget, NumberInput):
        attributes |= {"inputmode": attributes.get("inputmode") or "numeric"}
    given = None if isinstance(widget, ClearableFileInput) else found["value"]
    return element("input", type=kind, name=found["name"], value=given, **attributes)


def _select(found: dict[str, Any], attributes: dict[str, Any]) -> SafeString:
    groups = []
    for title, options, _index in found["optgroups"]:
        drawn = join(
            element("option", option["label"], value=str(option["value"]), selected=option["selected"])
            for option in options
        )
        groups.append(element("optgroup", drawn, label=title) if title else drawn)
    return element("select", join(groups), name=found["name"], **attributes)


def _choices(widget: ChoiceWidget, found: dict[str, Any], attributes: dict[str, Any]) -> SafeString:
    return _ticks(list(_options(found)), "checkbox" if widget.allow_multiple_selected else "radio", attributes)


def _ticks(options: Sequence[Mapping[str, Any]], kind: str, attributes: Mapping[str, Any]) -> SafeString:
    ticks = []
    # Of several, the one that is chosen takes the focus, else the first.
    chosen = next((place for place, option in enumerate(options) if option["selected"]), 0)
    for place, option in enumerate(options):
        anchor = f"{attributes['id']}_{place}"
        control = element(
            "input",
            type=kind,
            name=option["name"],
            value=str(option["value"]),
            id=anchor,
            checked=option["selected"],
            autofocus=bool(attributes.get("autofocus")) and place == chosen,
            aria_invalid=attributes.get("aria_invalid"),
        )
        ticks.append(element("div", join([control, element("label", option["label"], for_=anchor)]), class_="tick"))
    return element("div", join(ticks), class_=names("ticks", len(ticks) > MANY and "ticks-many"))


def _options(found: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for _title, options, _index in found["optgroups"]:
        yield from options


def _cleaned(attrs: dict[str, Any]) -> dict[str, Any]:
    """Take Django's attributes as ours; styles and classes are not for forms to say, and a placeholder is no label."""
    unwanted = {"class", "style", "placeholder", "aria-describedby", "aria-invalid"}
    return {
        name.replace("-", "_"): found for name, found in attrs.items() if name not in unwanted and found is not None
    }


def _plain(given: object) -> str:
    return "" if given is None else str(given)
