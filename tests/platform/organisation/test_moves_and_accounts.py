"""Posts go to another unit; accounts are closed and opened; a lost second factor is removed."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import DelegationFactory, PersonFactory, PostFactory

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation import queries
from zeren_platform.organisation.models import Person, Post, Unit
from zeren_platform.organisation.use_cases import accounts, moves, posts


@pytest.fixture
def officer(city):
    return PostFactory(unit=Unit.objects.get(code="water"), person=PersonFactory(username="lin"))


def held():
    return list(Post.objects.filter(person__username="lin").order_by("id").values_list("unit__code", "valid_until"))


class TestMoving:
    def test_ends_the_post_here_and_begins_it_there(self, security_administrator, officer, ledger):
        moves.move(actor=security_administrator, post_id=officer.pk, unit_code="hechuan", valid_from=TODAY, now=NOW)

        assert held() == [("water", TODAY), ("hechuan", None)]
        assert (ledger(), Record.objects.get().event) == (1, "organisation.post.moved")

    def test_takes_along_who_stands_in(self, security_administrator, officer):
        DelegationFactory(post=officer, valid_from=date(2026, 6, 1), valid_until=date(2026, 7, 1))

        moved = moves.move(
            actor=security_administrator, post_id=officer.pk, unit_code="hechuan", valid_from=TODAY, now=NOW
        )

        assert list(moved.delegations.values_list("valid_from", "valid_until")) == [(TODAY, date(2026, 7, 1))]

    @pytest.mark.parametrize(
        ("unit_code", "day", "error"),
        [("water", TODAY, moves.SameUnitError), ("hechuan", date(2026, 6, 9), posts.PeriodError)],
    )
    def test_nowhere_or_in_the_past_is_refused(self, security_administrator, officer, ledger, unit_code, day, error):
        with pytest.raises(error):
            moves.move(actor=security_administrator, post_id=officer.pk, unit_code=unit_code, valid_from=day, now=NOW)
        assert (held(), ledger()) == ([("water", None)], 0)

    def test_is_for_those_who_keep_people_at_both_units(self, actor, officer):
        district = actor(Role.SECURITY_ADMINISTRATOR, unit="water")

        with pytest.raises(NotPermittedError):
            moves.move(actor=district, post_id=officer.pk, unit_code="hechuan", valid_from=TODAY, now=NOW)


class TestSettling:
    def test_moves_all_posts_to_the_successor(self, security_administrator, officer, ledger):
        PostFactory(unit=officer.unit, role=Role.HEAD)

        count = moves.settle(
            actor=security_administrator,
            unit_code="water",
            successor_code="hechuan",
            valid_until=TODAY,
            now=NOW,
        )

        at_successor = Post.objects.filter(unit__code="hechuan", valid_until__isnull=True)
        assert (count, at_successor.count(), ledger()) == (2, 2, 1)

    def test_ends_them_where_nobody_succeeds(self, security_administrator, officer):
        moves.settle(actor=security_administrator, unit_code="water", successor_code="", valid_until=TODAY, now=NOW)

        assert held() == [("water", TODAY)]

    def test_gives_nobody_the_same_post_twice(self, security_administrator, officer):
        PostFactory(unit=Unit.objects.get(code="hechuan"), person=officer.person)

        moves.settle(
            actor=security_administrator,
            unit_code="water",
            successor_code="hechuan",
            valid_until=TODAY,
            now=NOW,
        )

        assert held() == [("water", TODAY), ("hechuan", None)]

    def test_of_a_unit_without_posts_is_refused(self, security_administrator, ledger):
        with pytest.raises(moves.NoPostsError):
            moves.settle(
                actor=security_administrator, unit_code="donggang", successor_code="", valid_until=TODAY, now=NOW
            )
        assert ledger() == 0


class TestSecondFactor:
    def test_is_removed_with_all_that_belongs_to_it(self, security_administrator, ledger):
        person = PersonFactory(username="lin")
        for kind in Authenticator.Type.values:
            Authenticator.objects.create(user=person, type=kind, data={})

        accounts.remove_second_factor(actor=security_administrator, username="lin", reason="Phone lost", now=NOW)

        assert (Authenticator.objects.count(), ledger()) == (0, 1)
        assert b"Phone lost" not in bytes(Record.objects.get().body)

    @pytest.mark.parametrize(
        ("reason", "error"), [(" ", accounts.ReasonNeededError), ("x", accounts.NoSecondFactorError)]
    )
    def test_needs_a_reason_and_a_factor(self, security_administrator, ledger, reason, error):
        PersonFactory(username="lin")

        with pytest.raises(error):
            accounts.remove_second_factor(actor=security_administrator, username="lin", reason=reason, now=NOW)
        assert ledger() == 0

    def test_of_ones_own_is_not_for_oneself(self, security_administrator):
        Authenticator.objects.create(user=Person.objects.get(username="sec"), type="totp", data={})

        with pytest.raises(NotPermittedError):
            accounts.remove_second_factor(actor=security_administrator, username="sec", reason="Lost", now=NOW)
        assert Authenticator.objects.count() == 1

    def test_is_not_for_the_system_administrator(self, system_administrator):
        PersonFactory(username="lin")

        with pytest.raises(NotPermittedError):
            accounts.remove_second_factor(actor=system_administrator, username="lin", reason="Lost", now=NOW)


class TestAccounts:
    def test_who_left_holds_no_post_and_signs_in_no_more(self, security_administrator, officer, ledger):
        PostFactory(unit=officer.unit, person=officer.person, role=Role.HEAD, valid_from=date(2027, 1, 1))

        accounts.leave(actor=security_administrator, username="lin", reason="Retired", now=NOW)

        assert Person.objects.get(username="lin").is_active is False
        assert (held(), ledger()) == ([("water", TODAY), ("water", date(2027, 1, 1))], 1)

    def test_who_left_can_come_back_without_a_post(self, security_administrator, officer):
        accounts.leave(actor=security_administrator, username="lin", reason="Retired", now=NOW)

        accounts.restore(actor=security_administrator, username="lin", now=NOW)

        assert (Person.objects.get(username="lin").is_active, held()) == (True, [("water", TODAY)])

    def test_an_open_account_is_not_opened(self, security_administrator, officer, ledger):
        with pytest.raises(accounts.NotLeftError):
            accounts.restore(actor=security_administrator, username="lin", now=NOW)
        assert ledger() == 0


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({"unit": "water"}, ["lin"]),
        ({"unit": "city"}, ["lin", "sec"]),
        ({"role": "officer"}, ["lin"]),
        ({"unit": "city", "role": "officer"}, ["lin"]),
        ({"show": "none"}, ["without"]),
        ({"show": "ending"}, []),
        ({"show": "left"}, ["gone"]),
    ],
)
def test_the_list_of_people_is_narrowed(security_administrator, officer, chosen, names):
    PersonFactory(username="without")
    PersonFactory(username="gone", is_active=False)

    found = queries.people(actor=security_administrator, on=TODAY, chosen=queries.PeopleFilter(**chosen))

    assert [person.username for person in found.rows] == names
