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
    "every_edition",
    "registers_of",
    "searchable_duties",
    "searchable_registers",
    "standings_of",
]

# In force first, then what may come, then what was.
STANDING: Final = {Edition.State.IN_FORCE: 0, Edition.State.SUPERSEDED: 2}


def editions_found_by(actor: Actor) -> QuerySet[Edition]:
    """Give the editions whose duties the actor may find."""
    return Edition.objects.filter(visible_editions(actor))


def every_edition() -> QuerySet[Edition]:
    """Give all of them, for what is left of those that are no more."""
    return Edition.objects.all()


def registers_of(editions: Iterable[int]) -> list[int]:
    """Give the keys of the registers of editions."""
    return list(Edition.objects.filter(pk__in=list(editions)).values_list("register", flat=True).distinct())


def standings_of(registers: Iterable[int]) -> dict[int, int]:
    """Say of each edition of registers whether it is in force (0), not yet (1) or no longer (2)."""
    rows = Edition.objects.filter(register__in=list(registers)).values_list("pk", "state")
    return {pk: STANDING.get(Edition.State(state), 1) for pk, state in rows}


def searchable_duties(*, editions: Iterable[int] = (), duties: Iterable[int] = ()) -> Iterator[Searchable]:
    """Give the duties of whole editions, or single ones."""
    rows = Duty.objects.select_related("edition__register").order_by("pk")
    chosen = rows.filter(edition__in=list(editions)) | rows.filter(pk__in=list(duties))
    for duty in chosen.iterator(chunk_size=2000):
        yield Searchable(
            kind="duty",
            key=str(duty.pk),
            title=duty.title,
            number=duty.number,
            text="\n".join(filter(None, (duty.text, duty.field, duty.basis, duty.target))),
            where=duty.edition.register.title,
            standing=STANDING.get(Edition.State(duty.edition.state), 1),
            edition=duty.edition_id,
        )


def searchable_registers(keys: Iterable[int]) -> Iterator[Searchable]:
    """Give registers, each seen by those who read its edition in force or else its newest."""
    for register in Register.objects.filter(pk__in=list(keys)).select_related("unit").prefetch_related("editions"):
        edition = chosen_edition(sorted(register.editions.all(), key=lambda one: -one.number))
        yield Searchable(
            kind="register",
            key=register.code,
            title=register.title,
            number=register.code,
            standing=STANDING.get(Edition.State(edition.state), 1) if edition else 2,
            edition=edition.pk if edition else None,
            path="" if edition else register.unit.path,
        )
