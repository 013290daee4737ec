"""What everybody may read: registers in force, their duties, who answers for them. No person's name, no draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Min, Q, QuerySet

from zeren_platform.common.pagination import page_of
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.queries import Chapter, public_story
from zeren_platform.responsibilities.lines import lines_of, page_of_duties, with_words
from zeren_platform.responsibilities.models import ADOPTED_STATES, Assignment, Duty, Edition
from zeren_platform.responsibilities.subjects import carried_parts_of, chapters_of_duty, subjects_of_duty
from zeren_platform.sources.published import Excerpt, source_of
from zeren_platform.sources.queries import subjects_of

__all__ = [
    "PublishedCounts",
    "PublishedDuty",
    "PublishedLine",
    "PublishedPage",
    "PublishedPart",
    "PublishedRegister",
    "UnitPart",
    "counts",
    "duties",
    "duty",
    "fields",
    "parts_of_unit",
    "register",
    "registers",
    "unit_counts",
]

# The lead first, then the other roles in their order.
RANK = {role: place for place, role in enumerate(Assignment.Role.values)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRegister:
    """A register with its edition in force, and how far the units have signed."""

    code: str
    title: str
    kind: str
    keeper: str
    edition: int
    adopted_by: str
    effective_from: date
    duties: int
    parts: int
    accepted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLine:
    """A duty as one line of a list."""

    pk: int
    number: str
    title: str
    text: str
    field: str
    lead: str
    lead_name: str
    no_lead_stated: bool
    open_set: bool
    support: int
    territorial: int
    parts: int
    accepted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPage:
    """Lines with the places before and after them, as the kit's pager reads them."""

    rows: "Sequence[PublishedLine | UnitPart]"
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPart:
    """A unit's part in a duty, and whether it has signed; why it declined may speak of people and stays inside."""

    unit: str
    unit_name: str
    role: str
    role_label: str
    receipt: str
    receipt_label: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPart:
    """A duty as a unit has it: its line with the unit's own role and receipt."""

    pk: int
    number: str
    title: str
    text: str
    field: str
    register: str
    register_title: str
    role: str
    role_label: str
    receipt: str
    receipt_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDuty:
    """One duty with all that is public about it; ``in_force`` is false for what a later edition superseded."""

    pk: int
    number: str
    title: str
    text: str
    field: str
    basis: str
    target: str
    cycle: str
    level: str
    deadline: str
    due_on: date | None
    points: Decimal | None
    scoring_rule: str
    evidence: str
    no_lead_stated: bool
    open_set: bool
    in_force: bool
    state: str
    register: str
    register_title: str
    edition: int
    adopted_by: str
    effective_from: date | None
    effective_until: date | None
    parts: list[PublishedPart]
    source: Excerpt | None
    story: list[Chapter]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCounts:
    """The whole in numbers."""

    registers: int
    duties: int
    parts: int
    accepted: int
    units: int


def registers(code: str = "") -> list[PublishedRegister]:
    """List the registers of which an edition is in force, the newest first; only the one with *code*, if given."""
    rows = Edition.objects.filter(state=Edition.State.IN_FORCE).select_related("register__unit")
    if code:
        rows = rows.filter(register__code=code)
    editions = list(rows.order_by("-effective_from", "-pk"))
    held = dict(Duty.objects.filter(edition__in=editions).values_list("edition").annotate(count=Count("*")))
    signed = {
        edition: (parts, accepted)
        for edition, parts, accepted in Assignment.objects.filter(edition__in=editions)
        .values_list("edition")
        .annotate(parts=Count("*"), accepted=Count("edition", filter=Q(receipt=Assignment.Receipt.ACCEPTED)))
    }
    return [_register(edition, held.get(edition.pk, 0), *signed.get(edition.pk, (0, 0))) for edition in editions]


def register(code: str) -> PublishedRegister:
    """Give one of them."""
    found = registers(code)
    if not found:
        raise NotFoundError(register=code)
    return found[0]


def fields(register_code: str) -> list[str]:
    """List the fields of a register in the order in which they first stand in it."""
    rows = _in_force(register_code).exclude(field="")
    return [name for name, _first in rows.values_list("field").annotate(first=Min("position")).order_by("first")]


def duties(
    *,
    register: str = "",
    field: str = "",
    unit: str = "",
    words: str = "",
    after: str = "",
    before: str = "",
    size: int = 50,
) -> PublishedPage:
    """List duties in force, register by register in their order."""
    rows = _in_force(register).filter(with_words(words))
    if field:
        rows = rows.filter(field=field)
    if unit:
        rows = rows.filter(pk__in=Assignment.objects.filter(unit__code=unit).values("duty"))
    page = page_of_duties(rows, sort="number" if register else "edition", after=after, before=before, size=size)
    return PublishedPage(rows=_lines(page.rows), previous=page.previous, next=page.next)


def duty(pk: int) -> PublishedDuty:
    """Give one duty of an adopted edition, with the sentence that created it and its public story."""
    rows = Duty.objects.select_related("edition__register__unit", "proposal")
    found = rows.filter(pk=pk, edition__state__in=ADOPTED_STATES).first()
    if found is None:
        raise NotFoundError(duty=pk)
    held = list(found.assignments.select_related("unit").order_by("unit__position", "id"))
    for part in held:
        part.duty = found
    return _duty(found, sorted(held, key=lambda part: RANK[part.role]))


def parts_of_unit(unit: str, *, role: str = "", after: str = "", before: str = "", size: int = 50) -> PublishedPage:
    """List what a unit has to do with duties in force."""
    rows = Assignment.objects.filter(unit__code=unit, edition__state=Edition.State.IN_FORCE)
    if role:
        rows = rows.filter(role=role)
    order = ("edition_id", "duty__position", "id")
    page = page_of(rows.select_related("duty__edition__register"), order=order, after=after, before=before, size=size)
    return PublishedPage(rows=[_unit_part(row) for row in page.rows], previous=page.previous, next=page.next)


def unit_counts() -> dict[str, dict[str, int]]:
    """Count the duties in force of every unit by role."""
    rows = Assignment.objects.filter(edition__state=Edition.State.IN_FORCE)
    found: dict[str, dict[str, int]] = {}
    for unit, role, count in rows.values_list("unit__code", "role").annotate(count=Count("*")).order_by():
        found.setdefault(unit, {})[role] = count
    return found


def counts() -> PublishedCounts:
    """Count what is in force."""
    editions = Edition.objects.filter(state=Edition.State.IN_FORCE)
    signed = Assignment.objects.filter(edition__in=editions).aggregate(
        parts=Count("*"),
        accepted=Count("edition", filter=Q(receipt=Assignment.Receipt.ACCEPTED)),
        units=Count("unit", distinct=True),
    )
    return PublishedCounts(registers=editions.count(), duties=_in_force().count(), **signed)


def _in_force(register: str = "") -> QuerySet[Duty]:
    """Give the duties in force, all or those of one register, so that an index gives them in their order."""
    editions = Edition.objects.filter(state=Edition.State.IN_FORCE)
    if register:
        # Only one is in force; one value keeps the order by position that the index has.
        return Duty.objects.filter(edition=editions.filter(register__code=register).values("pk")[:1])
    return Duty.objects.filter(edition__in=editions)


def _register(edition: Edition, held: int, parts: int, accepted: int) -> PublishedRegister:
    if edition.effective_from is None:  # the database refuses an adopted edition without the day
        raise NotFoundError(edition=edition.pk)
    return PublishedRegister(
        code=edition.register.code,
        title=edition.register.title,
        kind=edition.register.get_kind_display(),
        keeper=edition.register.unit.label,
        edition=edition.number,
        adopted_by=edition.adopted_by,
        effective_from=edition.effective_from,
        duties=held,
        parts=parts,
        accepted=accepted,
    )


def _lines(rows: Sequence[Duty]) -> list[PublishedLine]:
    return [
        PublishedLine(
            pk=line.duty.pk,
            number=line.duty.number,
            title=line.duty.title,
            text=line.duty.text,
            field=line.duty.field,
            lead=line.lead,
            lead_name=line.lead_name,
            no_lead_stated=line.duty.no_lead_stated,
            open_set=line.duty.open_set,
            support=line.support,
            territorial=line.territorial,
            parts=line.assignments,
            accepted=line.accepted,
        )
        for line in lines_of(rows)
    ]


def _duty(row: Duty, held: Sequence[Assignment]) -> PublishedDuty:
    edition = row.edition
    return PublishedDuty(
        pk=row.pk,
        number=row.number,
        title=row.title,
        text=row.text,
        field=row.field,
        basis=row.basis,
        target=row.target,
        cycle=row.get_cycle_display() if row.cycle else "",
        level=row.get_level_display() if row.level else "",
        deadline=row.deadline,
        due_on=row.due_on,
        points=row.points,
        scoring_rule=row.scoring_rule,
        evidence=row.evidence,
        no_lead_stated=row.no_lead_stated,
        open_set=row.open_set,
        in_force=edition.state == Edition.State.IN_FORCE,
        state=edition.state,
        register=edition.register.code,
        register_title=edition.register.title,
        edition=edition.number,
        adopted_by=edition.adopted_by,
        effective_from=edition.effective_from,
        effective_until=edition.effective_until,
        parts=[_part(part) for part in held],
        source=source_of(row.proposal_id) if row.proposal_id else None,
        story=_story(row, held),
    )


def _part(row: Assignment) -> PublishedPart:
    return PublishedPart(
        unit=row.unit.code,
        unit_name=row.unit.label,
        role=row.role,
        role_label=str(Assignment.Role(row.role).label),
        receipt=row.receipt,
        receipt_label=str(Assignment.Receipt(row.receipt).label),
        answered_at=row.answered_at,
    )


def _unit_part(row: Assignment) -> UnitPart:
    return UnitPart(
        pk=row.duty.pk,
        number=row.duty.number,
        title=row.duty.title,
        text=row.duty.text,
        field=row.duty.field,
        register=row.duty.edition.register.code,
        register_title=row.duty.edition.register.title,
        role=row.role,
        role_label=str(Assignment.Role(row.role).label),
        receipt=row.receipt,
        receipt_label=str(Assignment.Receipt(row.receipt).label),
    )


def _story(found: Duty, held: Sequence[Assignment]) -> list[Chapter]:
    carried = carried_parts_of(found)
    subjects = subjects_of_duty(found, held, carried)
    if found.proposal is not None:
        subjects += subjects_of(proposal_id=found.proposal.pk, document_id=found.proposal.document_id)
    return chapters_of_duty(public_story(subjects), held, carried)
