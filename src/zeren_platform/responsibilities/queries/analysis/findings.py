"""What an analysis of an edition can find, and how grave it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

__all__ = ["KINDS", "Finding", "FindingKind", "FindingRow", "Gravity", "NamedDuty", "NamedUnit", "finding"]

FindingKind = Literal[
    "no-lead",
    "unrecognised",
    "no-text",
    "numbers-alike",
    "ended-unit",
    "not-taken-over",
    "points-differ",
    "unit-points-differ",
    "target-differs",
    "near-identical",
    "same-elsewhere",
    "source-without-duty",
    "source-warning",
    "unit-without-duties",
    "unit-named-nowhere",
    "long-text",
    "open-set",
]
Gravity = Literal["blocking", "warning", "note"]
# In the order in which a clerk would mend them. What blocks keeps the edition from being adopted.
KINDS: Final[dict[FindingKind, Gravity]] = {
    "no-lead": "blocking",
    "unrecognised": "blocking",
    "no-text": "blocking",
    "numbers-alike": "blocking",
    "ended-unit": "blocking",
    "not-taken-over": "warning",
    "points-differ": "warning",
    "unit-points-differ": "warning",
    "target-differs": "warning",
    "near-identical": "warning",
    "same-elsewhere": "warning",
    "source-without-duty": "warning",
    "source-warning": "warning",
    "unit-without-duties": "warning",
    "unit-named-nowhere": "warning",
    "long-text": "note",
    "open-set": "note",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDuty:
    """A duty as people speak of it, and who leads it."""

    pk: int
    number: str
    name: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """A unit as people speak of it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One place in which it is so: the duties, the unit or the sentence of a source, and the figures or words found.

    ``proposal`` and ``document`` are keys of the sources.
    """

    duties: tuple[NamedDuty, ...] = ()
    unit: NamedUnit | None = None
    document: int | None = None
    document_title: str = ""
    proposal: int | None = None
    found: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One kind of thing that is odd, and everywhere it is."""

    kind: FindingKind
    rows: tuple[FindingRow, ...]

    @property
    def gravity(self) -> Gravity:
        """Say how grave it is."""
        return KINDS[self.kind]

    @property
    def blocks(self) -> bool:
        """Say whether it keeps the edition from being adopted."""
        return self.gravity == "blocking"


def finding(kind: FindingKind, rows: Iterable[FindingRow]) -> list[Finding]:
    """Make a finding of the rows, or nothing where there is none."""
    found = tuple(rows)
    return [Finding(kind=kind, rows=found)] if found else []
