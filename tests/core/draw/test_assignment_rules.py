"""Offices, room, candidates, swaps and pairs kept apart; the cut that shows the load; the solver beside our own."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.draw.assigned import Assignment
from zeren.draw.assignment import AssignmentError, TooLittleRoomError, assign, verify_assignment
from zeren.draw.candidates import pairs_of
from zeren.draw.matching import match
from zeren.draw.roster import Inspector, Roster, TooFewInspectorsError
from zeren.draw.solver import solve

KEY = bytes(range(32))
SOLVERS = pytest.mark.parametrize("solve", [match, solve], ids=["ours", "or-tools"])


def staff(count, *, offices=0, most=None, **rules):
    people = (
        Inspector(id=f"I{place}", office=f"F{place % offices}" if offices else "", most=most) for place in range(count)
    )
    return Roster(inspectors=tuple(people), **rules)


def objects(count):
    return [f"O{place}" for place in range(count)]


def possible(roster, names):
    """Try all assignments that keep the rules; give load and price of the best, or None."""
    pairs = pairs_of(roster, names, key=KEY)
    best = None
    for teams in product(*(combinations(pairs.costs[name], roster.each) for name in sorted(names))):
        busy = Counter(one for team in teams for one in team)
        if any(busy[one] > pairs.most[one] for one in busy):
            continue
        if any(len({pairs.offices[one] for one in team}) < roster.each for team in teams):
            continue
        price = sum(pairs.costs[name][one] for name, team in zip(sorted(names), teams, strict=True) for one in team)
        found = (max(busy.values()), price)
        best = found if best is None or found < best else best
    return best


@st.composite
def cases(draw):
    """Give a few objects and inspectors with offices, room and recusals."""
    names, count = objects(draw(st.integers(1, 4))), draw(st.integers(2, 5))
    people = tuple(
        Inspector(
            id=f"I{place}",
            office=draw(st.sampled_from(["", "F0", "F1"])),
            most=draw(st.sampled_from([None, 0, 1, 2, 3])),
        )
        for place in range(count)
    )
    pairs = [(name, one.id) for name in names for one in people]
    recusals = tuple(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4)))
    return names, Roster(
        inspectors=people, recusals=recusals, different_offices=draw(st.booleans()), each=draw(st.integers(1, 2))
    )


@SOLVERS
@settings(max_examples=150, deadline=None)
@given(case=cases())
def test_the_assignment_is_the_best_of_all_or_there_is_none(solve, case):
    names, roster = case
    try:
        found = assign(names, roster=roster, key=KEY, solve=solve)
    except TooLittleRoomError:
        assert possible(roster, names) is None
        return
    except TooFewInspectorsError:
        return

    verify_assignment(found, names, roster=roster, key=KEY)
    pairs = pairs_of(roster, names, key=KEY)
    price = sum(pairs.costs[name][one] for name, team in found.teams.items() for one in team)
    assert (found.load, price) == possible(roster, names)


@settings(max_examples=60, deadline=None)
@given(case=cases())
def test_what_makes_it_impossible_is_told_by_objects_that_are_impossible_alone(case):
    names, roster = case
    try:
        assign(names, roster=roster, key=KEY)
    except TooFewInspectorsError:
        return
    except TooLittleRoomError as refused:
        told = refused.params
    else:
        return

    assert told["needed"] > told["room"]
    assert possible(roster, list(told["objects"])) is None


def test_what_makes_it_impossible_names_nothing_that_has_no_part_in_it():
    people = (Inspector(id="I0"), Inspector(id="I1", most=0), *(Inspector(id=f"I{place}") for place in (2, 3)))
    roster = Roster(inspectors=people, recusals=tuple(("O1", f"I{place}") for place in (2, 3)))

    with pytest.raises(TooLittleRoomError) as caught:
        assign(objects(3), roster=roster, key=KEY)

    assert (caught.value.params["objects"], caught.value.params["inspectors"]) == (("O1",), ("I1",))


@settings(max_examples=60, deadline=None)
@given(case=cases())
def test_an_inflated_load_never_verifies(case):
    names, roster = case
    try:
        found = assign(names, roster=roster, key=KEY)
    except (TooFewInspectorsError, TooLittleRoomError):
        return
    pairs = pairs_of(roster, names, key=KEY)
    if found.load == pairs.highest_load():
        return
    looser = match(pairs, load=found.load + 1)
    for size in range(len(pairs.most) + 1):
        for cut in combinations(sorted(pairs.most), size):
            claimed = Assignment(teams=looser.teams, load=found.load + 1, potentials=looser.potentials, cut=cut)
            with pytest.raises(AssignmentError) as caught:
                verify_assignment(claimed, names, roster=roster, key=KEY)
            assert caught.value.params["step"] == "lower"


class TestOffices:
    def test_differ_where_the_roster_asks_for_it(self):
        roster = staff(6, offices=2, different_offices=True)

        found = assign(objects(9), roster=roster, key=KEY)

        assert all({int(one[1:]) % 2 for one in team} == {0, 1} for team in found.teams.values())

    def test_that_are_too_few_are_told(self):
        with pytest.raises(TooFewInspectorsError):
            assign(objects(1), roster=staff(6, offices=1, different_offices=True), key=KEY)

    def test_may_be_the_same_where_it_does_not(self):
        found = assign(objects(1), roster=staff(2, offices=1), key=KEY)

        assert found.teams == {"O0": ("I0", "I1")}


class TestRoom:
    def test_is_never_exceeded(self):
        people = tuple(Inspector(id=f"I{place}", most=1 if place < 2 else None) for place in range(5))

        found = assign(objects(6), roster=Roster(inspectors=people), key=KEY)

        busy = Counter(one for team in found.teams.values() for one in team)
        assert max(busy["I0"], busy["I1"]) <= 1
        verify_assignment(found, objects(6), roster=Roster(inspectors=people), key=KEY)

    def test_that_is_too_little_for_some_objects_names_them_and_their_inspectors(self):
        people = tuple(
            Inspector(id=f"I{place}", qualifications=("fire",) if place < 2 else (), most=1) for place in range(8)
        )
        roster = Roster(inspectors=people, needed=(("O1", "fire"), ("O2", "fire")))

        with pytest.raises(TooLittleRoomError) as caught:
            assign(objects(4), roster=roster, key=KEY)

        assert caught.value.params == {"objects": ("O1", "O2"), "inspectors": ("I0", "I1"), "needed": 4, "room": 2}


class TestCandidates:
    ROSTER = staff(100, candidates=12, recusals=tuple((name, "I7") for name in objects(50)))

    def test_are_as_many_as_the_roster_says(self):
        pairs = pairs_of(self.ROSTER, objects(50), key=KEY)

        assert {len(able) for able in pairs.costs.values()} == {12}

    def test_are_never_those_who_must_keep_away(self):
        pairs = pairs_of(self.ROSTER, objects(50), key=KEY)

        assert not [able for able in pairs.costs.values() if "I7" in able]

    def test_are_all_about_equally_often_chosen(self):
        pairs = pairs_of(staff(100, candidates=12), objects(2000), key=KEY)

        often = Counter(one for able in pairs.costs.values() for one in able)
        # 240 each; beyond six standard deviations of 14.5 by chance with less than one in a million.
        assert all(153 < often[f"I{place}"] < 327 for place in range(100))

    def test_keep_the_load_level(self):
        names = objects(200)
        found = assign(names, roster=self.ROSTER, key=KEY, solve=solve)

        assert found.load == 4
        verify_assignment(found, names, roster=self.ROSTER, key=KEY)

    @pytest.mark.parametrize("rules", [{}, {"offices": 5, "different_offices": True}])
    def test_both_solvers_find_the_same(self, rules):
        roster = staff(30, candidates=9, most=9, **rules)

        assert assign(objects(60), roster=roster, key=KEY) == assign(objects(60), roster=roster, key=KEY, solve=solve)


class TestSwaps:
    NAMES, ROSTER = objects(3), staff(4, uniform=True, recusals=(("O0", "I3"),))

    def test_can_be_replayed(self):
        found = assign(self.NAMES, roster=self.ROSTER, key=KEY)

        verify_assignment(found, self.NAMES, roster=self.ROSTER, key=KEY)

    def test_that_were_not_those_of_the_seed_show(self):
        found = assign(self.NAMES, roster=self.ROSTER, key=KEY)

        with pytest.raises(AssignmentError) as caught:
            verify_assignment(replace(found, teams=found.start), self.NAMES, roster=self.ROSTER, key=KEY)
        assert caught.value.params["step"] == "swaps"

    def test_that_the_roster_did_not_ask_for_show(self):
        found = assign(self.NAMES, roster=self.ROSTER, key=KEY)

        with pytest.raises(AssignmentError):
            verify_assignment(found, self.NAMES, roster=replace(self.ROSTER, uniform=False), key=KEY)

    def test_make_all_assignments_about_equally_likely(self):
        """3 objects, 4 inspectors of whom 2 have two objects: with fixed keys, no assignment is rare or frequent."""
        roster = staff(4, most=2, uniform=True)
        seen = Counter()
        for number in range(2000):
            found = assign(objects(4), roster=roster, key=number.to_bytes(32, "big"))
            seen[tuple(sorted(found.teams.items()))] += 1

        # 90 assignments give everybody two of four objects; 22.2 each, standard deviation 4.7.
        assert len(seen) == 90
        assert max(seen.values()) < 22.2 + 5 * 4.7
        assert min(seen.values()) > 22.2 - 4.5 * 4.7


class TestApart:
    ROSTER = staff(6, apart=(("I1", "I0"), ("I2", "I3")))

    def test_pairs_never_inspect_together(self):
        found = assign(objects(9), roster=self.ROSTER, key=KEY, solve=solve)

        assert not [team for team in found.teams.values() if team in {("I0", "I1"), ("I2", "I3")}]
        verify_assignment(found, objects(9), roster=self.ROSTER, key=KEY)

    def test_a_pair_that_was_put_together_shows(self):
        found = assign(objects(9), roster=self.ROSTER, key=KEY, solve=solve)
        free = next(name for name, team in found.teams.items() if team != ("I0", "I1"))
        changed = replace(found, teams={**found.teams, free: ("I0", "I1")})

        with pytest.raises(AssignmentError) as caught:
            verify_assignment(changed, objects(9), roster=self.ROSTER, key=KEY)
        assert caught.value.params == {"step": "rules", "id": free}

    def test_that_leave_no_pair_are_told(self):
        with pytest.raises(TooLittleRoomError):
            assign(objects(1), roster=staff(2, apart=(("I0", "I1"),)), key=KEY, solve=solve)


def test_a_record_comes_back_as_it_was_written():
    found = assign(objects(5), roster=staff(4, uniform=True), key=KEY)

    assert Assignment.from_plain(found.to_plain()) == found


def test_a_roster_comes_back_as_it_was_written():
    roster = staff(4, offices=2, most=3, different_offices=True, candidates=3, uniform=True, apart=(("I0", "I1"),))

    assert Roster.from_plain(roster.to_plain()) == roster
