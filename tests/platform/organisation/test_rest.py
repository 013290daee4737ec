"""The API of the organisation, as programs use it."""

import json
from datetime import timedelta

import pytest
import time_machine
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import AliasFactory, PersonFactory, PostFactory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import AccessToken, Delegation, Unit
from zeren_platform.organisation.queries import actor_of
from zeren_platform.organisation.use_cases import tokens

ROOT = "/api/v1/organisation"


@pytest.fixture
def call(client, city):
    """Call the API as somebody who holds a role, with a token of theirs."""

    def program(role, unit="city", **person):
        post = PostFactory(role=role, unit=Unit.objects.get(code=unit), person=PersonFactory(**person))
        _token, secret = tokens.issue(
            actor=actor_of(post.person, on=TODAY), name="test", scopes=["read", "write"], days=366, now=NOW
        )

        def send(method, address, **body):
            answer = client.generic(
                method,
                f"{ROOT}{address}",
                json.dumps(body),
                content_type="application/json",
                headers={"authorization": f"Bearer {secret}"},
            )
            return answer.status_code, answer.json()

        send.person, send.post = post.person, post
        return send

    return program


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def test_without_a_token_there_is_no_answer(client, city):
    assert client.get(f"{ROOT}/units").status_code == 401


def test_a_revoked_token_opens_nothing(call):
    clerk = call(Role.CLERK)
    AccessToken.objects.update(revoked_at=NOW)

    assert clerk("GET", "/me")[0] == 401


def test_units_are_listed_by_pages(call):
    clerk = call(Role.CLERK)

    _status, first = clerk("GET", "/units?size=3")
    _status, second = clerk("GET", f"/units?size=3&after={first['next']}")

    assert [unit["code"] for unit in first["rows"] + second["rows"]] == ["city", "water", "hechuan", "donggang"]


def test_a_unit_comes_with_its_names(call):
    clerk = call(Role.CLERK)
    AliasFactory(unit=Unit.objects.get(code="water"), name="Waterworks")

    status, unit = clerk("GET", "/units/water")

    assert (status, unit["parent"], unit["aliases"]) == (200, "city", ["Waterworks"])


def test_a_unit_that_is_not_there_is_a_problem(call):
    status, problem = call(Role.CLERK)("GET", "/units/nowhere")

    assert (status, problem["code"]) == (404, "common.not_found")


def test_units_are_kept_by_the_system_administrator(call, ledger):
    system = call(Role.SYSTEM_ADMINISTRATOR)
    known = ledger()

    created = system("POST", "/units", code="forestry", name="Forestry", kind="department", parent="city")
    renamed = system("PUT", "/units/forestry/names", name="Forests")
    added = system("POST", "/units/forestry/aliases", alias="Woods")

    assert [status for status, _body in (created, renamed, added)] == [201, 200, 201]
    assert set(added[1]["aliases"]) == {"Forestry", "Woods"}
    assert ledger() - known == 3


def test_others_do_not_keep_units(call, ledger):
    clerk = call(Role.CLERK)
    known = ledger()

    status, problem = clerk("POST", "/units", code="forestry", name="Forestry", kind="department", parent="city")

    assert (status, problem["code"], ledger() - known) == (403, "zeren.not_permitted", 0)


def test_me_says_who_acts_in_which_posts(call):
    _status, me = call(Role.HEAD, "water", name="Gao Yuan")("GET", "/me")

    assert me == {
        "kind": "client",
        "name": "Gao Yuan",
        "standings": [{"role": "head", "unit": "water", "path": "/city/water/", "acting_for": ""}],
    }


def test_the_posts_that_may_be_stood_in_for_are_listed_own_first(call):
    PostFactory(unit=Unit.objects.get(code="water"), person=PersonFactory(name="Wen Hai"))
    head = call(Role.HEAD, "water", name="Gao Yuan")

    _status, listed = head("GET", "/posts")

    assert [(post["holder"], post["unit"]) for post in listed] == [("Gao Yuan", "water"), ("Wen Hai", "water")]


def test_an_absence_is_granted_listed_and_revoked(call, ledger):
    head = call(Role.HEAD, "water")
    PersonFactory(username="wen", name="Wen Hai")
    known, today = ledger(), TODAY

    status, granted = head(
        "POST",
        "/delegations",
        post_id=head.post.pk,
        substitute="wen",
        valid_from=today.isoformat(),
        valid_until=(today + timedelta(days=9)).isoformat(),
    )
    _status, listed = head("GET", "/delegations")
    revoked = head("POST", f"/delegations/{granted['id']}/revoke")

    assert (status, listed, revoked[0], ledger() - known) == (201, [granted], 200, 2)
    assert Delegation.objects.get().revoked_at is not None


def test_a_program_lists_and_revokes_tokens_but_issues_none(call):
    clerk = call(Role.CLERK)

    _status, listed = clerk("GET", "/tokens")
    issued = clerk("POST", "/tokens", name="another", scopes=["read"], days=3)
    revoked = clerk("POST", f"/tokens/{listed[0]['id']}/revoke")

    assert ("digest" in listed[0], issued[0], revoked[0]) == (False, 403, 200)


def test_a_person_issues_a_token_through_the_api(client, city):
    client.force_login(PersonFactory())

    answer = client.post(
        f"{ROOT}/tokens", {"name": "export", "scopes": ["read"], "days": 3}, content_type="application/json"
    )

    assert (answer.status_code, answer.json()["secret"].startswith("zeren_")) == (201, True)


def test_a_malformed_body_names_the_field(call):
    status, problem = call(Role.CLERK)("POST", "/tokens", name="x", days="many")

    assert (status, problem["code"]) == (422, "api.malformed")
