"""Access tokens: a program acts for a person through the API, with that person's posts and no others."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import TokenIssued, TokenRevoked
from zeren_platform.organisation.models import AccessToken
from zeren_platform.organisation.scopes import SCOPES

__all__ = ["AlreadyRevokedError", "LifetimeError", "NameNeededError", "ScopeError", "issue", "note_use", "revoke"]

LONGEST: Final = 366
# Recognisable in a log or a repository into which it strayed.
PREFIX: Final = "zeren_"
SECRET_BYTES: Final = 32
# Between two notes of a use: reading through the API is not to write each time.
NOTED_EVERY: Final = timedelta(minutes=10)


class LifetimeError(InvalidInputError):
    """A token lives for a day at least and a year at most."""

    code = "organisation.token.lifetime"


class NameNeededError(InvalidInputError):
    """A token without a name could not be told from others."""

    code = "organisation.token.name_needed"


class ScopeError(InvalidInputError):
    """A token says what it may be used for, in scopes that there are."""

    code = "organisation.token.scopes"


class AlreadyRevokedError(RefusedError):
    """The token no longer opens anything."""

    code = "organisation.token.already_revoked"


@transaction.atomic(durable=True)
def issue(*, actor: Actor, name: str, scopes: Collection[str], days: int, now: datetime) -> tuple[AccessToken, str]:
    """Issue a token to the actor for *scopes*; the secret is given this once and not kept."""
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)

    person_id = permissions.require_issue_token(actor)
    if not name.strip():
        raise NameNeededError(field="name")
    if not 1 <= days <= LONGEST:
        raise LifetimeError(field="days", longest=LONGEST)
    if not scopes or not SCOPES.keys() >= set(scopes):
        raise ScopeError(field="scopes")

    token = AccessToken(
        person_id=person_id,
        name=name.strip(),
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=" ".join(scope for scope in SCOPES if scope in scopes),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )

    token.save()
    event = TokenIssued(
        subject=token.subject,
        expires_on=token.expires_at.date().isoformat(),
        scopes=tuple(token.scope_list),
        name=token.name,
    )
    recording.record(actor=actor, event=event, at=now)
    return token, secret


@transaction.atomic(durable=True)
def revoke(*, actor: Actor, token_id: int, now: datetime) -> AccessToken:
    """Let the token open nothing any more."""
    token = locked(AccessToken.objects.filter(pk=token_id)).first()

    if token is None:
        raise NotFoundError(token=token_id)
    standing = permissions.require_revoke_token(actor, token)
    if token.revoked_at is not None:
        raise AlreadyRevokedError

    token.revoked_at = now

    token.save(update_fields=["revoked_at"])
    event = TokenRevoked(subject=token.subject, name=token.name)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return token


def note_use(token: AccessToken, *, at: datetime) -> None:
    """Note that a token was used, to within some minutes: no act of anybody."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < at - NOTED_EVERY:
        AccessToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)
