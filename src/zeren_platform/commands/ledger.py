"""``zeren ledger``: the key of the log, its publication, its audit and its proofs."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from zeren_platform.commands import installation
from zeren_platform.commands.words import Words, access_token, run_word, take_words

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "ledger"
SUMMARY = "publish the ledger for outsiders, audit it, prove a record"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is to be done, and its own arguments."""
    take_words(parser, NAME, WORDS)


def run(arguments: argparse.Namespace) -> int:
    """Do it: 0 done, 1 refused, 2 the environment or the command line is wrong."""
    return run_word(arguments, NAME, WORDS)


def _keygen_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--origin", required=True, help="the name of the log for ever, such as ledger.binhai.example/2026"
    )


def _keygen(arguments: argparse.Namespace) -> int:
    public = installation.part("ledger.management.running").keygen(origin=arguments.origin)
    print(public)
    print("That is the public key: have it printed where it cannot be changed, such as in the gazette.")
    print("The private key is in the key file (ZEREN_LEDGER_KEY), which only its owner can read.")
    return 0


def _publish_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="the folder (default: the one that the site serves at /log/)"
    )
    parser.add_argument(
        "--policy",
        type=Path,
        metavar="FILE",
        help="whose signatures count: log, witnesses with their addresses, quorum (default: as published last)",
    )
    parser.add_argument("--anew", action="store_true", help="write every file again, from the database")


def _publish(arguments: argparse.Namespace) -> int:
    done = installation.part("ledger.management.running").publish(
        out=arguments.out, anew=arguments.anew, policy=arguments.policy
    )
    print(f"{done.checkpoint.size} records, {done.added} of them new, root {done.checkpoint.root.hex()}")
    return 0


def _recover_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("note", type=Path, metavar="CHECKPOINT", help="the largest signed checkpoint that is known")


def _recover(arguments: argparse.Namespace) -> int:
    found = installation.part("ledger.management.running").recover(note=arguments.note)
    print(f"The lock store knows again that {found.size} records were signed. Publish now.")
    return 0


def _fsck_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a signed checkpoint that was kept elsewhere; may be given more than once",
    )
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where the published log is (default: as publish)")


def _fsck(arguments: argparse.Namespace) -> int:
    running = installation.part("ledger.management.running")
    found = running.fsck(notes=arguments.checkpoint, folder=arguments.folder)
    print(f"{found.size} records stand, numbered without gaps, under the root {found.root.hex()}.")
    print(f"{found.heads} trees compared; names and reasons of {found.erased} records erased.")
    signed = ", ".join(map(str, found.checkpoints)) or "none: whoever administers the database could have rewritten all"
    print(f"Compared with signed checkpoints of these sizes: {signed}.")
    return 0


def _prove_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("uid", type=UUID, metavar="UID", help="the identifier of the record")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the bundle (default: UID.zip)")
    parser.add_argument(
        "--with-names",
        action="store_true",
        help="also hand out names and reasons; the access token of who may read them is asked for",
    )
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where the published log is (default: as publish)")


def _prove(arguments: argparse.Namespace) -> int:
    running = installation.part("ledger.management.running")
    if arguments.with_names:
        found = running.prove_with_names(who=_who("ledger:read"), uid=arguments.uid, folder=arguments.folder)
    else:
        found = running.prove(uid=arguments.uid, folder=arguments.folder)
    place = arguments.out or Path(f"{arguments.uid}.zip")
    # Names are for nobody else on this machine either.
    place.touch(mode=0o600 if arguments.with_names else 0o644)
    place.write_bytes(found)
    print(f"{place}: whoever has it can run: zeren verify {place}")
    return 0


def _erase_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("uid", type=UUID, metavar="UID", help="the identifier of the record")
    parser.add_argument("--reason", required=True, help="why; it is recorded, and not published")


def _erase(arguments: argparse.Namespace) -> int:
    installation.part("ledger.management.running").erase(
        who=_who("ledger:write"), uid=arguments.uid, reason=arguments.reason
    )
    print(f"The names and reasons of record {arguments.uid} are erased; its proof stands.")
    print("Erase them from backups, too: docs/guides/ledger.md says how.")
    return 0


def _who(scope: str) -> Callable[[datetime], object]:
    """Ask for an access token, or take it from the environment; it is never part of the command line."""
    token = access_token()
    find = installation.part("organisation.queries").actor_of_token
    return lambda now: find(token, scope=scope, at=now)


WORDS: Final[Words] = {
    "keygen": ("make the key of the log, and begin the log", _keygen_arguments, _keygen),
    "publish": ("sign the present tree and write it as static files", _publish_arguments, _publish),
    "erase": ("erase the names and reasons of a record; its proof stays", _erase_arguments, _erase),
    "fsck": ("recompute everything and name the first bad record", _fsck_arguments, _fsck),
    "prove": ("write the proof of a record, for anybody to check offline", _prove_arguments, _prove),
    "recover": ("put the last checkpoint into a lock store that was lost", _recover_arguments, _recover),
}
