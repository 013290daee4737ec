"""A list of duties for paper: all that the filters leave, in its groups, with nothing to press."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.forms import DutyFilterForm, Narrowing
from zeren_platform.responsibilities.web.listing import listing

__all__ = ["print_register"]

# More than this is no list for paper; the file of the list holds all.
MOST = 20_000


@login_required
def print_register(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show every row of the list as its page is narrowed and arranged."""
    actor = actor_on(request)
    edition = queries.chosen_edition(queries.editions_of(actor, code), number)
    if edition is None:
        raise NotFoundError(edition=number)
    choices = Narrowing.in_edition(edition)
    form = DutyFilterForm(request.GET, choices=choices, is_draft=not edition.is_adopted)
    query = request.GET.copy()
    for gone in ("after", "before", "closed"):
        query.pop(gone, None)
    chosen = form.chosen(whole=bool(request.GET.get("whole")))
    listed = listing(query, actor, edition, chosen, choices.found, keeps=False, size=MOST)
    address = edition_address(edition)
    context = {
        **listed,
        "edition": edition,
        "filters": [(bound.label, bound.value()) for bound in form if bound.value()],
        "address": request.build_absolute_uri(address),
        "back": f"{address}?{request.GET.urlencode()}",
        "on": timezone.localdate(),
        "count": len(listed["page"].rows),
    }
    return render(request, "responsibilities/print.html", context)
