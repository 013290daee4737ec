"""The analysis of an edition: everything that a person should look at before it is adopted, and after."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from zeren_platform.common.actor import Actor
from zeren_platform.common.memory import remembered
from zeren_platform.responsibilities.contents import EditionRows
from zeren_platform.responsibilities.models import Edition
from zeren_platform.responsibilities.queries.analysis.comments import not_taken_over
from zeren_platform.responsibilities.queries.analysis.duties import LONGEST, blocking_findings, duty_findings
from zeren_platform.responsibilities.queries.analysis.facts import EditionFacts, facts_in, facts_of
from zeren_platform.responsibilities.queries.analysis.findings import (
    KINDS,
    Finding,
    FindingKind,
    FindingRow,
    Gravity,
    NamedDuty,
    NamedUnit,
    finding,
)
from zeren_platform.responsibilities.queries.matters import LikeDuty, undecided
from zeren_platform.responsibilities.queries.visibility import oversees
from zeren_platform.sources.queries import unheld

__all__ = [
    "KINDS",
    "LONGEST",
    "Finding",
    "FindingKind",
    "FindingRow",
    "Gravity",
    "NamedDuty",
    "NamedUnit",
    "analysis",
    "beside_adoption",
    "blocking",
    "blocking_count",
    "duties_in",
]


def analysis(actor: Actor, edition: Edition, *, on: date) -> list[Finding]:
    """Find all that is odd in an edition that the actor may read: five queries, whatever its size.

    What the sources say beyond the register is for those who oversee it.
    """
    facts = facts_of(edition, on=on)
    found = [*blocking_findings(facts), *duty_findings(facts), *_unit_findings(facts)]
    if oversees(actor, edition.register):
        # Told by ``editions_of``; most editions were not, and then nothing is read.
        consulted = getattr(edition, "was_consulted", True)
        found += finding("not-taken-over", not_taken_over(edition)) if consulted else []
        found += _source_findings(actor, facts) if facts.documents else []
        found += _same_elsewhere(actor, edition, facts) if edition.is_open else []
    order = list(KINDS)
    return sorted(found, key=lambda one: order.index(one.kind))


def _same_elsewhere(actor: Actor, edition: Edition, facts: EditionFacts) -> list[Finding]:
    """Find what duties in force of other registers say nearly the same as those of a draft, while nobody decided."""
    texts = tuple((duty.named.pk, duty.text) for duty in facts.duties)
    near: defaultdict[int, list[LikeDuty]] = defaultdict(list)
    for like in remembered(actor.state, undecided, actor, edition, texts):
        near[like.duty].append(like)
    own = {duty.named.pk: duty.named for duty in facts.duties}
    rows = (
        FindingRow(duties=(own[pk], *map(_named, found)), found={"count": len(found)}) for pk, found in near.items()
    )
    return finding("same-elsewhere", rows)


def _named(like: LikeDuty) -> NamedDuty:
    return NamedDuty(pk=like.pk, number=like.number, name=like.register, lead=like.lead)


def beside_adoption(actor: Actor, edition: Edition, rows: EditionRows, *, on: date) -> list[Finding]:
    """Find what does not keep an edition from being adopted, but is better decided before."""
    return _same_elsewhere(actor, edition, facts_in(rows, on=on)) if oversees(actor, edition.register) else []


def blocking(rows: EditionRows, *, on: date) -> list[Finding]:
    """Find what keeps an edition that was read from being adopted."""
    return blocking_findings(facts_in(rows, on=on))


def blocking_count(rows: EditionRows, *, on: date) -> int:
    """Count the duties in which something does, each once."""
    return duties_in(blocking(rows, on=on))


def duties_in(found: Iterable[Finding]) -> int:
    """Count the duties that findings name, each once."""
    return len({duty.pk for one in found for row in one.rows for duty in row.duties})


def _unit_findings(facts: EditionFacts) -> list[Finding]:
    """Find the units that have nothing to do here, and among them those that nothing names at all."""
    busy = {part.unit for duty in facts.duties for part in duty.parts}
    idle = [
        unit
        for key, unit in facts.units.items()
        if key not in busy and unit.exists and not unit.is_jurisdiction and facts.duties
    ]
    return [
        *finding("unit-without-duties", (FindingRow(unit=unit.named) for unit in idle if unit.is_named)),
        *finding("unit-named-nowhere", (FindingRow(unit=unit.named) for unit in idle if not unit.is_named)),
    ]


def _source_findings(actor: Actor, facts: EditionFacts) -> list[Finding]:
    sentences, odd = unheld(actor, facts.documents)
    gaps = (
        FindingRow(
            document=one.document,
            document_title=one.title,
            proposal=one.proposal,
            found={"number": one.number, "state": one.state, "words": one.words},
        )
        for one in sentences
    )
    warnings = (
        FindingRow(document=one.document, document_title=one.title, found={"warning": one.warning}) for one in odd
    )
    return [*finding("source-without-duty", gaps), *finding("source-warning", warnings)]
