"""The API of many duties of a draft at once, and of what goes over from reorganised units."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from zeren_platform.common.entrance import RowKey, actor_on
from zeren_platform.organisation.queries import unit_by_code
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.changes import Change
from zeren_platform.responsibilities.draft_schemas import (
    CarryIn,
    ChangedManyOut,
    ChangeManyIn,
    ChosenIn,
    HeldPartOut,
    MoveManyIn,
    PutBackIn,
    WaitingOut,
)
from zeren_platform.responsibilities.queries.carrying import to_carry, waiting
from zeren_platform.responsibilities.schemas import CountOut
from zeren_platform.responsibilities.use_cases import carrying, many

__all__ = ["carry_over", "change", "held", "list_waiting", "move", "put_back", "remove", "router"]

router = Router(tags=["drafts"])


@router.post(
    "/editions/{int:edition_id}/duties/change", response=ChangedManyOut, summary="Change many duties of a draft"
)
def change(request: HttpRequest, edition_id: RowKey, body: ChangeManyIn) -> object:
    """Make one change to each duty, if nobody changed one of them since the version that was read."""
    wanted = Change(**body.dict(exclude={"duties"}))
    uid, count = many.change(
        actor=actor_on(request), edition_id=edition_id, versions=body.versions(), wanted=wanted, now=timezone.now()
    )
    return {"uid": uid, "count": count}


@router.post("/editions/{int:edition_id}/duties/put-back", response=CountOut, summary="Undo such a change")
def put_back(request: HttpRequest, edition_id: RowKey, body: PutBackIn) -> object:
    """Let the duties say again what they said before it, where nobody changed them since."""
    count = many.put_back(actor=actor_on(request), edition_id=edition_id, uid=str(body.uid), now=timezone.now())
    return {"count": count}


@router.post("/editions/{int:edition_id}/duties/remove", response=CountOut, summary="Take many duties out of a draft")
def remove(request: HttpRequest, edition_id: RowKey, body: ChosenIn) -> object:
    """Take them out; the ledger keeps what they said."""
    versions = body.versions()
    count = many.remove(actor=actor_on(request), edition_id=edition_id, versions=versions, now=timezone.now())
    return {"count": count}


@router.post("/editions/{int:edition_id}/duties/move", response=CountOut, summary="Move duties of a draft")
def move(request: HttpRequest, edition_id: RowKey, body: MoveManyIn) -> object:
    """Put duties, in their present order, before another one or at the end."""
    count = many.move(actor=actor_on(request), edition_id=edition_id, **body.dict(), now=timezone.now())
    return {"count": count}


@router.get("/reorganised/units", response=list[WaitingOut], summary="Reorganised units that still hold duties")
def list_waiting(request: HttpRequest) -> object:
    """List those that hold something in the registers which the caller keeps."""
    actor = actor_on(request)
    permissions.require_carry(actor, [])
    found = waiting(actor, on=timezone.localdate())
    return [{"unit": one.unit.code, "name": one.unit.label, "count": one.count} for one in found]


@router.get("/reorganised/units/{code}", response=list[HeldPartOut], summary="What a reorganised unit holds")
def held(request: HttpRequest, code: str) -> object:
    """List the parts that the unit holds in the registers which the caller keeps."""
    actor = actor_on(request)
    permissions.require_carry(actor, [])
    return [
        {
            "id": part.pk,
            "duty": part.duty_id,
            "number": part.duty.number,
            "register_code": part.duty.edition.register.code,
            "edition": part.edition_id,
            "role": part.role,
        }
        for part in to_carry(actor, unit_by_code(code))
    ]


@router.post("/reorganised/units/{code}", response=CountOut, summary="Give what a unit holds to its successors")
def carry_over(request: HttpRequest, code: str, body: CarryIn) -> object:
    """Let parts go over, each to a unit that signs for it anew."""
    choices = {one.part: one.unit for one in body.parts}
    count = carrying.carry_over(actor=actor_on(request), unit_code=code, choices=choices, now=timezone.now())
    return {"count": count}
