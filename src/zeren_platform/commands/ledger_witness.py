"""``zeren witness``: watch the logs of others and sign that they only grow."""

import argparse
import sys
from pathlib import Path
from typing import Final

from zeren.foundations.errors import ZerenError
from zeren_platform.commands import installation, server

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "witness"
SUMMARY = "watch logs of others, and sign that they only grow: keygen, serve"
DEFAULT_PORT: Final = 8600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the key, and for serving the logs and the place of what was signed last."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True, help="see zeren witness WORD --help")
    making = words.add_parser("keygen", help="make the key of the witness")
    making.add_argument("--name", required=True, help="the name of the witness, such as audit.binhai.example")
    making.add_argument("--key", required=True, type=Path, metavar="FILE", help="where the private key is kept")
    serving = words.add_parser("serve", help="answer the logs that ask for signatures")
    serving.add_argument("--key", required=True, type=Path, metavar="FILE", help="the private key")
    serving.add_argument("--state", required=True, type=Path, metavar="FILE", help="keeps what was signed last")
    serving.add_argument(
        "--log",
        required=True,
        action="append",
        metavar="KEY",
        help="a log's public key; may be given more than once",
    )
    serving.add_argument("--address", default="127.0.0.1", help="where to listen (default: %(default)s)")
    serving.add_argument("--port", type=server.port_number, default=DEFAULT_PORT, help="default: %(default)s")


def run(arguments: argparse.Namespace) -> int:
    """Make the key, or serve until stopped."""
    running = installation.part("ledger.witnesses.running")
    try:
        if arguments.word == "keygen":
            print(running.keygen(name=arguments.name, place=arguments.key))
            print("That is the public key of the witness: it belongs into policies, and into print.")
            return 0
        made = running.made(
            key=arguments.key, state=arguments.state, logs=arguments.log, address=arguments.address, port=arguments.port
        )
    except ZerenError as error:
        # The sentences of refusals are the platform's; a witness has no installation, and tells the facts.
        print(f"zeren witness: {error}", file=sys.stderr)
        return 1
    except OSError as failure:
        print(f"zeren witness: {arguments.address}:{arguments.port}: {failure.strerror}", file=sys.stderr)
        return 2
    print(f"http://{arguments.address}:{made.server_port}/add-checkpoint", flush=True)
    with made:
        made.serve_forever()
    return 0
