"""Publish a log in a process of its own, which is killed when it is about to do something for the n-th time.

python publish_and_die.py DATABASE-NAME FOLDER STORE KEY STEP NUMBER
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import django
from django.db import connections


def dying(work, number, *, after=False):
    """Do as *work* does, and be killed before or after the n-th time: nothing is tidied up."""
    done = 0

    def killed(*given):
        nonlocal done
        done += 1
        if after and done == number:
            work(*given)
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return work(*given)

    return killed


def main(name, folder, store, key, step, number):
    django.setup()
    connections.settings["default"]["NAME"] = name
    from zeren_platform.ledger import key_file  # noqa: PLC0415 - Django is ready only now
    from zeren_platform.ledger.lock_store import LockStore  # noqa: PLC0415
    from zeren_platform.ledger.log_folder import LogFolder  # noqa: PLC0415
    from zeren_platform.ledger.use_cases import publishing  # noqa: PLC0415

    if step == "fsync":
        os.fsync = dying(os.fsync, number)
    elif step == "swapped":
        LockStore.swap = dying(LockStore.swap, number, after=True)
    else:
        setattr(LockStore, step, dying(getattr(LockStore, step), number))
    publishing.publish(
        key=key_file.read(Path(key)), store=LockStore(Path(store)), folder=LogFolder(Path(folder)), at=datetime.now(UTC)
    )


if __name__ == "__main__":
    main(*sys.argv[1:6], int(sys.argv[6]))
