"""A stretch of the text: what every value of a reading is tied to."""

from dataclasses import dataclass

__all__ = ["Span"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch of ``Reading.text``.

    Examples
    --------
    >>> Span(start=2, end=4).of("责任清单")
    '清单'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Quote the words of this span from *text*."""
        return text[self.start : self.end]

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start
