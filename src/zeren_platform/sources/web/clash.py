"""Two versions of one proposal beside each other: what somebody else saved meanwhile, and what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.sources.models import Proposal, ProposedUnit
from zeren_platform.sources.web.forms import UnitRows, WordingForm
from zeren_platform.ui.shapes import Column

__all__ = ["COLUMNS", "Difference", "differences"]

COLUMNS: Final = (
    Column(key="entry", label=gettext_lazy("Entry")),
    Column(key="theirs", label=gettext_lazy("As it stands now"), width="l"),
    Column(key="mine", label=gettext_lazy("As you typed it"), width="l"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An entry that the two versions have otherwise."""

    label: str | Promise
    theirs: str
    mine: str


def differences(form: WordingForm, rows: UnitRows, proposal: Proposal) -> list[Difference]:
    """List the entries in which what was typed is not what stands now."""
    units = Difference(label=_("Units"), theirs=_units_of(proposal), mine=_units_in(rows))
    return [one for one in (*_entries(form), units) if one.theirs != one.mine]


def _entries(form: WordingForm) -> Iterator[Difference]:
    for bound in form.visible_fields():
        now, typed = (_shown(bound.field, value) for value in (bound.initial, bound.value()))
        yield Difference(label=bound.label, theirs=now, mine=typed)


def _shown(field: forms.Field, value: object) -> str:
    """Write a value as people read it, and the same whether it was typed or stored."""
    if isinstance(field, forms.ChoiceField):
        return str(dict(Proposal.Cycle.choices).get(str(value), ""))
    return "" if value is None else "\n".join(str(value).split("\r\n")).strip()


def _units_of(proposal: Proposal) -> str:
    named = (_unit(row.role, row.unit.label if row.unit else row.name) for row in proposal.units.all())
    return " · ".join(named)


def _units_in(rows: UnitRows) -> str:
    return " · ".join(
        _unit(row.cleaned_data["role"], row.label or row.cleaned_data["written"])
        for row in rows.forms
        if row.chosen() is not None
    )


def _unit(role: str, name: str) -> str:
    return _("%(label)s: %(words)s") % {"label": ProposedUnit.Role(role).label, "words": name}
