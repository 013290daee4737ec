"""No page takes more than eight queries (design, 7), whoever opens it, whether or not the process has seen it before.

The addresses come from the patterns of the site, so that a new page is counted without anybody thinking of it; what
may stand in an address comes from a table.
"""

import re
from collections import defaultdict
from datetime import date
from itertools import product

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.architecture.house import none
from tests.platform.pages import city as a_city
from tests.platform.portal.story import NOW
from tests.platform.rights.walking import PARAMETER, patterns

from zeren_platform.common import memory
from zeren_platform.config import navigation
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import AccessToken, Delegation, Person, Post
from zeren_platform.responsibilities.jobs import DayMiddleware
from zeren_platform.responsibilities.models import (
    Assignment,
    Comment,
    Consultation,
    Duty,
    Edition,
    Import,
    Register,
    SavedView,
)
from zeren_platform.sources.models import Document, Proposal

MOST = 8
PLACE_NOW = navigation.place_now


def each(model, name="pk"):
    return lambda: list(model.objects.order_by("pk").values_list(name, flat=True))


# What may stand in an address: by what stands right before it and its name.
KEYS = {
    "absence/pk": each(Delegation),
    "carrying/code": lambda: ["smoke"],
    "changes/pk": each(Document),
    "comments/pk": each(Comment),
    "compare/new": lambda: [2],
    "compare/old": lambda: [1],
    "consultations/pk": each(Consultation),
    "data/code": lambda: ["ecology"],
    "data/edition": lambda: [1],
    "duties/duty": lambda: [Comment.objects.values_list("duty", flat=True).first()],
    "duties/pk": each(Duty),
    "editions/edition": lambda: [1],
    "editions/number": lambda: [1, 2],
    "editions/pk": each(Edition),
    "export/form": lambda: ["xlsx", "csv"],
    "gallery/key": lambda: ["x"],
    "imports/pk": each(Import),
    "log/path": lambda: ["checkpoint"],
    "people/pk": lambda: [Post.objects.latest("pk").person_id],
    "posts/post_id": lambda: [Post.objects.latest("pk").pk],
    "proofs/uid": lambda: each(Record, "uid")()[-1:],
    "proposals/form": lambda: ["edit", "split", "reject"],
    "proposals/pk": each(Proposal),
    "receipts/pk": each(Assignment),
    "registers/code": each(Register, "code"),
    "rows/line": lambda: [2, 3],
    "sources/pk": each(Document),
    "take-in/pk": each(Document),
    "tokens/pk": each(AccessToken),
    "units/code": lambda: ["air", "hechuan", "dust"],
    "verify/uid": lambda: each(Record, "uid")()[-1:],
    "views/pk": each(SavedView),
}
# Pages that show what a script asks for, and what it asks.
ASKED = {
    "/registers/duties/<int:pk>/row/": ("?entry=lead", "?entry=duty"),
    "/registers/<slug:code>/": ("", "?group=lead", "?words=keep&unit=air&sort=-due_on"),
    "/sources/<int:pk>/": ("", "?state=open"),
    "/": ("", "?words=keep"),
    "/desk/search/": ("", "?words=keep"),
    "/organisation/units/tree/": ("", "?on=2026-03-01"),
}
FOR_SCRIPTS = {"/registers/duties/<int:pk>/row/"}


@pytest.fixture(autouse=True)
def the_day_has_begun():
    """Let the first request of a process ask what it asks."""


@pytest.fixture(autouse=True)
def place():
    """Let it ask for the name of the place."""


@pytest.fixture
def readers(db, client, monkeypatch):
    """Build the city; give what signs each of its people in, and nobody."""
    monkeypatch.setattr(DayMiddleware, "day", date.min)
    with time_machine.travel(NOW, tick=False):
        people = a_city.people(a_city.tell())
        yield {role: lambda person=person: client.force_login(person) for role, person in people.items()} | {"nobody": client.logout}


def addresses(path):
    """Give every address of a path, with what is asked there."""
    words = [part for part in re.split(r"/|\.", path)]
    places = [(literal_before(path, match.start()), match[2]) for match in PARAMETER.finditer(path)]
    given = [KEYS["/".join(place)]() for place in places]
    template = PARAMETER.sub("{}", path)
    for chosen in product(*given):
        for asked in ASKED.get(path, ("",)):
            yield template.format(*chosen) + asked


def literal_before(path, place):
    return [word for word in PARAMETER.sub("", path[:place]).split("/") if word][-1]


def first_of_a_process():
    """Forget what the process knows, as when it begins."""
    memory._kept.cache_clear()
    memory._shelf.cache_clear()
    navigation.place_now.cache_clear()
    DayMiddleware.day = date.min


def visited(client, path, address):
    """Open a page; give its status and its queries."""
    headers = {"HX-Request": "true"} if path in FOR_SCRIPTS else {}
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, headers=headers)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return answer.status_code, [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("slice_", ["portal", "desk", "sources", "responsibilities", "organisation", "ui"])
def test_a_page_takes_eight_at_most(client, readers, slice_):
    found, statuses = [], defaultdict(set)
    for namespace, path in patterns():
        if namespace != slice_:
            continue
        for role, sign_in in readers.items():
            sign_in()
            for address in addresses(path):
                first_of_a_process()
                status, asked = visited(client, path, address)
                statuses[path].add(status)
                if status in (404, 403, 405): continue
                _status, again = visited(client, path, address)
                if len(asked) > MOST or len(again) > MOST:
                    found.append((path, address, role, status, asked, again))
    import json, pathlib
    pathlib.Path(f"/tmp/q/{slice_}.json").write_text(json.dumps(found))
    pathlib.Path(f"/tmp/q/{slice_}.statuses").write_text(str({path: s for path, s in statuses.items() if 200 not in s and s != {405}}))
    print({path: s for path, s in statuses.items() if 200 not in s and s != {405}})
    assert not found
