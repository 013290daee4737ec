"""``zeren come-into-force``: put every adopted edition in force whose day has come."""

import argparse

from zeren_platform.commands import installation

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "come-into-force"
SUMMARY = "put the adopted editions in force whose day has come (for a daily job; harmless when repeated)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - there are none
    """Do it, and name what came into force: 0 done, 2 the environment is wrong."""
    return installation.carry_out(f"zeren {NAME}", _enter)


def _enter() -> int:
    installation.part("ledger.management.starting").ready()
    entered = installation.part("responsibilities.jobs").come_into_force()
    for edition in entered:
        print(f"{edition.register.code}: edition {edition.number}, in force from {edition.effective_from}")
    if not entered:
        print("No adopted edition waits for today.")
    return 0
