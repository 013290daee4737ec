"""What is odd about the duties of an edition, each by itself and beside one another."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from zeren.reading import Language, Span, clause_points
from zeren.similarity import near_pairs, tokens
from zeren_platform.responsibilities.queries.analysis.facts import DutyFacts, EditionFacts
from zeren_platform.responsibilities.queries.analysis.findings import Finding, FindingRow, finding
from zeren_platform.sources.targets import same_figures, targets_in, told

__all__ = ["LONGEST", "NEAR", "blocking_findings", "duty_findings"]

# A duty longer than this holds several matters: one matter, one duty (一事一项). Chinese characters or words.
LONGEST: Final = 300
# Texts that share four fifths of their pairs of words say the same.
NEAR: Final = Fraction(4, 5)


def blocking_findings(facts: EditionFacts) -> list[Finding]:
    """Find what keeps the edition from being adopted."""
    duties = facts.duties
    lead = (duty for duty in duties if duty.lead is None and not duty.no_lead_stated)
    return [
        *finding("no-lead", (_row(duty) for duty in lead)),
        *finding("unrecognised", (_row(duty, names=duty.unrecognised) for duty in duties if duty.unrecognised)),
        *finding("no-text", (_row(duty) for duty in duties if not duty.text.strip())),
        *finding("numbers-alike", _numbers_alike(duties)),
        *finding("ended-unit", _ended(facts)),
    ]


def duty_findings(facts: EditionFacts) -> list[Finding]:
    """Find what a person should look at in the duties."""
    long = ((duty, len(tokens(duty.text))) for duty in facts.duties)
    return [
        *finding("points-differ", _points_differ(facts.duties)),
        *finding("unit-points-differ", _unit_points_differ(facts)),
        *finding("target-differs", _targets_differ(facts.duties)),
        *finding("near-identical", _near_identical(facts.duties)),
        *finding("long-text", (_row(duty, length=length) for duty, length in long if length > LONGEST)),
        *finding("open-set", (_row(duty) for duty in facts.duties if duty.open_set)),
    ]


def _row(duty: DutyFacts, **found: object) -> FindingRow:
    return FindingRow(duties=(duty.named,), found=found)


def _numbers_alike(duties: Iterable[DutyFacts]) -> Iterator[FindingRow]:
    """Find numbers that a reader takes for one: "30" and "30.", in full width or half."""
    same: defaultdict[str, list[DutyFacts]] = defaultdict(list)
    for duty in duties:
        same[_plain(duty.named.number)].append(duty)
    for alike in same.values():
        if len(alike) > 1:
            yield FindingRow(duties=tuple(duty.named for duty in alike))


def _plain(number: str) -> str:
    return unicodedata.normalize("NFKC", number).casefold().strip(" .、．。）)（(")


def _ended(facts: EditionFacts) -> Iterator[FindingRow]:
    """Find parts of units that are no more, or not yet."""
    for duty in facts.duties:
        for part in duty.parts:
            if not facts.units[part.unit].exists:
                yield FindingRow(duties=(duty.named,), unit=facts.units[part.unit].named)


def _points_differ(duties: Iterable[DutyFacts]) -> Iterator[FindingRow]:
    """Find duties whose scoring rule gives more or fewer points than the duty has."""
    for duty in duties:
        given = _rule_points(duty.scoring_rule)
        if duty.points is not None and given is not None and given != duty.points:
            yield _row(duty, points=duty.points, given=given)


def _targets_differ(duties: Iterable[DutyFacts]) -> Iterator[FindingRow]:
    """Find duties that aim at other figures than the sentence that created them; where none was read, none differs."""
    for duty in duties:
        if duty.source_targets and not same_figures(duty.targets, duty.source_targets):
            yield _row(duty, figures=_told(duty.targets), source=_told(duty.source_targets))


def _told(targets: str) -> str:
    return "; ".join(told(target) for target in targets_in(targets)) or "–"


def _rule_points(rule: str) -> Decimal | None:
    language = Language.CHINESE if any("一" <= character <= "鿿" for character in rule) else Language.ENGLISH
    return clause_points(rule, Span(start=0, end=len(rule)), language) if rule else None


def _unit_points_differ(facts: EditionFacts) -> Iterator[FindingRow]:
    """Find units whose points as lead come to another sum than that of most units."""
    led: defaultdict[int, list[DutyFacts]] = defaultdict(list)
    for duty in facts.duties:
        if duty.lead is not None and duty.points is not None:
            led[duty.lead].append(duty)
    sums = {unit: sum((duty.points or Decimal(0) for duty in duties), Decimal(0)) for unit, duties in led.items()}
    usual, units = next(iter(Counter(sums.values()).most_common(1)), (Decimal(0), 0))
    # Where no sum is that of most units, the register gives units points as it likes.
    if units * 2 <= len(sums):
        return
    for unit in facts.units:
        if unit in sums and sums[unit] != usual:
            duties = tuple(duty.named for duty in led[unit])
            told = {"points": sums[unit], "usual": usual}
            yield FindingRow(duties=duties, unit=facts.units[unit].named, found=told)


def _near_identical(duties: tuple[DutyFacts, ...]) -> Iterator[FindingRow]:
    """Group the duties that say nearly the same; those with one text that all of them are near to stand together."""
    group: dict[int, set[int]] = {}
    for pair in near_pairs([duty.text for duty in duties], at_least=NEAR):
        together = group.get(pair.first, {pair.first}) | group.get(pair.second, {pair.second})
        group |= dict.fromkeys(together, together)
    for together in {min(members): members for members in group.values()}.values():
        alike = tuple(duties[place].named for place in sorted(together))
        yield FindingRow(duties=alike, found={"leads": len({duty.lead for duty in alike if duty.lead})})
