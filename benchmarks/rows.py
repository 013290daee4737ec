"""Fill an installation for a benchmark, and say what is asked of it and by whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Final

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django is set up first
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from zeren_platform.demo import loading  # noqa: E402
from zeren_platform.organisation.models import Person  # noqa: E402
from zeren_platform.organisation.queries import actor_of  # noqa: E402
from zeren_platform.organisation.use_cases import tokens  # noqa: E402
from zeren_platform.responsibilities.models import Assignment, Duty, Edition  # noqa: E402

__all__ = ["Asked", "Scene", "load"]

Request = tuple[str, str, dict[str, str], bytes]
SEES_ALL: Final = "lin.yue"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What was loaded and what is asked of it."""

    requests: list[Asked]

    def count_queries(self, asked: Asked, number: int) -> int:
        """Count the queries of one request of this kind."""
        method, path, headers, body = asked.sent(number)
        client = Client(headers={**headers, "Host": "127.0.0.1"})
        kind = headers.get("Content-Type", "application/json")
        client.generic(method, path, body, content_type=kind)
        method, path, headers, body = asked.sent(number + 1)
        with CaptureQueriesContext(connection) as captured:
            client.generic(method, path, body, content_type=kind)
        return len([query for query in captured.captured_queries if query["sql"].split()[0] in COUNTED])


# What begins and ends a transaction is no query.
COUNTED: Final = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}


def load(duties: int) -> Scene:
    """Load Binhai, multiply its duties, and analyse the tables as a database that has run for a day would have."""
    call_command("migrate", verbosity=0)
    loading.load(language="en", passwords={}, step=lambda _stage, **_told: None)
    edition = Edition.objects.get()
    _multiply(edition, duties)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Scene(requests=_requests(edition))


def _multiply(edition: Edition, wanted: int) -> None:
    originals = list(Duty.objects.filter(edition=edition).prefetch_related("assignments").order_by("position"))
    copies = [
        Duty(
            edition=edition,
            number=str(number),
            position=number,
            title=original.title,
            text=original.text,
            field=original.field,
            basis=original.basis,
            target=original.target,
            cycle=original.cycle,
        )
        for number in range(len(originals) + 1, wanted + 1)
        for original in [originals[number % len(originals)]]
    ]
    with transaction.atomic():
        Duty.objects.bulk_create(copies, batch_size=2000)
        Assignment.objects.bulk_create(
            [
                Assignment(duty=copy, edition=edition, unit_id=part.unit_id, role=part.role)
                for copy in copies
                for part in originals[copy.position % len(originals)].assignments.all()
            ],
            batch_size=5000,
        )


def _requests(edition: Edition) -> list[Asked]:
    people = {who: Person.objects.get(username=who) for who in (SEES_ALL, SEES_A_UNIT)}
    cookies = {who: {"Cookie": f"{settings.SESSION_COOKIE_NAME}={_session(person)}"} for who, person in people.items()}
    register = f"/registers/{edition.register.code}/"
    middle = Duty.objects.filter(edition=edition, proposal__isnull=False).order_by("position")[100]
    pages = [
        ("list", register, 15.0),
        ("list, filtered by words", f"{register}?words=water", 15.0),
        ("list, filtered by unit and field", f"{register}?unit=ecology&field={middle.field.replace(' ', '+')}", 15.0),
        ("detail", f"/registers/duties/{middle.pk}/", 10.0),
        ("matrix", f"/registers/coverage/?register={edition.register.code}", None),
        ("overview", "/desk/", 15.0),
    ]
    asked = [
        Asked(what=what, who=label, budget=budget, sent=lambda _n, path=path, who=who: ("GET", path, cookies[who], b""))
        for who, label in ((SEES_ALL, "sees everything"), (SEES_A_UNIT, "sees a unit"))
        for what, path, budget in pages
    ]
    public = [
        ("portal list", f"/portal/registers/{edition.register.code}/"),
        ("portal detail", f"/portal/duties/{middle.pk}/"),
    ]
    asked += [
        Asked(what=what, who="everybody", budget=15.0, sent=lambda _n, path=path: ("GET", path, {}, b""))
        for what, path in public
    ]
    return [*asked, _act(people[SEES_A_UNIT])]


def _act(person: Person) -> Asked:
    """Sign for one duty after another, as a program with a token does."""
    actor = actor_of(person, on=timezone.localdate())
    _token, secret = tokens.issue(actor=actor, name="benchmark", days=1, now=timezone.now())
    awaiting = Assignment.objects.filter(unit__code=actor.standings[0].unit, receipt="awaiting").order_by("id")
    keys = list(awaiting.values_list("pk", flat=True))
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    return Asked(
        what="act with its ledger record",
        who="sees a unit",
        budget=15.0,
        sent=lambda number: ("POST", f"/api/v1/registers/receipts/{keys[number]}/accept", headers, b"{}"),
    )


def _session(person: Person) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(person.pk)
    store["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    store["_auth_user_hash"] = person.get_session_auth_hash()
    store.set_expiry(timedelta(hours=1))
    store.create()
    key: str = store.session_key
    return key
