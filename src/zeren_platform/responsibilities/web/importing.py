"""The pages on which a clerk lays a file beside a draft, mends its rows, applies it, and undoes that."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zeren.foundations.errors import ZerenError
from zeren.reading import (
    DamagedDocumentError,
    EncryptedDocumentError,
    TooLargeError,
    UndecodableTextError,
    UnsupportedFormatError,
)
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on, status_of
from zeren_platform.common.sentences import sentence
from zeren_platform.organisation.choosing import ListedUnits
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.exchange.columns import BY_KEY
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
from zeren_platform.ui.parts.markup import labelled
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


# What stands against applying a file and against undoing that; each is told above the preview.
REFUSALS = (
    *(importing.AlreadyAppliedError, importing.DraftChangedError, importing.FaultyRowsError),
    *(importing.NothingToImportError, importing.DraftWorkedOnError, importing.NotAppliedError),
)


def _from_the_preview(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only forms act; who comes to their addresses by a link of the preview shown there sees the preview."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            told = request.GET.urlencode()
            return redirect(reverse("responsibilities:import", args=[pk]) + (f"?{told}" if told else ""))
        return view(request, pk)

    return answer


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
    table = int(tables.cleaned_data["table"]) if tables.is_valid() else file.table
    # What was said of the columns of one table says nothing of those of another.
    other = table != file.table
    columns = ColumnForm(None if other else request.POST or None, file=file)
    if tables.is_valid() and (other or columns.is_valid()):
        with shown_on(tables if other else columns):
            chosen = None if other else columns.chosen()
            files.choose(actor=actor, import_id=pk, table=table, columns=chosen)
            return redirect("responsibilities:choose-columns" if other else "responsibilities:import", pk=pk)
    context = {
        "file": file,
        "tables": tables,
        "columns": columns,
        "samples": columns.samples(),
        "steps": _steps("columns", file),
        "crumbs": _crumbs(file.edition),
    }
    status = 422 if tables.errors or columns.errors else 200
    return render(request, "responsibilities/import_columns.html", context, status=status)


@login_required
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what applying the file would do, row by row, and what is wrong with it."""
    file = queries.import_for(actor_on(request), pk)
    return render(request, "responsibilities/import.html", _preview(request, file))


@login_required
@_from_the_preview
def settle_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which units the names mean, in all rows at once; what is wrong stands beside the name."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    known = _all_units()
    form = _names(file, known, request.POST)
    if form.is_valid():
        with shown_on(form):
            files.decide(actor=actor, import_id=pk, meanings=form.meanings())
            return _back(request, pk)
    return _shown_again(request, file, names=form)


@login_required
@_from_the_preview
def settle_missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what becomes of the duties that the file does not have."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    form = MissingForm(request.POST)
    if form.is_valid():
        with shown_on(form):
            files.settle_missing(actor=actor, import_id=pk, missing=form.cleaned_data["missing"])
            return _back(request, pk)
    return _shown_again(request, file, missing=form)


@login_required
def mend_row(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Put one row right; the faults stand beside the fields in which they are."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    row = queries.import_row_for(file, line)
    form = RowForm(request.POST or None, file=file, row=row)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            files.mend(actor=actor, import_id=pk, line=line, entries=form.mended())
            return _back(request, pk)
    context = {
        "file": file,
        "row": row,
        "form": form,
        "faults": [labelled(BY_KEY[fault["column"]].label, told(fault)) for fault in row.faults],
        "back": _preview_address(request, pk),
        "tab": _tab(request),
        "crumbs": [*_crumbs(file.edition), Crumb(label=file.file_name, href=_preview_address(request, pk))],
    }
    return render(request, "responsibilities/import_row.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def leave_out(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Leave a row out, or take it in again."""
    files.leave_out(actor=actor_on(request), import_id=pk, line=line, out=request.POST.get("out") == "yes")
    return _back(request, pk)


@login_required
@_from_the_preview
def compare_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the file with the draft as it stands now."""
    files.compare_anew(actor=actor_on(request), import_id=pk)
    messages.success(request, _("Compared with the draft as it stands now. What you put right is kept."))
    return _back(request, pk)


@login_required
@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the file."""
    file = queries.import_for(actor_on(request), pk)
    files.throw_away(actor=actor_on(request), import_id=pk)
    messages.success(request, _("The file was thrown away. The draft is as it was."))
    return redirect("responsibilities:put-in", pk=file.edition_id)


@login_required
@_from_the_preview
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply the file; a refusal is told above the preview, and nothing is lost."""
    actor = actor_on(request)
    queries.import_for(actor, pk)
    try:
        importing.apply(actor=actor, import_id=pk, now=timezone.now())
    except REFUSALS as refusal:
        return _refused(request, pk, refusal)
    messages.success(request, _("The file was applied to the draft."))
    return redirect("responsibilities:import", pk=pk)


@login_required
@_from_the_preview
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the draft back as it stood before the file."""
    actor = actor_on(request)
    queries.import_for(actor, pk)
    try:
        importing.undo(actor=actor, import_id=pk, now=timezone.now())
    except REFUSALS as refusal:
        return _refused(request, pk, refusal)
    messages.success(request, _("The draft stands as before the file was applied."))
    return redirect("responsibilities:import", pk=pk)


@login_required
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Give the rows of the file with a column that says what is wrong, to be mended elsewhere."""
    file = queries.import_for(actor_on(request), pk)
    return sent(faulty.faulty_table(file), form="xlsx", name=_("mend-%(number)s") % {"number": pk})


def _shown_again(request: HttpRequest, file: Import, **forms: BaseForm) -> HttpResponse:
    """Show the preview with what was chosen and what is wrong with it."""
    return render(request, "responsibilities/import.html", {**_preview(request, file), **forms}, status=422)


def _refused(request: HttpRequest, pk: int, refusal: ZerenError) -> HttpResponse:
    """Show the file as it stands now, under what stood against the act."""
    context = {**_preview(request, queries.import_for(actor_on(request), pk)), "refusal": sentence(refusal)}
    return render(request, "responsibilities/import.html", context, status=status_of(refusal))


def _preview(request: HttpRequest, file: Import) -> dict[str, Any]:
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
        "grave": counts["grave"],
        "tab": _tab(request),
        "tabs": tabs(counts, shown),
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
    named = ListedUnits({unit.code: unit.label for unit in known})
    return NameForm(given, names=queries.unknown_names(file, known), units=named)


def _would_change(file: Import, outcomes: Mapping[str, int]) -> bool:
    removed = outcomes[ImportRow.Outcome.MISSING] if file.missing == Import.Missing.REMOVE else 0
    return bool(outcomes[ImportRow.Outcome.NEW] + outcomes[ImportRow.Outcome.CHANGED] + removed)


def _next_address(file: Import) -> str:
    compared = file.state == Import.State.COMPARED
    return reverse("responsibilities:import" if compared else "responsibilities:choose-columns", args=[file.pk])


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to the preview, to the rows that were shown there."""
    return redirect(_preview_address(request, pk))


def _preview_address(request: HttpRequest, pk: int) -> str:
    return reverse("responsibilities:import", args=[pk]) + _tab(request)


def _tab(request: HttpRequest) -> str:
    """Name the rows that are shown, as the end of an address: every form of the preview carries it along."""
    shown = request.GET.get("shown", "")
    return f"?{urlencode({'shown': shown})}" if shown else ""


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
