"""``zeren index report``: everything about an index on one page that opens offline."""

from pathlib import Path

from zeren.cli.index_inputs import Asked, chosen, command, show_progress, state_of
from zeren.composite import Result, score
from zeren.composite.audit import audit, effective_weights
from zeren.composite.choices import fixed
from zeren.composite.explanation import State, difference
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
        findings=audit(index, result),
        comparison=_comparison(asked, result),
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


def _comparison(asked: Asked, result: Result) -> Comparison | None:
    """Compare what is asked for; else the first unit with itself in the period before, or with the second."""
    ranks = result.ranks[asked.index.root.name]
    ranked = sorted((rank, place) for place, rank in enumerate(ranks) if rank is not None)
    order = [result.units[place] for _, place in ranked]
    unit = asked.arguments.unit or next(iter(order), None)
    if unit is None:
        return None
    after = state_of(result, unit)
    against, since = asked.arguments.against, asked.arguments.since
    if against:
        return _compared(asked, (against, state_of(result, against)), (unit, after))
    ordered = in_order(asked.tables)
    earlier = since or next(iter(ordered[: ordered.index(asked.period)][-1:]), None)
    if earlier is not None:
        past = score(asked.index, chosen(asked.tables, earlier))
        if since or unit in past.units:
            return _compared(asked, (earlier, state_of(past, unit)), (asked.period, after), unit)
    other = next((one for one in order if one != unit), None)
    return None if other is None else _compared(asked, (other, state_of(result, other)), (unit, after))


def _compared(asked: Asked, old: tuple[str, State], new: tuple[str, State], unit: str = "") -> Comparison | None:
    root = asked.index.root.name
    scores = old[1].score(root), new[1].score(root)
    if scores[0] is None or scores[1] is None:
        return None
    effects = difference(asked.index, old[1], new[1])
    return Comparison(before=old[0], after=new[0], scores=(scores[0], scores[1]), effects=effects, unit=unit)
