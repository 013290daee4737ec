"""Every address is walked as every role: it answers, or it says that nothing is there or that it is not permitted."""

from datetime import date

import pytest
from tests.architecture.house import none
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.rights.walking import operations, pages

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import Unit

# Addresses that one role alone reads, wherever the post is held; others are told that it is not permitted.
CLOSED = {
    "/organisation/units/": Role.SYSTEM_ADMINISTRATOR,
    "/organisation/people/": Role.SECURITY_ADMINISTRATOR,
    "/desk/ledger/": Role.AUDIT_ADMINISTRATOR,
}
ANSWERS = {200, 302, 403, 404, 405, 409}
KEYS = {"int": [1, 2], "slug": ["air", "nowhere"], "str": ["air"], "uuid": ["00000000-0000-4000-8000-000000000000"]}
each_role = pytest.mark.parametrize("role", [*Role, None], ids=lambda role: str(role or "no post"))


@pytest.fixture
def reader(city, client):
    def sign_in(role):
        person = PersonFactory(name="Wei Lan")
        if role:
            PostFactory(role=role, unit=Unit.objects.get(code="binhai"), person=person, valid_from=date(2020, 1, 1))
        client.force_login(person)
        return client

    return sign_in


@each_role
def test_every_page_and_operation_answers(reader, a_decided_document, a_draft, in_force, role):
    caller = reader(role)
    addresses = [address for _namespace, address in pages(KEYS)]
    found = {address: caller.get(address).status_code for address in (*addresses, *operations(KEYS, "get"))}

    none(f"{address}: {status}" for address, status in found.items() if status not in ANSWERS | {400, 422})


@each_role
@pytest.mark.parametrize("address", CLOSED)
def test_what_is_for_one_role_is_closed_to_all_others(reader, role, address):
    assert reader(role).get(address).status_code == (200 if CLOSED[address] == role else 403)
