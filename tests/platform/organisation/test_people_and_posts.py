from datetime import date

import pytest
from django.utils.translation import override
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import PersonFactory, PostFactory

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import ADMINISTRATORS, Actor, Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.models import Record
from zeren_platform.ledger.queries import story
from zeren_platform.organisation.models import Person, Post, Unit
from zeren_platform.organisation.queries import actor_of
from zeren_platform.organisation.use_cases import people, posts

PASSWORD = "a long and quiet river"  # noqa: S105 - made up for these tests


def enter(actor, **changes):
    entry = {"username": "lin", "name": "Lin Qing", "name_zh": "林清", "password": PASSWORD, **changes}
    return people.enter(actor=actor, **entry, now=NOW)


def appoint(actor, username="lin", unit="water", role="officer", valid_from=TODAY, valid_until=None):
    return posts.appoint(
        actor=actor,
        username=username,
        unit_code=unit,
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
        now=NOW,
    )


def test_a_person_who_is_entered_can_sign_in(security_administrator):
    person = enter(security_administrator)

    assert person.check_password(PASSWORD)


def test_entering_leaves_one_record_whose_body_names_nobody(security_administrator):
    person = enter(security_administrator)

    record = Record.objects.get(subject=person.subject)
    (chapter,) = story([person.subject])
    assert b"Lin" not in bytes(record.body)
    assert b"lin" not in bytes(record.body).replace(b"sec", b"")
    assert chapter.private == {"username": "lin", "name": "Lin Qing", "name_zh": "林清"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMINISTRATOR}))
def test_no_other_role_enters_people(actor, role, ledger):
    somebody = actor(role)

    with pytest.raises(NotPermittedError):
        enter(somebody)

    assert (Person.objects.filter(username="lin").exists(), ledger()) == (False, 0)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"username": "SEC"}, people.UsernameTakenError),
        ({"username": ""}, people.InvalidPersonError),
        ({"username": "two words"}, people.InvalidPersonError),
        ({"name": " "}, people.InvalidPersonError),
        ({"password": "short"}, people.WeakPasswordError),
        ({"password": "password1234"}, people.WeakPasswordError),
    ],
)
def test_a_faulty_person_is_refused_beside_the_field(security_administrator, ledger, changes, error):
    with pytest.raises(error) as caught:
        enter(security_administrator, **changes)

    assert caught.value.params["field"] == next(iter(changes))
    assert ledger() == 0


def test_a_password_given_anew_replaces_the_old_one(security_administrator, ledger):
    PersonFactory(username="lin")

    person = people.reset_password(actor=security_administrator, username="lin", password=PASSWORD, now=NOW)

    assert person.check_password(PASSWORD)
    assert ledger() == 1


def test_an_appointed_person_has_the_standing_over_the_subtree(security_administrator):
    person = PersonFactory(username="lin")

    appoint(security_administrator)

    (standing,) = actor_of(person, on=TODAY).standings
    assert (standing.role, standing.path) == (Role.OFFICER, "/city/water/")


def test_a_post_gives_nothing_before_it_begins_nor_from_its_end_on(security_administrator):
    person = PersonFactory(username="lin")

    appoint(security_administrator, valid_from=date(2026, 7, 1), valid_until=date(2026, 8, 1))

    held = [bool(actor_of(person, on=day).standings) for day in (TODAY, date(2026, 7, 31), date(2026, 8, 1))]
    assert held == [False, True, False]


def test_appointing_leaves_one_record_that_keeps_the_name_apart(security_administrator, ledger):
    PersonFactory(username="lin", name="Lin Qing")

    post = appoint(security_administrator)

    (chapter,) = story([post.subject])
    assert (ledger(), chapter.private) == (1, {"person": "Lin Qing"})
    assert b"Lin" not in bytes(Record.objects.get().body)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMINISTRATOR}))
def test_no_other_role_appoints(actor, role, ledger):
    PersonFactory(username="lin")
    somebody = actor(role)

    with pytest.raises(NotPermittedError):
        appoint(somebody)

    assert ledger() == 0


def test_a_districts_security_administrator_appoints_within_the_district_only(actor):
    PersonFactory(username="lin")
    district = actor(Role.SECURITY_ADMINISTRATOR, unit="hechuan")

    with pytest.raises(NotPermittedError):
        appoint(district)
    assert appoint(district, unit="hechuan").unit.code == "hechuan"


def test_nobody_appoints_themselves(security_administrator, ledger):
    with pytest.raises(NotPermittedError):
        appoint(security_administrator, username="sec", role="clerk")

    assert ledger() == 0


@pytest.mark.parametrize("second", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("first", sorted(ADMINISTRATORS))
def test_one_person_holds_one_administrators_post(city, ledger, first, second):
    PersonFactory(username="lin")
    appoint(Actor.system("test"), role=first)

    with pytest.raises((posts.AdministratorsApartError, posts.AlreadyHeldError)):
        appoint(Actor.system("test"), role=second)
    with pytest.raises(posts.AdministratorsApartError):
        appoint(Actor.system("test"), unit="hechuan", role=second)

    assert ledger() == 1


def test_administrators_posts_may_follow_one_another(city):
    PersonFactory(username="lin")
    appoint(Actor.system("test"), role="system_administrator", valid_until=date(2026, 7, 1))

    later = appoint(Actor.system("test"), role="audit_administrator", valid_from=date(2026, 7, 1))

    assert later.pk


def test_administrators_posts_that_overlap_for_a_time_are_refused(city):
    PersonFactory(username="lin")
    appoint(Actor.system("test"), role="audit_administrator", valid_from=date(2026, 9, 1))

    with pytest.raises(posts.AdministratorsApartError):
        appoint(Actor.system("test"), role="system_administrator", valid_until=date(2026, 9, 2))


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"username": "nobody"}, people.PersonNotFoundError, "username"),
        ({"unit": "nowhere"}, posts.UnitNotFoundError, "unit"),
        ({"role": "king"}, posts.UnknownRoleError, "role"),
        ({"valid_until": TODAY}, posts.PeriodError, "valid_until"),
    ],
)
def test_a_faulty_post_is_refused_beside_its_field(security_administrator, ledger, changes, error, field):
    PersonFactory(username="lin")

    with pytest.raises(error) as caught:
        appoint(security_administrator, **changes)

    assert (caught.value.params["field"], ledger(), Post.objects.count()) == (field, 0, 1)


def test_the_same_post_is_not_held_twice(security_administrator, ledger):
    PersonFactory(username="lin")
    appoint(security_administrator)

    with pytest.raises(posts.AlreadyHeldError):
        appoint(security_administrator)

    assert ledger() == 1


def test_an_ended_post_gives_nothing_from_that_day_on(security_administrator, ledger):
    post = PostFactory(unit=Unit.objects.get(code="water"))

    posts.end(actor=security_administrator, post_id=post.pk, valid_until=TODAY, now=NOW)

    assert actor_of(post.person, on=TODAY).standings == ()
    assert ledger() == 1


def test_a_post_is_not_ended_in_the_past(security_administrator, ledger):
    post = PostFactory(unit=Unit.objects.get(code="water"))

    with pytest.raises(posts.PeriodError):
        posts.end(actor=security_administrator, post_id=post.pk, valid_until=date(2026, 6, 9), now=NOW)

    post.refresh_from_db()
    assert (post.valid_until, ledger()) == (None, 0)


def test_a_post_that_is_over_is_not_ended_again(security_administrator):
    post = PostFactory(unit=Unit.objects.get(code="water"), valid_until=TODAY)

    with pytest.raises(posts.AlreadyEndedError):
        posts.end(actor=security_administrator, post_id=post.pk, valid_until=date(2026, 7, 1), now=NOW)


def test_there_must_be_a_post_to_end(security_administrator):
    with pytest.raises(NotFoundError):
        posts.end(actor=security_administrator, post_id=0, valid_until=TODAY, now=NOW)


def test_the_time_line_names_the_unit_in_the_readers_language(security_administrator):
    PersonFactory(username="lin")
    post = appoint(security_administrator)

    with override("zh-hans"):
        (chapter,) = story([post.subject])

    assert "水务局" in chapter.title
