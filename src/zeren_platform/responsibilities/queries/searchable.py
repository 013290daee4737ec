"""What of the registers can be found by a search, and by whom."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.db.models import QuerySet

from zeren_platform.common.actor import Actor
from zeren_platform.common.searchable import Searchable
from zeren_platform.responsibilities.models import Duty, Edition, Register
from zeren_platform.responsibilities.queries.registers import chosen_edition
from zeren_platform.responsibilities.queries.visibility import visible_editions

__all__ = [
    "editions_found_by",
    "registers_of",
    "searchable_duties",
    "searchable_edition",
    "searchable_registers",
    "standings_of",
]

# What is read of a duty.
SAID: Final = (
    *("title", "number", "text", "field", "basis", "target", "edition__state", "edition__register__title"),
    "edition__register__confidential",
)
# In force first, then what may come, then what was.
STANDING: Final = {Edition.State.IN_FORCE: 0, Edition.State.SUPERSEDED: 2}


def editions_found_by(actor: Actor) -> QuerySet[Edition]:
    """Give the editions whose duties the actor may find."""
    return Edition.objects.filter(visible_editions(actor))


def registers_of(editions: Iterable[int]) -> list[int]:
    """Give the keys of the registers of editions."""
    return list(Edition.objects.filter(pk__in=list(editions)).values_list("register", flat=True).distinct())


def standings_of(registers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Give of each edition of registers its register, and whether it is in force (0), not yet (1) or no longer (2)."""
    rows = Edition.objects.filter(register__in=list(registers)).values_list("pk", "register", "state")
    return {pk: (register, STANDING.get(Edition.State(state), 1)) for pk, register, state in rows}


def searchable_edition(edition: int, *, after: int, size: int) -> list[Searchable]:
    """Give up to *size* duties of an edition, those that come after one in the order of their keys."""
    return list(_duties(Duty.objects.filter(edition=edition, pk__gt=after).order_by("pk")[:size]))


def searchable_duties(keys: Iterable[int]) -> list[Searchable]:
    """Give single duties."""
    return list(_duties(Duty.objects.filter(pk__in=list(keys))))


def _duties(rows: QuerySet[Duty]) -> Iterator[Searchable]:
    for duty in rows.select_related("edition__register").only(*SAID):
        edition = duty.edition
        yield Searchable(
            kind="duty",
            key=str(duty.pk),
            title=duty.title,
            number=duty.number,
            text="\n".join(filter(None, (duty.text, duty.field, duty.basis, duty.target))),
            where=edition.register.title,
            standing=_standing(edition),
            edition=duty.edition_id,
            is_open=_is_open(edition, edition.register),
        )


def _standing(edition: Edition) -> int:
    return STANDING.get(Edition.State(edition.state), 1)


def _is_open(edition: Edition, register: Register) -> bool:
    """Say whether it is for everybody: adopted, which it stays, and not confidential, which never changes."""
    return edition.is_adopted and not register.confidential


def searchable_registers(keys: Iterable[int]) -> Iterator[Searchable]:
    """Give registers, each seen by those who read its edition in force or else its newest."""
    for register in Register.objects.filter(pk__in=list(keys)).select_related("unit").prefetch_related("editions"):
        edition = chosen_edition(sorted(register.editions.all(), key=lambda one: -one.number))
        yield Searchable(
            kind="register",
            key=register.code,
            title=register.title,
            number=register.code,
            standing=_standing(edition) if edition else 2,
            edition=edition.pk if edition else None,
            path="" if edition else register.unit.path,
            is_open=edition is not None and _is_open(edition, register),
        )
