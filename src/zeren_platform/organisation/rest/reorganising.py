"""Reorganisations for programs: rename, merge, split, abolish, and what became of a unit."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from zeren_platform.common.entrance import actor_on
from zeren_platform.organisation import queries
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.rest.units import UnitIn, UnitOut
from zeren_platform.organisation.use_cases import reorganisations

__all__ = ["router"]

router = Router(tags=["organisation"])


class ChangeIn(Schema):
    """When it took effect, today where no day is named, and what decided it."""

    effective_on: date | None = None
    basis: str = ""

    def when(self) -> date:
        """Give the day."""
        return self.effective_on or timezone.localdate()


class NamesIn(ChangeIn):
    """New names of a unit."""

    name: str
    name_zh: str = ""


class MergeIn(ChangeIn):
    """Units that end, and the one that takes over: a known one, or a new one."""

    units: list[str]
    into: str = ""
    new: UnitIn | None = None


class SplitIn(ChangeIn):
    """Those that take over from a unit, known and new ones; and whether it goes on beside them."""

    among: list[str] = []
    new: list[UnitIn] = []
    continues: bool = False


class HeirOut(Schema):
    """A unit before or after another."""

    code: str
    name: str
    kind: str
    effective_on: date
    basis: str


class SuccessionOut(Schema):
    """The units that went over into a unit, and those into which it went over."""

    before: list[HeirOut]
    after: list[HeirOut]


@router.put("/units/{code}/names", response=UnitOut, summary="Rename a unit")
def rename_unit(request: HttpRequest, code: str, body: NamesIn) -> Unit:
    """Rename the unit from a day on; the former name stays known."""
    return reorganisations.rename(
        actor=actor_on(request),
        code=code,
        name=body.name,
        name_zh=body.name_zh,
        effective_on=body.when(),
        basis=body.basis,
        now=timezone.now(),
    )


@router.post("/merge", response=UnitOut, summary="Merge units")
def merge_units(request: HttpRequest, body: MergeIn) -> Unit:
    """Let units go over into one, which is given back."""
    return reorganisations.merge(
        actor=actor_on(request),
        codes=body.units,
        into=body.into,
        new=body.new.described() if body.new else None,
        effective_on=body.when(),
        basis=body.basis,
        now=timezone.now(),
    )


@router.post("/units/{code}/split", response=UnitOut, summary="Divide a unit")
def split_unit(request: HttpRequest, code: str, body: SplitIn) -> Unit:
    """Divide the unit among others."""
    return reorganisations.split(
        actor=actor_on(request),
        code=code,
        among=body.among,
        new=[one.described() for one in body.new],
        continues=body.continues,
        effective_on=body.when(),
        basis=body.basis,
        now=timezone.now(),
    )


@router.post("/units/{code}/abolish", response=UnitOut, summary="Abolish a unit")
def abolish_unit(request: HttpRequest, code: str, body: ChangeIn) -> Unit:
    """End the unit without a successor."""
    return reorganisations.abolish(
        actor=actor_on(request), code=code, effective_on=body.when(), basis=body.basis, now=timezone.now()
    )


@router.get("/units/{code}/succession", response=SuccessionOut, summary="What a unit came from and became")
def succession(request: HttpRequest, code: str) -> object:  # noqa: ARG001 - ninja knows its request by this name only
    """Give what went over into the unit, and into what it went over."""
    before, after = queries.heirs_of(queries.unit_by_code(code))
    return {"before": before, "after": after}
