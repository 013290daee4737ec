"""Long documents are read beside the requests; their page says how far that is, and what stood against it."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.working import Step, Work
from zeren_platform.organisation.queries import actor_of_person
from zeren_platform.sources import uploads
from zeren_platform.sources.models import Document, Upload
from zeren_platform.sources.use_cases import documents
from zeren_platform.ui.parts.states import followed
from zeren_platform.ui.shapes import Crumb

__all__ = ["WORK", "follow", "go_on", "show_upload", "throw_away", "try_again"]

State = Upload.State
# The second step that the page tells of: what was found is written down.
WRITING: Final = 1


def _waiting() -> QuerySet[Upload]:
    return Upload.objects.filter(state=State.READING).select_related("unit")


def _do(upload: Upload, step: Step) -> None:
    """Read the document, and put it in as whoever gave it; nobody else waits for the database meanwhile."""
    document = _put_in_already(upload) or _put_in(upload, step)
    done = Upload.objects.filter(pk=upload.pk)
    done.update(state=State.READ, document=document, content=b"", fault={})


def _put_in(upload: Upload, step: Step) -> Document:
    language = upload.language or None
    reading = documents.read_document(bytes(upload.content), language=language, file_name=upload.file_name)
    step(WRITING)
    now = timezone.now()
    return documents.add(
        actor=actor_of_person(upload.asked_by, at=now),
        data=reading,
        file_name=upload.file_name,
        unit_code=upload.unit.code,
        kind=upload.kind,
        title=upload.title,
        language=language,
        now=now,
    )


def _put_in_already(upload: Upload) -> Document | None:
    """Find the document where a process died between the act and the last word on it."""
    since = Document.objects.filter(added_at__gte=upload.begun_at, added_by=upload.begun_by, unit=upload.unit)
    return since.filter(sha256=upload.sha256).first()


WORK: Final = Work(waiting=_waiting, do=_do, refused=lambda _upload: {"state": State.FAILED})


def go_on(upload: Upload) -> None:
    """Let it be read, if it waits for that and nobody does; a look at it is enough."""
    if upload.state == State.READING:
        WORK.begin(upload, at=timezone.now())


@login_required
def show_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far it is, or what stood against it; lead on to the document when there is one."""
    upload = _looked_at(request, pk)
    if upload.document is not None:
        messages.success(request, _("“%(title)s” was read.") % {"title": upload.document.title})
        return redirect("sources:document", pk=upload.document.pk)
    context = {
        "upload": upload,
        "held": upload.fault.get("params", {}).get("document") if _is_held(upload) else None,
        "bar": followed(_bar(request, upload), reverse("sources:follow-upload", args=[pk])),
        "crumbs": [Crumb(label=_("Sources"), href=reverse("sources:documents")), Crumb(label=upload.called)],
    }
    return render(request, "sources/upload.html", context)


@login_required
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far it is, in the place that asks for it; lead on when that has an end."""
    upload = _looked_at(request, pk)
    address = reverse("sources:upload", args=[pk])
    if not getattr(request, "htmx", False):
        return redirect(address)
    if upload.state != State.READING:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponse(_bar(request, upload))


@login_required
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it once more: what an installation lacked may be there by now."""
    go_on(uploads.try_again(actor=actor_on(request), pk=pk))
    return redirect("sources:upload", pk=pk)


@login_required
@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget it."""
    uploads.throw_away(actor=actor_on(request), pk=pk)
    messages.success(request, _("The file was thrown away."))
    return redirect("sources:documents")


def _looked_at(request: HttpRequest, pk: int) -> Upload:
    upload = uploads.upload_for(actor_on(request), pk)
    go_on(upload)
    upload.refresh_from_db(fields=["starts", "progress", "state", "stirred_at", "fault"])
    return upload


def _bar(request: HttpRequest, upload: Upload) -> SafeString:
    context = {"writing": upload.progress >= WRITING}
    return SafeString(render_to_string("sources/upload_bar.html", context, request))


def _is_held(upload: Upload) -> bool:
    return bool(upload.fault) and upload.fault["code"] == documents.AlreadyHeldError.code
