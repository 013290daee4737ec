"""Say in the ledger itself with which key it is signed from here on."""

import json
from datetime import datetime

from django.db import transaction

from zeren.merkle import VerifierKey
from zeren_platform.common.actor import Actor
from zeren_platform.ledger import permissions
from zeren_platform.ledger.events import KeyPutInUse
from zeren_platform.ledger.models import Record
from zeren_platform.ledger.use_cases import recording

__all__ = ["is_in_use", "known", "put_in_use"]


def known() -> list[VerifierKey]:
    """Give every key with which the log was ever signed, the newest first."""
    bodies = Record.objects.filter(event=KeyPutInUse.code).order_by("-id").values_list("body", flat=True)
    return [VerifierKey.from_text(json.loads(bytes(body))["facts"]["key"]) for body in bodies]


def is_in_use(key: VerifierKey) -> bool:
    """Say whether *key* is the one that was put in use last."""
    return known()[:1] == [key]


@transaction.atomic(durable=True)
def put_in_use(*, actor: Actor, key: VerifierKey, now: datetime) -> None:
    """Record that *key* signs from here on."""
    standing = permissions.require_put_key_in_use(actor)
    event = KeyPutInUse(subject="ledger:key", key=key.to_text())
    recording.record(actor=actor, event=event, at=now, standing=standing)
