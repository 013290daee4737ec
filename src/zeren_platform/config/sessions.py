"""Sessions in the database, as Django keeps them; that of a request is read with SQL that is written once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from zeren_platform.common.written import WrittenRead

__all__ = ["SessionStore"]


class SessionStore(db.SessionStore):
    """What Django's own does."""

    def load(self) -> dict[str, Any]:
        """Read the session; one that is over, or never was, is empty and loses its key."""
        found = _running(self.session_key) if self.session_key else []
        if not found:
            self._session_key = None
            return {}
        return dict(self.decode(found[0]))


def _with_key(key: str) -> QuerySet[Session, str]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list("session_data", flat=True)


# Every request of somebody who has signed in asks this.
_running = WrittenRead(_with_key, "?")
