"""``zeren serve``: run the installation that the environment describes."""

import argparse
import os
from importlib import import_module

from zeren_platform.commands import server

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "serve"
SUMMARY = "run the installation that the ZEREN_… variables describe"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address and how much of the machine to use."""
    parser.add_argument(
        "--address", default="127.0.0.1", help="where to listen (default: %(default)s, this machine only)"
    )
    parser.add_argument("--port", type=int, default=8000, help="the port (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zeren_platform.config.settings")
    if arguments.migrate:
        # Django reads the environment when it is imported, so it comes in only here.
        import_module("zeren_platform.config.database").bring_up_to_date()
    return server.serve(address=arguments.address, port=arguments.port, workers=arguments.workers)
