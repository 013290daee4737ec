"""The pages of the administrators, of absence and of access tokens."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import DelegationFactory, PersonFactory, PostFactory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import AccessToken, Alias, Delegation, Person, Post, Unit

PASSWORD = "a long and quiet river"  # noqa: S105 - made up for these tests


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def as_role(client, city):
    """Sign in as somebody who holds one role; give the person."""

    def sign_in(role, unit="city", **person):
        post = PostFactory(role=role, unit=Unit.objects.get(code=unit), person=PersonFactory(**person))
        client.force_login(post.person)
        return post.person

    return sign_in


@pytest.fixture
def send(client, ledger):
    """Send a form; give the status, the page and how many records it left."""

    def answer(name, /, *args, **form):
        known = ledger()
        sent = client.post(reverse(f"organisation:{name}", args=args), form)
        return sent.status_code, sent.content.decode(), ledger() - known

    return answer


def read(client, name, *args, **query):
    answer = client.get(reverse(f"organisation:{name}", args=args), query)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("name", ["units", "new-unit", "people", "new-person", "absence", "tokens"])
def test_these_pages_are_for_people_who_have_signed_in(client, db, name):
    assert client.get(reverse(f"organisation:{name}")).status_code == 302


@pytest.mark.parametrize("name", ["units", "people", "new-person", "new-unit"])
def test_administration_is_for_administrators(client, as_role, name):
    as_role(Role.CLERK)

    assert read(client, name)[0] == 403


def test_the_frame_leads_each_administrator_to_their_own_page(client, as_role):
    leads = {
        Role.SYSTEM_ADMINISTRATOR: "organisation:units",
        Role.SECURITY_ADMINISTRATOR: "organisation:people",
        Role.AUDIT_ADMINISTRATOR: "desk:ledger",
    }
    shown = {}
    for role in leads:
        as_role(role)
        page = read(client, "tokens")[1]
        shown[role] = {name for name in leads.values() if f'href="{reverse(name)}"' in page}

    assert shown == {role: {name} for role, name in leads.items()}


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.SYSTEM_ADMINISTRATOR, "units"),
        (Role.SECURITY_ADMINISTRATOR, "people"),
        (Role.HEAD, "absence"),
        (Role.HEAD, "tokens"),
    ],
)
def test_a_page_takes_eight_queries_at_most(client, as_role, django_assert_max_num_queries, role, name):
    as_role(role)
    for _more in range(5):
        DelegationFactory(post__unit=Unit.objects.get(code="water"))

    with django_assert_max_num_queries(8):
        assert read(client, name)[0] == 200


def test_a_unit_is_created_on_its_page(as_role, send):
    as_role(Role.SYSTEM_ADMINISTRATOR)

    status, _page, records = send(
        "new-unit", name="Forestry", code="forestry", kind="department", parent="city", aliases="Woods\nTrees\n"
    )

    assert (status, records) == (302, 1)
    assert set(Alias.objects.values_list("name", flat=True)) == {"Woods", "Trees"}


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(as_role, send):
    as_role(Role.SYSTEM_ADMINISTRATOR)

    status, page, records = send("new-unit", name="Forestry", code="water", kind="department", parent="city")

    assert (status, records) == (422, 0)
    assert "There is already a unit with the code water." in page
    assert 'value="Forestry"' in page


def test_a_unit_is_renamed_and_gets_another_name(as_role, send):
    as_role(Role.SYSTEM_ADMINISTRATOR)

    renamed = send("rename-unit", "water", name="Water Affairs", name_zh="", effective_on="2026-06-10")
    added = send("unit", "water", alias="Waterworks", alias_kind="short")

    assert [renamed[::2], added[::2]] == [(302, 1), (302, 1)]
    assert set(Alias.objects.values_list("name", flat=True)) == {"Water Bureau", "水务局", "Waterworks"}


def test_a_name_that_means_another_unit_is_refused_on_the_page(as_role, send):
    as_role(Role.SYSTEM_ADMINISTRATOR)

    status, page, records = send("unit", "water", alias="Hechuan District", alias_kind="other")

    assert (status, records) == (422, 0)
    assert "Hechuan District already goes by this name" in page


def test_units_beyond_the_administrators_own_are_not_there(client, as_role):
    as_role(Role.SYSTEM_ADMINISTRATOR, unit="hechuan")

    assert read(client, "unit", "water")[0] == 404
    assert "Water Bureau" not in read(client, "units")[1]


def test_a_person_is_entered_and_appointed(client, as_role, send):
    as_role(Role.SECURITY_ADMINISTRATOR)

    entered = send("new-person", username="lin", name="Lin Qing", password=PASSWORD)
    person = Person.objects.get(username="lin")
    appointed = send("appoint", person.pk, unit="water", role="officer", valid_from="2026-06-10")

    assert [entered[::2], appointed[::2]] == [(302, 1), (302, 1)]
    assert "Responsible officer, Water Bureau" in read(client, "people", words="Lin")[1]


def test_a_weak_password_is_refused_on_the_page(as_role, send):
    as_role(Role.SECURITY_ADMINISTRATOR)

    status, page, records = send("new-person", username="lin", name="Lin Qing", password="short")  # noqa: S106

    assert (status, records) == (422, 0)
    assert "This password is too short." in page
    assert "short" not in page.split('name="password"')[1][:80]


def test_two_administrators_posts_are_refused_on_the_page(as_role, send):
    as_role(Role.SECURITY_ADMINISTRATOR)
    other = PostFactory(role=Role.AUDIT_ADMINISTRATOR, unit=Unit.objects.get(code="city")).person

    status, page, records = send("appoint", other.pk, unit="city", role="system_administrator", valid_from="2026-06-10")

    assert (status, records) == (422, 0)
    assert "One person cannot hold two of" in page


def test_an_administrator_is_not_offered_to_appoint_themselves(client, as_role):
    me = as_role(Role.SECURITY_ADMINISTRATOR)

    assert "Nobody appoints themselves" in read(client, "person", me.pk)[1]


def test_a_post_is_ended_on_its_page(client, as_role, send):
    as_role(Role.SECURITY_ADMINISTRATOR)
    post = PostFactory(unit=Unit.objects.get(code="water"))

    refused = send("end-post", post.person_id, post.pk, valid_until="2026-06-01")
    ended = send("end-post", post.person_id, post.pk, valid_until="2026-06-10")

    assert [refused[::2], ended[::2]] == [(422, 0), (302, 1)]
    assert Post.objects.get(pk=post.pk).valid_until == TODAY
    assert "Over" in read(client, "person", post.person_id)[1]


def test_a_post_of_somebody_else_is_not_there(client, as_role):
    as_role(Role.SECURITY_ADMINISTRATOR)

    assert read(client, "end-post", PersonFactory().pk, PostFactory().pk)[0] == 404


def test_a_new_password_is_given(as_role, send):
    as_role(Role.SECURITY_ADMINISTRATOR)
    person = PersonFactory()

    status, _page, records = send("reset-password", person.pk, password=PASSWORD)

    person.refresh_from_db()
    assert (status, records, person.check_password(PASSWORD)) == (302, 1, True)


def test_an_absence_is_entered_and_ended(client, as_role, send):
    me = as_role(Role.HEAD, unit="water", name="Gao Yuan")
    PostFactory(unit=Unit.objects.get(code="water"), person=PersonFactory(username="wen", name="Wen Hai"))

    granted = send(
        "absence", post=me.posts.get().pk, substitute="wen", valid_from="2026-06-10", valid_until="2026-06-20"
    )
    shown = read(client, "absence")[1]
    revoked = send("revoke-delegation", Delegation.objects.get().pk)

    assert [granted[::2], revoked[::2]] == [(302, 1), (302, 1)]
    assert "Wen Hai for Gao Yuan" in shown
    assert "Nobody stands in for you" in read(client, "absence")[1]


def test_an_absence_that_is_over_before_it_begins_is_refused(as_role, send):
    me = as_role(Role.HEAD, unit="water")
    PostFactory(unit=Unit.objects.get(code="water"), person=PersonFactory(username="wen"))

    status, page, records = send(
        "absence", post=me.posts.get().pk, substitute="wen", valid_from="2026-06-10", valid_until="2026-06-10"
    )

    assert (status, records) == (422, 0)
    assert "The absence must end after it begins" in page


def test_an_administrator_has_no_post_to_lend(client, as_role):
    as_role(Role.AUDIT_ADMINISTRATOR)

    assert "You hold no post that can be stood in for" in read(client, "absence")[1]


def test_a_token_is_shown_once(client, as_role, send):
    as_role(Role.CLERK)

    status, page, records = send("tokens", name="Nightly export", scopes=["registers:read"], days="30")

    assert (status, records, "zeren_" in page) == (200, 1, True)
    later = read(client, "tokens")[1]
    assert ("Nightly export" in later, "zeren_" in later) == (True, False)


def test_a_token_is_revoked_on_the_page(client, as_role, send):
    me = as_role(Role.CLERK)
    token = AccessToken.objects.create(
        person=me, name="Old", digest="x", scopes="read", created_at=NOW, expires_at=NOW + timedelta(days=3)
    )

    status, _page, records = send("revoke-token", token.pk)

    assert (status, records) == (302, 1)
    assert "Revoked" in read(client, "tokens")[1]


def test_a_token_of_somebody_else_is_not_revoked(as_role, send):
    as_role(Role.CLERK)
    token = AccessToken.objects.create(
        person=PersonFactory(),
        name="Other",
        digest="x",
        scopes="read",
        created_at=NOW,
        expires_at=NOW + timedelta(days=3),
    )

    status, _page, records = send("revoke-token", token.pk)

    assert (status, records) == (403, 0)


def test_acts_are_not_done_by_reading(client, as_role):
    as_role(Role.SECURITY_ADMINISTRATOR)

    answers = [client.get(reverse(f"organisation:{name}", args=[1])) for name in ("appoint", "revoke-token")]

    assert [answer.status_code for answer in answers] == [405, 405]


def test_dates_that_are_none_are_told_beside_the_field(as_role, send):
    as_role(Role.SECURITY_ADMINISTRATOR)
    other = PersonFactory()

    status, page, records = send("appoint", other.pk, unit="water", role="officer", valid_from="soon")

    assert (status, records, "Enter a valid date." in page) == (422, 0, True)
    assert not other.posts.filter(valid_from__gte=date(2026, 1, 1)).exists()
