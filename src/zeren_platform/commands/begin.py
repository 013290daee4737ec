"""``zeren begin``: prepare an empty installation: its jurisdiction and its three administrators."""

import argparse
import secrets
from typing import Final

from zeren_platform.commands import installation

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "begin"
SUMMARY = "prepare an empty installation: its jurisdiction and its three administrators"
# GB/T 22239-2019: three people; no password is ever set by default, each gets a random one, shown once.
ADMINISTRATORS: Final = ("system", "security", "audit")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the jurisdiction and who the administrators are."""
    parser.add_argument("--code", required=True, help="the jurisdiction's code: small letters, digits and hyphens")
    parser.add_argument("--name", required=True, help="its name")
    parser.add_argument("--name-zh", default="", help="its name in Chinese")
    for kind in ADMINISTRATORS:
        parser.add_argument(
            f"--{kind}-administrator",
            required=True,
            nargs=2,
            metavar=("USERNAME", "NAME"),
            help=f"the {kind} administrator's sign-in name and name",
        )


def run(arguments: argparse.Namespace) -> int:
    """Create them, and print the passwords once."""
    return installation.carry_out(f"zeren {NAME}", lambda: _begin(arguments))


def _begin(arguments: argparse.Namespace) -> int:
    installation.part("config.database").bring_up_to_date()
    people = {kind: tuple(getattr(arguments, f"{kind}_administrator")) for kind in ADMINISTRATORS}
    passwords = {kind: secrets.token_urlsafe(15) for kind in people}
    created = installation.part("organisation.management.beginning").begin(
        code=arguments.code, name=arguments.name, name_zh=arguments.name_zh, people=people, passwords=passwords
    )
    for kind in created:
        print(f"  {kind + ' administrator':<24} {people[kind][0]:<20} {passwords[kind]}")
    print("These passwords are shown only now. Sign in, change them, and set up a second factor.")
    return 0
