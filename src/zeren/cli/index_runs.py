"""Does what was asked of an index, and prints it."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Final

from zeren.cli.errors import explain_file
from zeren.cli.index_errors import explain_index
from zeren.cli.index_files import read_model
from zeren.cli.index_groups import group_cells, group_heads, has_groups
from zeren.cli.index_inputs import Asked, asked_of_all, read_asked, read_index, show_progress, shown_as
from zeren.cli.index_new import say_skeleton
from zeren.cli.index_notes import notes
from zeren.cli.index_output import form_of, put_out, writing
from zeren.cli.index_plans import say_comparison, say_way
from zeren.cli.index_report import write_report
from zeren.cli.index_shares import say_shares
from zeren.cli.index_sheets import sheets
from zeren.cli.index_tables import Cell, say_text
from zeren.cli.index_tables_runs import say_lines, say_script
from zeren.cli.index_whys import say_audit, say_explanation, say_what_if
from zeren.composite import Index, Result, score
from zeren.composite.model import Node
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
    model = read_model(arguments.model)
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
    absent = sum(unit in result.units for unit, _ in asked.inapplicable)
    gaps = sum(number is None for column in result.values.values() for number in column) - absent
    applying = len(result.units) * len(result.values) - absent
    besides = f" {absent} do not apply." if absent else ""
    print(f"{len(result.units)} units; {gaps} of {applying} values are missing.{besides}")
    _say_notes(asked, result)
    return 0


def _run(asked: Asked) -> int:
    if asked.is_of_all:
        return _run_all(asked)
    result, places = _scored(asked)
    put_out(
        asked, _heads(asked), _rows(asked, result, places), lambda: sheets(asked, result, places), notes(asked, result)
    )
    if form_of(asked.arguments) == "table":
        _say_notes(asked, result)
        _say_doubt(asked.index, places)
    return 0


def _run_all(asked: Asked) -> int:
    """Give every period below the one before, each place with its interval among those of its period."""
    scored = [(one, *_scored(one)) for one in asked_of_all(asked)]
    rows = [[one.period, *row] for one, result, places in scored for row in _rows(one, result, places)]
    told = [f"{one.period}: {note}" for one, result, _ in scored for note in notes(one, result)]
    put_out(asked, ["period", *_heads(asked)], rows, notes=told)
    if form_of(asked.arguments) == "table":
        for note in told:
            say_text(note)
        _say_doubt(asked.index, scored[-1][2])
    return 0


def _scored(asked: Asked) -> tuple[Result, Places]:
    return score(asked.index, asked.table), robustness(asked.index, asked.table, progress=show_progress)


def _shown_nodes(asked: Asked) -> list[Node]:
    """List the nodes beside the whole: all in a file, those right under it on a screen."""
    index = asked.index
    if form_of(asked.arguments) != "table":
        return list(index.nodes[1:])
    return [part for part in index.parts(index.root) if isinstance(part, Node)]


def _heads(asked: Asked) -> list[str]:
    grade = ["grade"] if asked.index.grades else []
    nodes = [node.name for node in _shown_nodes(asked)]
    return ["place", "from", "to", "tier", "unit", *group_heads(asked), "score", *grade, *nodes]


def _rows(asked: Asked, result: Result, places: Places) -> list[list[Cell]]:
    index = asked.index
    rows: list[list[Cell]] = []
    at = {unit: place for place, unit in enumerate(result.units)}
    grouped, nodes = has_groups(asked), _shown_nodes(asked)
    for one in places.standings:
        row: list[Cell] = [one.rank, one.best, one.worst, one.tier, one.unit]
        row += [*(group_cells(one) if grouped else ()), shown_as(index, one.score)]
        row += [result.grades[at[one.unit]]] if index.grades else []
        scores = (result.scores[node.name][at[one.unit]] for node in nodes)
        rows.append([*row, *(shown_as(index, score) for score in scores)])
    return rows


def _robustness(asked: Asked) -> int:
    if asked.arguments.by:
        return say_shares(asked)
    places = robustness(asked.index, asked.table, progress=show_progress)
    heads = ["place", "unit", "from", "median", "to", "mean", "tier", *group_heads(asked)]
    count = len(places.standings)
    wide = form_of(asked.arguments) != "table"
    heads += [f"place_{place}" for place in range(1, count + 1)] if wide else ["first", "top_3"]
    rows: list[list[Cell]] = []
    grouped = has_groups(asked)
    for one in places.standings:
        shares = one.shares if wide else (one.shares[0], sum(one.shares[:3]))
        row: list[Cell] = [one.rank, one.unit, one.best, one.median, one.worst, round(one.mean, 2), one.tier]
        row += group_cells(one) if grouped else []
        rows.append([*row, *(round(share, 4) for share in shares)])
    put_out(asked, heads, rows)
    if not wide:
        _say_doubt(asked.index, places)
    return 0


def _say_notes(asked: Asked, result: Result) -> None:
    for note in notes(asked, result):
        say_text(note)


def _say_doubt(index: Index, places: Places) -> None:
    share = float(index.robustness.confidence * 100)
    say_text(
        f'From and to: the places in {share:g} % of {places.draws} draws (seed "{places.seed}"). '
        "Units of one tier cannot be told apart."
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
