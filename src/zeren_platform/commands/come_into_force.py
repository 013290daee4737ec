"""``zeren come-into-force``: put every adopted edition in force whose day has come."""

import argparse
import sys

from zeren_platform.commands import installation
from zeren_platform.config.environment import EnvironmentFaultError

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "come-into-force"
SUMMARY = "put the adopted editions in force whose day has come (for a daily job; harmless when repeated)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - there are none
    """Do it, and name what came into force: 0 done, 2 the environment is wrong."""
    try:
        installation.part("ledger.management.starting").ready()
        entered = installation.part("responsibilities.jobs").come_into_force()
    except EnvironmentFaultError as fault:
        print(f"zeren come-into-force: {fault}", file=sys.stderr)
        return 2
    for edition in entered:
        print(f"{edition.register.code}: edition {edition.number}, in force from {edition.effective_from}")
    if not entered:
        print("No adopted edition waits for today.")
    return 0
