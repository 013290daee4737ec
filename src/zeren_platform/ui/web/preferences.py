"""What a reader prefers, chosen without a script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from zeren_platform.ui.preferences import COOKIE, ReadingPreferences

__all__ = ["choose"]

YEAR = 365 * 24 * 3600


@require_POST
def choose(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the choice in a cookie and go back to the page it was made on."""
    chosen = ReadingPreferences.chosen(
        theme=request.POST.get("theme", ""),
        contrast=request.POST.get("contrast", ""),
        size=request.POST.get("size", ""),
    )
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(
        COOKIE, chosen.cookie(), max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
    )
    return response


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
