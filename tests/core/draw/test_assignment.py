"""Inspectors by lot: the rules kept, the load level, and no assignment cheaper, against trying all of them."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.draw.assignment import AssignmentError, assign, verify_assignment
from zeren.draw.candidates import cost, pairs_of
from zeren.draw.identifiers import LookAlikeError
from zeren.draw.roster import Inspector, Roster, TooFewInspectorsError

KEY = bytes(range(32))


def roster(count, **changed):
    return Roster(inspectors=tuple(Inspector(id=f"I{number}") for number in range(count)), **changed)


def price(teams, key=KEY):
    return sum(cost(key, name, one) for name, team in teams.items() for one in team)


def cheapest(objects, staff, key):
    """Try all assignments: the smallest load, then the least cost."""
    able = pairs_of(staff, objects, key=key).costs
    best = None
    for teams in product(*(combinations(able[name], staff.each) for name in objects)):
        busy = [one for team in teams for one in team]
        load = max(busy.count(one) for one in set(busy))
        found = (load, price(dict(zip(objects, teams, strict=True)), key))
        best = found if best is None or found < best else best
    return best


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(2, 5), st.integers(0, 10**6), st.data())
def test_no_assignment_of_all_is_better(objects, inspectors, number, data):
    names = [f"O{place}" for place in range(objects)]
    pairs = [(name, f"I{place}") for name in names for place in range(2, inspectors)]
    recusals = tuple(data.draw(st.lists(st.sampled_from(pairs), unique=True))) if pairs else ()
    staff, key = roster(inspectors, recusals=recusals), number.to_bytes(32, "big")

    found = assign(names, roster=staff, key=key)

    verify_assignment(found, names, roster=staff, key=key)
    assert (found.load, price(found.teams, key)) == cheapest(names, staff, key)


@pytest.fixture
def matched():
    names = [f"O{place}" for place in range(60)]
    staff = roster(15, recusals=tuple((f"O{place}", f"I{place % 15}") for place in range(60)))
    return names, staff, assign(names, roster=staff, key=KEY)


def test_everybody_has_the_same_load(matched):
    names, staff, found = matched

    busy = [one for team in found.teams.values() for one in team]
    assert {busy.count(one.id) for one in staff.inspectors} == {8}
    verify_assignment(found, names, roster=staff, key=KEY)


def test_nobody_meets_whom_they_must_keep_away_from(matched):
    _, staff, found = matched

    assert not [pair for pair in staff.recusals if pair[1] in found.teams[pair[0]]]


def test_another_seed_gives_other_teams(matched):
    names, staff, found = matched

    assert assign(names, roster=staff, key=bytes(32)).teams != found.teams


def test_the_order_of_objects_and_inspectors_does_not_matter(matched):
    names, staff, found = matched
    turned = replace(staff, inspectors=staff.inspectors[::-1])

    assert assign(names[::-1], roster=turned, key=KEY) == found


def test_two_objects_that_exchange_inspectors_show(matched):
    names, staff, found = matched
    able = pairs_of(staff, names, key=KEY).costs
    one, other = next(
        (a, b)
        for a, b in combinations(names, 2)
        if not set(found.teams[a]) & set(found.teams[b])
        and found.teams[b][0] in able[a]
        and found.teams[a][0] in able[b]
    )
    teams = {
        **found.teams,
        one: (found.teams[other][0], found.teams[one][1]),
        other: (found.teams[one][0], found.teams[other][1]),
    }

    with pytest.raises(AssignmentError) as caught:
        verify_assignment(replace(found, teams=teams), names, roster=staff, key=KEY)

    assert caught.value.params["step"] == "cheaper"


def test_a_recusal_added_after_the_seed_shows(matched):
    names, staff, found = matched
    later = replace(staff, recusals=(*staff.recusals, ("O0", found.teams["O0"][0])))

    assert later.hash() != staff.hash()
    with pytest.raises(AssignmentError) as caught:
        verify_assignment(found, names, roster=later, key=KEY)
    assert caught.value.params["step"] == "rules"


@pytest.mark.parametrize(
    ("changed", "step"),
    [({"load": 7}, "load"), ({"potentials": {}}, "potentials"), ({"teams": {}}, "objects")],
)
def test_an_assignment_that_breaks_a_rule_names_the_step(matched, changed, step):
    names, staff, found = matched

    with pytest.raises(AssignmentError) as caught:
        verify_assignment(replace(found, **changed), names, roster=staff, key=KEY)

    assert caught.value.params["step"] == step


def test_an_object_without_enough_inspectors_is_named_with_the_rules():
    staff = Roster(
        inspectors=(
            Inspector(id="a", qualifications=("fire",)),
            Inspector(id="b", qualifications=("fire",)),
            Inspector(id="c"),
        ),
        recusals=(("x", "a"),),
        needed=(("x", "fire"),),
    )

    with pytest.raises(TooFewInspectorsError) as caught:
        assign(["w", "x"], roster=staff, key=KEY)

    assert caught.value.params == {"id": "x", "needed": 2, "found": 1, "recused": 1, "unqualified": 1}


def test_qualified_inspectors_go_where_they_are_needed():
    staff = Roster(
        inspectors=tuple(Inspector(id=f"I{n}", qualifications=("fire",) if n < 2 else ()) for n in range(4)),
        needed=(("x", "fire"),),
    )

    assert assign(["x", "y"], roster=staff, key=KEY).teams == {"x": ("I0", "I1"), "y": ("I2", "I3")}


def test_the_load_grows_only_where_it_must():
    staff = roster(4, recusals=(("x", "I2"), ("x", "I3"), ("y", "I2"), ("y", "I3")))

    assert assign(["x", "y"], roster=staff, key=KEY).load == 2


def test_inspectors_who_look_alike_are_refused():
    with pytest.raises(LookAlikeError):
        Roster(inspectors=(Inspector(id="A"), Inspector(id="\uff21")))


def test_the_order_of_the_roster_does_not_change_its_hash():
    staff = roster(3, recusals=(("x", "I1"), ("a", "I2")))

    assert replace(staff, inspectors=staff.inspectors[::-1], recusals=staff.recusals[::-1]).hash() == staff.hash()
