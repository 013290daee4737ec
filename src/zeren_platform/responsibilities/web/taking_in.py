"""The page on which accepted proposals of a document go into a register."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import Edition
from zeren_platform.responsibilities.queries.matters import texts_of, undecided
from zeren_platform.responsibilities.use_cases import editions, registers
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.forms import TakeInForm
from zeren_platform.sources.queries import accepted_not_taken, document_for, tallies

__all__ = ["take_in"]


@login_required
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a draft, or open a register, and put everything accepted into it at once."""
    actor = actor_on(request)
    document = document_for(actor, pk)
    drafts = [draft for draft in queries.drafts_for(actor) if permissions.may_keep(actor, draft.register)]
    communique = document.kind == document.Kind.COMMUNIQUE
    initial = {
        "draft": str(drafts[0].pk) if drafts else TakeInForm.NEW,
        # The title of a communiqué names the person who presided; a register's title is public.
        "title": "" if communique else document.title[:300],
        "kind": "meeting-decisions" if communique else "responsibility-list",
        "code": f"register-{timezone.localdate().year}-{pk}",
        "unit": document.unit.code,
    }
    keeping = UnitChoice(queries.keeping_units(actor))
    form = TakeInForm(request.POST or None, drafts=drafts, units=keeping, initial=initial)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            edition = _into(actor, form, pk)
            messages.success(request, _("The duties are in the draft. Check them, then adopt it."))
            return redirect(_next(request, edition))
    context = {
        "document": document,
        "form": form,
        "count": accepted_not_taken(document).count(),
        "open_count": tallies([document])[pk].open,
        "has_drafts": bool(drafts),
    }
    return render(request, "responsibilities/take_in.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest, edition: Edition) -> str:
    """Lead to the findings where other registers say nearly the same as what the draft now holds; else to the draft."""
    alike = {like.duty for like in undecided(actor_on(request), edition, texts_of(edition))}
    if not alike:
        return edition_address(edition)
    told = ngettext(
        "%(count)s duty says nearly the same as duties of other registers. Say whether it is one matter.",
        "%(count)s duties say nearly the same as duties of other registers. Say whether they are one matter.",
        len(alike),
    )
    messages.warning(request, told % {"count": len(alike)})
    return reverse("responsibilities:edition-findings", args=[edition.register.code, edition.number])


def _into(actor: Actor, form: TakeInForm, document_id: int) -> Edition:
    """Perform the one act that was chosen, and give the draft."""
    entry = dict(form.cleaned_data)
    draft, unit = entry.pop("draft"), entry.pop("unit")
    if draft == TakeInForm.NEW:
        register = registers.open(actor=actor, unit_code=unit, document_id=document_id, now=timezone.now(), **entry)
        return queries.editions_of(actor, register.code)[0]
    edition = queries.edition_for(actor, int(draft))
    editions.take_in(actor=actor, edition_id=edition.pk, document_id=document_id, now=timezone.now())
    return edition
