"""Apply a file in a process of its own, which is killed when everything is written but the record.

python apply_and_die.py DATABASE-NAME FILE
"""

import os
import signal
import sys

import django
from django.db import connections
from django.utils import timezone


def main(name, file):
    django.setup()
    connections.settings["default"]["NAME"] = name
    from zeren_platform.responsibilities.models import Import  # noqa: PLC0415 - Django is ready only now
    from zeren_platform.responsibilities.use_cases import importing  # noqa: PLC0415
    from zeren_platform.responsibilities.web.import_progress import WORK  # noqa: PLC0415

    importing.recording.record = lambda **_given: os.kill(os.getpid(), signal.SIGKILL)
    WORK.carry_on(file, WORK.claim(Import.objects.get(pk=file), at=timezone.now()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
