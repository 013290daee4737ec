"""The page on which a clerk corrects what is said of a document."""

import json
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.sources import permissions, queries
from zeren_platform.sources.models import Document
from zeren_platform.sources.use_cases import facts
from zeren_platform.sources.use_cases.facts import LONGEST, DocumentFacts

__all__ = ["FactsForm", "correct"]


class FactsForm(forms.Form):
    """What is said of a document, and what was said of it when the form was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Document.Kind.choices)
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=LONGEST["title"], widget=forms.Textarea({"rows": 2})
    )
    issuer = forms.CharField(label=gettext_lazy("Issuer"), required=False, max_length=LONGEST["issuer"])
    document_number = forms.CharField(
        label=gettext_lazy("Document number"), required=False, max_length=LONGEST["document_number"]
    )
    index_number = forms.CharField(
        label=gettext_lazy("Index number"), required=False, max_length=LONGEST["index_number"]
    )
    issued_on = forms.DateField(
        label=gettext_lazy("Issued"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    @classmethod
    def of(cls, document: Document, **given: Any) -> "FactsForm":
        """Show what is said now."""
        held = facts.facts_of(document)
        told = {name: getattr(held, name) for name, _words in held.written}
        return cls(initial={**told, "seen": json.dumps(dict(held.written), ensure_ascii=False)}, **given)

    def facts(self) -> DocumentFacts:
        """Give what was typed."""
        return DocumentFacts(**{name: found for name, found in self.cleaned_data.items() if name != "seen"})

    def before(self) -> DocumentFacts | None:
        """Give what was said when the form was opened; nothing where that cannot be read."""
        try:
            told = json.loads(self.cleaned_data["seen"])
            day = told.pop("issued_on")
            return DocumentFacts(**told, issued_on=date.fromisoformat(day) if day else None)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a document's kind, title, issuer, numbers and day."""
    actor = actor_on(request)
    document = queries.document_for(actor, pk)
    permissions.require_decide(actor, document)
    form = FactsForm.of(document, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            facts.correct(actor=actor, document_id=pk, facts=form.facts(), before=form.before(), now=timezone.now())
            messages.success(request, _("The document was corrected."))
            return redirect("sources:about", pk=pk)
    context = {"document": document, "form": form}
    return render(request, "sources/correct.html", context, status=422 if form.errors else 200)
