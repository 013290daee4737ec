"""Does what was asked of an index, and prints it."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Final

from zeren.cli.errors import explain_file
from zeren.cli.index_errors import explain_index
from zeren.cli.index_files import read_file
from zeren.cli.index_inputs import Asked, read_asked, read_index, show_progress, shown_as
from zeren.cli.index_new import say_skeleton
from zeren.cli.index_output import form_of, put_out, writing
from zeren.cli.index_plans import say_comparison, say_way
from zeren.cli.index_report import write_report
from zeren.cli.index_sheets import sheets
from zeren.cli.index_tables import Cell, say_text
from zeren.cli.index_tables_runs import say_lines, say_script
from zeren.cli.index_whys import say_audit, say_explanation, say_what_if
from zeren.composite import Index, Result, score
from zeren.composite.standing import Places
from zeren.composite.uncertainty import robustness
from zeren.foundations.errors import ZerenError

__all__ = ["run"]

_WRONG: Final = 2


def run(arguments: Namespace) -> int:
    """Do what was asked: 0 done, 2 a file or the command line cannot be used."""
    try:
        return say_skeleton(arguments) if arguments.action == "new" else _run_model(arguments)
    except BrokenPipeError:
        raise
    except OSError as failure:
        print(explain_file(str(failure.filename), failure), file=sys.stderr)
    except ZerenError as refused:
        print(explain_index(arguments.model, refused), file=sys.stderr)
    return _WRONG


def _run_model(arguments: Namespace) -> int:
    model = read_file(arguments.model)
    index = read_index(model, arguments)
    if arguments.action in _WITHOUT_DATA and not arguments.data:
        return _WITHOUT_DATA[arguments.action](index, arguments)
    if not arguments.data or arguments.action == "compile":
        said = "takes no data" if arguments.data else "name the data after the model"
        print(f"zeren index {arguments.action}: {said}", file=sys.stderr)
        return _WRONG
    if arguments.engine:
        return say_lines(index, arguments)
    asked = read_asked(index, model, arguments)
    with writing(arguments):
        return _ACTIONS[arguments.action](asked)


def _check_model(index: Index, arguments: Namespace) -> int:
    del arguments
    nodes, leaves = len(index.nodes), len(index.indicators)
    print(f"{index.title}: {leaves} indicators under {nodes} nodes. The file can be used.")
    for node in index.nodes:
        if node.comparison is not None:
            ratio = node.comparison.consistency_ratio
            advice = "consistent" if ratio <= 0.1 else "contradictory: compare again"  # noqa: PLR2004 - Saaty's bound
            print(f"{node.title}: consistency ratio of the comparisons {ratio:.4f}, {advice}.")
    return 0


def _check(asked: Asked) -> int:
    _check_model(asked.index, asked.arguments)
    result = score(asked.index, asked.table)
    gaps = sum(number is None for column in result.values.values() for number in column)
    print(f"{len(result.units)} units; {gaps} of {len(result.units) * len(result.values)} values are missing.")
    _say_notes(result)
    return 0


def _run(asked: Asked) -> int:
    index = asked.index
    result = score(index, asked.table)
    places = robustness(index, asked.table, progress=show_progress)
    shown = index.nodes if form_of(asked.arguments) != "table" else index.nodes[:1]
    inner = [node for node in shown if node is not index.root]
    parts = inner or [part for part in index.parts(index.root) if part in index.nodes]
    heads = ["place", "from", "to", "group", "unit", "score", *(["grade"] if index.grades else [])]
    heads += [part.name for part in parts]
    rows: list[list[Cell]] = []
    for one in places.standings:
        at = result.units.index(one.unit)
        row: list[Cell] = [one.rank, one.best, one.worst, one.group, one.unit, shown_as(index, one.score)]
        row += [result.grades[at]] if index.grades else []
        rows.append([*row, *(shown_as(index, result.scores[part.name][at]) for part in parts)])
    put_out(asked, heads, rows, lambda: sheets(asked, result, places))
    if form_of(asked.arguments) == "table":
        _say_notes(result)
        _say_doubt(index, places)
    return 0


def _robustness(asked: Asked) -> int:
    places = robustness(asked.index, asked.table, progress=show_progress)
    heads = ["place", "unit", "from", "median", "to", "mean", "group"]
    count = len(places.standings)
    wide = form_of(asked.arguments) != "table"
    heads += [f"place_{place}" for place in range(1, count + 1)] if wide else ["first", "top_3"]
    rows: list[list[Cell]] = []
    for one in places.standings:
        shares = one.shares if wide else (one.shares[0], sum(one.shares[:3]))
        row: list[Cell] = [one.rank, one.unit, one.best, one.median, one.worst, round(one.mean, 2), one.group]
        rows.append([*row, *(round(share, 4) for share in shares)])
    put_out(asked, heads, rows)
    if not wide:
        _say_doubt(asked.index, places)
    return 0


def _say_notes(result: Result) -> None:
    if result.left_out:
        say_text(f"Left out, with too little data: {', '.join(result.left_out)}.")
    if result.filled:
        say_text(f"{len(result.filled)} values stand for missing ones.")
    if result.small:
        marked = ", ".join(f"{unit} ({name})" for unit, name in sorted(result.small))
        say_text(f"Over a small denominator, so that chance decides much: {marked}.")
    if result.vetoed:
        say_text(f"Capped by a veto: {', '.join(result.vetoed)}.")


def _say_doubt(index: Index, places: Places) -> None:
    share = float(index.robustness.confidence * 100)
    say_text(
        f'From and to: the places in {share:g} % of {places.draws} draws (seed "{places.seed}"). '
        "Units of one group cannot be told apart."
    )
    if places.obstacle:
        say_text(f"Drawn in plain Python, which takes longer than arrays of NumPy: {places.obstacle}.")


_ACTIONS: Final[Mapping[str, Callable[[Asked], int]]] = {
    "check": _check,
    "run": _run,
    "robustness": _robustness,
    "explain": say_explanation,
    "what-if": say_what_if,
    "reach": say_way,
    "compare": say_comparison,
    "audit": say_audit,
    "report": write_report,
}
_WITHOUT_DATA: Final[Mapping[str, Callable[[Index, Namespace], int]]] = {"check": _check_model, "compile": say_script}
