"""The units for programs: list, read, create, put right, names, and the tree of a day."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from zeren_platform.common.entrance import Day, PageSize, actor_on
from zeren_platform.common.pagination import page_of
from zeren_platform.organisation import queries
from zeren_platform.organisation.codes import doubts
from zeren_platform.organisation.history import Branch
from zeren_platform.organisation.models import Alias, Unit
from zeren_platform.organisation.use_cases import units
from zeren_platform.organisation.use_cases.tree import NewUnit

__all__ = ["UnitIn", "UnitOut", "router"]

router = Router(tags=["organisation"])
Position = Annotated[int, Field(ge=0, le=2**31 - 1)]


class AliasOut(Schema):
    """Another name of a unit."""

    name: str
    kind: str


class UnitOut(Schema):
    """A unit with the names by which documents know it."""

    code: str
    name: str
    name_zh: str
    kind: str
    parent: str | None
    path: str
    position: int
    division_code: str
    credit_code: str
    valid_from: date | None
    valid_until: date | None
    aliases: list[str]
    named: list[AliasOut]
    # What is doubtful, by the name of the entry; it was kept all the same.
    doubts: dict[str, str]

    @staticmethod
    def resolve_parent(row: Unit) -> str | None:
        """Name the parent by its code."""
        return row.parent.code if row.parent else None

    @staticmethod
    def resolve_aliases(row: Unit) -> list[str]:
        """Give the aliases as plain names."""
        return [alias.name for alias in row.aliases.all()]

    @staticmethod
    def resolve_named(row: Unit) -> list[Alias]:
        """Give the aliases with what sort of name each is."""
        return list(row.aliases.all())

    @staticmethod
    def resolve_doubts(row: Unit) -> dict[str, str]:
        """Say what is doubtful about the codes."""
        found = doubts(division_code=row.division_code, credit_code=row.credit_code)
        return {name: str(words) for name, words in found.items()}


class UnitPage(Schema):
    """Units with the places before and after them."""

    rows: list[UnitOut]
    previous: str
    next: str


class UnitIn(Schema):
    """What is known of a new unit."""

    code: str
    name: str
    name_zh: str = ""
    kind: str
    parent: str = ""
    aliases: list[str] = []
    position: Position | None = None
    division_code: str = ""
    credit_code: str = ""
    valid_from: date | None = None

    def described(self) -> NewUnit:
        """Give it as the acts take it."""
        return NewUnit(**self.dict(exclude={"parent"}), parent_code=self.parent)


class EntriesIn(Schema):
    """All that is written of a unit beside its names."""

    kind: str
    parent: str = ""
    division_code: str = ""
    credit_code: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    position: Position


class AliasIn(Schema):
    """One more name of a unit."""

    alias: str
    kind: str = Alias.Kind.OTHER.value


class BranchOut(Schema):
    """A unit as it was on a day."""

    code: str
    name: str
    name_zh: str
    kind: str
    depth: int
    parent: str | None
    valid_from: date | None
    valid_until: date | None


class TreeOut(Schema):
    """The units that were there on a day, each below its parent; those that had ended, and those still to come."""

    on: date
    there: list[BranchOut]
    ended: list[BranchOut]
    to_come: list[BranchOut]


@router.get("/units", response=UnitPage, summary="Units in the jurisdiction's order")
def list_units(
    request: HttpRequest,  # noqa: ARG001 - ninja knows its request by this name only
    words: str = "",
    after: str = "",
    size: PageSize = 50,
) -> object:
    """List the units, or those with these words in a name."""
    rows = queries.units().filter(queries.named(words)).select_related("parent").prefetch_related("aliases")
    return page_of(rows, order=("position", "id"), after=after, size=size)


@router.post("/units", response={201: UnitOut}, summary="Create a unit")
def create_unit(request: HttpRequest, body: UnitIn) -> Status[Unit]:
    """Put a new unit into the tree."""
    return Status(201, units.create(actor=actor_on(request), unit=body.described(), now=timezone.now()))


@router.get("/tree", response=TreeOut, summary="The tree as it stood on a day")
def tree(request: HttpRequest, on: Day | None = None) -> object:  # noqa: ARG001 - ninja knows its request by this name only
    """Give the tree of a day with the names of that day; today's where none is named."""
    day = on or timezone.localdate()
    found = queries.tree_on(day)
    codes = {branch.unit.pk: branch.unit.code for branch in (*found.there, *found.ended, *found.to_come)}
    told = {name: [_branch(row, codes) for row in getattr(found, name)] for name in ("there", "ended", "to_come")}
    return {"on": day, **told}


@router.get("/units/{code}", response=UnitOut, summary="One unit")
def one_unit(request: HttpRequest, code: str) -> Unit:  # noqa: ARG001 - ninja knows its request by this name only
    """Give one unit."""
    return queries.unit_by_code(code)


@router.put("/units/{code}/entries", response=UnitOut, summary="Put right what is written of a unit")
def amend_unit(request: HttpRequest, code: str, body: EntriesIn) -> Unit:
    """Replace all entries beside the names; under another parent the unit takes all below it along."""
    entries = units.UnitEntries(**body.dict(exclude={"parent"}), parent_code=body.parent)
    return units.amend(actor=actor_on(request), code=code, entries=entries, now=timezone.now())


@router.post("/units/{code}/aliases", response={201: UnitOut}, summary="Add a name of a unit")
def add_alias(request: HttpRequest, code: str, body: AliasIn) -> Status[Unit]:
    """Let documents speak of the unit by one more name."""
    actor, now = actor_on(request), timezone.now()
    return Status(201, units.add_alias(actor=actor, code=code, alias=body.alias, kind=body.kind, now=now).unit)


@router.post("/units/{code}/aliases/remove", response=UnitOut, summary="Take a name away from a unit")
def remove_alias(request: HttpRequest, code: str, body: AliasIn) -> Unit:
    """Let documents no longer find the unit by this name."""
    return units.remove_alias(actor=actor_on(request), code=code, alias=body.alias, now=timezone.now())


def _branch(branch: Branch, codes: dict[int, str]) -> dict[str, object]:
    return {
        "code": branch.unit.code,
        "name": branch.name,
        "name_zh": branch.name_zh,
        "kind": branch.unit.kind,
        "depth": branch.depth,
        "parent": codes.get(branch.parent or 0),
        "valid_from": branch.unit.valid_from,
        "valid_until": branch.unit.valid_until,
    }
