"""``zeren index report``: everything about an index on one page that opens offline."""

from pathlib import Path

from zeren.cli.index_inputs import Asked, chosen, command, show_progress, state_of
from zeren.composite import Result, score
from zeren.composite.audit import audit, effective_weights
from zeren.composite.choices import fixed
from zeren.composite.explanation import State, difference, is_divisible
from zeren.composite.periods import in_order
from zeren.composite.report import Comparison, Study, render
from zeren.composite.uncertainty import robustness

__all__ = ["write_report"]


def write_report(asked: Asked) -> int:
    """Write the page into the file that is asked for, or print it."""
    index = asked.index
    result = score(index, asked.table)
    study = Study(
        index=index,
        result=result,
        places=robustness(index, asked.table, progress=show_progress),
        weights=effective_weights(fixed(index, result)),
        findings=audit(index, result, inapplicable=asked.inapplicable),
        comparisons=_comparisons(asked, result),
        period=asked.period,
        sources=asked.sources,
        command=command(asked),
        model=asked.model,
        language=asked.arguments.language or "en",
    )
    page = render(study)
    if asked.arguments.out:
        Path(asked.arguments.out).write_text(page, encoding="utf-8", newline="\n")
    else:
        print(page, end="")
    return 0


def _comparisons(asked: Asked, result: Result) -> tuple[Comparison, ...]:
    """Compare the pairs that are asked for; of one unit its neighbours and the period before; else the first unit."""
    if not is_divisible(asked.index):
        return ()
    arguments, order = asked.arguments, _order(asked, result)
    unit = arguments.unit or next(iter(order), None)
    found = [_pair(asked, result, one, other) for one, other in arguments.pair]
    if unit is None or (found and not arguments.unit):
        return tuple(one for one in found if one is not None)
    state_of(result, unit)
    if arguments.against:
        found.append(_pair(asked, result, unit, arguments.against))
    else:
        past = _past(asked, result, unit)
        found += [past] if past else []
        found += [_pair(asked, result, unit, other) for other in _neighbours(order, unit, asked, alone=past is None)]
    return tuple(one for one in found if one is not None)


def _order(asked: Asked, result: Result) -> list[str]:
    ranks = result.ranks[asked.index.root.name]
    ranked = sorted((rank, at) for at, rank in enumerate(ranks) if rank is not None)
    return [result.units[place] for _, place in ranked]


def _neighbours(order: list[str], unit: str, asked: Asked, *, alone: bool) -> list[str]:
    """Give the unit ahead and the one behind, if one is asked about; else the second, if there is nothing else."""
    if unit not in order:
        return []
    at = order.index(unit)
    if not asked.arguments.unit:
        return order[1:2] if alone else []
    return [*order[max(0, at - 1) : at], *order[at + 1 : at + 2]] if not asked.arguments.since else []


def _pair(asked: Asked, result: Result, unit: str, other: str) -> Comparison | None:
    return _compared(asked, (other, state_of(result, other)), (unit, state_of(result, unit)))


def _past(asked: Asked, result: Result, unit: str) -> Comparison | None:
    """Compare a unit with itself, in the period that is asked for or in the one before."""
    ordered = in_order(asked.tables)
    since = asked.arguments.since
    earlier = since or next(iter(ordered[: ordered.index(asked.period)][-1:]), None)
    if earlier is None:
        return None
    past = score(asked.index, chosen(asked.tables, earlier))
    if not since and unit not in past.units:
        return None
    return _compared(asked, (earlier, state_of(past, unit)), (asked.period, state_of(result, unit)), unit)


def _compared(asked: Asked, old: tuple[str, State], new: tuple[str, State], unit: str = "") -> Comparison | None:
    root = asked.index.root.name
    scores = old[1].score(root), new[1].score(root)
    if scores[0] is None or scores[1] is None:
        return None
    effects = difference(asked.index, old[1], new[1])
    return Comparison(before=old[0], after=new[0], scores=(scores[0], scores[1]), effects=effects, unit=unit)
