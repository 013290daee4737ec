"""The arguments of ``zeren index reach`` and of what places depend on."""

from argparse import ArgumentParser

__all__ = ["add_arguments_of_plans"]


def add_arguments_of_plans(parser: ArgumentParser) -> None:
    """Take what concerns the way to a score, and what places depend on."""
    parser.add_argument("--score", metavar="NUMBER", help="reach: which score of the whole the unit is to have")
    parser.add_argument(
        "--cost",
        action="append",
        default=[],
        metavar="INDICATOR=COST",
        help="reach: what a point of it costs, in place of the file; those without a cost are not lifted",
    )
    parser.add_argument("--step", metavar="POINTS", help="reach: lift by steps of so many points; default: all the way")
    parser.add_argument(
        "--by",
        choices=("choice", "part"),
        help="robustness: which of the open choices the places depend on (Sobol indices), or which part moves them",
    )
    parser.add_argument("--sample", type=int, metavar="COUNT", help="robustness --by choice: points; default 256")
