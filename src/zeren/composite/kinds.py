"""Weights that differ by the kind of units (差异化考核): where a group has its own weight for a part."""

from collections.abc import Iterable, Sequence

from zeren.composite.errors import DomainError
from zeren.composite.exact import Number
from zeren.composite.model import Index, Part

__all__ = ["check_groups", "counted_by_group"]


def counted_by_group(
    parts: Sequence[Part], weights: Sequence[Number], groups: Iterable[str]
) -> dict[str, list[tuple[str, Number]]]:
    """List by group the parts that count there, with their weights.

    Parameters
    ----------
    parts, weights : shape (k,)
        The parts of a node and what each weighs for all that have no weight of their own; where a draw changed
        it, the own weights change by the same factor.
    groups
        Those of the units.

    Examples
    --------
    >>> from zeren.composite.model import Indicator
    >>> from fractions import Fraction
    >>> one = Indicator(name="a", title="A", parent="w", weight=Fraction(2), weight_in=(("hills", Fraction(6)),))
    >>> counted_by_group([one], [1.0], ["hills", "plain"])
    {'hills': [('a', 3.0)], 'plain': [('a', 1.0)]}
    """
    # A part without weight is shown beside the others and does not count.
    alike = [(part.name, weight) for part, weight in zip(parts, weights, strict=True) if weight > 0]
    if not any(part.weight_in for part in parts):
        return dict.fromkeys(groups, alike)
    return {
        group: [
            (part.name, own)
            for part, weight in zip(parts, weights, strict=True)
            if (own := _own(part, weight, group)) > 0
        ]
        for group in dict.fromkeys(groups)
    }


def _own(part: Part, weight: Number, group: str) -> Number:
    given = dict(part.weight_in).get(group)
    return weight if given is None else weight * given / part.weight


def check_groups(index: Index, groups: Iterable[str]) -> None:
    """Refuse a weight for a group that no unit is in: a misspelt one would be passed over in silence."""
    there = list(dict.fromkeys(group for group in groups if group))
    every: tuple[Part, ...] = (*index.nodes, *index.indicators)
    for part in every:
        for group, _ in part.weight_in:
            if group not in there:
                expected = "a group of the data: " + ", ".join(there) if there else "data with a column of groups"
                raise DomainError(at=f'"{part.name}"', rule="weight_in", expected=expected, found=group)
