"""Registers: opened with their first draft."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import unit_by_code
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import RegisterOpened, RegisterOpenedFromDocument
from zeren_platform.responsibilities.models import Edition, Register
from zeren_platform.responsibilities.use_cases.rows import refuse_too_long
from zeren_platform.responsibilities.use_cases.taking_in import draft_duties, proposals_to_take

if TYPE_CHECKING:
    from zeren_platform.sources.models import Document

__all__ = ["CodeReservedError", "CodeTakenError", "InvalidRegisterError", "open"]


class CodeTakenError(RefusedError):
    """Another register stands at this address."""

    code = "responsibilities.register.code_taken"


class InvalidRegisterError(InvalidInputError):
    """An entry about the register is missing or unknown."""

    code = "responsibilities.register.invalid"


class CodeReservedError(InvalidInputError):
    """A page of the site stands at the address that the code would give the register."""

    code = "responsibilities.register.code_reserved"


# registers/<code>/ is the register's page; these are other pages beside it.
RESERVED: Final = frozenset(
    {"comments", "consultations", "coverage", "duties", "editions", "imports", "new", "receipts", "take-in"}
)


@transaction.atomic(durable=True)
def open(  # noqa: A001 - read as registers.open
    *,
    actor: Actor,
    code: str,
    kind: str,
    title: str,
    unit_code: str,
    document_id: int | None = None,
    confidential: bool = False,
    now: datetime,
) -> Register:
    """Open a register with its first draft; where a document is named, its accepted proposals are in it at once.

    A *confidential* register stays so: what was read by few cannot be made to have been read by all, nor the reverse.
    """
    unit = unit_by_code(unit_code)
    register = Register(code=code, kind=kind, title=title.strip(), unit=unit, confidential=confidential, opened_at=now)

    standing = permissions.require_open(actor, unit_path=unit.path)
    _refuse_invalid(register)
    document, proposals = proposals_to_take(actor, document_id) if document_id is not None else (None, [])

    edition = Edition(register=register, number=1)

    register.save()
    edition.save()
    count = len(draft_duties(edition, proposals, now=now))
    event = _opened_from(document, register, count) if document else _opened(register)
    withheld = register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return register


def _opened(register: Register) -> RegisterOpened:
    return RegisterOpened(
        subject=register.subject,
        register=register.code,
        title=register.title,
        kind=register.kind,
        unit=register.unit.code,
    )


def _opened_from(document: "Document", register: Register, count: int) -> RegisterOpenedFromDocument:
    return RegisterOpenedFromDocument(
        subject=register.subject,
        register=register.code,
        title=register.title,
        kind=register.kind,
        unit=register.unit.code,
        document=document.pk,
        document_title=document.title,
        count=count,
    )


def _refuse_invalid(register: Register) -> None:
    refuse_too_long(register)
    if not register.title:
        raise InvalidRegisterError(field="title")
    if register.kind not in Register.Kind.values:
        raise InvalidRegisterError(field="kind")
    try:
        validate_slug(register.code)
    except ValidationError as failure:
        raise InvalidRegisterError(field="code") from failure
    if register.code in RESERVED:
        raise CodeReservedError(field="code", code=register.code)
    if Register.objects.filter(code=register.code).exists():
        raise CodeTakenError(field="code", code=register.code)
