"""Sessions in the database, as Django keeps them; that of a request is read with SQL that is written once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from zeren_platform.common.written import WrittenRead

__all__ = ["SessionStore"]


class SessionStore(db.SessionStore):
    """What Django's own does."""

    def load(self) -> dict[str, Any]:
        """Read the session; one that is over, or never was, is empty and loses its key."""
        found = _with_key(self.session_key) if self.session_key else []
        if not found or self.get_expiry_age(expiry=found[0].expire_date) <= 0:
            self._session_key = None
            return {}
        return dict(self.decode(found[0].session_data))


# Every request of somebody who has signed in asks this.
_with_key = WrittenRead(lambda key: Session.objects.filter(session_key=key), "?")
