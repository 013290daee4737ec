"""What a reorganised unit has to do goes over to its successors; what it had and signed stays on record."""

from datetime import date

import pytest
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    EditionFactory,
    UnitFactory,
    clerk,
    head_of,
    person,
)

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Actor, Role
from zeren_platform.organisation.use_cases import reorganisations
from zeren_platform.responsibilities import published, queries
from zeren_platform.responsibilities.contents import contents_of, digest_of
from zeren_platform.responsibilities.models import Assignment, CarriedPart
from zeren_platform.responsibilities.queries.carrying import to_carry, waiting
from zeren_platform.responsibilities.use_cases import carrying, receipts

DAY = date(2026, 3, 1)
SYSTEM = Actor.system("test")


@pytest.fixture
def merged(in_force, air_bureau, water_bureau):
    """The water bureau went over into the air bureau, which leads the duty that the other supported."""
    reorganisations.merge(actor=SYSTEM, codes=["water"], into="air", effective_on=DAY, now=NOW)
    return in_force


@pytest.fixture
def ended(in_force, air_bureau, water_bureau):
    """The air bureau, which leads two duties, went over into a new bureau."""
    heir = UnitFactory(code="sky", name="Sky Bureau")
    reorganisations.merge(actor=SYSTEM, codes=["air"], into="sky", effective_on=DAY, now=NOW)
    return heir


def carry(unit, **choices):
    parts = {part.pk: choices.get(f"d{part.duty.number}", choices.get("all")) for part in to_carry(clerk(), unit)}
    chosen = {pk: code for pk, code in parts.items() if code}
    return carrying.carry_over(actor=clerk(), unit_code=unit.code, choices=chosen, now=NOW)


def holders(edition):
    rows = Assignment.objects.filter(edition=edition).order_by("duty__position", "unit__code")
    return list(rows.values_list("duty__number", "unit__code", "role", "receipt"))


def test_everything_goes_over_and_is_to_be_signed_anew(in_force, ended, air_bureau):
    assert carry(air_bureau, all="sky") == 2

    assert holders(in_force) == [
        ("1", "sky", "lead", "awaiting"),
        ("1", "water", "support", "awaiting"),
        ("2", "sky", "lead", "awaiting"),
    ]


def test_one_act_leaves_one_record(ended, air_bureau, ledger):
    carry(air_bureau, all="sky")

    assert ledger() == ["responsibilities.receipt.carried_over"]


def test_what_was_signed_stays_known(in_force, ended, air_bureau):
    first = Assignment.objects.get(duty__number="1", unit=air_bureau)
    receipts.accept(actor=head_of(air_bureau), assignment_id=first.pk, now=NOW)

    carry(air_bureau, all="sky")

    kept = CarriedPart.objects.get(duty__number="1")
    assert (kept.former_unit, kept.unit, kept.receipt, kept.answered_by) == (
        air_bureau,
        ended,
        "accepted",
        "Head of air",
    )
    assert kept.effective_on == DAY


def test_two_parts_in_one_duty_become_one_of_the_stronger_role(merged, water_bureau):
    carry(water_bureau, all="air")

    assert holders(merged)[0][:3] == ("1", "air", "lead")
    assert CarriedPart.objects.get().joined is True


def test_a_weaker_part_of_the_successor_is_strengthened_and_signed_anew(in_force, air_bureau, water_bureau):
    supporting = Assignment.objects.get(unit=water_bureau)
    receipts.accept(actor=head_of(water_bureau), assignment_id=supporting.pk, now=NOW)
    reorganisations.merge(actor=SYSTEM, codes=["air"], into="water", effective_on=DAY, now=NOW)

    carry(air_bureau, all="water")

    assert holders(in_force) == [("1", "water", "lead", "awaiting"), ("2", "water", "lead", "awaiting")]


def test_the_matrix_of_what_was_adopted_is_counted_again_only_when_parts_go_over(
    in_force, ended, air_bureau, water_bureau, django_assert_num_queries
):
    in_force.digest = digest_of(contents_of(in_force))
    in_force.save(update_fields=["digest"])
    assert cells(in_force) == {("air", "Air"), ("air", "Dust"), ("water", "Air")}
    receipts.accept(actor=head_of(water_bureau), assignment_id=Assignment.objects.get(unit=water_bureau).pk, now=NOW)

    with django_assert_num_queries(1):
        assert cells(in_force) == {("air", "Air"), ("air", "Dust"), ("water", "Air")}

    carry(air_bureau, all="sky")
    in_force.refresh_from_db()

    assert cells(in_force) == {("sky", "Air"), ("sky", "Dust"), ("water", "Air")}


def cells(edition):
    return set(queries.coverage(clerk(), edition).cells)


def test_a_part_that_was_stronger_already_keeps_its_signature(merged, air_bureau, water_bureau):
    leading = Assignment.objects.get(duty__number="1", unit=air_bureau)
    receipts.accept(actor=head_of(air_bureau), assignment_id=leading.pk, now=NOW)

    carry(water_bureau, all="air")

    assert holders(merged)[0] == ("1", "air", "lead", "accepted")


def test_after_a_division_each_duty_goes_where_the_clerk_says(in_force, air_bureau):
    for code in ("dust", "smoke"):
        UnitFactory(code=code)
    reorganisations.split(actor=SYSTEM, code="air", among=["dust", "smoke"], continues=False, effective_on=DAY, now=NOW)

    carry(air_bureau, d1="smoke", d2="dust")

    assert [row[:2] for row in holders(in_force) if row[2] == "lead"] == [("1", "smoke"), ("2", "dust")]


def test_what_is_not_chosen_waits(in_force, ended, air_bureau):
    carry(air_bureau, d1="sky")

    (left,) = waiting(clerk(), on=NOW.date())
    assert (left.unit, left.count) == (air_bureau, 1)


def test_drafts_go_along_and_open_forms_are_told(ended, air_bureau, a_draft):
    held = Assignment.objects.get(edition=a_draft)

    carry(air_bureau, all="sky")

    held.refresh_from_db()
    held.duty.refresh_from_db()
    assert (held.unit, held.duty.version) == (ended, 2)


def test_what_is_superseded_stays_as_it_was(ended, air_bureau):
    former = EditionFactory(in_force=True, register__code="old", state="superseded")
    AssignmentFactory(duty=DutyFactory(edition=former), unit=air_bureau)

    carry(air_bureau, all="sky")

    assert [row[1] for row in holders(former)] == ["air"]


def test_the_time_line_of_the_duty_tells_it(in_force, ended, air_bureau):
    carry(air_bureau, all="sky")

    duty = queries.duty_for(clerk(), in_force.duties.get(number="1").pk)
    told = [chapter.title for chapter in queries.story_of_duty(duty, queries.assignments_of(duty))]
    assert told == ["What Air Bureau held until its reorganisation on 1 Mar 2026 went over to Sky Bureau."]


def test_the_time_line_keeps_that_the_former_holder_signed_for_all_at_once(in_force, ended, air_bureau):
    receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

    carry(air_bureau, all="sky")

    duty = queries.duty_for(clerk(), in_force.duties.get(number="1").pk)
    events = [chapter.event for chapter in queries.story_of_duty(duty, queries.assignments_of(duty))]
    assert events == ["responsibilities.receipt.all_accepted", "responsibilities.receipt.carried_over"]


def test_the_time_line_of_another_duty_says_nothing_of_it(in_force, ended, air_bureau):
    other = DutyFactory(edition=in_force, position=3)
    AssignmentFactory(duty=other, unit=UnitFactory(code="parks"))

    carry(air_bureau, all="sky")

    duty = queries.duty_for(clerk(), other.pk)
    assert queries.story_of_duty(duty, queries.assignments_of(duty)) == []


def test_the_public_reads_it_too(in_force, ended, air_bureau):
    carry(air_bureau, all="sky")

    told = published.duty(in_force.duties.get(number="1").pk)
    assert [chapter.event for chapter in told.story] == ["responsibilities.receipt.carried_over"]


def test_a_unit_that_goes_on_as_it_was_gives_nothing_away(in_force, air_bureau, ledger):
    with pytest.raises(carrying.UnreorganisedError):
        carry(air_bureau, all="water")
    assert ledger() == []


@pytest.mark.parametrize("code", ["air", "nobody"])
def test_nobody_takes_over_who_is_not_there(ended, air_bureau, ledger, code):
    with pytest.raises(carrying.EndedSuccessorError):
        carry(air_bureau, all=code)
    assert ledger() == []


def test_a_part_that_went_over_meanwhile_is_not_carried_twice(ended, air_bureau, ledger):
    choices = {part.pk: "sky" for part in to_carry(clerk(), air_bureau)}
    carrying.carry_over(actor=clerk(), unit_code="air", choices=choices, now=NOW)

    with pytest.raises(carrying.NothingToCarryError):
        carrying.carry_over(actor=clerk(), unit_code="air", choices=choices, now=NOW)
    assert len(ledger()) == 1


def test_it_is_for_the_clerk_of_every_register_concerned(ended, air_bureau, ledger):
    choices = {part.pk: "sky" for part in to_carry(clerk(), air_bureau)}
    other = person(Role.CLERK, unit="water", path="/binhai/water/")

    with pytest.raises(NotPermittedError):
        carrying.carry_over(actor=other, unit_code="air", choices=choices, now=NOW)
    assert ledger() == []
