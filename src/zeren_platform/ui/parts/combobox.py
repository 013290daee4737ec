"""A field in which one types and chooses below it from what the server found (ARIA 1.2, combobox with a listbox).

The widgets stand in forms, ``controls`` draws them. Without the script they are plain fields of text.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.forms import TextInput
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zeren_platform.ui.parts.markup import element, join

__all__ = ["Combobox", "ComboboxList", "combobox", "found_options"]

# Fields for as many as one usually names at once, and empty ones after those that are filled.
LEAST: Final = 6
SPARE: Final = 2


class Combobox(TextInput):
    """A text that the address named *source* completes; *script* is the file that handles its keys."""

    def __init__(self, *, source: str, script: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.source, self.script = source, script


class ComboboxList(Combobox):
    """Several such texts, each in a field of its own."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        """Give all that was typed."""
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def format_value(self, value: Any) -> Any:
        """Keep the texts apart."""
        return value

    @staticmethod
    def texts(value: Iterable[str] | None) -> Sequence[str]:
        """Give what stands in each of the fields, and empty ones for more."""
        typed = [text for text in value or () if text]
        return [*typed, *[""] * max(LEAST - len(typed), SPARE)]


def combobox(widget: Combobox, *, name: str, anchor: str, value: str, **attributes: Any) -> SafeString:
    """Draw the field with the place for what is found. A page runs a module once, however often it is named."""
    field = element(
        "input",
        type="text",
        name=name,
        value=value,
        role="combobox",
        autocomplete="off",
        spellcheck="false",
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls=f"{anchor}-found",
        hx_get=f"{reverse(widget.source)}?{urlencode({'of': name})}",
        hx_trigger="input changed delay:150ms",
        hx_target=f"#{anchor}-found",
        hx_swap="innerHTML",
        # A filter bar around it takes over a part of the page and its address; what is found does not.
        hx_select="unset",
        hx_push_url="false",
        hx_sync="this:replace",
        **{**attributes, "id": anchor},
    )
    found = element("ul", "", id=f"{anchor}-found", role="listbox", aria_label=_("Found"), class_="suggestions")
    script = element("script", src=static(widget.script), type="module")
    return element("div", join([field, found, script]), class_="combobox")


def found_options(rows: Iterable[tuple[str, str, str]], *, of: str, none: str) -> SafeString:
    """List what was found: for each what is written into the field, what is shown, and a word beside it."""
    drawn = [
        element(
            "li",
            join([element("span", shown), element("span", beside, class_="count")]),
            role="option",
            id=f"{of}-option-{place}",
            data_value=written,
            aria_selected="false",
        )
        for place, (written, shown, beside) in enumerate(rows)
    ]
    return join(drawn or [element("li", none, role="option", aria_disabled="true", aria_selected="false")])
