"""What the preview of a file shows, and how far the clerk is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zeren_platform.organisation.choosing import ListedUnits
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.models import Import, ImportRow
from zeren_platform.responsibilities.staging import drafts
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.import_forms import MissingForm, NameForm, OrderForm
from zeren_platform.responsibilities.web.import_rows import COLUMNS, drawn, rows_in, tabs
from zeren_platform.ui.shapes import Crumb, Step

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = ["all_units", "crumbs_of", "names_of", "preview_of", "steps_of", "tab_of"]


def preview_of(request: HttpRequest, file: Import) -> dict[str, Any]:
    """Give all that the page of a file shows."""
    counts: Counter[str] = Counter(file.counts)
    # Who comes without a wish sees what needs a look; what is settled is a number.
    shown = request.GET.get("shown") or ("look" if counts["look"] else "all")
    page = queries.page_of_rows(
        file, shown=shown, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    is_open = file.state == Import.State.COMPARED
    changed = is_open and file.compared_with != drafts.state_of(file.edition)
    known = all_units()
    return {
        "file": file,
        "edition": file.edition,
        "grave": counts["grave"],
        "tab": tab_of(request),
        "tabs": tabs(counts, shown),
        "page": page,
        "columns": COLUMNS,
        "rows": drawn(page.rows, file, names={unit.code: unit.label for unit in known}, shown=shown, is_open=is_open),
        "is_open": is_open,
        "draft_changed": changed,
        "refusal": file.told_fault,
        "unread": _(", ").join(_unread(file)) if is_open else "",
        "names": names_of(file, known) if is_open and file.unknown else None,
        "names_left": max(len(file.unknown) - queries.NAMES_SHOWN, 0),
        "folded": rows_in(counts) - counts["look"] if shown == "look" else 0,
        "order": OrderForm(initial={"order": file.order}),
        "asks_order": bool(file.moved) or file.order == Import.Order.FILE,
        "goes_behind": file.displaced if file.missing == Import.Missing.KEEP else 0,
        "missing": MissingForm(initial={"missing": file.missing}),
        "missing_count": counts[ImportRow.Outcome.MISSING],
        "would_change": _would_change(file, counts),
        "steps": steps_of("preview", file),
        "crumbs": crumbs_of(file.edition),
        "back": edition_address(file.edition),
        "may_undo": file.state == Import.State.APPLIED,
    }


def all_units() -> "list[Unit]":
    """Give the units that there are and were."""
    return list(units())


def names_of(file: Import, known: "Sequence[Unit]", given: QueryDict | None = None) -> NameForm:
    """Ask what the names of the file mean that mean no unit."""
    named = ListedUnits({unit.code: unit.label for unit in known})
    return NameForm(given, names=queries.unknown_names(file, known), units=named)


def _unread(file: Import) -> list[str]:
    """Name the columns of which nothing is taken in."""
    return [head for head, key in zip(file.heads, file.columns, strict=False) if head.strip() and not key]


def _would_change(file: Import, outcomes: Mapping[str, int]) -> bool:
    removed = outcomes[ImportRow.Outcome.MISSING] if file.missing == Import.Missing.REMOVE else 0
    return bool(outcomes[ImportRow.Outcome.NEW] + outcomes[ImportRow.Outcome.CHANGED] + removed) or file.reorders


def tab_of(request: HttpRequest) -> str:
    """Name the rows that are shown, as the end of an address: every form of the preview carries it along."""
    shown = request.GET.get("shown", "")
    return f"?{urlencode({'shown': shown})}" if shown else ""


def crumbs_of(edition: Any) -> list[Crumb]:
    """Say where the page of a file stands."""
    return [
        Crumb(label=_("Registers"), href=reverse("responsibilities:registers")),
        Crumb(label=edition.register.title, href=edition_address(edition)),
        Crumb(label=_("Import"), href=reverse("responsibilities:put-in", args=[edition.pk])),
    ]


def steps_of(at: str, file: Import | None = None) -> Sequence[Step]:
    """Show how far the clerk is: file, columns, preview, applied."""
    addresses = (
        {"columns": "responsibilities:choose-columns", "preview": "responsibilities:import"} if file is not None else {}
    )
    named = (
        ("file", _("File")),
        ("columns", _("Columns of the file")),
        ("preview", _("Preview")),
        ("applied", _("Applied")),
    )
    done = file is not None and file.state in {Import.State.APPLIED, Import.State.UNDONE}
    at = "applied" if done else at
    order = [name for name, _label in named]
    return [
        Step(
            label=label,
            state="current" if name == at else "done" if order.index(name) < order.index(at) else "ahead",
            href=reverse(addresses[name], args=[file.pk]) if file and name in addresses and not done else "",
        )
        for name, label in named
    ]
