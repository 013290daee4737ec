"""Public pages are kept by anybody; what they tell changes only with the ledger and its log: their tag."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from zeren_platform.common import memory
from zeren_platform.ledger.published import PublicHead, head, reach
from zeren_platform.organisation.published import jurisdiction
from zeren_platform.portal.web.addresses import is_static
from zeren_platform.ui.exporting import ASKED
from zeren_platform.ui.preferences import COOKIE

__all__ = ["head_on", "is_kept", "keep_nothing", "kept_whole", "place_of", "public", "remembered"]

P = ParamSpec("P")
Found = TypeVar("Found")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

SECONDS: Final = 60
# What asks for pages that nobody asks for again: words that were typed, and a file of all pages.
PASSING: Final = ("words", ASKED[0])
# Changes with what the pages are made of: programs, templates, looks and words.
PACKAGE: Final = Path(__file__).resolve().parents[2]
MADE_OF: Final = ("*.py", "*.html", "*.css", "*.mo")
VERSION: Final = str(max(path.stat().st_mtime_ns for kind in MADE_OF for path in PACKAGE.rglob(kind)))


def public(view: View[P]) -> View[P]:
    """Let *view* be kept for a minute, unless the reader is somebody in particular."""
    tagged = condition(etag_func=_tag)(view)

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request.ledger_head = head()  # type: ignore[attr-defined]  # Django's request is open to additions
        response = (tagged if is_kept(request) else view)(request, *args, **kwargs)
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        if getattr(request, "passing", False):
            # Its tag names the record, and with the same record the page will say more.
            del response["ETag"]
            patch_cache_control(response, private=True, no_store=True)
        elif is_kept(request) and response.status_code in {200, 304}:
            patch_cache_control(response, public=True, max_age=SECONDS)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return require_safe(answer)


def kept_whole(view: View[P]) -> View[P]:
    """Let the page of a ``public`` view be rendered once for each state of the record, and not for each reader.

    What somebody typed is looked for anew: there is no end of words, and the memory is small.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        tag = _tag(request)
        if not tag or is_static(request) or not is_kept(request) or any(map(request.GET.get, PASSING)):
            return view(request, *args, **kwargs)
        asked = _Asked(tag=tag, site=f"{request.scheme}://{request.get_host()}")
        made = remembered(request, _rendered, asked, _Maker(lambda: view(request, *args, **kwargs)))
        return HttpResponse(made.content, content_type=made.content_type)

    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """All that a page depends on besides the record."""

    tag: str
    site: str


class _Maker:
    """How a page is made: equal to every other, since what was asked says which page it is."""

    def __init__(self, make: Callable[[], HttpResponseBase]) -> None:
        self.make: Callable[[], HttpResponseBase] | None = make

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Maker)

    def __hash__(self) -> int:
        return 0

    def __call__(self) -> HttpResponseBase:
        """Make it once, and let go of the request that it was made for."""
        make, self.make = self.make, None
        if make is None:
            raise RuntimeError("a page is made once")
        return make()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page as it was made."""

    content: bytes
    content_type: str


def _rendered(_asked: _Asked, maker: _Maker) -> _Page:
    response = maker()
    if not isinstance(response, HttpResponse):
        raise TypeError("what is streamed is never kept")
    return _Page(content=response.content, content_type=response["Content-Type"])


def head_on(request: HttpRequest) -> PublicHead:
    """Give the ledger's head as it was when the request came; it is asked for once."""
    found: PublicHead = request.ledger_head  # type: ignore[attr-defined]  # Django's request is open to additions
    return found


def remembered(request: HttpRequest, read: Callable[..., Found], *args: object) -> Found:
    """Give what *read* gives, read anew only when something has happened; what it gives is not to be changed."""
    return memory.remembered(head_on(request).state, read, *args)


def place_of(request: HttpRequest) -> str:
    """Name the place; the first request of a day has read it along."""
    return getattr(request, "place", "") or remembered(request, jurisdiction)


def keep_nothing(request: HttpRequest) -> None:
    """Let nobody keep the page, which is not yet what it will be under the present record."""
    request.passing = True  # type: ignore[attr-defined]  # Django's request is open to additions


def is_kept(request: HttpRequest) -> bool:
    """Say whether the page is the same for everybody: nobody has signed in and nothing is to be told.

    While the pages themselves are being worked on they are not kept either.
    """
    if is_static(request):
        return True
    if settings.DEBUG:
        return False
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def _tag(request: HttpRequest, *_args: object, **_kwargs: object) -> str | None:
    """Name what the page was made of; nothing while an act is done that the tree does not hold yet.

    Its root then still says what was before the act, and the page already tells of it, or does not yet.
    """
    if not head_on(request).state:
        return None
    chosen = (get_language() or "", request.COOKIES.get(COOKIE, ""), request.get_full_path())
    # The log is published later than the ledger grows, and from then on an act can be checked.
    seen = "\n".join((VERSION, head_on(request).root, str(reach()), timezone.localdate().isoformat(), *chosen))
    return f'W/"{hashlib.sha256(seen.encode()).hexdigest()}"'
