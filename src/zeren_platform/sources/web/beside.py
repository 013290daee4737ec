"""What others do at the same document meanwhile: asked every few seconds, answered only when there is news."""

from hashlib import sha256

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.sources import permissions, presence, queries
from zeren_platform.sources.web.drawing import draw_news
from zeren_platform.sources.web.forms import seen_in
from zeren_platform.ui.parts.actions import hidden
from zeren_platform.ui.parts.markup import join

__all__ = ["beside"]


@login_required
@require_POST
def beside(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who else is here and which of the cards shown are out of date; nothing (204) where that was told already."""
    actor, now = actor_on(request), timezone.now()
    document = queries.readable_documents(actor).select_related("unit").defer("text", "warnings").filter(pk=pk).first()
    if document is None:
        raise NotFoundError(document=pk)
    permissions.require_decide(actor, document)
    given = request.POST.get("open", "")
    opened = int(given) if given.isdecimal() and len(given) < 19 else None  # noqa: PLR2004 - digits that a key may have
    others = presence.meet(actor, document, opened=opened, now=now)
    changed = presence.changed_since(document, seen_in(request.POST, "shown"))
    news = draw_news(others, changed, opened=opened)
    # A mark as an ETag would be; it goes with the question, since what is shown on the page is part of that too.
    told = sha256(news.encode()).hexdigest()[:16]
    if told == request.POST.get("told"):
        return HttpResponse(status=204)
    return HttpResponse(join([hidden(name="told", value=told), news]))
