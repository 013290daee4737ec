"""``zeren index``: scores that anyone can compute again from published data and a file that says how."""

from argparse import ArgumentParser, Namespace
from typing import Final

from zeren.cli.index_engines import ENGINES
from zeren.cli.index_plan_options import add_arguments_of_plans
from zeren.cli.waiting import doing
from zeren.foundations.dialects import DIALECTS

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME: Final = "index"
SUMMARY: Final = "compute a composite index from a file that defines it and the data; say how sure its places are"

_WITH_DATA: Final = ("check", "run", "robustness", "explain", "what-if", "reach", "compare", "audit", "report")
_ACTIONS: Final = (*_WITH_DATA, "new", "compile")
_HELP: Final = (
    "check the files; run: scores, places with their intervals, grades; robustness: how often each place; explain: "
    "what a score is made of, and why it differs; what-if: other values or weights; reach: the cheapest way to a "
    "score; compare: how far units move under other rules; audit: what the data say; report: all of it on one page "
    "(HTML) that opens offline; new: a first file of an index, out of the columns of the data that stand in for "
    "MODEL; compile: the SQL that computes the index over tables"
)

_MODEL: Final = (
    "the TOML file that defines the index, or the name of one that comes with the program (green_development_2016, "
    "high_quality_districts, human_development_2022, gender_inequality_2022, digital_village_county, "
    "river_chief_units_2018); for new: the data"
)
_DATA: Final = "CSV or XLSX, wide or tidy; - is standard input; several files are put together by unit and period"


def add_arguments(parser: ArgumentParser) -> None:
    """Take what to do, the files, and what concerns one of the doings."""
    parser.add_argument("action", choices=_ACTIONS, help=_HELP)
    parser.add_argument("model", metavar="MODEL", help=_MODEL)
    parser.add_argument(
        "data",
        nargs="*",
        metavar="DATA",
        help=_DATA,
    )
    parser.add_argument("--period", metavar="PERIOD", help="which period of the data; default: the last; run: all")
    parser.add_argument("--format", choices=("table", "csv", "json", "xlsx"), help="default: as FILE ends, else table")
    parser.add_argument("--out", metavar="FILE", help="write there; needed for xlsx and for a report")
    parser.add_argument("--language", choices=("en", "zh"), help="report: default en")
    parser.add_argument("--draws", type=int, metavar="COUNT", help="how many draws, in place of what the file says")
    parser.add_argument("--seed", metavar="TEXT", help="what they are drawn from, in place of what the file says")
    parser.add_argument("--unit", metavar="UNIT", help="explain, reach, report: which unit")
    parser.add_argument("--against", metavar="UNIT", help="explain, report: why it is ahead of this one, or behind")
    parser.add_argument(
        "--pair",
        nargs=2,
        action="append",
        default=[],
        metavar=("UNIT", "OTHER"),
        help="report: why the one is ahead of the other, or behind; may be repeated",
    )
    parser.add_argument("--since", metavar="PERIOD", help="explain, report: why its score changed since this period")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="CHANGE",
        help='what-if: "UNIT: COLUMN = VALUE" or "weight: PART = WEIGHT"; may be repeated',
    )
    parser.add_argument("--engine", choices=ENGINES, help="run: compute over tables; DATA may be a Parquet file")
    parser.add_argument("--dialect", choices=DIALECTS, help="compile: whose SQL; default duckdb")
    add_arguments_of_plans(parser)


def run(arguments: Namespace) -> int:
    """Do it: 0 done, 2 a file or the command line cannot be used; standard error says how to mend it."""
    return doing("zeren.cli.index_runs:run")(arguments)
