"""People go out as a table and come back without loss; what a table changes is shown before, and done whole or not at all."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.search import index

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Payload, Record
from zeren_platform.organisation import queries
from zeren_platform.organisation.exchange.files import FORMATS, PEOPLE, Entry, StrangeColumnError, read, write
from zeren_platform.organisation.exchange.rows import people_rows
from zeren_platform.organisation.models import Person, Post, Unit
from zeren_platform.organisation.staging.people import compare_people
from zeren_platform.organisation.use_cases import importing
from zeren_platform.organisation.use_cases.importing_people import import_people
from zeren_platform.search.models import SearchEntry


def row(username="lin", line=2, **cells):
    return Entry(line=line, cells={"username": username, "name": "Lin Yue", **cells})


def compared(actor, *entries):
    return compare_people(entries, actor=actor, on=TODAY)


def faults(actor, *entries):
    return [(fault.line, fault.column) for fault in compared(actor, *entries).faults]


@pytest.fixture
def lin(city):
    """Somebody who is head of the bureau of water since the first of the year."""
    person = PersonFactory(username="lin", name="Lin Yue")
    PostFactory(person=person, unit=Unit.objects.get(code="water"), role=Role.HEAD, valid_from="2026-01-01")
    return person


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_what_went_out_changes_nothing_when_it_comes_back(security_administrator, lin, form):
    PostFactory(person=lin, unit=Unit.objects.get(code="hechuan"), role=Role.CLERK, valid_until="2027-01-01")
    PersonFactory(username="without-post", name="=Nobody")
    out = write(PEOPLE, people_rows(queries.everybody(actor=security_administrator, on=TODAY)), form=form)

    found = compared(security_administrator, *read(PEOPLE, out))

    assert (found.new, found.changed, found.filled, found.ending, found.faults) == ([], [], [], [], [])
    assert found.unchanged == 4


def test_people_are_entered_without_a_password_and_get_their_posts(security_administrator, ledger):
    entries = [
        row(unit="water", role="head", valid_from="2026-07-01"),
        row(line=3, unit="Hechuan District", role="officer"),
        row("chen", 4, name="Chen"),
    ]

    import_people(actor=security_administrator, entries=entries, now=NOW)

    lin = Person.objects.get(username="lin")
    assert (ledger(), lin.has_usable_password(), Person.objects.filter(username="chen").exists()) == (1, False, True)
    assert sorted(lin.posts.values_list("unit__code", "role", "valid_from")) == [
        ("hechuan", "officer", TODAY),
        ("water", "head", TODAY.replace(month=7, day=1)),
    ]


def test_no_name_stands_in_the_body_of_the_record(security_administrator):
    import_people(actor=security_administrator, entries=[row(unit="water", role="head")], now=NOW)

    record = Record.objects.get()
    content = json.loads(bytes(Payload.objects.get(record=record).content))
    assert b"lin" not in bytes(record.body).lower()
    assert "lin" in json.dumps(content)


def test_a_post_is_given_a_last_day(security_administrator, lin):
    import_people(
        actor=security_administrator,
        entries=[row(unit="water", role="head", valid_until="2026-09-01")],
        now=NOW,
    )

    assert str(Post.objects.get(person=lin).valid_until) == "2026-09-01"


def test_a_name_is_changed(security_administrator, lin):
    import_people(actor=security_administrator, entries=[row(name="Lin Yu", name_zh="林宇")], now=NOW)

    lin.refresh_from_db()
    assert (lin.name, lin.name_zh) == ("Lin Yu", "林宇")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"username": ""}, "Sign-in name"),
        ({"username": "two words"}, "Sign-in name"),
        ({"username": "LIN"}, "Sign-in name"),
        ({"name": " "}, "Name"),
        ({"name": "x" * 101}, "Name"),
        ({"role": "emperor", "unit": "water"}, "Role"),
        ({"role": "head"}, "Unit (code)"),
        ({"role": "head", "unit": "nowhere"}, "Unit (code)"),
        ({"role": "head", "unit": "water", "valid_from": "1.4.2026"}, "From"),
        ({"role": "head", "unit": "water", "valid_from": "2026-08-01", "valid_until": "2026-08-01"}, "Until"),
    ],
)
def test_a_fault_stands_beside_its_row_and_column(security_administrator, lin, ledger, cells, column):
    entry = row(**{"username": "chen", **cells}, line=7)

    assert (7, column) in faults(security_administrator, entry)
    with pytest.raises(importing.FaultyRowsError):
        import_people(actor=security_administrator, entries=[entry], now=NOW)
    assert (ledger(), Person.objects.filter(username="chen").exists()) == (0, False)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"unit": "water", "role": "head", "valid_from": "2026-05-01"}, "Role"),
        ({"unit": "water", "role": "head", "valid_from": "2026-01-01", "valid_until": "2026-06-01"}, "Until"),
    ],
)
def test_what_contradicts_a_post_that_is_held_is_a_fault(security_administrator, lin, cells, column):
    assert faults(security_administrator, row(**cells)) == [(2, column)]


def test_two_rows_of_one_person_say_the_same_name(security_administrator):
    assert faults(security_administrator, row(), row(line=3, name="Lin Yu")) == [(3, "Name")]


def test_administrators_are_kept_apart(security_administrator):
    posts = [
        row(line=line, unit="city", role=role)
        for line, role in enumerate((Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR), start=2)
    ]

    assert faults(security_administrator, *posts) == [(3, "Role")]


def test_nobody_gives_themselves_a_post(security_administrator):
    own = row("sec", name=Person.objects.get(username="sec").name, unit="water", role="head")

    assert faults(security_administrator, own) == [(2, "Sign-in name")]


def test_posts_at_units_of_others_are_faults(actor):
    district = actor(Role.SECURITY_ADMINISTRATOR, unit="hechuan")

    assert faults(district, row(unit="water", role="head")) == [(2, "Unit (code)")]


def test_a_closed_account_and_an_ended_unit_are_faults(security_administrator, lin):
    Person.objects.filter(pk=lin.pk).update(is_active=False)
    Unit.objects.filter(code="hechuan").update(valid_until=TODAY)

    assert faults(security_administrator, row(unit="hechuan", role="head")) == [(2, "Sign-in name"), (2, "Unit (code)")]


def test_what_was_changed_meanwhile_is_looked_at_again(security_administrator, lin, ledger):
    entries = [row(name="Lin Yu")]
    seen = compared(security_administrator, *entries).fingerprint
    Person.objects.filter(pk=lin.pk).update(name="Lin Yun")

    with pytest.raises(importing.DifferentError):
        import_people(actor=security_administrator, entries=entries, seen=seen, now=NOW)
    assert ledger() == 0


def test_a_table_that_says_nothing_new_is_refused(security_administrator, lin, ledger):
    with pytest.raises(importing.NothingNewError):
        import_people(actor=security_administrator, entries=[row()], now=NOW)
    assert ledger() == 0


def test_only_who_keeps_people_compares_and_takes_in(system_administrator):
    with pytest.raises(NotPermittedError):
        compared(system_administrator, row())


def test_whoever_came_in_by_a_table_is_found_by_a_search(security_administrator, number_the_records):
    import_people(actor=security_administrator, entries=[row()], now=NOW)

    number_the_records()
    index.follow()

    assert SearchEntry.objects.filter(kind="person", title="Lin Yue").exists()


class TestPages:
    @pytest.fixture(autouse=True)
    def today(self):
        with time_machine.travel(NOW, tick=False):
            yield

    @pytest.fixture
    def browser(self, client, city):
        client.force_login(PostFactory(role=Role.SECURITY_ADMINISTRATOR, unit=city).person)
        return client

    def test_a_table_is_looked_at_and_then_taken_in(self, browser, ledger):
        file = SimpleUploadedFile("p.csv", "登录名,姓名,单位代码,角色\nchen,陈明,水务局,head\n".encode())
        compared = browser.post(reverse("organisation:import-people"), {"file": file})
        assert (compared.status_code, ledger()) == (200, 0)

        taken = browser.post(reverse("organisation:import-people"), compared.context["form"].initial)

        assert (taken.status_code, ledger(), Post.objects.get(person__username="chen").unit.code) == (302, 1, "water")
        assert "chen" in browser.get(reverse("organisation:people"), {"show": "waiting"}).content.decode()

    def test_faults_are_shown_and_cannot_be_confirmed(self, browser, ledger):
        file = SimpleUploadedFile("p.csv", b"username,name,unit,role\nchen,,water,head\n")
        answer = browser.post(reverse("organisation:import-people"), {"file": file})

        page = answer.content.decode()
        assert (answer.status_code, "This field cannot be blank." in page, "Take the table in" in page) == (
            422,
            True,
            False,
        )
        assert ledger() == 0

    def test_what_is_no_table_is_refused_beside_the_field(self, browser):
        file = SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n")

        assert browser.post(reverse("organisation:import-people"), {"file": file}).status_code == 422

    def test_a_comparison_takes_eight_queries_at_most(self, browser, django_assert_max_num_queries):
        lines = [f"p{number},Person {number},water,head" for number in range(30)]
        file = SimpleUploadedFile("p.csv", "\n".join(["username,name,unit,role", *lines]).encode())

        with django_assert_max_num_queries(8):
            assert browser.post(reverse("organisation:import-people"), {"file": file}).status_code == 200


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("username,name,Post,Office\nlin,Lin Yue,head,water\n", ("Post", "Office")),
        ("username,name,Name\nlin,Lin Yue,Lin\n", ("name", "Name")),
        ('[{"username": "lin", "name": "Lin Yue", "post": "head"}]', ("post",)),
    ],
)
def test_a_column_that_would_be_lost_is_refused(content, columns):
    with pytest.raises(StrangeColumnError) as refusal:
        read(PEOPLE, content.encode())

    assert refusal.value.params["columns"] == columns
