"""Long work beside the requests: whoever asked for it sees how far it is, may leave, and comes back.

What is to be done stands in a row, and so does how far it has come. Whoever looks at the row starts the work if nobody
does it: a process that was killed leaves a row of which nothing is heard, and the next look begins it anew. So the work
must be such that it can be begun anew: papers that no record knows, or an act, which is one transaction.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, Final, Generic, TypeVar

from django.conf import settings
from django.db import OperationalError, connection, models, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from zeren.foundations.errors import RefusedError, ZerenError
from zeren_platform.common.locking import locked_if_free
from zeren_platform.common.sentences import told_later

__all__ = ["UNBEGUN", "GaveUpError", "LongWork", "Step", "Work", "follow_up"]

logger = logging.getLogger(__name__)

# While somebody does the work, it is heard of so often, in seconds …
BEAT: Final = 4
# … and of which nothing was heard for so long, nobody does any more.
SILENCE: Final = timedelta(seconds=20)
# What ends so often without a word will not end otherwise.
MOST_STARTS: Final = 3

# Hears how far the work is.
Step = Callable[[int], None]


class GaveUpError(RefusedError):
    """The work was begun several times, and ended each time without a word."""

    code = "common.gave_up"


class LongWork(models.Model):
    """The columns of a row that says what is to be done."""

    progress = models.PositiveIntegerField(default=0)
    # When it was last heard of, and how often it was begun.
    stirred_at = models.DateTimeField(null=True)
    starts = models.PositiveSmallIntegerField(default=0)
    # The person who asked for an act: it is done with their rights, and they may be gone by then.
    asked_by = models.BigIntegerField(null=True)
    # Code and parameters of what stood against it.
    fault = models.JSONField(default=dict)

    class Meta:
        abstract = True

    @property
    def told_fault(self) -> str:
        """Say what stood against it, in the reader's language."""
        return told_later(self.fault["code"], self.fault["params"]) if self.fault else ""

    def is_silent(self, at: datetime) -> bool:
        """Say whether nothing was heard of it for so long that nobody does it."""
        return self.stirred_at is None or self.stirred_at < at - SILENCE


Row = TypeVar("Row", bound=LongWork)
# What a row says before its work is begun for the first time.
UNBEGUN: Final[Mapping[str, Any]] = {"progress": 0, "stirred_at": None, "starts": 0, "fault": {}}


class _SupersededError(Exception):
    """Somebody else began anew, or there is nothing to do any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Generic[Row]):
    """A kind of work."""

    # The rows that wait for it.
    waiting: Callable[[], QuerySet[Row]]
    do: Callable[[Row, Step], None]
    # What a row says once something stood against it, beside what that was.
    refused: Callable[[Row], Mapping[str, object]]

    def begin(self, row: Row, *, at: datetime) -> bool:
        """Do the work of *row* in a thread of its own, unless somebody does; says whether it began."""
        start = self.claim(row, at=at)
        if start:
            Thread(target=self._in_thread, args=(row.pk, start), daemon=True).start()
        return start > 0

    def claim(self, row: Row, *, at: datetime) -> int:
        """Take the work, unless somebody does it; gives how often it was begun now, 0 where it is not ours."""
        if not row.is_silent(at):
            return 0
        if row.starts >= MOST_STARTS:
            self._take(row, at, {"fault": _kept(GaveUpError()), **self.refused(row)})
            return 0
        begun = {**UNBEGUN, "stirred_at": at, "starts": row.starts + 1}
        return row.starts + 1 if self._take(row, at, begun) else 0

    def _take(self, row: Row, at: datetime, said: Mapping[str, object]) -> bool:
        """Let the row say this, if it is as it was read and nobody does its work."""
        unheard = Q(stirred_at__isnull=True) | Q(stirred_at__lt=at - SILENCE)
        rows = self.waiting().filter(unheard, pk=row.pk, starts=row.starts)
        try:
            with transaction.atomic():
                # An act that is under way holds its row, and cannot be heard of before it ends.
                return bool(list(locked_if_free(rows.select_related(None).only("pk")))) and bool(rows.update(**said))
        except OperationalError:
            # On SQLite somebody has been writing all the while: perhaps that is the very act.
            return False

    def carry_on(self, pk: int, start: int) -> None:
        """Do the work; what stands against it is kept for its page."""
        mine = self.waiting().filter(pk=pk, starts=start)

        def step(progress: int) -> None:
            if not mine.update(progress=progress, stirred_at=Now()):
                raise _SupersededError

        row = mine.first()
        if row is None:
            return
        try:
            self.do(row, step)
        except _SupersededError:
            return
        except ZerenError as fault:
            mine.update(fault=_kept(fault), **self.refused(row))
        except Exception:
            logger.exception("The work on %r broke off.", row)
            # Nobody does it any more, so the next look need not wait for the silence.
            mine.update(stirred_at=None)

    def _in_thread(self, pk: int, start: int) -> None:
        ended = Event()
        beat = Thread(target=self._beat, args=(pk, start, ended), daemon=True)
        beat.start()
        try:
            self.carry_on(pk, start)
            ended.set()
            beat.join()
            _follow()
        finally:
            ended.set()
            connection.close()

    def _beat(self, pk: int, start: int, ended: Event) -> None:
        """Let it be heard of, whatever the work is at."""
        try:
            while not ended.wait(BEAT):
                try:
                    self.waiting().filter(pk=pk, starts=start).update(stirred_at=Now())
                except OperationalError:
                    # On SQLite nobody else writes while an act does; nobody takes the work from it either.
                    continue
        finally:
            connection.close()


def follow_up() -> None:
    """Let a thread do what follows when much has changed: nobody needs to wait for it."""
    Thread(target=_follow_and_close, daemon=True).start()


def _follow_and_close() -> None:
    try:
        _follow()
    finally:
        connection.close()


def _follow() -> None:
    """Do what the wiring says: the slices that follow stand above those that work."""
    for path in settings.AFTER_LONG_WORK:
        import_string(path)()


def _kept(fault: ZerenError) -> dict[str, object]:
    params = {name: list(found) if isinstance(found, tuple) else found for name, found in fault.params.items()}
    return {"code": fault.code, "params": params}
