"""Turn accepted proposals into duties of a draft: a part of the acts that take them in, so it records nothing."""

from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Final

from zeren.foundations.errors import RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.responsibilities.models import SAID, Assignment, Duty, Edition, UnrecognisedUnit
from zeren_platform.responsibilities.use_cases.rows import next_position
from zeren_platform.sources.queries import accepted_not_taken, document_for
from zeren_platform.sources.use_cases import holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zeren_platform.sources.models import Document, Proposal, ProposedUnit

__all__ = ["NothingToTakeInError", "draft_duties", "proposals_to_take"]

# Who answers for it within the unit no document of this kind says by itself; a clerk does.
READ: Final = tuple(name for name in SAID if name != "level")


class NothingToTakeInError(RefusedError):
    """The document has no accepted proposal that is not yet a duty."""

    code = "responsibilities.edition.nothing_to_take_in"


def proposals_to_take(actor: Actor, document_id: int) -> "tuple[Document, list[Proposal]]":
    """Give the document and its accepted proposals that are not yet duties, in document order; refuse an empty hand."""
    document = document_for(actor, document_id)
    proposals = list(accepted_not_taken(document))
    if not proposals:
        raise NothingToTakeInError(document=document.title)
    return document, proposals


def draft_duties(edition: Edition, proposals: "Sequence[Proposal]", *, now: datetime) -> list[Duty]:
    """Write a duty for each proposal, in their order, behind those that the draft already holds."""
    holding.hold(proposal_ids=[proposal.pk for proposal in proposals], now=now)
    position = next_position(edition)
    taken = set(edition.duties.values_list("number", flat=True))
    numbers = (str(number) for number in count(position) if str(number) not in taken)
    duties = [
        _duty(edition, proposal, number=next(numbers), position=place)
        for place, proposal in enumerate(proposals, start=position)
    ]
    Duty.objects.bulk_create(duties)
    assignments, unrecognised = [], []
    for duty, proposal in zip(duties, proposals, strict=True):
        named = list(proposal.units.all())
        assignments += [
            Assignment(duty=duty, edition=edition, unit_id=unit.unit_id, role=unit.role)
            for unit in named
            if unit.unit_id
        ]
        unrecognised += _unrecognised(duty, [unit for unit in named if unit.unit_id is None])
    Assignment.objects.bulk_create(assignments)
    UnrecognisedUnit.objects.bulk_create(unrecognised)
    return duties


def _duty(edition: Edition, proposal: "Proposal", *, number: str, position: int) -> Duty:
    return Duty(
        edition=edition,
        number=number,
        position=position,
        **{name: getattr(proposal, name) for name in READ},
        proposal_id=proposal.pk,
    )


def _unrecognised(duty: Duty, named: "Sequence[ProposedUnit]") -> list[UnrecognisedUnit]:
    """Keep each name once, in the role in which it is named first: no unit is invented for it."""
    roles: dict[str, str] = {}
    for unit in named:
        roles.setdefault(unit.name, unit.role)
    return [UnrecognisedUnit(duty=duty, name=name, role=role) for name, role in roles.items() if name]
