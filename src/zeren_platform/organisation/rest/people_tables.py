"""People as a table for programs: what a table would change, and taking it in."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from zeren_platform.common.entrance import actor_on
from zeren_platform.organisation.exchange.files import PEOPLE, Entry
from zeren_platform.organisation.rest.exchange import FaultOut
from zeren_platform.organisation.staging.people import PeopleComparison, PostChange, compare_people
from zeren_platform.organisation.use_cases.importing_people import import_people

__all__ = ["router"]

router = Router(tags=["organisation"])


class PeopleIn(Schema):
    """Rows of people and posts, by the keys that the export gives in JSON; who is left out stays as they are."""

    people: list[dict[str, str]]
    # Take it in only if it does what a comparison with this fingerprint said.
    seen: str = ""

    def entries(self) -> list[Entry]:
        """Give the rows as those of a file, numbered from 1 on."""
        return [
            Entry(line=line, cells={key: row[key] for key in PEOPLE.keys if key in row})
            for line, row in enumerate(self.people, start=1)
        ]


class RenamedOut(Schema):
    """What a row changes of a name: by key what it was and what it is to be."""

    username: str
    changes: dict[str, tuple[str, str]]


class PostFilledOut(Schema):
    """A post that is filled, or given another last day."""

    username: str
    unit: str
    role: str
    valid_from: str
    valid_until: str


class PeopleComparedOut(Schema):
    """What a table does to accounts and posts."""

    new: list[str]
    changed: list[RenamedOut]
    filled: list[PostFilledOut]
    ending: list[PostFilledOut]
    unchanged: int
    faults: list[FaultOut]
    fingerprint: str


@router.post("/people/import/compare", response=PeopleComparedOut, summary="What a table of people would change")
def compare_table(request: HttpRequest, body: PeopleIn) -> object:
    """Compare the table with accounts and posts; nothing is done."""
    return _told(compare_people(body.entries(), actor=actor_on(request), on=timezone.localdate()))


@router.post("/people/import", response=PeopleComparedOut, summary="Take a table of people in")
def import_table(request: HttpRequest, body: PeopleIn) -> object:
    """Take the table in, whole or not at all; whoever is entered cannot sign in until they get a password."""
    found = import_people(actor=actor_on(request), entries=body.entries(), seen=body.seen, now=timezone.now())
    return _told(found)


def _told(found: PeopleComparison) -> dict[str, object]:
    return {
        "new": [person.username for person in found.new],
        "changed": [{"username": one.person.username, "changes": one.changes} for one in found.changed],
        "filled": [_post(change) for change in found.filled],
        "ending": [_post(change) for change in found.ending],
        "unchanged": found.unchanged,
        "faults": found.faults,
        "fingerprint": found.fingerprint,
    }


def _post(change: PostChange) -> dict[str, str]:
    post = change.post
    return {
        "username": change.username,
        "unit": post.unit.code,
        "role": post.role,
        "valid_from": post.valid_from.isoformat(),
        "valid_until": change.valid_until.isoformat() if change.valid_until else "",
    }
