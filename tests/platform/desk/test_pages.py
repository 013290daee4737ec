import pytest
from django.urls import reverse
from tests.platform.organisation.factories import AliasFactory, DelegationFactory, PersonFactory, PostFactory
from tests.platform.portal.story import DAY, NOW
from tests.platform.responsibilities.factories import DocumentFactory, EditionFactory, ProposalFactory, RegisterFactory

from zeren_platform.common.actor import Actor, Role
from zeren_platform.desk.web.addresses import address_of
from zeren_platform.ledger import key_file
from zeren_platform.ledger.lock_store import LockStore
from zeren_platform.ledger.log_folder import LogFolder
from zeren_platform.ledger.use_cases import publishing
from zeren_platform.organisation.queries import actor_of
from zeren_platform.organisation.use_cases import people, reorganisations
from zeren_platform.sources.models import Proposal

GIVEN = "a-Long-0rdinary-one"


@pytest.fixture
def read(client):
    """Read a page of the desk as somebody."""

    def page_of(person, name, *args, **query):
        client.force_login(person)
        answer = client.get(reverse(f"desk:{name}", args=args), query)
        return answer.status_code, answer.content.decode()

    return page_of


@pytest.fixture
def leader(city):
    return PostFactory(role=Role.LEADER, unit=city.root).person


@pytest.fixture
def work_for_the_clerk(city):
    """A document to decide and a register in draft, beside the part that was declined."""
    document = DocumentFactory(unit=city.root, title="Second communiqué")
    ProposalFactory(document=document, position=0, state=Proposal.State.OPEN, decided_at=None, decided_by="")
    EditionFactory(register=RegisterFactory(unit=city.root, code="draft", title="Noise list"))


@pytest.mark.parametrize("name", ["overview", "units", "ledger"])
def test_the_desk_is_for_people_who_have_signed_in(client, db, name):
    answer = client.get(reverse(f"desk:{name}"))

    assert (answer.status_code, reverse("account_login") in answer["Location"]) == (302, True)


def test_a_clerk_sees_what_is_to_be_decided_finished_and_assigned_anew(read, city, work_for_the_clerk):
    _status, page = read(city.clerk, "overview")

    assert "Second communiqué" in page
    assert "1 proposal to decide" in page
    assert "Noise list" in page
    assert "Water Bureau: Ask Wang Wu." in page


def test_a_leader_sees_how_far_each_field_is(read, city, leader):
    _status, page = read(leader, "overview")

    assert "How far each field is signed for" in page
    assert 'aria-label="Air: 2"' in page
    assert "/registers/ecology/?field=Water" in page


def test_only_a_leader_sees_the_fields(read, city):
    _status, page = read(city.clerk, "overview")

    assert "How far each field is signed for" not in page


def test_the_newest_acts_leave_out_the_back_office(read, city, leader):
    security = PostFactory(role=Role.SECURITY_ADMINISTRATOR, unit=city.root).person
    people.reset_password(actor=actor_of(security, on=DAY), username="wen", password=GIVEN, now=NOW)

    assert "was given a new password" not in read(leader, "overview")[1]
    assert "was given a new password" in read(security, "overview")[1]


def test_every_page_names_the_place(read, city):
    _status, page = read(city.clerk, "units")

    assert '<span class="brand-city">Binhai</span>' in page


def test_a_head_sees_what_awaits_the_units_signature(read, city):
    _status, page = read(city.head_of_water, "overview")

    assert "1 duty awaits the signature of Water Bureau" in page
    assert reverse("responsibilities:receipts") in page


def test_a_head_who_has_signed_for_everything_is_told_so(read, city):
    assert "Nothing waits for you" in read(city.head_of_air, "overview")[1]


def test_somebody_without_a_post_is_told_so(read, city):
    assert "You hold no post today" in read(PersonFactory(), "overview")[1]


def test_the_overview_leads_who_answers_for_a_unit_to_its_duties(read, city):
    address = reverse("desk:unit", args=["water"])

    page = read(city.head_of_water, "overview")[1]
    assert (f'href="{address}"' in page, "Our duties" in page) == (True, True)
    assert "Our duties" not in read(city.clerk, "overview")[1]


def test_the_overview_counts_what_is_in_force(read, city, leader):
    _status, page = read(leader, "overview")

    assert "of 3 parts that units have in them" in page


def test_the_overview_tells_the_newest_acts_and_names_nobody(read, city, leader):
    _status, page = read(leader, "overview")

    assert "Water Bureau declined the duty." in page
    assert not any(name in page for name in ("Gao Yuan", "Wen Hai", "Lin Yue"))


def test_an_empty_installation_has_an_overview(read, db):
    status, page = read(PersonFactory(), "overview")

    assert (status, "No register is in force yet" in page, "Nothing has been recorded yet" in page) == (200, True, True)


@pytest.mark.parametrize("who", ["clerk", "head_of_air", "head_of_water"])
@pytest.mark.parametrize(("name", "args"), [("overview", ()), ("units", ()), ("unit", ("water",))])
def test_a_page_takes_eight_queries_at_most(
    client, city, work_for_the_clerk, django_assert_max_num_queries, who, name, args
):
    AliasFactory(unit=city.water)
    client.force_login(getattr(city, who))

    with django_assert_max_num_queries(8):
        assert client.get(reverse(f"desk:{name}", args=args)).status_code == 200


def test_units_show_what_they_hold_and_how_far_they_have_signed(read, city):
    _status, page = read(city.clerk, "units")

    assert "1 of 1 signed for" in page
    assert "0 of 2 signed for, 1 declined" in page
    assert "Holds no duty" in page


def test_units_are_narrowed_by_name_and_kind(read, city):
    assert "Air Bureau" not in read(city.clerk, "units", words="Water")[1]
    assert "Air Bureau" not in read(city.clerk, "units", kind="district")[1]
    assert "No unit fits these filters." in read(city.clerk, "units", words="zebra")[1]


def test_a_unit_shows_its_place_its_names_and_its_people(read, city):
    AliasFactory(unit=city.water, name="Waterworks")
    DelegationFactory(
        post=city.head_of_water.posts.get(), substitute=city.head_of_air, valid_from=DAY, valid_until="2026-04-01"
    )

    _status, page = read(city.clerk, "unit", "water")

    assert reverse("desk:unit", args=["binhai"]) in page
    assert "Waterworks" in page
    assert "Wen Hai" in page
    assert "Gao Yuan stands in" in page


def test_a_unit_shows_its_duties_by_role(read, city):
    assert "Keep the water clean." in read(city.clerk, "unit", "water", role="lead")[1]
    assert "Keep the water clean." not in read(city.clerk, "unit", "water", role="support")[1]


def test_a_unit_without_people_or_duties_says_so(read, city):
    _status, page = read(city.clerk, "unit", "hechuan")

    assert "Nobody holds a post here" in page
    assert "No duty in force names this unit" in page


def test_only_those_who_may_are_led_to_sign(read, city):
    assert reverse("responsibilities:receipts") in read(city.head_of_water, "unit", "water")[1]
    assert "Sign for receipt" not in read(city.clerk, "unit", "water")[1]


def test_a_unit_that_is_not_there_is_not_found(read, city):
    assert read(city.clerk, "unit", "x")[0] == 404


def test_the_ledger_is_read_by_the_audit_administrator_with_names(client, city, django_assert_max_num_queries):
    client.force_login(PostFactory(role=Role.AUDIT_ADMINISTRATOR, unit=city.root).person)

    with django_assert_max_num_queries(8):
        page = client.get(reverse("desk:ledger")).content.decode()

    assert "Wen Hai" in page
    assert "Water Bureau declined the duty." in page


def test_acts_that_the_published_log_does_not_reach_say_when_they_can_be_checked(read, city, settings, tmp_path):
    settings.LEDGER_FOLDER = tmp_path / "log"

    told = read(PostFactory(role=Role.AUDIT_ADMINISTRATOR, unit=city.root).person, "ledger")[1]

    assert "Provable after the next publication" in told
    assert "/log/verify/" not in told


def test_acts_that_are_published_lead_to_their_check(read, city, settings, tmp_path):
    settings.LEDGER_FOLDER = tmp_path / "log"
    store, key = LockStore(tmp_path / "lock.sqlite3"), key_file.make(tmp_path / "key", origin="example.org/log")
    store.begin(key.name)
    publishing.publish(key=key, store=store, folder=LogFolder(settings.LEDGER_FOLDER), at=NOW)

    told = read(PostFactory(role=Role.AUDIT_ADMINISTRATOR, unit=city.root).person, "ledger")[1]

    assert "/log/verify/" in told
    assert "Provable after the next publication" not in told


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDIT_ADMINISTRATOR}))
def test_nobody_else_reads_the_ledger(read, city, role):
    assert read(PostFactory(role=role, unit=city.root).person, "ledger")[0] == 403


@pytest.mark.parametrize(
    ("subject", "address"),
    [("duty:7", "/registers/duties/7/"), ("unit:air", "/desk/units/air/"), ("edition:7", ""), ("duty:x y", "")],
)
def test_a_subject_leads_to_its_page_where_it_has_one(subject, address):
    assert address_of(subject) == address


def test_those_who_oversee_see_who_has_most_to_sign_for(read, city, leader):
    assert "1 awaits receipt" in read(leader, "overview")[1]
    assert "1 awaits receipt" not in read(city.head_of_water, "overview")[1]


def test_a_draft_is_seen_by_those_who_oversee_it_alone(read, city, work_for_the_clerk):
    assert "Noise list" in read(city.clerk, "overview")[1]
    assert "Noise list" not in read(city.head_of_water, "overview")[1]


def test_a_clerk_sees_what_a_reorganised_unit_still_holds(read, city):
    reorganisations.merge(actor=Actor.system("test"), codes=["water"], into="air", effective_on=DAY, now=NOW)

    clerk, head = read(city.clerk, "overview")[1], read(city.head_of_air, "overview")[1]

    assert "2 parts are held by units that are no more" in clerk
    assert reverse("responsibilities:carrying") in clerk
    assert reverse("responsibilities:carrying") not in head


def test_the_overview_of_a_clerk_with_everything_to_do_takes_eight_queries_at_most(
    client, city, work_for_the_clerk, django_assert_max_num_queries
):
    reorganisations.merge(actor=Actor.system("test"), codes=["water"], into="air", effective_on=DAY, now=NOW)
    client.force_login(city.clerk)

    with django_assert_max_num_queries(8):
        assert client.get(reverse("desk:overview")).status_code == 200
