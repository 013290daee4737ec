"""Fill an installation for a benchmark, and say what is asked of it and by whom.

Lists turn their pages, details go from duty to duty, and no reader of the portal asks for what another has asked for,
unless that is said. What the process remembers for all pages as long as nothing happens is shown apart: ``right after
an act`` it has to be read anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Final
from urllib.parse import quote

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django is set up first
from django.core.management import call_command  # noqa: E402 - Django is set up first
from django.db import connection, transaction  # noqa: E402 - Django is set up first
from django.db.models import Model  # noqa: E402 - Django is set up first
from django.test import Client  # noqa: E402 - Django is set up first
from django.test.utils import CaptureQueriesContext  # noqa: E402 - Django is set up first
from django.utils import timezone  # noqa: E402 - Django is set up first

from zeren_platform.common.pagination import place  # noqa: E402 - Django is set up first
from zeren_platform.demo import loading  # noqa: E402 - Django is set up first
from zeren_platform.organisation.models import Person, Post  # noqa: E402 - Django is set up first
from zeren_platform.organisation.queries import actor_of  # noqa: E402 - Django is set up first
from zeren_platform.organisation.use_cases import tokens  # noqa: E402 - Django is set up first
from zeren_platform.responsibilities import counting  # noqa: E402 - Django is set up first
from zeren_platform.responsibilities.models import Assignment, Duty, Edition  # noqa: E402 - Django is set up first
from zeren_platform.responsibilities.use_cases import receipts  # noqa: E402 - Django is set up first

__all__ = ["Asked", "Scene", "each", "load", "one", "session", "turning"]

Request = tuple[str, str, dict[str, str], bytes]
Act = Callable[[], None]
# Milliseconds of CPU (design: scale).
LIST: Final = 15.0
DETAIL: Final = 10.0
ACT: Final = 15.0
# A page of the portal, which has as many readers as there are citizens.
PUBLIC: Final = 5.0
SEES_ALL: Final = "lin.yue"
# A word that one duty in three has.
FREQUENT: Final = "监测"
# The head of a district sees the duties that name the district or one of its towns.
SEES_A_UNIT: Final = "he.suisheng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One kind of request."""

    what: str
    who: str
    budget: float | None
    sent: Callable[[int], Request]
    status: int = 200
    # Done before each request, and not counted.
    before: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What was loaded and what is asked of it."""

    requests: list[Asked]

    def count_queries(self, asked: Asked, number: int) -> int:
        """Count the queries of one request of this kind; the first, when nothing is remembered, asks most."""
        method, path, headers, body = asked.sent(number)
        client = Client(headers={**headers, "Host": "127.0.0.1"})
        kind = headers.get("Content-Type", "application/json")
        if asked.before:
            asked.before()
        with CaptureQueriesContext(connection) as captured:
            client.generic(method, path, body, content_type=kind)
        return len([query for query in captured.captured_queries if query["sql"].split()[0] in COUNTED])


# What begins and ends a transaction is no query.
COUNTED: Final = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}


def load(duties: int) -> Scene:
    """Load Binhai, multiply its duties, and clean and analyse the tables as PostgreSQL does by itself after a while."""
    call_command("migrate", verbosity=0)
    loading.load(language="zh", passwords={}, step=lambda _stage, **_told: None)
    edition = Edition.objects.get()
    _multiply(edition, duties)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Scene(requests=_requests(edition))


def _multiply(edition: Edition, wanted: int) -> None:
    """Copy duties and their parts in the database itself, which makes a million in minutes: made-up rows, of no act.

    A copy says what its original says, under a number of its own, and comes from no sentence.
    """
    if wanted <= (held := edition.duties.count()):
        return
    made = {"number": "n::text", "position": "n", "proposal_id": "NULL", "origin_id": "NULL"}
    with transaction.atomic(), connection.cursor() as cursor:
        # Nothing is looked up for rows whose originals were.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(COPIED_DUTIES.format(**_copied(Duty, made)), [held + 1, wanted, edition.pk])
        made = {"duty_id": "copy.id", **UNSIGNED}
        cursor.execute(COPIED_PARTS.format(**_copied(Assignment, made)), [edition.pk, held, held, edition.pk, held])
        # The triggers that keep the counts were asleep as well.
        for statement in counting.recount():
            cursor.execute(statement)


# No unit has signed for a copy.
UNSIGNED: Final = {
    "receipt": "'awaiting'", "reason": "''", "answered_at": "NULL", "answered_by": "''", "signed_in_id": "NULL"
}  # fmt: skip
COPIED_DUTIES: Final = """
INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(%s::int, %s::int) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY position) - 1 AS place, count(*) OVER () AS count FROM {table}
      WHERE edition_id = %s) AS original ON original.place = n %% original.count
"""
COPIED_PARTS: Final = """
INSERT INTO {table} ({columns}) SELECT {values} FROM responsibilities_duty AS copy
JOIN (SELECT part.*, place FROM {table} AS part JOIN (
        SELECT id, row_number() OVER (ORDER BY position) - 1 AS place FROM responsibilities_duty
        WHERE edition_id = %s AND position <= %s) AS placed ON placed.id = part.duty_id) AS original
  ON original.place = copy.position %% %s
WHERE copy.edition_id = %s AND copy.position > %s
"""


def _copied(model: type[Model], made: Mapping[str, str]) -> dict[str, str]:
    """Name the columns of a copy, and what is written into each: what was *made*, and else what the original has."""
    told = model._meta  # noqa: SLF001 - public by Django's documentation
    columns = [field.column for field in told.concrete_fields if not field.primary_key]
    values = ", ".join(made.get(column, f'original."{column}"') for column in columns)
    return {"table": told.db_table, "columns": ", ".join(f'"{column}"' for column in columns), "values": values}


def _requests(edition: Edition) -> list[Asked]:
    people = {who: Person.objects.get(username=who) for who in (SEES_ALL, SEES_A_UNIT)}
    asked = []
    for who, label in ((SEES_ALL, "sees everything"), (SEES_A_UNIT, "sees a unit")):
        cookies = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session(people[who])}"}
        pages = _pages(edition)
        asked += [_get(what, label, budget, address, cookies) for what, address, budget in pages]
        asked += [
            _get(f"{what}, right after an act", label, None, address, cookies, before=_something_happens)
            for what, address, _budget in pages
            if what in {"list", "matrix", "overview"}
        ]
    asked += [_get(what, "everybody", budget, address, {}) for what, address, budget in _public(edition)]
    return [*asked, _act(people[SEES_A_UNIT])]


Told = list[tuple[str, "Address", float | None]]


def _pages(edition: Edition) -> Told:
    register = f"/registers/{edition.register.code}/"
    return [
        ("list, first page", one(register), LIST),
        ("list", turning(register, edition), LIST),
        ("list, far down", turning(register, edition, begin=0.9), LIST),
        ("list, by words that are frequent", turning(f"{register}?words={quote(FREQUENT)}", edition), LIST),
        ("list, by words that are nowhere", one(f"{register}?words=nowhere"), LIST),
        ("list, by field and unit", turning(f"{register}?unit=ecology&field={_field(edition)}", edition), LIST),
        ("list, by unit and receipt", turning(f"{register}?unit=ecology&receipt=awaiting", edition), LIST),
        ("list, in groups by field", one(f"{register}?group=field"), LIST),
        ("detail", each([f"/registers/duties/{duty}/" for duty in _told_ones(edition)]), DETAIL),
        ("unit", each([f"/desk/units/{code}/" for code in _named(edition)]), LIST),
        ("matrix", one(f"/registers/coverage/?register={edition.register.code}"), LIST),
        ("overview", one("/desk/"), LIST),
    ]


def _public(edition: Edition) -> Told:
    register = f"/portal/registers/{edition.register.code}/"
    return [
        ("portal list, first reader", turning(register, edition), PUBLIC),
        ("portal duty, first reader", each([f"/portal/duties/{duty}/" for duty in _told_ones(edition)]), PUBLIC),
        (
            "portal unit, first reader",
            each([f"/portal/units/{code}/?{n}" for n in range(8) for code in _named(edition)]),
            PUBLIC,
        ),
        ("portal home, first reader", each([f"/?{n}" for n in range(PLACES)]), PUBLIC),
        ("portal units, first reader", each([f"/portal/units/?{n}" for n in range(PLACES)]), PUBLIC),
        ("portal list by words, first reader", turning(f"{register}?words={quote(FREQUENT)}", edition), PUBLIC),
        ("portal home, kept", one("/"), PUBLIC),
        ("portal list, kept", one(register), PUBLIC),
        ("portal duty, kept", one(f"/portal/duties/{_told_ones(edition)[0]}/"), PUBLIC),
    ]


def _told_ones(edition: Edition) -> list[int]:
    """Give the duties that a document created: their pages tell most."""
    rows = Duty.objects.filter(edition=edition, proposal__isnull=False).order_by("position")
    return list(rows.values_list("pk", flat=True))


def _named(edition: Edition) -> list[str]:
    """Give the units that have a part."""
    codes = Assignment.objects.filter(edition=edition, duty__proposal__isnull=False).values_list(
        "unit__code", flat=True
    )
    return sorted(set(codes))


Address = Callable[[int], str]


def _get(
    what: str, who: str, budget: float | None, address: Address, headers: dict[str, str], before: Act | None = None
) -> Asked:
    return Asked(
        what=what, who=who, budget=budget, sent=lambda number: ("GET", address(number), headers, b""), before=before
    )


def one(address: str) -> Address:
    """Ask for the same page each time."""
    return lambda _number: address


def each(addresses: list[str]) -> Address:
    """Ask for one page after another."""
    return lambda number: addresses[number % len(addresses)]


# So many places at which a list begins.
PLACES: Final = 230


def turning(address: str, edition: Edition, *, begin: float = 0.0) -> Address:
    """Begin the list at another place each time, from a share of it on and over less than its half."""
    count = edition.duties.count()
    step = max(count // 2 // PLACES, 1) if not begin else max(int(count * (1 - begin)) // PLACES, 1)
    wanted = [int(count * begin) + number * step + 1 for number in range(PLACES)]
    found = edition.duties.filter(position__in=wanted).order_by("position").values_list("position", "pk")
    sign = "&" if "?" in address else "?"
    return each([f"{address}{sign}after={place(*keys)}" for keys in found])


def _field(edition: Edition) -> str:
    return quote(edition.duties.get(position=100).field)


def _something_happens() -> None:
    """Let an act be done that no page of the benchmark shows."""
    now = timezone.now()
    held = Assignment.objects.filter(unit__code="ecology", receipt="awaiting").select_related("unit").first()
    actor = actor_of(Post.objects.filter(unit__code="ecology", role="head").get().person, on=timezone.localdate())
    if held is None:
        raise LookupError("ecology")
    receipts.accept(actor=actor, assignment_id=held.pk, now=now)


# More is not asked of an act.
MOST: Final = 2000


def _act(person: Person) -> Asked:
    """Sign for one duty after another, as a program with a token does."""
    actor = actor_of(person, on=timezone.localdate())
    _token, secret = tokens.issue(actor=actor, name="benchmark", scopes=["read", "write"], days=1, now=timezone.now())
    awaiting = Assignment.objects.filter(unit__code=actor.standings[0].unit, receipt="awaiting").order_by("id")
    keys = list(awaiting.values_list("pk", flat=True)[:MOST])
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    return Asked(
        what="act with its ledger record",
        who="sees a unit",
        budget=ACT,
        sent=lambda number: ("POST", f"/api/v1/registers/receipts/{keys[number]}/accept", headers, b"{}"),
    )


def session(person: Person) -> str:
    """Sign somebody in, and give the key of their session."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(person.pk)
    store["_auth_user_backend"] = "zeren_platform.organisation.web.backend.SeatedBackend"
    store["_auth_user_hash"] = person.get_session_auth_hash()
    store.set_expiry(timedelta(hours=1))
    store.create()
    key: str = store.session_key
    return key
