"""The pages on which a clerk lays a file beside a draft, mends its rows, applies it, and undoes that."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zeren.foundations.errors import ZerenError
from zeren.reading import (
    DamagedDocumentError,
    EncryptedDocumentError,
    TooLargeError,
    UndecodableTextError,
    UnsupportedFormatError,
)
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.common.sentences import sentence
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.exchange.faults import told
from zeren_platform.responsibilities.exchange.files import LARGEST_MB, MOST_ROWS
from zeren_platform.responsibilities.exchange.sending import sent
from zeren_platform.responsibilities.models import Import, ImportRow
from zeren_platform.responsibilities.staging import drafts, faulty, files
from zeren_platform.responsibilities.use_cases import importing
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.import_forms import (
    ColumnForm,
    MissingForm,
    NameForm,
    RowForm,
    TableForm,
    UploadForm,
)
from zeren_platform.responsibilities.web.import_rows import COLUMNS, drawn, tabs
from zeren_platform.ui.shapes import Crumb, Step

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = [
    "apply",
    "choose_columns",
    "compare_anew",
    "download",
    "leave_out",
    "mend_row",
    "put_in",
    "settle_missing",
    "settle_names",
    "show_import",
    "throw_away",
    "undo",
]

FAULTS_OF_THE_FILE = (
    UnsupportedFormatError,
    UndecodableTextError,
    TooLargeError,
    EncryptedDocumentError,
    DamagedDocumentError,
)


@login_required
def put_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a file in beside a draft; what is wrong with it as a file is said beside the field."""
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    permissions.require_keep(actor, edition.register)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        with shown_on(form):
            try:
                file = files.put_in(
                    actor=actor, edition_id=pk, content=given.read(), file_name=given.name, at=timezone.now()
                )
            except FAULTS_OF_THE_FILE as fault:
                form.add_error("file", sentence(fault))
            else:
                return redirect(_next_address(file))
    context = {
        "edition": edition,
        "form": form,
        "limits": {"mb": LARGEST_MB, "rows": MOST_ROWS, "days": files.KEPT_DAYS},
        "beside": queries.imports_beside(actor, edition),
        "steps": _steps("file"),
        "crumbs": _crumbs(edition),
    }
    return render(request, "responsibilities/import_file.html", context, status=422 if form.errors else 200)


@login_required
def choose_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the table of the file, and say what its columns hold."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    tables = TableForm(request.POST or None, file=file)
    columns = ColumnForm(request.POST or None, file=file)
    if request.method == "POST" and tables.is_valid():
        other = int(tables.cleaned_data["table"]) != file.table
        if other or columns.is_valid():
            with shown_on(columns):
                chosen = None if other else columns.chosen()
                files.choose(actor=actor, import_id=pk, table=int(tables.cleaned_data["table"]), columns=chosen)
                return redirect("responsibilities:choose-columns" if other else "responsibilities:import", pk=pk)
    context = {
        "file": file,
        "tables": tables,
        "columns": columns,
        "samples": columns.samples(),
        "steps": _steps("columns", file),
        "crumbs": _crumbs(file.edition),
    }
    return render(request, "responsibilities/import_columns.html", context, status=422 if columns.errors else 200)


@login_required
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what applying the file would do, row by row, and what is wrong with it."""
    file = queries.import_for(actor_on(request), pk)
    return render(request, "responsibilities/import.html", _preview(request, file))


@login_required
@require_POST
def settle_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which units the names mean, in all rows at once."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    form = _names(file, _all_units(), request.POST)
    if form.is_valid() and (meanings := form.meanings()):
        files.decide(actor=actor, import_id=pk, meanings=meanings)
    return redirect("responsibilities:import", pk=pk)


@login_required
@require_POST
def settle_missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what becomes of the duties that the file does not have."""
    form = MissingForm(request.POST)
    if form.is_valid():
        files.settle_missing(actor=actor_on(request), import_id=pk, missing=form.cleaned_data["missing"])
    return redirect("responsibilities:import", pk=pk)


@login_required
def mend_row(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Put one row right; the faults stand beside the fields in which they are."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    row = queries.import_row_for(file, line)
    form = RowForm(request.POST or None, file=file, row=row)
    if request.method == "POST" and form.is_valid():
        files.mend(actor=actor, import_id=pk, line=line, entries=form.mended())
        return redirect(f"{reverse('responsibilities:import', args=[pk])}?shown={request.GET.get('shown', '')}")
    context = {
        "file": file,
        "row": row,
        "form": form,
        "faults": [told(fault) for fault in row.faults],
        "crumbs": [*_crumbs(file.edition), _crumb(file)],
    }
    return render(request, "responsibilities/import_row.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def leave_out(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Leave a row out, or take it in again."""
    files.leave_out(actor=actor_on(request), import_id=pk, line=line, out=request.POST.get("out") == "yes")
    return redirect("responsibilities:import", pk=pk)


@login_required
@require_POST
def compare_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the file with the draft as it stands now."""
    files.compare_anew(actor=actor_on(request), import_id=pk)
    messages.success(request, _("Compared with the draft as it stands now. What you put right is kept."))
    return redirect("responsibilities:import", pk=pk)


@login_required
@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the file."""
    file = queries.import_for(actor_on(request), pk)
    files.throw_away(actor=actor_on(request), import_id=pk)
    messages.success(request, _("The file was thrown away. The draft is as it was."))
    return redirect("responsibilities:put-in", pk=file.edition_id)


@login_required
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply the file; a refusal is told above the preview, and nothing is lost."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    try:
        importing.apply(actor=actor, import_id=pk, now=timezone.now())
    except (importing.DraftChangedError, importing.FaultyRowsError, importing.NothingToImportError) as refusal:
        return render(request, "responsibilities/import.html", _preview(request, file, refusal), status=409)
    messages.success(request, _("The file was applied to the draft."))
    return redirect("responsibilities:import", pk=pk)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the draft back as it stood before the file."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    try:
        importing.undo(actor=actor, import_id=pk, now=timezone.now())
    except (importing.DraftWorkedOnError, importing.NotAppliedError) as refusal:
        return render(request, "responsibilities/import.html", _preview(request, file, refusal), status=409)
    messages.success(request, _("The draft stands as before the file was applied."))
    return redirect("responsibilities:import", pk=pk)


@login_required
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Give the rows of the file with a column that says what is wrong, to be mended elsewhere."""
    file = queries.import_for(actor_on(request), pk)
    return sent(faulty.faulty_table(file), form="xlsx", name=_("mend-%(number)s") % {"number": pk})


def _preview(request: HttpRequest, file: Import, refusal: ZerenError | None = None) -> dict[str, Any]:
    shown = request.GET.get("shown", "")
    counts: Counter[str] = Counter(file.counts)
    page = queries.page_of_rows(
        file, shown=shown, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    is_open = file.state == Import.State.COMPARED
    changed = is_open and file.compared_with != drafts.state_of(file.edition)
    known = _all_units()
    return {
        "file": file,
        "edition": file.edition,
        "refusal": sentence(refusal) if refusal else "",
        "grave": counts["grave"],
        "tabs": tabs(request, counts, shown),
        "page": page,
        "columns": COLUMNS,
        "rows": drawn(page.rows, file, names={unit.code: unit.label for unit in known}, shown=shown, is_open=is_open),
        "is_open": is_open,
        "draft_changed": changed,
        "names": _names(file, known) if is_open and file.unknown else None,
        "names_left": max(len(file.unknown) - queries.NAMES_SHOWN, 0),
        "missing": MissingForm(initial={"missing": file.missing}),
        "missing_count": counts[ImportRow.Outcome.MISSING],
        "would_change": _would_change(file, counts),
        "steps": _steps("preview", file),
        "crumbs": _crumbs(file.edition),
        "back": edition_address(file.edition),
        "may_undo": file.state == Import.State.APPLIED,
    }


def _all_units() -> "list[Unit]":
    return list(units())


def _names(file: Import, known: "Sequence[Unit]", given: QueryDict | None = None) -> NameForm:
    named = [(unit.code, unit.label) for unit in known]
    return NameForm(given, names=queries.unknown_names(file, known), units=named)


def _would_change(file: Import, outcomes: Mapping[str, int]) -> bool:
    removed = outcomes[ImportRow.Outcome.MISSING] if file.missing == Import.Missing.REMOVE else 0
    return bool(outcomes[ImportRow.Outcome.NEW] + outcomes[ImportRow.Outcome.CHANGED] + removed)


def _next_address(file: Import) -> str:
    compared = file.state == Import.State.COMPARED
    return reverse("responsibilities:import" if compared else "responsibilities:choose-columns", args=[file.pk])


def _crumb(file: Import) -> Crumb:
    return Crumb(label=file.file_name, href=reverse("responsibilities:import", args=[file.pk]))


def _crumbs(edition: Any) -> list[Crumb]:
    return [
        Crumb(label=_("Registers"), href=reverse("responsibilities:registers")),
        Crumb(label=edition.register.title, href=edition_address(edition)),
        Crumb(label=_("Import"), href=reverse("responsibilities:put-in", args=[edition.pk])),
    ]


def _steps(at: str, file: Import | None = None) -> Sequence[Step]:
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
