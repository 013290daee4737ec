"""The Content-Security-Policy: everything from ourselves, nothing inline."""

from typing import Final

from csp.constants import NONE, SELF

__all__ = ["POLICY"]

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
