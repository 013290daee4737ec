"""No page takes more than eight queries (design, 7), whoever opens it, whether or not the process has seen it before.

The addresses come from the patterns of the site, so that a new page is counted without anybody thinking of it; what
may stand in an address comes from a table.
"""

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
from zeren_platform.organisation.models import AccessToken, Delegation, Post
from zeren_platform.responsibilities.jobs import DayMiddleware
from zeren_platform.responsibilities.models import Assignment, Comment, Consultation, Duty, Edition, Import, SavedView
from zeren_platform.sources.models import Document, Proposal, Upload

MOST = 8
# The first request of a day looks for what comes into force, and these pages have no room for it where somebody has
# signed in (portal), the draft was put to the units (register, adoption), or other registers are compared (findings).
MOST_AT_FIRST = {
    "/": 9,
    "/portal/registers/<slug:code>/": 9,
    "/portal/registers/<slug:code>/editions/<int:edition>/": 9,
    "/portal/duties/<int:pk>/": 9,
    "/portal/units/<slug:code>/": 9,
    "/registers/editions/<int:pk>/adopt/": 9,
    "/registers/<slug:code>/findings/": 9,
    "/registers/<slug:code>/editions/<int:number>/findings/": 9,
    "/registers/<slug:code>/": 10,
    "/registers/<slug:code>/editions/<int:number>/": 10,
}


def few(model, name="pk"):
    """Give the first of its kind and the last two."""
    found = list(dict.fromkeys(model.objects.order_by("pk").values_list(name, flat=True)))
    return list(dict.fromkeys([*found[:1], *found[-2:]]))


def parts():
    """Give of every unit a part in each state of its receipt, of an edition in force."""
    rows = Assignment.objects.filter(edition__state=Edition.State.IN_FORCE).order_by("-pk")
    return list({(receipt, unit): pk for receipt, unit, pk in rows.values_list("receipt", "unit", "pk")}.values())


def editions():
    """Give all drafts, and of every other state an edition of a register for everybody and of a confidential one."""
    rows = list(Edition.objects.select_related("register").order_by("-pk"))
    one = {(row.state, row.register.confidential): row for row in rows if row.state != Edition.State.DRAFT}
    return [*one.values(), *(row for row in rows if row.state == Edition.State.DRAFT)]


# What may stand in an address: by the word before it and its own name.
KEYS = {
    "absence/pk": lambda: few(Delegation),
    "carrying/code": lambda: ["smoke"],
    "changes/pk": lambda: few(Document),
    "comments/pk": lambda: few(Comment),
    "compare/new": lambda: [2],
    "compare/old": lambda: [1],
    "consultations/pk": lambda: few(Consultation),
    "data/code": lambda: ["ecology"],
    "data/edition": lambda: [1],
    "duties/duty": lambda: few(Comment, "duty"),
    "duties/pk": lambda: [Duty.objects.filter(edition=edition).first().pk for edition in editions()],
    "editions/edition": lambda: [1],
    "editions/number": lambda: [1, 2],
    "editions/pk": lambda: [edition.pk for edition in editions()],
    "export/form": lambda: ["xlsx", "csv"],
    "gallery/key": lambda: ["x"],
    "imports/pk": lambda: few(Import),
    "log/path": lambda: ["checkpoint"],
    "people/pk": lambda: [Post.objects.latest("pk").person_id],
    "posts/post_id": lambda: [Post.objects.latest("pk").pk],
    "proofs/uid": lambda: few(Record, "uid"),
    "proposals/form": lambda: ["edit", "split", "reject"],
    "proposals/pk": lambda: Proposal.objects.filter(document=few(Document)[1]).values_list("pk", flat=True),
    "receipts/pk": parts,
    "registers/code": lambda: dict.fromkeys(edition.register.code for edition in editions()),
    "rows/line": lambda: [2, 3],
    "sitemap-/part": lambda: [0, 1],
    "sources/pk": lambda: few(Document),
    "take-in/pk": lambda: few(Document),
    "tokens/pk": lambda: few(AccessToken),
    "uploads/pk": lambda: few(Upload),
    "units/code": lambda: ["air", "hechuan"],
    "verify/uid": lambda: few(Record, "uid"),
    "views/pk": lambda: few(SavedView),
}
# What is asked at an address; and pages that only a script asks for.
ASKED = {
    "/": ("", "?words=keep"),
    "/desk/search/": ("", "?words=keep"),
    "/registers/<slug:code>/": ("", "?group=lead", "?words=keep&unit=air&sort=-due_on"),
    "/registers/duties/<int:pk>/row/": ("?entry=lead", "?entry=duty"),
    "/organisation/units/tree/": ("", "?on=2026-03-01"),
}
FOR_SCRIPTS = {"/registers/duties/<int:pk>/row/", "/sources/uploads/<int:pk>/progress/"}
# Addresses that answer, but never with a page: a file that is there once a log is published, ways to somewhere else,
# acts that somebody opens instead of sending, and parts of a gallery that stands in the development alone.
ELSEWHERE = {
    *("/log/<path>", "/log/proofs/<uuid:uid>.zip", "/gallery/part/", "/gallery/<str:key>/"),
    *("/sources/proposals/<int:pk>/", "/sources/proposals/<int:pk>/words/"),
    *("/sources/<int:pk>/reject-many/", "/sources/<int:pk>/merge/", "/registers/<slug:code>/views/<int:pk>/"),
    *(f"/registers/imports/<int:pk>/{act}/" for act in ("progress", "names", "missing", "order", "anew", "apply")),
    *("/registers/imports/<int:pk>/undo/", "/sources/uploads/<int:pk>/progress/"),
}


@pytest.fixture(autouse=True)
def the_day_has_begun(monkeypatch):
    """Let the first request of a process ask what it asks."""
    monkeypatch.setattr(DayMiddleware, "day", date.min)


@pytest.fixture(autouse=True)
def place():
    """Let it ask for the name of the place."""


@pytest.fixture
def readers(db, client, number_the_records):
    """Build the city; give what signs each of its people in, and nobody."""
    with time_machine.travel(NOW, tick=False):
        people = a_city.people(a_city.tell())
        # Nothing is kept of what has no number yet.
        number_the_records()
        # What waits for the search is taken in by the first that asks for it, which is counted elsewhere.
        for _time in range(3):
            client.get("/?words=keep")
        yield {
            "nobody": client.logout,
            **{role: lambda person=person: client.force_login(person) for role, person in people.items()},
        }


def addresses(path):
    """Give every address of a path, with what is asked there."""
    given = [KEYS[f"{word_before(path, match.start())}/{match[2]}"]() for match in PARAMETER.finditer(path)]
    template = PARAMETER.sub("{}", path)
    for chosen in product(*given):
        yield from (template.format(*chosen) + asked for asked in ASKED.get(path, ("",)))


def word_before(path, place):
    return [word for word in PARAMETER.sub("", path[:place]).split("/") if word][-1]


def begin_anew():
    """Forget what the process knows, as when it begins."""
    memory._kept.cache_clear()
    memory._shelf.cache_clear()
    navigation.place_now.cache_clear()
    DayMiddleware.day = date.min


def opened(client, path, address):
    """Open a page; give its status and the number of its queries."""
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, headers={"HX-Request": "true"} if path in FOR_SCRIPTS else {})
        if answer.streaming:
            b"".join(answer.streaming_content)
    return answer.status_code, len(asked)


@pytest.mark.parametrize("slice_", ["portal", "desk", "sources", "responsibilities", "organisation", "ui"])
def test_a_page_takes_eight_at_most(client, readers, slice_):
    paths = [path for namespace, path in patterns() if namespace == slice_]
    statuses, beyond = defaultdict(set), []
    for role, sign_in in readers.items():
        sign_in()
        for path in paths:
            for address in addresses(path) if 405 not in statuses[path] else ():
                begin_anew()
                status, first = opened(client, path, address)
                # Once a process knows what all pages share, it never asks for more than it did at first.
                again = opened(client, path, address)[1] if status == 200 and first > MOST else 0
                statuses[path].add(status)
                if first > MOST_AT_FIRST.get(path, MOST) or again > MOST:
                    beyond.append(f"{address} as {role}: {first} queries, then {again}")

    none(beyond)
    none(path for path in paths if path not in ELSEWHERE and not statuses[path] & {200, 405})
