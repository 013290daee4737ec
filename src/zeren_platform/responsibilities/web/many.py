"""The pages on which many duties of a draft are changed, removed or moved at once: chosen, previewed, done, undone."""

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.pagination import Page
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.organisation.choosing import UnitChoice, offer_units
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.changes import ENTRIES, Change, Changed, ChangeKind, Said
from zeren_platform.responsibilities.models import Assignment, Duty, Edition
from zeren_platform.responsibilities.queries.many import chosen_duties, preview
from zeren_platform.responsibilities.use_cases import many
from zeren_platform.responsibilities.web.addresses import duty_address, edition_address
from zeren_platform.responsibilities.web.forms import DutyFilterForm, DutyForm, Narrowing
from zeren_platform.ui.shapes import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ChooseForm", "ManyForm", "PreviewRow", "change_many", "move", "put_back", "tools_of"]

# More lines of a preview are counted and not shown.
SHOWN: Final = 100
MOVE: Final = "move"
NOBODY: Final = ("", "–")
KEYS: Final = Media(
    js=[Script("responsibilities/list.js", type="module")]  # type: ignore[list-item]  # since Django 5.2
)
KINDS: Final = (
    ("field", gettext_lazy("Set the field")),
    ("cycle", gettext_lazy("Set the cycle")),
    ("level", gettext_lazy("Set the level")),
    ("due_on", gettext_lazy("Set the day on which they are due")),
    ("add-unit", gettext_lazy("Add a unit")),
    ("replace-unit", gettext_lazy("Replace a unit")),
    ("drop-unit", gettext_lazy("Take a unit out")),
    (MOVE, gettext_lazy("Move to another place")),
    ("remove", gettext_lazy("Take out of the draft")),
)
COLUMNS: Final = (
    Column(key="number", label=gettext_lazy("No."), align="end", width="xs", kind="number"),
    Column(key="duty", label=gettext_lazy("Duty"), kind="head"),
    Column(key="before", label=gettext_lazy("Before"), width="l", told=True),
    Column(key="after", label=gettext_lazy("After"), width="l", told=True),
)


class ChooseForm(forms.Form):
    """What to do to the duties that are ticked in the list, or to all that it is narrowed to."""

    kind = forms.ChoiceField(label=gettext_lazy("What to do with those ticked"), choices=KINDS)
    all = forms.BooleanField(required=False)

    def __init__(self, *, count: int | None) -> None:
        super().__init__(auto_id="many-%s")
        told = _("All that the filters leave")
        if count is not None:
            told = ngettext("All %(count)s that the filters leave", "All %(count)s that the filters leave", count)
        self.fields["all"].label = told % {"count": count}


def tools_of(request: HttpRequest, page: Page[Duty]) -> dict[str, object]:
    """Give what the list of a draft needs, so that many duties can be changed, and a change be undone.

    More than a page is not counted for each look at it: the next step says how many were chosen.
    """
    count = None if page.previous or page.next else len(page.rows)
    query = request.GET.copy()
    undo = query.pop("undo", [""])[-1]
    return {"many": ChooseForm(count=count), "undo": undo, "query": query.urlencode(), "keys": KEYS}


class ManyForm(forms.Form):
    """What is to be done to the duties that were chosen."""

    kind = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)
    # Key and version of each.
    chosen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in ENTRIES:
            self.fields["value"] = field = deepcopy(DutyForm.base_fields[kind])
            field.help_text = _("Left empty, it is taken away.")
        offered = UnitChoice(units())
        if kind.endswith("-unit"):
            self.fields["unit"] = forms.ChoiceField(label=_("Unit"))
            offer_units(self, "unit", offered, first=NOBODY)
        if kind == "add-unit":
            self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=Assignment.Role.choices, initial="support")
        if kind == "replace-unit":
            self.fields["to"] = forms.ChoiceField(label=_("Replace it by"))
            offer_units(self, "to", offered, first=NOBODY)
        if kind == MOVE:
            self.fields["before"] = forms.CharField(
                label=_("Before number"), required=False, help_text=_("Left empty, they go to the end.")
            )

    @property
    def change(self) -> Change:
        """Give the change that was asked for."""
        said = {name: str(found or "") for name, found in self.cleaned_data.items()}
        return Change(
            kind=cast("ChangeKind", said["kind"]),
            **{name: said[name] for name in ("value", "unit", "role", "to") if name in said},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One duty of the preview."""

    href: str
    number: str
    duty: str
    before: str
    after: str


@login_required
@require_POST
def change_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what to do to the duties that were ticked, show what it would do, and do it once that is confirmed."""
    actor, edition = actor_on(request), _draft(request, pk)
    chosen = _chosen(request, actor, edition)
    kind = request.POST.get("kind", "")
    if not chosen:
        messages.warning(request, _("No duty was ticked."))
        return redirect(_list_address(request, edition))
    duties = chosen_duties(actor, edition, chosen)
    given = "chosen" in request.POST
    # What takes no further word is previewed at once.
    asked = {"kind": kind, "chosen": _written(chosen)}
    form = ManyForm(request.POST if given else asked if kind == "remove" else None, kind=kind, initial=asked)
    found: Sequence[Changed] = []
    if form.is_bound and form.is_valid():
        with shown_on(form):
            if request.POST.get("confirmed") or kind == MOVE:
                return _done(request, actor, edition, form, chosen)
            found = preview(duties, form.change)
            if not found:
                form.add_error(None, _("No duty that was chosen would change."))
    context = {
        "edition": edition,
        "form": form,
        "label": dict(KINDS).get(kind, ""),
        "kind": kind,
        "count": len(duties),
        "changed": len(found),
        "columns": COLUMNS[:3] if kind == "remove" else COLUMNS,
        "rows": _rows(found[:SHOWN], kind),
        "further": max(len(found) - SHOWN, 0),
        "back": _list_address(request, edition),
        "query": request.POST.get("query", ""),
    }
    return render(request, "responsibilities/many.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a duty before or after another one, as the keys do."""
    actor, edition = actor_on(request), _draft(request, pk)
    keys = [int(key) for key in request.POST.getlist("duty") if key.isdecimal()]
    before, after = request.POST.get("before", ""), request.POST.get("after", "")
    place = int(before) if before.isdecimal() else None
    if after.isdecimal():
        place = queries.neighbours_of(queries.duty_for(actor, int(after))).after
    many.move(actor=actor, edition_id=pk, duties=keys, before=place, now=timezone.now())
    return redirect(_list_address(request, edition))


@login_required
@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a change of many."""
    edition = _draft(request, pk)
    uid = request.POST.get("uid", "")
    count = many.put_back(actor=actor_on(request), edition_id=pk, uid=uid, now=timezone.now())
    told = ngettext("%(count)s duty says again what it said.", "%(count)s duties say again what they said.", count)
    messages.success(request, told % {"count": count})
    return redirect(_list_address(request, edition))


def _draft(request: HttpRequest, pk: int) -> Edition:
    edition = queries.edition_for(actor_on(request), pk)
    permissions.require_keep(actor_on(request), edition.register)
    return edition


def _done(request: HttpRequest, actor: Actor, edition: Edition, form: ManyForm, chosen: dict[int, int]) -> HttpResponse:
    """Do it, and lead back to the list, where a change can be undone."""
    now, address = timezone.now(), _list_address(request, edition)
    kind = form.cleaned_data["kind"]
    if kind == MOVE:
        place = _place(edition, form.cleaned_data["before"])
        count = many.move(actor=actor, edition_id=edition.pk, duties=list(chosen), before=place, now=now)
    elif kind == "remove":
        count = many.remove(actor=actor, edition_id=edition.pk, versions=chosen, now=now)
    else:
        uid, count = many.change(actor=actor, edition_id=edition.pk, versions=chosen, wanted=form.change, now=now)
        address += f"{'&' if '?' in address else '?'}undo={uid}"
    told = ngettext("%(count)s duty was changed.", "%(count)s duties were changed.", count)
    messages.success(request, told % {"count": count})
    return redirect(address)


def _place(edition: Edition, number: str) -> int | None:
    """Give the key of the duty with that number; none for the end."""
    if not number.strip():
        return None
    found = edition.duties.filter(number=number.strip()).values_list("pk", flat=True).first()
    if found is None:
        raise NotFoundError(duty=number)
    return found


def _chosen(request: HttpRequest, actor: Actor, edition: Edition) -> dict[int, int]:
    """Give key and version of what was ticked, of all that match the filter, or of what an earlier step chose."""
    if "chosen" in request.POST:
        pairs = [pair.partition(":") for pair in request.POST["chosen"].split()]
        return {int(key): int(version) for key, _, version in pairs if key.isdecimal() and version.isdecimal()}
    rows = edition.duties.all()
    if request.POST.get("all"):
        asked = DutyFilterForm(
            QueryDict(request.POST.get("query", "")), choices=Narrowing.in_edition(edition), is_draft=True
        )
        rows = queries.duties_for(actor, edition, chosen=asked.chosen(whole=True))
    else:
        rows = rows.filter(pk__in=[int(key) for key in request.POST.getlist("duty") if key.isdecimal()])
    return dict(rows.order_by().values_list("pk", "version"))


def _written(chosen: dict[int, int]) -> str:
    return " ".join(f"{key}:{version}" for key, version in chosen.items())


def _list_address(request: HttpRequest, edition: Edition) -> str:
    query = request.POST.get("query", "")
    return f"{edition_address(edition)}?{query}" if query else edition_address(edition)


def _rows(found: "Sequence[Changed]", kind: str) -> list[PreviewRow]:
    labels = _labels(found) if kind.endswith("-unit") else {}
    return [
        PreviewRow(
            href=duty_address(one.duty.pk),
            number=one.duty.number,
            duty=one.duty.title or one.duty.text[:80],
            before=_said(_besides(one.before, one.after), kind, labels),
            after=_said(_besides(one.after, one.before), kind, labels),
        )
        for one in found
    ]


def _labels(found: "Sequence[Changed]") -> dict[str, str]:
    """Name the units of which the preview speaks."""
    said = (part for one in found for side in (one.before, one.after) if not isinstance(side, str) for part in side)
    return {unit.code: unit.label for unit in units().filter(code__in={code for code, _role in said})}


def _besides(said: Said, other: Said) -> Said:
    """Leave out the parts of units that stand in *other* too."""
    return said if isinstance(said, str) or isinstance(other, str) else tuple(one for one in said if one not in other)


def _said(said: Said, kind: str, labels: dict[str, str]) -> str:
    """Write what a duty says in words."""
    if isinstance(said, str):
        choices = {"cycle": Duty.Cycle, "level": Duty.Level}.get(kind)
        return str(choices(said).label) if choices and said else said or "–"
    roles = dict(Assignment.Role.choices)
    told = ({"unit": labels.get(code, code), "role": roles.get(role, role)} for code, role in said)
    return _(", ").join(_("%(unit)s (%(role)s)") % one for one in told) or "–"
