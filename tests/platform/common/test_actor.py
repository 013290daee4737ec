"""Who acts, and over which units."""

import pytest

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import ADMINISTRATORS, OVERSIGHT, UNIT_ROLES, Actor, Role, Standing

CITY, ECO, WATER = "/city/", "/city/eco/", "/city/water/"


def post(role, path, *, acting_for=""):
    return Standing(role=role, unit=path.strip("/").rpartition("/")[2], path=path, acting_for=acting_for)


def person(*standings):
    return Actor(kind="person", name="Sun Xiaomei", person_id=1, standings=standings)


@pytest.mark.parametrize(
    ("held", "asked", "covered"),
    [
        (CITY, CITY, True),
        (CITY, ECO, True),
        (ECO, CITY, False),
        (ECO, WATER, False),
        (ECO, "/city/eco-park/", False),
        ("/", ECO, True),
    ],
)
def test_a_standing_covers_its_unit_and_what_is_below(held, asked, covered):
    assert post(Role.CLERK, held).covers(asked) is covered


def test_the_post_that_gives_the_right_is_found():
    actor = person(post(Role.OFFICER, ECO), post(Role.CLERK, CITY))

    assert actor.require(Role.CLERK, Role.LEADER, path=WATER) == post(Role.CLERK, CITY)


def test_ones_own_post_comes_before_one_stood_in_for():
    lent, own = post(Role.HEAD, ECO, acting_for="Zhao Gang"), post(Role.HEAD, ECO)

    assert person(lent, own).standing(Role.HEAD, path=ECO) == own
    assert person(lent).standing(Role.HEAD, path=ECO) == lent


@pytest.mark.parametrize(("role", "path"), [(Role.CLERK, CITY), (Role.HEAD, ECO)])
def test_without_the_post_the_act_is_refused(role, path):
    actor = person(post(Role.CLERK, ECO))

    with pytest.raises(NotPermittedError) as caught:
        actor.require(role, path=path)

    assert caught.value.params == {"actor": "Sun Xiaomei", "roles": (role,), "path": path}


def test_only_the_outermost_subtrees_are_listed():
    actor = person(
        post(Role.CLERK, ECO), post(Role.CLERK, CITY), post(Role.CLERK, "/county/"), post(Role.OFFICER, "/port/")
    )

    assert actor.paths(Role.CLERK) == (CITY, "/county/")
    assert actor.paths(Role.CLERK, Role.OFFICER) == (CITY, "/county/", "/port/")
    assert actor.paths(Role.AUDITOR) == ()


def test_a_role_is_held_wherever_it_is_held():
    assert person(post(Role.CLERK, ECO)).holds(Role.CLERK, Role.LEADER)
    assert not person(post(Role.CLERK, ECO)).holds(Role.LEADER)
    assert not person().holds(*Role)


def test_the_platform_itself_may_act_everywhere():
    actor = Actor.system("nightly")

    assert all(actor.require(role, path=path).path == "/" for role in Role for path in (CITY, WATER, "/"))
    assert actor.person_id is None


def test_every_role_either_oversees_works_in_a_unit_or_administers():
    apart = [ADMINISTRATORS, OVERSIGHT, UNIT_ROLES, {Role.DEPUTY}]

    assert set().union(*apart) == set(Role)
    assert sum(len(group) for group in apart) == len(Role)
