"""A token opens what it was issued for, and never more than its person may do."""

from datetime import timedelta

import pytest
from tests.platform.api.conftest import NOW

from zeren_platform.common.actor import Role
from zeren_platform.config.api import api
from zeren_platform.organisation.models import AccessToken
from zeren_platform.organisation.scopes import SCOPES, of_request

CODE = "organisation.token.not_in_scope"


@pytest.mark.parametrize("scope", ["registers:read", "read"])
def test_a_token_reads_where_it_may(program, scope):
    assert program(scopes=[scope])("GET", "/registers").status_code == 200


@pytest.mark.parametrize("scope", ["registers:write", "write", "sources:read"])
def test_a_token_does_not_read_where_it_may_not(program, scope):
    answer = program(scopes=[scope])("GET", "/registers")

    assert (answer.status_code, answer.json()["code"], answer.json()["params"]["scope"]) == (
        403,
        CODE,
        "registers:read",
    )


def test_a_token_that_reads_changes_nothing(program, a_draft, ledger):
    answer = program(scopes=["read"])("POST", f"/registers/editions/{a_draft.pk}/discard")

    assert (answer.status_code, answer.json()["code"], ledger()[1:]) == (403, CODE, [])


def test_a_scope_gives_no_right_that_the_person_lacks(program, a_draft):
    inspector = program(Role.INSPECTOR, "binhai")

    assert inspector("POST", f"/registers/editions/{a_draft.pk}/discard").json()["code"] == "zeren.not_permitted"


def test_every_part_of_the_api_has_its_scopes():
    paths = api.get_openapi_schema()["paths"]
    needed = {
        of_request(path.split("/")[3], writes=method != "get") for path, methods in paths.items() for method in methods
    }

    assert needed <= SCOPES.keys()


def test_a_use_is_noted_once_in_a_while(program, clock):
    caller = program()
    caller("GET", "/registers")
    clock.shift(timedelta(minutes=9))
    caller("GET", "/registers")
    assert AccessToken.objects.get().last_used_at == NOW

    clock.shift(timedelta(minutes=2))
    caller("GET", "/registers")

    assert AccessToken.objects.get().last_used_at == NOW + timedelta(minutes=11)
