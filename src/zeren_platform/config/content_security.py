"""The Content-Security-Policy: everything from ourselves, nothing inline."""

from collections.abc import Callable
from typing import Final

from csp.constants import HEADER, NONE, SELF
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

__all__ = ["POLICY", "ContentSecurityMiddleware"]

POLICY: Final = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # The kit's icons in the stylesheet and the QR code of TOTP are data addresses.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# Django's own pages about a fault, which only developers see, have their style inline.
TOLD_BY_DJANGO: Final = frozenset({404, 500})


class ContentSecurityMiddleware:
    """Send the policy with every answer; no view has one of its own, so it is written once and not for each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then add the policy."""
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in TOLD_BY_DJANGO):
            response.headers.setdefault(HEADER, self.policy)
        return response
