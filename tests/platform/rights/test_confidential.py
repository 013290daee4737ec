"""A confidential register stands beside public ones, and outsiders find no word of it anywhere."""

import json
from datetime import date

import pytest
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.responsibilities.factories import NOW, UnitFactory
from tests.platform.rights.walking import operations, pages

from zeren_platform.common.actor import Actor, Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.queries import actor_of
from zeren_platform.responsibilities.models import Assignment, Edition
from zeren_platform.responsibilities.use_cases import duties, editions, receipts, registers
from zeren_platform.responsibilities.use_cases.duties import DutyWording

WORD = "Zaunkoenig"
CODE = "quiet-2026"
SYSTEM = Actor.system("test")


@pytest.fixture
def confidential(in_force, air_bureau, water_bureau, number_the_records):
    """A confidential register in force: one duty of the air bureau, which declined it, and one of the water bureau."""
    register = registers.open(
        actor=SYSTEM, code=CODE, kind="other", title=WORD, unit_code="binhai", confidential=True, now=NOW
    )
    draft = register.editions.get()
    for number, unit in (("1", "air"), ("2", "water")):
        wording = DutyWording(
            text=f"{WORD} {number}",
            title=WORD,
            field=WORD,
            basis=WORD,
            target=WORD,
            cycle="once",
            units=[(unit, "lead")],
        )
        duties.add(actor=SYSTEM, edition_id=draft.pk, number=number, wording=wording, now=NOW)
    editions.adopt(actor=SYSTEM, edition_id=draft.pk, adopted_by=WORD, effective_from=NOW.date(), now=NOW)
    declined = Assignment.objects.get(edition=draft, unit=air_bureau)
    receipts.decline(actor=SYSTEM, assignment_id=declined.pk, reason=WORD, now=NOW)
    number_the_records()
    return register


@pytest.fixture
def post(city, client):
    """Sign in somebody who holds one role at one unit; without a role, somebody who holds none."""

    def sign_in(role, unit):
        person = PersonFactory(name="Wei Lan")
        if role:
            PostFactory(role=role, unit=Unit.objects.get(code=unit), person=person, valid_from=date(2020, 1, 1))
        client.force_login(person)
        return person

    return sign_in


def keys():
    """Give the keys of everything confidential."""
    edition = Edition.objects.get(register__code=CODE)
    numbers = {1, edition.pk, edition.register_id}
    for rows in (edition.duties, Assignment.objects.filter(edition=edition)):
        numbers |= set(rows.values_list("pk", flat=True))
    codes = [CODE, "air"]
    uids = list(Record.objects.values_list("uid", flat=True))
    return {"int": sorted(numbers), "slug": codes, "str": codes, "uuid": uids}


def everywhere():
    """Give every page, every export, every public address, and every address of the API."""
    return [*(address for _namespace, address in pages(keys())), *operations(keys(), "get")]


def said(client, address):
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace") + json.dumps(dict(answer.headers))


def leaks(client, addresses):
    """Name the addresses at which the word is said, but for those that only repeat what was asked."""
    return [address for address in addresses if WORD not in address and WORD in said(client, address)]


OUTSIDERS = [
    pytest.param(None, None, id="nobody's post"),
    *(pytest.param(role, "moor", id=f"{role} elsewhere") for role in (Role.CLERK, Role.HEAD, Role.LEADER)),
    pytest.param(Role.SYSTEM_ADMINISTRATOR, "binhai", id="system administrator above"),
    pytest.param(Role.SECURITY_ADMINISTRATOR, "binhai", id="security administrator above"),
    pytest.param(Role.DEPUTY, "binhai", id="deputy above"),
]
each_outsider = pytest.mark.parametrize(("role", "unit"), OUTSIDERS)


@pytest.fixture
def moor(city):
    return UnitFactory(code="moor", name="Moor District")


@each_outsider
def test_an_outsider_finds_no_word_of_it(client, confidential, moor, post, role, unit):
    post(role, unit)

    assert leaks(client, everywhere()) == []


@pytest.mark.parametrize("words", [f"?words={WORD[:4]}", "?whole=yes", "?role=lead"])
def test_an_outsider_who_searches_finds_nothing(client, confidential, moor, post, words):
    post(Role.CLERK, "moor")

    assert leaks(client, [f"{address}{words}" for address in everywhere()]) == []


def test_who_has_not_signed_in_finds_no_word_of_it(client, confidential):
    assert leaks(client, everywhere()) == []


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.INSPECTOR, Role.AUDITOR, Role.EVALUATOR])
def test_who_oversees_its_unit_reads_it(client, confidential, post, role):
    post(role, "binhai")

    assert WORD in said(client, f"/registers/{CODE}/")
    assert WORD in said(client, f"/api/v1/registers/{CODE}")


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER])
def test_a_unit_reads_the_duty_that_names_it_and_no_other(client, confidential, post, role):
    post(role, "air")
    own, other = confidential.editions.get().duties.order_by("position")

    assert WORD in said(client, f"/registers/duties/{own.pk}/")
    assert client.get(f"/registers/duties/{other.pk}/").status_code == 404
    assert client.get(f"/registers/{CODE}/").status_code == 404


def test_a_unit_signs_for_it(client, confidential, post):
    person = post(Role.HEAD, "water")
    held = Assignment.objects.get(edition__register=confidential, unit__code="water")

    receipts.accept(actor=actor_of(person, on=NOW.date()), assignment_id=held.pk, now=NOW)

    assert Assignment.objects.get(pk=held.pk).receipt == "accepted"


def test_no_body_of_the_ledger_holds_a_word_of_it(confidential):
    bodies = [bytes(body).decode() for body in Record.objects.values_list("body", flat=True)]

    assert [body for body in bodies if WORD in body] == []
    assert len([body for body in bodies if '"withheld":true' in body]) == 5


def test_who_oversees_it_reads_its_story(client, confidential, post):
    post(Role.CLERK, "binhai")

    assert "Something was done in a confidential register" not in said(client, f"/registers/{CODE}/story/")


def test_it_is_marked_where_it_is_seen(client, confidential, post):
    post(Role.CLERK, "binhai")
    duty = confidential.editions.get().duties.first()

    for address in ("/registers/", f"/registers/{CODE}/", f"/registers/duties/{duty.pk}/", "/desk/"):
        assert "Confidential" in said(client, address), address
