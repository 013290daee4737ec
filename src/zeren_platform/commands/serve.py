"""``zeren serve``: run the installation that the environment describes."""

import argparse
import sys

from zeren_platform.commands import installation, server
from zeren_platform.config.environment import Environment, EnvironmentFaultError

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "serve"
SUMMARY = "run the installation that the ZEREN_… variables describe"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address and how much of the machine to use."""
    parser.add_argument(
        "--address", default="127.0.0.1", help="where to listen (default: %(default)s, this machine only)"
    )
    parser.add_argument("--port", type=server.port_number, default=8000, help="the port (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    try:
        Environment.read()
    except EnvironmentFaultError as fault:
        print(f"zeren serve: {fault}", file=sys.stderr)
        return 2
    if not server.is_free(arguments.port):
        print(f"zeren serve: port {arguments.port} is taken; choose another with --port N", file=sys.stderr)
        return 2
    if arguments.migrate:
        installation.part("config.database").bring_up_to_date()
    return server.serve(address=arguments.address, port=arguments.port, workers=arguments.workers)
