"""The pages on which a clerk lays a file beside a draft, mends its rows, applies it, and undoes that."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse
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
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.exchange.columns import BY_KEY
from zeren_platform.responsibilities.exchange.faults import told
from zeren_platform.responsibilities.exchange.files import LARGEST_MB, MOST_ROWS
from zeren_platform.responsibilities.exchange.sending import sent
from zeren_platform.responsibilities.models import Import
from zeren_platform.responsibilities.staging import faulty, files
from zeren_platform.responsibilities.use_cases import importing
from zeren_platform.responsibilities.web.import_forms import (
    ColumnForm,
    MissingForm,
    OrderForm,
    RowForm,
    TableForm,
    UploadForm,
)
from zeren_platform.responsibilities.web.import_preview import (
    all_units,
    crumbs_of,
    names_of,
    preview_of,
    steps_of,
    tab_of,
)
from zeren_platform.responsibilities.web.import_progress import ACTS, WAITS, WORK, show_progress
from zeren_platform.ui.parts.markup import labelled
from zeren_platform.ui.shapes import Crumb

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
    "settle_order",
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
    files.StillReadingError,
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
                lay = files.leave if files.is_long(given.size) else files.put_in
                now = timezone.now()
                file = lay(actor=actor, edition_id=pk, content=given.read(), file_name=given.name, at=now)
                if file.is_waited_for:
                    WORK.begin(file, at=now)
            except FAULTS_OF_THE_FILE as fault:
                form.add_error("file", sentence(fault))
            else:
                return redirect(_next_address(file))
    context = {
        "edition": edition,
        "form": form,
        "limits": {"mb": LARGEST_MB, "rows": MOST_ROWS, "days": files.KEPT_DAYS},
        "beside": queries.imports_beside(actor, edition),
        "steps": steps_of("file"),
        "crumbs": crumbs_of(edition),
    }
    return render(request, "responsibilities/import_file.html", context, status=422 if form.errors else 200)


@login_required
def choose_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the table of the file, and say what its columns hold."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    if file.state in WAITS:
        return redirect("responsibilities:import", pk=pk)
    tables = TableForm(request.POST or None, file=file)
    table = int(tables.cleaned_data["table"]) if tables.is_valid() else file.table
    # What was said of the columns of one table says nothing of those of another.
    other = table != file.table
    columns = ColumnForm(None if other else request.POST or None, file=file)
    if tables.is_valid() and (other or columns.is_valid()):
        with shown_on(tables if other else columns):
            chosen = None if other else columns.chosen()
            file = files.choose(actor=actor, import_id=pk, table=table, columns=chosen)
            stays = other and file.state not in WAITS
            return redirect("responsibilities:choose-columns" if stays else "responsibilities:import", pk=pk)
    context = {
        "file": file,
        "tables": tables,
        "columns": columns,
        "samples": columns.samples(),
        "steps": steps_of("columns", file),
        "crumbs": crumbs_of(file.edition),
    }
    status = 422 if tables.errors or columns.errors else 200
    return render(request, "responsibilities/import_columns.html", context, status=status)


@login_required
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what applying the file would do, row by row, and what is wrong with it; of a long one how far it is."""
    file = queries.import_for(actor_on(request), pk)
    if file.state in WAITS:
        return show_progress(request, file)
    return render(request, "responsibilities/import.html", preview_of(request, file))


@login_required
@_from_the_preview
def settle_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which units the names mean, in all rows at once; what is wrong stands beside the name."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    if request.POST.get("keep"):
        files.decide(actor=actor, import_id=pk, meanings=dict.fromkeys(file.unknown, ""))
        return _back(request, pk)
    known = all_units()
    form = names_of(file, known, request.POST)
    if form.is_valid():
        with shown_on(form):
            files.decide(actor=actor, import_id=pk, meanings=form.meanings())
            return _back(request, pk)
    return _shown_again(request, file, names=form)


@login_required
@_from_the_preview
def settle_missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what becomes of the duties that the file does not have."""
    return _settled(request, pk, "missing", MissingForm(request.POST))


@login_required
@_from_the_preview
def settle_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in which order the duties stand once the file is applied."""
    return _settled(request, pk, "order", OrderForm(request.POST))


def _settled(request: HttpRequest, pk: int, name: str, form: BaseForm) -> HttpResponse:
    """Settle what one form of the preview asks; its one field is called as what it settles."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    if form.is_valid():
        with shown_on(form):
            files.settle(actor=actor, import_id=pk, **form.cleaned_data)
            return _back(request, pk)
    return _shown_again(request, file, **{name: form})


@login_required
def mend_row(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Put one row right; the faults stand beside the fields in which they are."""
    actor = actor_on(request)
    file = queries.import_for(actor, pk)
    row = queries.import_row_for(file, line)
    names = {unit.code: unit.label for unit in all_units()}
    form = RowForm(request.POST or None, file=file, row=row, names=names)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            files.mend(actor=actor, import_id=pk, line=line, entries=form.mended())
            return _back(request, pk)
    context = {
        "file": file,
        "row": row,
        "form": form,
        "faults": [labelled(BY_KEY[fault["column"]].label, told(fault, names)) for fault in row.faults],
        "back": _preview_address(request, pk),
        "tab": tab_of(request),
        "crumbs": [*crumbs_of(file.edition), Crumb(label=file.file_name, href=_preview_address(request, pk))],
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
    file = files.compare_anew(actor=actor_on(request), import_id=pk)
    if file.state not in WAITS:
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
    return _done(request, pk, Import.State.APPLYING, _("The file was applied to the draft."))


@login_required
@_from_the_preview
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the draft back as it stood before the file."""
    return _done(request, pk, Import.State.UNDOING, _("The draft stands as before the file was applied."))


def _done(request: HttpRequest, pk: int, act: Import.State, told: str) -> HttpResponse:
    """Do the act, or if that takes long let it be done beside the requests."""
    actor, now = actor_on(request), timezone.now()
    file = queries.import_for(actor, pk)
    if files.is_long(file.size):
        file = files.leave_act(actor=actor, import_id=pk, act=act)
    if file.state == act:
        WORK.begin(file, at=now)
        return redirect("responsibilities:import", pk=pk)
    try:
        ACTS[act](actor=actor, import_id=pk, now=now)
    except REFUSALS as refusal:
        return _refused(request, pk, refusal)
    messages.success(request, told)
    return redirect("responsibilities:import", pk=pk)


@login_required
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Give the rows of the file with a column that says what is wrong, to be mended elsewhere."""
    file = queries.import_for(actor_on(request), pk)
    return sent(faulty.faulty_table(file), form="xlsx", name=_("mend-%(number)s") % {"number": pk})


def _shown_again(request: HttpRequest, file: Import, **forms: BaseForm) -> HttpResponse:
    """Show the preview with what was chosen and what is wrong with it; while there is none, say why."""
    if file.state in WAITS:
        return show_progress(request, file, files.busy(file))
    return render(request, "responsibilities/import.html", {**preview_of(request, file), **forms}, status=422)


def _refused(request: HttpRequest, pk: int, refusal: ZerenError) -> HttpResponse:
    """Show the file as it stands now, under what stood against the act."""
    file = queries.import_for(actor_on(request), pk)
    if file.state in WAITS:
        return show_progress(request, file, refusal)
    context = {**preview_of(request, file), "refusal": sentence(refusal)}
    return render(request, "responsibilities/import.html", context, status=status_of(refusal))


def _next_address(file: Import) -> str:
    compared = file.state in {Import.State.COMPARED, *WAITS}
    return reverse("responsibilities:import" if compared else "responsibilities:choose-columns", args=[file.pk])


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to the preview, to the rows that were shown there."""
    return redirect(_preview_address(request, pk))


def _preview_address(request: HttpRequest, pk: int) -> str:
    return reverse("responsibilities:import", args=[pk]) + tab_of(request)
