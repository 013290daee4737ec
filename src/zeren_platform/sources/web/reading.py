"""The pages on which documents are found, put in and known."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zeren.foundations.errors import NotPermittedError
from zeren.reading import (
    DamagedDocumentError,
    EncryptedDocumentError,
    MissingReaderError,
    PicturesOfPagesError,
    TooLargeError,
    UndecodableTextError,
    UnsupportedFormatError,
)
from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.common.sentences import sentence
from zeren_platform.ledger.queries import Chapter, story
from zeren_platform.organisation.published import names
from zeren_platform.organisation.queries import units
from zeren_platform.sources import permissions, queries, uploads
from zeren_platform.sources.models import Document, Meeting, Upload
from zeren_platform.sources.oddities import warning_of
from zeren_platform.sources.use_cases import documents
from zeren_platform.sources.web import uploading
from zeren_platform.sources.web.forms import DocumentForm, FilterForm
from zeren_platform.sources.web.labels import VERBS
from zeren_platform.ui.parts.words import day, moment
from zeren_platform.ui.shapes import Column, Crumb

__all__ = ["about_document", "add_document", "list_documents"]

COLUMNS: Final = (
    Column(key="title", label=gettext_lazy("Title"), width="xl"),
    Column(key="kind", label=gettext_lazy("Kind")),
    Column(key="issued", label=gettext_lazy("Issued"), hide_below="narrow"),
    Column(key="added", label=pgettext_lazy("the day on which a document was put in", "Added")),
    Column(key="to-decide", label=gettext_lazy("To decide"), align="end"),
    Column(key="accepted", label=gettext_lazy("Accepted"), align="end"),
    Column(key="proposals", label=gettext_lazy("Proposals"), align="end", hide_below="narrow"),
)
FAULTS_OF_THE_TEXT: Final = (
    UnsupportedFormatError,
    UndecodableTextError,
    TooLargeError,
    EncryptedDocumentError,
    DamagedDocumentError,
    PicturesOfPagesError,
    MissingReaderError,
    documents.EmptyDocumentError,
    documents.TooLargeError,
    documents.AlreadyHeldError,
)


@login_required
def list_documents(request: HttpRequest) -> HttpResponse:
    """List the documents, the newest first, with how many proposals wait in each."""
    actor, asked = actor_on(request), FilterForm(request.GET)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    read = uploads.uploads_for(actor)
    for upload in read:
        uploading.go_on(upload)
    page = queries.documents_for(
        actor,
        kind=chosen.get("kind", ""),
        words=chosen.get("words", ""),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    counted = queries.tallies(page.rows)
    context = {
        "form": asked,
        "narrowed": any(chosen.values()),
        "columns": COLUMNS,
        "page": page,
        "rows": [(document, counted[document.pk]) for document in page.rows],
        "may_add": permissions.may_add(actor),
        "uploads": read,
    }
    return render(request, "sources/documents.html", context)


@login_required
def add_document(request: HttpRequest) -> HttpResponse:
    """Put a document in; what is wrong with it is said beside the field, and nothing typed is lost."""
    actor = actor_on(request)
    if not permissions.may_add(actor):
        raise NotPermittedError(actor=actor.name)
    form = DocumentForm(request.POST or None, request.FILES or None, units=_units_of(actor))
    if request.method == "POST" and form.is_valid():
        added = _add(actor, form)
        if isinstance(added, Upload):
            uploading.go_on(added)
            return redirect("sources:upload", pk=added.pk)
        if added is not None:
            messages.success(request, _("“%(title)s” was read.") % {"title": added.title})
            return redirect("sources:document", pk=added.pk)
    return render(request, "sources/add.html", {"form": form, "held": form.held}, status=422 if form.errors else 200)


@login_required
def about_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the document says of itself: its facts, meetings with their agenda, instruments, and its story."""
    actor = actor_on(request)
    document = queries.document_for(actor, pk)
    facts = queries.facts_of(document)
    before, after = queries.edition_chain(actor, document)
    context = {
        "document": document,
        "before": before,
        "after": after,
        "crumbs": [
            Crumb(label=_("Sources"), href=reverse("sources:documents")),
            Crumb(label=document.title, href=reverse("sources:document", args=[pk])),
            Crumb(label=_("About this document")),
        ],
        "published": _published(document.published_at),
        "meetings": [(meeting, _agenda(meeting)) for meeting in facts.meetings],
        "instruments": facts.instruments,
        "warnings": [warning_of(found["code"], found["detail"]) for found in document.warnings],
        "story": _told(document),
        "overseer": queries.is_overseer(actor, document),
        "decides": permissions.may_decide(actor, document),
    }
    return render(request, "sources/about.html", context)


def _add(actor: Actor, form: DocumentForm) -> Document | Upload | None:
    """Put it in, a long one to be read beside the requests, or say beside the file or the text why not."""
    entry, (data, file_name) = form.cleaned_data, form.document()
    given = {name: entry[name] for name in ("kind", "title")} | {"unit_code": entry["unit"], "file_name": file_name}
    language, now = entry["language"], timezone.now()
    with shown_on(form):
        try:
            if uploads.is_long(data):
                return uploads.leave(actor=actor, data=data, language=language, at=now, **given)
            return documents.add(actor=actor, data=data, language=language or None, now=now, **given)
        except FAULTS_OF_THE_TEXT as error:
            # The other errors name the kind of document under the same word.
            form.held = error.params["document"] if isinstance(error, documents.AlreadyHeldError) else None
            form.add_error("file" if entry["file"] else "text", sentence(error))
    return None


def _published(printed: str) -> str:
    """Write the local time that stands on the page, or the day where it gives no time."""
    if not printed:
        return ""
    return moment(datetime.fromisoformat(printed)) if "T" in printed else day(date.fromisoformat(printed))


def _told(document: Document) -> list[Chapter]:
    """Tell the story of the document, with the names of the units in whose posts people acted."""
    chapters = story([document.subject])
    labels = names({chapter.unit for chapter in chapters})
    return [replace(chapter, unit=labels.get(chapter.unit, "")) for chapter in chapters]


def _agenda(meeting: Meeting) -> list[tuple[str, str | Promise]]:
    return [(item.object, VERBS.get(item.verb, item.verb)) for item in meeting.agenda.all()]


def _units_of(actor: Actor) -> list[tuple[str, str]]:
    """Offer the units in which the actor is a clerk; the platform itself may act for the roots."""
    codes = {standing.unit for standing in actor.standings if standing.role in permissions.DECIDES}
    return [(unit.code, unit.label) for unit in units(on=timezone.localdate()).filter(code__in=codes)]
