"""Begin: an installation has nobody yet who could enter the first people."""

from collections.abc import Mapping

from django.utils import timezone

from zeren.foundations.errors import RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.organisation.models import Post, Unit
from zeren_platform.organisation.use_cases import people as people_acts
from zeren_platform.organisation.use_cases import posts, units
from zeren_platform.organisation.use_cases.tree import NewUnit

__all__ = ["AlreadyBegunError", "begin"]


class AlreadyBegunError(RefusedError):
    """There are units already: from here on the administrators act, by the pages and the API."""

    code = "organisation.already_begun"


def begin(
    *, code: str, name: str, name_zh: str, people: Mapping[str, tuple[str, str]], passwords: Mapping[str, str]
) -> list[str]:
    """Create the jurisdiction and its administrators by the acts that everybody uses; give which were created.

    What an interrupted beginning has left is completed: each act stands on its own.
    """
    missing = [kind for kind in people if not Post.objects.filter(role=f"{kind}_administrator").exists()]
    if not missing:
        raise AlreadyBegunError
    system, now = Actor.system("begin"), timezone.now()
    if not Unit.objects.exists():
        units.create(actor=system, unit=NewUnit(code=code, kind="city", name=name, name_zh=name_zh), now=now)
    for kind in missing:
        username, full_name = people[kind]
        people_acts.enter(
            actor=system, username=username, name=full_name, name_zh="", password=passwords[kind], now=now
        )
        posts.appoint(
            actor=system,
            username=username,
            unit_code=code,
            role=f"{kind}_administrator",
            valid_from=timezone.localdate(now),
            now=now,
        )
    return missing
