"""``zeren draw``: freeze a list, make the seed, draw, check the draw of others, and say what it shows."""

from argparse import ArgumentParser, Namespace
from typing import Final

from zeren.cli.waiting import doing

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME: Final = "draw"
SUMMARY: Final = "draw objects to inspect so that anyone can replay it; check draws of others; estimate from them"
_FILES: Final = {
    "list": "the objects: JSON, or CSV with the columns id, stratum, risk, weight",
    "plan": "quotas, design and the way to the seed, as JSON",
    "freeze": "the freeze record",
    "seed": "the seed record",
    "result": "the result",
    "roster": "inspectors, recusals and qualifications, as JSON",
    "outcomes": "what was found at each object: JSON, or CSV with the columns id, finding, reason",
}
_STEPS: Final = {
    "commit": ("commit to a secret, before the freeze", ()),
    "freeze": ("freeze list, quotas and the way to the seed", ("list", "plan")),
    "seed": ("put the opened parts of the seed together", ("freeze",)),
    "run": ("draw", ("freeze", "seed", "list")),
    "change": ("extend a draw, or replace an object, by the next in order", ("freeze", "seed", "result", "list")),
    "assign": ("match inspectors to the objects drawn", ("freeze", "seed", "result", "roster")),
    "verify": ("replay a draw and check every step", ("freeze", "seed", "result", "list")),
    "estimate": ("say what the findings show about all objects", ("freeze", "result", "list", "outcomes")),
    "plan": ("say what a sample of a size can and cannot conclude", ()),
    "schema": ("print the JSON Schema of all records", ()),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Take the step, its files and its options."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True, help=", ".join(_STEPS))
    made = {}
    for name, (summary, files) in _STEPS.items():
        made[name] = steps.add_parser(name, help=summary, description=summary)
        for file in files:
            made[name].add_argument(file, metavar=file.upper(), help=_FILES[file])
    _add_seed(made["commit"], made["seed"])
    made["freeze"].add_argument("--roster", metavar="FILE", help=_FILES["roster"])
    _add_checks(made["change"], made["verify"])
    _add_numbers(made["estimate"], made["plan"])
    for name in ("run", "estimate", "plan"):
        made[name].add_argument("--format", choices=("table", "json"), default="table", help="default: %(default)s")


def run(arguments: Namespace) -> int:
    """Carry out the step: 0 done, 1 refused or not as it should be, 2 asked wrongly or a file cannot be used."""
    return doing("zeren.cli.draw_steps:carry_out")(arguments)


def _add_seed(commit: ArgumentParser, seed: ArgumentParser) -> None:
    secret = "a file with the secret in hexadecimal, 16 bytes or more"  # noqa: S105 - says what to name
    commit.add_argument("secret", metavar="SECRET", help=secret)
    commit.add_argument("--draw", required=True, help="identifier of the draw")
    commit.add_argument("--name", default="organiser", help="who commits; default: %(default)s")
    seed.add_argument("--secret", required=True, metavar="FILE", help=secret)
    seed.add_argument("--value", required=True, help="what the source said: a drand signature, 20 digits of dice")
    seed.add_argument(
        "--reveal",
        action="append",
        default=[],
        nargs=3,
        metavar=("NAME", "FILE", "TIME"),
        help="a contributor's secret and when it was opened; without it the contribution is left out",
    )
    seed.add_argument(
        "--failed",
        action="append",
        default=[],
        metavar="REASON",
        help="why the first source gave nothing; again for each",
    )


def _add_checks(change: ArgumentParser, verify: ArgumentParser) -> None:
    what = change.add_mutually_exclusive_group(required=True)
    what.add_argument("--replace", metavar="ID", help="the object that cannot be inspected")
    what.add_argument("--extend", nargs=2, metavar=("STRATUM", "RISK"), help='where to add one; "" where there is none')
    change.add_argument("--reason", required=True, help="why; it stays on record")
    verify.add_argument("--outcomes", metavar="FILE", help="also check that no outcome is missing")
    verify.add_argument("--inspectors", nargs=2, metavar=("ROSTER", "ASSIGNMENT"), help="also check who inspects what")
    verify.add_argument("--witnessed-at", default="", metavar="TIME", help="when a witness saw the freeze")
    verify.add_argument(
        "--previous", default="", metavar="SIGNATURE", help="of the drand round before, where the chain signs it too"
    )
    verify.add_argument(
        "--other", action="append", default=[], metavar="FILE", help="another freeze record on the register"
    )


def _add_numbers(estimate: ArgumentParser, plan: ArgumentParser) -> None:
    plan.add_argument("--size", type=int, required=True, help="objects on the list")
    plan.add_argument("--take", type=int, action="append", default=[], help="objects to inspect; again for more rows")
    plan.add_argument("--within", metavar="POINTS", help="find the sample for a share known within ± so many points")
    for parser in (estimate, plan):
        parser.add_argument("--confidence", default="95", metavar="PERCENT", help="default: %(default)s")
