"""What nobody has to think of: an adopted edition comes into force on its day.

A daily ``zeren come-into-force`` does it; where nobody set one up, the first request of a day does.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from zeren.foundations.errors import RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.responsibilities.models import Edition
from zeren_platform.responsibilities.queries import beginning_of, editions_due
from zeren_platform.responsibilities.use_cases import editions

__all__ = ["DayMiddleware", "come_into_force"]


def come_into_force(*, now: datetime | None = None) -> list[Edition]:
    """Put every adopted edition in force whose day has come, and give them; there are none the second time."""
    now = now or timezone.now()
    entered = (_entered(due, now) for due in editions_due(on=timezone.localdate(now)))
    return [edition for edition in entered if edition is not None]


class DayMiddleware:
    """Let the first request that a process answers on a day see what is in force on that day.

    It stands before the actor is read, so that this request already acts under the state of the ledger that follows.
    """

    # The last day on which this process looked.
    day: ClassVar[date] = date.min

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Ask once a day, for the name of the place in the same breath; every further request costs one comparison."""
        now = timezone.now()
        if (today := timezone.localdate(now)) > DayMiddleware.day:
            place, waits = beginning_of(today)
            if waits:
                come_into_force(now=now)
            request.place = place  # type: ignore[attr-defined]  # Django's request is open to additions
            DayMiddleware.day = today
        return self.get_response(request)


def _entered(edition_id: int, now: datetime) -> Edition | None:
    try:
        return editions.come_into_force(actor=Actor.system("come-into-force"), edition_id=edition_id, now=now)
    except RefusedError:
        # Another process was faster, or the edition was repealed meanwhile.
        return None
