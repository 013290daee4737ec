"""Long files are read and compared beside the requests: their clerk sees how far it is, may leave, and comes back.

What is to be done stands in the row of the file, and so does how far it has come. Whoever looks at the file starts the
work if nobody does it: a process that was killed leaves a file of which nothing was heard for a while, and the next
look begins it anew. Nothing of it is an act, and the draft is only read.
"""

import logging
from datetime import datetime, timedelta
from threading import Thread
from typing import Final

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import translation

from zeren.foundations.errors import ZerenError
from zeren_platform.common.sentences import sentence
from zeren_platform.responsibilities.models import Import
from zeren_platform.responsibilities.staging.files import look_into

logger = logging.getLogger(__name__)

__all__ = ["MOST_STARTS", "begin", "carry_on", "claim", "gave_up"]

# Of which nothing was heard for so long, nobody does any more. A chunk of rows takes a fraction of a second; before the
# first of them, the largest spreadsheet is unpacked.
SILENCE: Final = timedelta(minutes=2)
# What ends so often without a word will not end otherwise.
MOST_STARTS: Final = 3


class _SupersededError(Exception):
    """Somebody else began anew, or the file was thrown away."""


def begin(file: Import, *, at: datetime) -> bool:
    """Read and compare the file in a thread of its own, unless somebody does; says whether it began."""
    start = claim(file.pk, at=at)
    if start:
        Thread(target=_in_thread, args=(file.pk, start, translation.get_language()), daemon=True).start()
    return start > 0


def claim(pk: int, *, at: datetime) -> int:
    """Take the work, unless somebody does it; gives how often it was begun now, 0 where it is not ours."""
    unheard = Q(stirred_at__isnull=True) | Q(stirred_at__lt=at - SILENCE)
    rows = Import.objects.filter(unheard, pk=pk, state=Import.State.READING, starts__lt=MOST_STARTS)
    starts = Import.objects.filter(pk=pk).values_list("starts", flat=True).first() or 0
    taken = rows.filter(starts=starts).update(stirred_at=at, starts=F("starts") + 1, progress=0)
    return starts + 1 if taken else 0


def gave_up(file: Import, *, at: datetime) -> bool:
    """Say whether it ended without a word so often that it is not begun again."""
    silent = file.stirred_at is None or file.stirred_at < at - SILENCE
    return file.state == Import.State.READING and silent and file.starts >= MOST_STARTS


def carry_on(pk: int, start: int) -> None:
    """Read and compare the file; what is wrong with it as a file is kept for its page."""
    mine = Import.objects.filter(pk=pk, state=Import.State.READING, starts=start)

    def step(rows: int) -> None:
        if not mine.update(progress=rows, stirred_at=Now()):
            raise _SupersededError

    file = mine.select_related("edition__register__unit").first()
    if file is None:
        return
    try:
        look_into(file, step=step)
    except _SupersededError:
        return
    except ZerenError as fault:
        mine.update(state=Import.State.FAILED, failure=sentence(fault))
    except Exception:
        logger.exception("The comparison of file %s broke off.", pk)
        # Nobody does it any more, so the next look need not wait for the silence.
        mine.update(stirred_at=None)


def _in_thread(pk: int, start: int, language: str | None) -> None:
    try:
        with translation.override(language):
            carry_on(pk, start)
    finally:
        connection.close()
