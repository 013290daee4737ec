"""What a token may be used for: reading or writing, in one part of the API or in all of it.

A scope only takes away: within it a program has the rights of the person who issued the token, and no others.
"""

from collections.abc import Collection
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren.foundations.errors import NotPermittedError

__all__ = ["SCOPES", "NotInScopeError", "allows", "of_request", "require", "words_of"]

READ: Final = "read"
WRITE: Final = "write"
# Each part of the API, as it stands in the address, in the order of the work.
SCOPES: Final[dict[str, Promise]] = {
    READ: _("Read everything that I may read"),
    WRITE: _("Do everything that I may do"),
    "sources:read": _("Read documents and proposals"),
    "sources:write": _("Put documents in and decide on proposals"),
    "registers:read": _("Read registers and duties"),
    "registers:write": _("Keep registers, adopt them and sign for receipt"),
    "organisation:read": _("Read units, posts and absences"),
    "organisation:write": _("Keep units and have absences covered"),
    "search:read": _("Search everything that I may read"),
    "ledger:read": _("Read the ledger and fetch proofs"),
    "ledger:write": _("Erase names in the ledger"),
}


class NotInScopeError(NotPermittedError):
    """The token was not issued for this."""

    code = "organisation.token.not_in_scope"


def of_request(part: str, *, writes: bool) -> str:
    """Name the scope that a request to a part of the API needs."""
    return f"{part}:{WRITE if writes else READ}"


def allows(scopes: Collection[str], wanted: str) -> bool:
    """Say whether one of *scopes* is the wanted one, or the same for every part."""
    return wanted in scopes or wanted.rpartition(":")[2] in scopes


def require(scopes: Collection[str], wanted: str) -> None:
    """Refuse what lies outside *scopes*."""
    if not allows(scopes, wanted):
        raise NotInScopeError(scope=wanted)


def words_of(scopes: Collection[str]) -> list[Promise]:
    """Say *scopes* in plain words, in the order of the work."""
    return [words for scope, words in SCOPES.items() if scope in scopes]
