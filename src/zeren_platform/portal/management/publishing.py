"""``zeren publish``: the portal as a folder of files."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError
from zeren_platform.ledger.published import head, log_paths, reach
from zeren_platform.portal.management import copying
from zeren_platform.portal.management.folder import OutFolder
from zeren_platform.portal.web.caching import VERSION

__all__ = ["BadBaseError", "Published", "publish"]


class BadBaseError(InvalidInputError):
    """The address at which the copy will stand is not a whole address."""

    code = "portal.copy.bad_base"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done: how many files there are, how many of them are new or changed, and where they say they stand."""

    files: int
    changed: int
    base: str


def publish(*, out: Path, base: str, anew: bool, say: Callable[[int], None]) -> Published | None:
    """Write the portal to *out*; nothing where the copy there is of the present state.

    Without a *base* the copy says that it stands where the site itself does.
    """
    base = base or _own_address()
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise BadBaseError(field="base", base=base)
    folder, state = OutFolder(out), _state(base)
    if folder.state() == state and not anew:
        return None
    counter = _Counter(say)
    changed = folder.write(counter.counted(copying.files(base=base, log=log_paths)), state=state)
    return Published(files=counter.count, changed=changed, base=base)


def _own_address() -> str:
    host = settings.SITE_DOMAIN or next((host for host in settings.ALLOWED_HOSTS if "*" not in host), "localhost")
    return f"{'https' if settings.SECURE_SSL_REDIRECT else 'http'}://{host.lstrip('.')}/"


def _state(base: str) -> str:
    """Name all that the copy depends on: the record, the log, the program, the day on which units are in force."""
    seen = "\n".join((VERSION, head().root, str(reach()), timezone.localdate().isoformat(), base))
    return hashlib.sha256(seen.encode()).hexdigest()


class _Counter:
    def __init__(self, say: Callable[[int], None]) -> None:
        self.say = say
        self.count = 0

    def counted(self, files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for file in files:
            self.count += 1
            self.say(self.count)
            yield file
