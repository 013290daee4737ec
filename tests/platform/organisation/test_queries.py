from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import (
    AliasFactory,
    DelegationFactory,
    PersonFactory,
    PostFactory,
    UnitFactory,
)

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation import published, queries
from zeren_platform.organisation.models import Person, Unit


def test_the_actor_of_a_request_costs_one_query(city, django_assert_num_queries):
    post = PostFactory(unit=city)
    DelegationFactory(substitute=post.person)

    with django_assert_num_queries(1):
        actor = queries.actor_of(post.person, on=TODAY)

    assert len(actor.standings) == 2


def test_whoever_comes_back_is_read_together_with_their_posts(city, django_assert_num_queries):
    post = PostFactory(unit=city)
    lent = DelegationFactory(substitute=post.person).post

    with django_assert_num_queries(1):
        person = queries.person_in_posts(post.person_id, on=TODAY)
        actor = queries.actor_of(person, on=TODAY)

    assert (person, person.password) == (post.person, post.person.password)
    assert [held.acting_for for held in actor.standings] == ["", lent.person.name]


def test_so_is_whoever_holds_no_post_but_stands_in(city):
    lent = DelegationFactory()

    person = queries.person_in_posts(lent.substitute_id, on=TODAY)

    assert [held.acting_for for held in queries.actor_of(person, on=TODAY).standings] == [lent.post.person.name]


def test_posts_read_for_one_day_do_not_count_on_another(city):
    post = PostFactory(unit=city, valid_from=TODAY)
    person = queries.person_in_posts(post.person_id, on=TODAY)

    assert queries.actor_of(person, on=date(2020, 1, 1)).standings == ()


def test_nobody_has_the_key_of_no_person(city):
    assert queries.person_in_posts(0, on=TODAY) is None


def test_a_closed_account_ends_its_sessions(city, client):
    person = PostFactory(unit=city).person
    client.force_login(person)

    Person.objects.update(is_active=False)

    assert client.get("/desk/").status_code == 302


def test_somebody_not_signed_in_has_no_standing():
    assert queries.actor_of(AnonymousUser(), on=TODAY).standings == ()


def test_a_name_that_means_two_units_is_not_recognised(city):
    AliasFactory(unit=Unit.objects.get(code="water"), name="East")
    AliasFactory(unit=Unit.objects.get(code="donggang"), name="East")

    assert queries.recognise(["East", "Water Bureau", "Nobody"]).keys() == {"Water Bureau"}


def test_units_are_found_by_any_of_their_names(city):
    AliasFactory(unit=Unit.objects.get(code="water"), name="Waterworks")

    assert [unit.code for unit in queries.units().filter(queries.named("terwor"))] == ["water"]
    assert [unit.code for unit in queries.units().filter(queries.named("水务"))] == ["water"]


def test_no_path_means_no_row(city):
    assert not Unit.objects.filter(queries.within([])).exists()
    assert Unit.objects.filter(queries.within(["/city/"])).count() == 4


def test_people_are_listed_for_those_who_keep_them(security_administrator, actor):
    PersonFactory(username="lin", name="Lin Qing")

    found = queries.people(actor=security_administrator, on=TODAY, chosen=queries.PeopleFilter(words="Qing"))

    assert [person.username for person in found.rows] == ["lin"]
    with pytest.raises(NotPermittedError):
        queries.people(actor=actor(Role.CLERK), on=TODAY)


def test_a_person_is_shown_with_every_post(security_administrator):
    post = PostFactory(valid_until=date(2026, 2, 1), person__username="lin")

    found = queries.person_for(post.person_id, actor=security_administrator)

    assert list(found.posts.all()) == [post]
    with pytest.raises(NotFoundError):
        queries.person_for(0, actor=security_administrator)


def test_a_units_posts_come_with_those_who_stand_in(city):
    post = PostFactory(unit=city)
    lent = DelegationFactory(post=post)
    DelegationFactory(post=post, valid_until=TODAY)
    PostFactory(unit=city, valid_until=TODAY)

    (seat,) = queries.posts_at(city, on=TODAY)

    assert (seat.role, seat.person) == ("Responsible officer", post.person.name)
    assert seat.standing_in == [lent.substitute.name]


def test_a_unit_comes_with_its_parent_and_those_right_below_it(city, django_assert_num_queries):
    below = UnitFactory(parent=Unit.objects.get(code="hechuan"), code="town")

    with django_assert_num_queries(1):
        unit, children = queries.family("hechuan")

        assert (unit.parent, children) == (city, [below])
    with pytest.raises(NotFoundError):
        queries.family("nowhere")


def test_absences_are_mine_and_those_i_cover(city):
    mine = DelegationFactory()
    covered = DelegationFactory(substitute=mine.post.person)
    DelegationFactory(post=mine.post, valid_until=TODAY)

    found = queries.absences_of(queries.actor_of(mine.post.person, on=TODAY), at=NOW)

    assert found == [mine, covered]


def test_what_is_published_names_units_only(city):
    AliasFactory(unit=Unit.objects.get(code="water"), name="Waterworks")

    (unit,) = published.units(on=TODAY, words="Waterworks").rows

    assert (unit.name, unit.parent_name, unit.aliases) == ("Water Bureau", "Binhai City", ("Waterworks",))
    assert published.unit("water") == unit
    assert published.jurisdiction() == "Binhai City"
    assert published.names(["water"]) == {"water": "Water Bureau"}
    with pytest.raises(NotFoundError):
        published.unit("nowhere")


def test_a_unit_that_is_no_more_is_not_among_todays(city):
    UnitFactory(code="old", valid_until=TODAY)

    assert "old" not in [unit.code for unit in published.units(on=TODAY).rows]
    assert published.unit("old").code == "old"


def test_before_there_is_any_unit_the_place_has_no_name(db):
    assert published.jurisdiction() == ""


def test_published_units_are_narrowed_and_paged(city):
    districts = published.units(on=TODAY, kind="district", size=1)

    assert ([unit.code for unit in districts.rows], bool(districts.next)) == (["hechuan"], True)
    after = published.units(on=TODAY, kind="district", after=districts.next)
    assert [unit.code for unit in after.rows] == ["donggang"]


def test_the_units_right_below_one_are_named(city):
    assert [code for code, _name in published.below("city", on=TODAY)][:1] != []
    assert published.below("water", on=TODAY) == []


def test_roles_have_labels():
    assert published.role_label("clerk") == "Supervision clerk"
    assert published.role_label("") == ""


def test_a_directory_names_the_place_and_its_units(city):
    found = published.directory(TODAY)

    assert found.jurisdiction == "Binhai City"
    assert ("water", "Water Bureau") in found.units


@pytest.mark.parametrize(("installation", "name"), [("zh-hans", "高远"), ("en", "Gao Yuan")])
def test_records_name_people_in_the_language_of_the_installation(db, settings, installation, name):
    settings.LANGUAGE_CODE = installation
    person = PersonFactory(name="Gao Yuan", name_zh="高远")

    assert queries.actor_of(person, on=TODAY).name == name
