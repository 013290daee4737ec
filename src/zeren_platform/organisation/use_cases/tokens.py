"""Access tokens: a program acts for a person through the API, with that person's posts and no others."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import TokenIssued, TokenRevoked
from zeren_platform.organisation.models import AccessToken

__all__ = ["AlreadyRevokedError", "LifetimeError", "NameNeededError", "issue", "revoke"]

LONGEST: Final = 366
# Recognisable in a log or a repository into which it strayed.
PREFIX: Final = "zeren_"
SECRET_BYTES: Final = 32


class LifetimeError(InvalidInputError):
    """A token lives for a day at least and a year at most."""

    code = "organisation.token.lifetime"


class NameNeededError(InvalidInputError):
    """A token without a name could not be told from others."""

    code = "organisation.token.name_needed"


class AlreadyRevokedError(RefusedError):
    """The token no longer opens anything."""

    code = "organisation.token.already_revoked"


@transaction.atomic(durable=True)
def issue(*, actor: Actor, name: str, days: int, now: datetime) -> tuple[AccessToken, str]:
    """Issue a token to the actor; the secret is given this once and not kept."""
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)

    person_id = permissions.require_issue_token(actor)
    if not name.strip():
        raise NameNeededError(field="name")
    if not 1 <= days <= LONGEST:
        raise LifetimeError(field="days", longest=LONGEST)

    token = AccessToken(
        person_id=person_id,
        name=name.strip(),
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )

    token.save()
    event = TokenIssued(subject=token.subject, expires_on=token.expires_at.date().isoformat(), name=token.name)
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
