"""What a report is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zeren.composite.audit import Finding
from zeren.composite.exact import Number, rounded
from zeren.composite.explanation import Effect
from zeren.composite.model import Index, Part
from zeren.composite.report.words import Language, said
from zeren.composite.scoring import Result
from zeren.composite.standing import Places

__all__ = ["Comparison", "Source", "Study"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was read: its name without the folder, and by what anybody knows that it is the same."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Why one score differs from another: two units, or one *unit* in two periods, and what each cause adds."""

    before: str
    after: str
    scores: tuple[Number, Number]
    effects: tuple[Effect, ...]
    unit: str = ""

    @property
    def title(self) -> tuple[str, dict[str, str]]:
        """Give the sentence that names it, and what stands in it."""
        return "changed" if self.unit else "waterfall", {"unit": self.unit, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """An index, what came out of it, and the files and the command line by which it comes out again."""

    index: Index
    result: Result
    places: Places
    weights: Mapping[str, Fraction]
    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison, ...]
    period: str
    sources: tuple[Source, ...]
    command: str
    model: str
    language: Language

    def say(self, key: str, **known: object) -> str:
        """Give a sentence of the report in its language."""
        return said(self.language, key, **known)

    def shown(self, number: Number | None, more: int = 0) -> str:
        """Write a score as it is published, or with *more* digits; a dash where there is none."""
        if number is None:
            return "–"
        index = self.index
        found = rounded(number, digits=index.digits + more, rule=index.rounding)
        return f"{found:f}".replace("-", "\N{MINUS SIGN}")

    def title(self, name: str) -> str:
        """Give the title of a part in the language of the report, or its name."""
        parts: tuple[Part, ...] = (*self.index.nodes, *self.index.indicators)
        found = next((part for part in parts if part.name == name), None)
        return name if found is None else self.titled(found)

    def titled(self, part: Part | Index) -> str:
        """Give the title of *part* in the language of the report."""
        return (part.title_en if self.language == "en" else part.title_zh) or part.title

    def grade(self, name: str) -> str:
        """Give the title of a grade in the language of the report, or its name."""
        found = next((one for one in self.index.grades if one.name == name), None)
        if found is None:
            return name
        return (found.title_en if self.language == "en" else found.title_zh) or name
