"""What a reading becomes: rows of this slice, still unsaved, that say no more than the text does."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from zeren.reading import Clause as ReadClause
from zeren.reading import Commitment, NamedUnit, Reading
from zeren.reading import Meeting as ReadMeeting
from zeren.reading import Role as NamedRole
from zeren_platform.common.points import MOST_POINTS
from zeren_platform.sources.areas import kinds_of_class
from zeren_platform.sources.cycles import cycle_of
from zeren_platform.sources.models import AgendaItem, Clause, Document, Instrument, Meeting, Proposal, ProposedUnit
from zeren_platform.sources.naming import candidates, parted
from zeren_platform.sources.targets import lines_of

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = ["Bearings", "class_names", "fitted", "save_reading", "unit_names"]

Role = ProposedUnit.Role
ROLES: Final[Mapping[NamedRole, ProposedUnit.Role]] = {
    NamedRole.LEAD: Role.LEAD,
    NamedRole.SUPPORT: Role.SUPPORT,
    NamedRole.JOINT: Role.SUPPORT,
    NamedRole.RESPONSIBLE: Role.SUPPORT,
    NamedRole.GUIDING: Role.SUPERVISE,
    NamedRole.TERRITORIAL: Role.TERRITORIAL,
}
# What a labelled line or a column of a table says of a commitment.
LABELS: Final = ("basis", "target", "cycle", "deadline", "scoring", "deliverable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearings:
    """What the organisation says to the names in a document."""

    # The unit that each name means; a name that means none is left out.
    units: "Mapping[str, Unit]"
    # The units of each kind that a class of units may take in, in the jurisdiction's order.
    areas: "Mapping[str, Sequence[Unit]]"


def unit_names(reading: Reading) -> set[str]:
    """Gather the names that may mean one unit each."""
    named = {unit.name for found in reading.commitments for unit in found.units if not unit.class_of_units}
    named |= {found.actor for found in reading.commitments if found.actor and not found.units}
    return named.union(*(candidates(name) for name in named))


def class_names(reading: Reading) -> set[str]:
    """Gather the names that mean several units."""
    return {unit.name for found in reading.commitments for unit in found.units if unit.class_of_units}


def fitted(words: str | None, length: int) -> str:
    """Cut what is longer than its column, and show that it was cut."""
    given = words or ""
    return given if len(given) <= length else f"{given[: length - 1]}…"


def save_reading(document: Document, reading: Reading, bearings: Bearings) -> None:
    """Write everything that was read out of the saved *document*."""
    clauses = _save_clauses(document, reading.clauses)
    for position, meeting in enumerate(reading.meetings):
        _save_meeting(document, position, meeting)
    Instrument.objects.bulk_create(
        Instrument(document=document, title=fitted(found.title, 500), start=found.span.start, end=found.span.end)
        for found in reading.instruments
    )
    proposals = [
        _proposal(document, position, found, reading, clauses[found.clause])
        for position, found in enumerate(reading.commitments)
    ]
    Proposal.objects.bulk_create(proposals)
    ProposedUnit.objects.bulk_create(
        row
        for proposal, found in zip(proposals, reading.commitments, strict=True)
        for row in _units(proposal, _named(found, bearings.units), bearings)
    )


def _save_clauses(document: Document, read: Sequence[ReadClause]) -> list[Clause]:
    """Write the tree from the top down: a row needs the key of its parent."""
    rows = [
        Clause(
            document=document, position=position, kind=clause.kind, number=fitted(clause.number, 50),
            level=clause.level, start=clause.span.start, end=clause.span.end,
        )
        for position, clause in enumerate(read)
    ]  # fmt: skip
    for generation in _generations(read):
        for position in generation:
            parent = read[position].parent
            rows[position].parent = None if parent is None else rows[parent]
        Clause.objects.bulk_create([rows[position] for position in generation])
    return rows


def _generations(read: Sequence[ReadClause]) -> Iterator[list[int]]:
    """Group the places of clauses by their depth in the tree; a parent stands before its children."""
    depths: list[int] = []
    for clause in read:
        depths.append(0 if clause.parent is None else depths[clause.parent] + 1)
    grouped: dict[int, list[int]] = {}
    for position, depth in enumerate(depths):
        grouped.setdefault(depth, []).append(position)
    yield from (grouped[depth] for depth in sorted(grouped))


def _save_meeting(document: Document, position: int, read: ReadMeeting) -> None:
    meeting = Meeting.objects.create(
        document=document,
        position=position,
        held_on=read.held_on,
        body=fitted(read.body, 300),
        kind=fitted(read.kind, 100),
        number="" if read.number is None else str(read.number),
        chair=fitted(read.chair.name if read.chair else "", 100),
        chair_posts=list(read.chair.posts) if read.chair else [],
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, position=place, verb=fitted(item.verb, 50), object=item.object,
            start=item.span.start, end=item.span.end,
        )
        for place, item in enumerate(read.agenda)
    )  # fmt: skip


def _proposal(document: Document, position: int, found: Commitment, reading: Reading, clause: Clause) -> Proposal:
    title, text = _wording(found, reading.clauses[found.clause])
    labels = {name: label.text if (label := found.label(name)) else "" for name in LABELS}
    return Proposal(
        document=document,
        clause=clause,
        position=position,
        start=found.span.start,
        end=found.span.end,
        title=fitted(title, 200),
        text=text,
        actor_text=fitted(found.actor, 300),
        field=fitted(_field(reading, found.clause), 100),
        basis=labels["basis"],
        target=labels["target"] or (found.target.span.of(reading.text) if found.target else ""),
        targets=_targets(found, reading),
        cycle=cycle_of(labels["cycle"]),
        deadline=fitted(found.deadline.words if found.deadline else labels["deadline"], 200),
        due_on=found.deadline.on if found.deadline else None,
        points=_points(found.points),
        scoring_rule=labels["scoring"],
        evidence=labels["deliverable"],
        open_set=found.open_set,
        no_lead_stated=found.no_lead_stated,
        rule=fitted(found.rule, 100),
    )


def _targets(found: Commitment, reading: Reading) -> str:
    """Take the figures aimed at in the words of the task and under its label; a fixed last day says for which year."""
    label = found.label("target")
    places = [found.span, *([label.span] if label else [])]
    within = [target for target in reading.targets if any(target.span in place for place in places)]
    period = str(found.deadline.on.year) if found.deadline and found.deadline.on else ""
    return lines_of(within, period=period)


def _points(given: Decimal | None) -> Decimal | None:
    """Keep the points that the column can hold; a table that gives less than a hundredth or takes points gives none."""
    fits = given is not None and 0 <= given <= MOST_POINTS and not given * 100 % 1
    return given if fits else None


def _wording(found: Commitment, clause: ReadClause) -> tuple[str, str]:
    """Part the heading of an item ("1. Spot checks. Do …") from what is to be done."""
    heading = (clause.heading or "").strip()
    title = heading.rstrip("。.．:：") if clause.kind == "item" else ""
    text = found.text.strip()
    if heading and text.startswith(heading):
        text = text.removeprefix(heading).lstrip("。.．:： ") or text
    return title, _capital(text)


def _capital(words: str) -> str:
    """Begin with a capital: what a meeting stressed begins in the middle of a sentence; "pH" and "e-waste" stay."""
    first = words.partition(" ")[0]
    return words[:1].upper() + words[1:] if first.isascii() and first.isalpha() and first.islower() else words


def _field(reading: Reading, clause: int) -> str:
    """Give the nearest heading above, without its number."""
    for above in reading.ancestors(clause):
        if reading.clauses[above].kind == "heading":
            return (reading.clauses[above].heading or "").strip()
    return ""


def _named(found: Commitment, known: Container[str]) -> list[NamedUnit]:
    """List the units of a commitment: those that the reading found, else those that are the subject of the sentence.

    What the reading gives as one name may be two that the organisation knows ("A Bureau and the B Bureau").
    """
    if found.units or found.actor is None or found.actor_span is None:
        return [part for name in found.units for part in _parts(name, known)]
    subject = NamedUnit(name=found.actor, role=NamedRole.RESPONSIBLE, class_of_units=False, span=found.actor_span)
    return [part for part in _parts(subject, known) if part.name in known]


def _parts(name: NamedUnit, known: Container[str]) -> list[NamedUnit]:
    """Take a name apart where it holds several; of several that must act the text does not say which leads."""
    if name.class_of_units or name.name in known:
        return [name]
    names = parted(name.name, known)
    together = NamedRole.JOINT if name.role is NamedRole.RESPONSIBLE and len(names) > 1 else name.role
    return [replace(name, name=one, role=together) for one in names] or [name]


def _units(proposal: Proposal, named: Sequence[NamedUnit], bearings: Bearings) -> Iterator[ProposedUnit]:
    """Give each unit one row, in the order of the text; what a class repeats is said already."""
    lead = _lead(named)
    said = {unit.pk for name in named if (unit := bearings.units.get(name.name)) and not name.class_of_units}
    given: set[int] = set()
    position = 0
    for name in named:
        role = Role.LEAD if name is lead else _role(name)
        for unit in _meant(name, bearings):
            if unit is not None and (unit.pk in given or (name.class_of_units and unit.pk in said)):
                continue
            if unit is not None:
                given.add(unit.pk)
            yield ProposedUnit(proposal=proposal, position=position, name=fitted(name.name, 300), role=role, unit=unit)
            position += 1


def _meant(name: NamedUnit, bearings: Bearings) -> "Sequence[Unit | None]":
    if not name.class_of_units:
        return [bearings.units.get(name.name)]
    spelled_out = [unit for kind in kinds_of_class(name.name) for unit in bearings.areas.get(kind, ())]
    return spelled_out or [None]


def _lead(named: Sequence[NamedUnit]) -> NamedUnit | None:
    """Find the one unit that leads: the lead that the text names, or the only one that it calls responsible.

    Where it names several there is none, and the clerk chooses.
    """
    leads = [name for name in named if name.role is NamedRole.LEAD]
    candidates = leads or [name for name in named if name.role in {NamedRole.RESPONSIBLE, NamedRole.JOINT}]
    only = candidates[0] if len(candidates) == 1 else None
    return only if only is not None and not only.class_of_units and only.role is not NamedRole.JOINT else None


def _role(name: NamedUnit) -> ProposedUnit.Role:
    """Translate the role of a unit that does not lead; a class of places that answers alone does so on its ground."""
    alone = name.role in {NamedRole.RESPONSIBLE, NamedRole.LEAD}
    if name.class_of_units and alone and kinds_of_class(name.name):
        return Role.TERRITORIAL
    return Role.SUPPORT if name.role is NamedRole.LEAD else ROLES[name.role]
