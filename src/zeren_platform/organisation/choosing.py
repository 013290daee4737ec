"""A unit is chosen in a form: from a list while the units are few, else by typing, with those found below the field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.queries import recognise, units
from zeren_platform.ui.parts.combobox import Combobox, ComboboxList

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "FIND",
    "MOST",
    "ListedUnits",
    "PublicUnits",
    "UnitChoice",
    "UnitField",
    "UnitsField",
    "code_in",
    "offer_units",
    "unit_entry",
    "written",
    "written_as",
]

# A list that is longer is searched and not looked through.
MOST: Final = 100
# Where the browser looks units up, by name: the index of everything is kept by a slice above (decision 6).
FIND: Final = "desk:find-unit"
SCRIPT: Final = "organisation/choosing.js"
# Between the name and the code of a unit that was chosen.
APART: Final = " · "
CODE: Final = re.compile(r"[a-z0-9-]+")
UNKNOWN: Final = _("No unit that may be chosen here is called “%(text)s”. Type its full name or its code.")
Beside = tuple[str, "str | Promise"]


def written(unit: Unit) -> str:
    """Write a unit so that the field knows it again: by its name, and the code that is its alone."""
    return written_as(unit.label, unit.code)


def written_as(label: str, code: str) -> str:
    """Write the unit of that name and code so."""
    return f"{label}{APART}{code}"


def code_in(text: str) -> str:
    """Give the code of a unit that was chosen; of other words all, for they may be a code."""
    return text.rpartition(APART)[2].strip()


class UnitChoice:
    """The units of which one form lets some be chosen."""

    # Where the browser looks them up.
    source: str = FIND

    def __init__(self, units: "QuerySet[Unit]") -> None:
        self.units = units
        self._known: dict[str, Unit] = {}

    @cached_property
    def few(self) -> list[Unit]:
        """Give all of them, where they make a list that can be looked through; else none. One short query."""
        found = list(self.units[: MOST + 1])
        return found if len(found) <= MOST else []

    @property
    def listed(self) -> list[tuple[str, str]]:
        """Give code and name of each, where they make a list that can be looked through; else nothing."""
        return [(unit.code, unit.label) for unit in self.few]

    def know(self, units: Iterable[Unit]) -> None:
        """Take units that were read already, so that they are not asked for."""
        self._known = self._known | {unit.code: unit for unit in units}

    def find(self, codes: Iterable[str]) -> list[Unit]:
        """Give those with these codes, in the order in which they are named; one query for those not known yet."""
        wanted = [code for code in dict.fromkeys(codes) if code]
        # The short list is asked only if the form shows it.
        known = {unit.code: unit for unit in self.__dict__.get("few", ())} | self._known
        if missing := [code for code in wanted if code not in known]:
            known |= {unit.code: unit for unit in self.units.filter(code__in=missing)}
            self._known = known
        return [known[code] for code in wanted if code in known]

    def meant(self, typed: Sequence[str]) -> list[Unit | None]:
        """Say for each text which of the units it means: what was chosen, a code, or a name or alias of one alone."""
        codes = [code_in(text) for text in typed]
        by_code = {unit.code: unit for unit in self.find(code for code in codes if CODE.fullmatch(code))}
        rest = [text for text, code in zip(typed, codes, strict=True) if code not in by_code]
        named = recognise(rest) if rest else {}
        allowed = {unit.code for unit in self.find(unit.code for unit in named.values())}
        by_name = {text: unit for text, unit in named.items() if unit.code in allowed}
        return [by_code.get(code) or by_name.get(text) for text, code in zip(typed, codes, strict=True)]


class ListedUnits(UnitChoice):
    """Units whose names a page knows already, by code, so that none is asked for."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels

    @property
    def listed(self) -> list[tuple[str, str]]:
        """Give all of them, where they make a list that can be looked through; else nothing."""
        return list(self.labels.items()) if len(self.labels) <= MOST else []

    def find(self, codes: Iterable[str]) -> list[Unit]:
        """Give code and name of those with these codes."""
        named = ((code, self.labels[code]) for code in dict.fromkeys(codes) if code in self.labels)
        return [Unit(code=code, name=label, name_zh=label) for code, label in named]


def unit_entry(source: str = FIND) -> Combobox:
    """Make the field in which a unit is typed."""
    return Combobox(source=source, script=SCRIPT)


class PublicUnits(ListedUnits):
    """Units that everybody may choose; of many, *source* finds also those whose names are not known here."""

    def __init__(self, labels: Mapping[str, str], *, on: date, source: str) -> None:
        super().__init__(labels)
        self.units, self.source, self._known = units(on=on), source, {}

    def find(self, codes: Iterable[str]) -> list[Unit]:
        """Give those with these codes; one query for those not known yet."""
        return UnitChoice.find(self, codes)


class UnitField(forms.CharField):
    """One unit, typed; gives its code. The list of those found is a help: without a script a name or code will do."""

    default_error_messages = {"unknown": UNKNOWN}

    def __init__(self, *, choice: UnitChoice, **kwargs: Any) -> None:
        self.choice = choice
        super().__init__(widget=unit_entry(choice.source), max_length=300, **kwargs)

    def clean(self, value: Any) -> str:
        """Give the code of the unit that was meant."""
        text = super().clean(value)
        if not text:
            return ""
        (unit,) = self.choice.meant([text])
        if unit is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"text": text})
        return unit.code

    def prepare_value(self, value: Any) -> Any:
        """Show a code as the unit that it means."""
        return _shown(self.choice, value)


class UnitsField(forms.Field):
    """Several units, typed; gives their codes."""

    default_error_messages = {"unknown": UNKNOWN}

    def __init__(self, *, choice: UnitChoice, **kwargs: Any) -> None:
        self.choice = choice
        super().__init__(widget=ComboboxList(source=choice.source, script=SCRIPT), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Give the codes of those that were meant, each once."""
        typed = [text.strip() for text in value or () if text.strip()]
        super().clean(typed)
        found = self.choice.meant(typed)
        wrong = [self._unknown(text) for text, unit in zip(typed, found, strict=True) if unit is None]
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(unit.code for unit in found if unit is not None))

    def _unknown(self, text: str) -> ValidationError:
        return ValidationError(self.error_messages["unknown"], code="unknown", params={"text": text})

    def prepare_value(self, value: Any) -> Any:
        """Show codes as the units that they mean."""
        self.choice.find(value or ())
        return [_shown(self.choice, text) for text in value or ()]


def _shown(choice: UnitChoice, value: Any) -> Any:
    found = choice.find([value]) if isinstance(value, str) and value and APART not in value else []
    return written(found[0]) if found else value


def offer_units(
    form: forms.Form, name: str, choice: UnitChoice, *, first: Beside | None = None, last: Beside | None = None
) -> None:
    """Let *choice* be chosen in a field of *form*; in a list *first* and *last* stand around them, such as nobody."""
    field = form.fields[name]
    if listed := choice.listed:
        if isinstance(field, forms.ChoiceField):
            field.choices = [*([first] if first else []), *listed, *([last] if last else [])]
        return
    told = {"label": field.label, "required": field.required, "help_text": field.help_text, "initial": field.initial}
    several = isinstance(field, forms.MultipleChoiceField)
    form.fields[name] = UnitsField(choice=choice, **told) if several else UnitField(choice=choice, **told)
