"""Entries that two people changed and not alike: both beside each other, and for each of them a choice."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.sources.models import Proposal, ProposedUnit
from zeren_platform.sources.reconciling import Reconciled, Version
from zeren_platform.sources.web.forms import UnitRows, WordingForm
from zeren_platform.ui.shapes import Column

__all__ = ["COLUMNS", "ClashForm", "Difference", "asked_in", "labels_of", "typed_in", "with_version"]

COLUMNS: Final = (
    Column(key="entry", label=gettext_lazy("Entry")),
    Column(key="theirs", label=gettext_lazy("As it stands now"), width="l"),
    Column(key="mine", label=gettext_lazy("As you typed it"), width="l"),
    Column(key="choice", label=gettext_lazy("Which one"), width="m"),
)
MINE: Final = "mine"
THEIRS: Final = "theirs"
# Rows for further units below those that there are.
SPARE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An entry that the two versions have otherwise, with what is chosen of it."""

    label: str
    theirs: str
    mine: str
    choice: BoundField


class ClashForm(forms.Form):
    """For each entry that both changed: mine or theirs."""

    def __init__(
        self, data: QueryDict | None, *, asked: Sequence[str], mine: Version, theirs: Version, auto_id: str
    ) -> None:
        super().__init__(data, prefix="clash", auto_id=auto_id)
        self.asked, self.mine, self.theirs = asked, mine, theirs
        for place, key in enumerate(asked):
            self.fields[str(place)] = forms.ChoiceField(
                label=_label_of(key),
                choices=[(MINE, _("Mine")), (THEIRS, _("As it stands"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say which one is to stand.")},
            )

    @property
    def differences(self) -> list[Difference]:
        """Put the two versions of each entry beside each other."""
        return [
            Difference(
                label=_label_of(key),
                theirs=_shown(self.theirs, key),
                mine=_shown(self.mine, key),
                choice=self[str(place)],
            )
            for place, key in enumerate(self.asked)
        ]

    def settled(self) -> Version:
        """Give what was typed, with what stands where that was chosen."""
        chosen = [key for place, key in enumerate(self.asked) if self.cleaned_data[str(place)] == THEIRS]
        return self.mine.taking(chosen, self.theirs)


def asked_in(data: QueryDict, mine: Version, theirs: Version | None) -> list[str]:
    """Read which entries the form asked about; only those that the two still have otherwise."""
    try:
        said = json.loads(data.get("asked", "") or "[]")
    except ValueError:
        return []
    there = {} if theirs is None else {**mine.said, **theirs.said}
    return [key for key in said if isinstance(key, str) and key in there] if isinstance(said, list) else []


def typed_in(form: WordingForm, rows: UnitRows) -> Version:
    """Take down what was typed."""
    return Version.of(form.wording(), rows.named())


def with_version(data: QueryDict, found: Reconciled, *, theirs: Version, number: int) -> QueryDict:
    """Fill the form with both together; saving it is then of the version that stands now."""
    filled = data.copy()
    for name in [name for name in filled if name.startswith(("units-", "clash-"))]:
        del filled[name]
    told = {"version": str(number), "seen": theirs.written, "asked": json.dumps(found.asked, ensure_ascii=False)}
    for name, said in {**found.version.entries, **told, **_rows_of(found.version)}.items():
        filled[name] = said
    return filled


def labels_of(keys: Iterable[str]) -> list[str]:
    """Name entries for people."""
    return [_label_of(key) for key in keys]


def _label_of(key: str) -> str:
    """Name an entry as the form does; a unit as the text does."""
    declared = WordingForm.base_fields.get(key)
    return _("Unit: %(name)s") % {"name": key.partition(" ")[2]} if declared is None else str(declared.label)


def _rows_of(version: Version) -> dict[str, str]:
    count = len(version.units)
    rows: dict[str, str] = {"units-TOTAL_FORMS": str(count + SPARE), "units-INITIAL_FORMS": str(count)}
    for place, unit in enumerate(version.units.values()):
        told = {"written": unit.name, "unit": unit.written, "role": unit.role}
        rows |= {f"units-{place}-{name}": said for name, said in told.items()}
    # An empty row is one as long as it says what a new form offers.
    return rows | {f"units-{count + spare}-role": ProposedUnit.Role.SUPPORT for spare in range(SPARE)}


def _shown(version: Version, key: str) -> str:
    """Write an entry as people read it."""
    if key in version.entries:
        choices: Any = dict(Proposal.Cycle.choices) if key == "cycle" else {}
        return str(choices.get(version.entries[key], version.entries[key]))
    unit = version.units.get(key)
    if unit is None:
        return ""
    return _("%(label)s: %(words)s") % {"label": ProposedUnit.Role(unit.role).label, "words": unit.label or unit.name}
