"""Give each request the reader's preferences."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from zeren_platform.ui.preferences import COOKIE, ReadingPreferences

__all__ = ["ReadingPreferencesMiddleware"]


class ReadingPreferencesMiddleware:
    """Set ``request.reading_preferences``, which the shell writes on the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Read the cookie, then answer."""
        preferences = ReadingPreferences.read(request.COOKIES.get(COOKIE, ""))
        request.reading_preferences = preferences  # type: ignore[attr-defined]  # Django's request is open to additions
        return self.get_response(request)
