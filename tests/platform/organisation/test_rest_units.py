"""Reorganisations, the tree of a day and tables of units through the API."""

import pytest
import time_machine
from tests.platform.organisation.conftest import NOW
from tests.platform.organisation.factories import PersonFactory, PostFactory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import Post, Unit

ROOT = "/api/v1/organisation"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def program(client, city):
    """Send as somebody who holds one role at the city; the session stands for the token."""

    def as_role(role):
        client.force_login(PostFactory(role=role, unit=city).person)
        token = client.get("/organisation/tokens/").cookies["csrftoken"].value

        def send(method, path, body=None):
            answer = getattr(client, method)(
                f"{ROOT}{path}", body, content_type="application/json", headers={"X-CSRFToken": token}
            )
            return answer.status_code, answer.json() if answer.content else None

        return send

    return as_role


def test_units_are_merged_and_know_where_they_came_from(program, ledger):
    send = program(Role.SYSTEM_ADMINISTRATOR)

    status, merged = send("post", "/merge", {"units": ["donggang"], "into": "hechuan", "basis": "No. 7"})

    assert (status, merged["code"], ledger()) == (200, "hechuan", 1)
    _status, found = send("get", "/units/hechuan/succession")
    assert [(heir["code"], heir["basis"]) for heir in found["before"]] == [("donggang", "No. 7")]


def test_a_unit_is_divided_into_new_ones(program):
    send = program(Role.SYSTEM_ADMINISTRATOR)
    new = [{"code": code, "name": code, "kind": "department", "parent": "city"} for code in ("rivers", "mains")]

    status, divided = send("post", "/units/water/split", {"new": new})

    assert (status, divided["valid_until"]) == (200, "2026-06-10")


def test_the_tree_of_a_day_is_given(program):
    send = program(Role.SYSTEM_ADMINISTRATOR)
    send("post", "/units/water/abolish", {})

    _status, before = send("get", "/tree?on=2020-12-31")
    _status, since = send("get", "/tree")

    assert "water" in [unit["code"] for unit in before["there"]]
    assert [unit["code"] for unit in since["ended"]] == ["water"]


def test_a_doubtful_code_is_kept_and_said_to_be_so(program):
    send = program(Role.SYSTEM_ADMINISTRATOR)

    status, unit = send(
        "put",
        "/units/water/entries",
        {"kind": "department", "parent": "city", "position": 3, "credit_code": "91350211M0000XUF46"},
    )

    assert (status, unit["credit_code"], list(unit["doubts"])) == (200, "91350211M0000XUF46", ["credit_code"])


def test_a_table_is_compared_and_taken_in(program, ledger):
    send = program(Role.SYSTEM_ADMINISTRATOR)
    table = {"units": [{"code": "works", "name": "Works", "kind": "department", "parent": "city"}]}

    _status, compared = send("post", "/import/compare", table)
    status, taken = send("post", "/import", {**table, "seen": compared["fingerprint"]})

    assert (compared["new"], status, taken["new"], ledger()) == (["works"], 200, ["works"], 1)
    assert Unit.objects.get(code="works").path == "/city/works/"


def test_somebody_is_appointed_moved_and_leaves(program, ledger):
    send = program(Role.SECURITY_ADMINISTRATOR)
    PersonFactory(username="lin")

    _status, post = send("post", "/people/lin/posts", {"unit": "water", "role": "officer", "valid_from": "2026-06-01"})
    moved, _post = send("post", f"/posts/{post['id']}/move", {"unit": "hechuan", "valid_from": "2026-06-10"})
    left, _nothing = send("post", "/people/lin/leave", {"reason": "Retired"})

    assert (moved, left, ledger()) == (200, 204, 3)
    assert not Post.objects.filter(person__username="lin", valid_until__isnull=True).exists()


@pytest.mark.parametrize(
    ("path", "body"),
    [("/merge", {"units": ["water"], "into": "hechuan"}), ("/units/water/abolish", {}), ("/import", {"units": []})],
)
def test_clerks_reorganise_nothing(program, ledger, path, body):
    status, _problem = program(Role.CLERK)("post", path, body)

    assert (status, ledger()) == (403, 0)


def test_a_table_of_people_is_compared_and_taken_in(program, ledger):
    send = program(Role.SECURITY_ADMINISTRATOR)
    table = {"people": [{"username": "chen", "name": "Chen Ming", "unit": "water", "role": "head"}]}

    _status, compared = send("post", "/people/import/compare", table)
    status, _body = send("post", "/people/import", {**table, "seen": compared["fingerprint"]})

    assert ([one["unit"] for one in compared["filled"]], compared["new"]) == (["water"], ["chen"])
    assert (status, ledger()) == (200, 1)
