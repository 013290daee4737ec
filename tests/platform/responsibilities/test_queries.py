"""What an actor reads."""

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

from zeren_platform.common.actor import Actor, Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.models import Assignment, UnrecognisedUnit
from zeren_platform.responsibilities.queries import DutyFilter
from zeren_platform.responsibilities.use_cases import editions, receipts

NOBODY = Actor(kind="person", name="Citizen")


def numbers(actor, edition, **chosen):
    rows = queries.duties_for(actor, edition, chosen=DutyFilter(**chosen))
    return list(rows.order_by("position").values_list("number", flat=True))


class TestRights:
    def test_who_oversees_the_register_sees_every_duty(self, in_force):
        assert numbers(clerk(), in_force) == ["1", "2"]

    def test_who_holds_a_post_at_a_unit_sees_the_duties_that_name_it(self, in_force, water_bureau):
        assert numbers(head_of(water_bureau), in_force) == ["1"]

    def test_a_post_at_a_unit_extends_over_its_subtree(self, in_force, water_bureau):
        assert numbers(person(Role.OFFICER, "binhai", "/binhai/"), in_force) == ["1", "2"]

    def test_who_holds_a_post_at_a_unit_may_ask_for_the_whole_register(self, in_force, water_bureau):
        assert numbers(head_of(water_bureau), in_force, whole=True) == ["1", "2"]

    def test_everybody_else_sees_what_is_in_force(self, in_force):
        assert numbers(NOBODY, in_force) == ["1", "2"]

    def test_a_draft_is_hidden_from_those_who_do_not_oversee_it(self, a_draft, air_bureau):
        with pytest.raises(NotFoundError):
            queries.edition_for(head_of(air_bureau), a_draft.pk)

    def test_a_duty_of_a_draft_is_hidden_likewise(self, a_draft, air_bureau):
        with pytest.raises(NotFoundError):
            queries.duty_for(head_of(air_bureau), a_draft.duties.get().pk)

    def test_a_register_with_only_a_draft_is_hidden_likewise(self, a_draft):
        assert not queries.registers_for(NOBODY).rows
        assert len(queries.registers_for(clerk()).rows) == 1

    def test_a_clerk_of_a_district_does_not_see_the_citys_draft(self, a_draft):
        with pytest.raises(NotFoundError):
            queries.edition_for(person(Role.CLERK, "hechuan", "/binhai/hechuan/"), a_draft.pk)


class TestFilters:
    @pytest.mark.parametrize(
        ("chosen", "expected"),
        [
            ({"field": "Dust"}, ["2"]),
            ({"unit": "water"}, ["1"]),
            ({"unit": "air", "role": "lead"}, ["1", "2"]),
            ({"unit": "air", "role": "support"}, []),
            ({"receipt": "awaiting", "unit": "water"}, ["1"]),
            ({"receipt": "accepted"}, []),
            ({"words": "CLEAN air"}, ["1", "2"]),
            ({"words": "clean noise"}, []),
            ({"words": "2"}, ["2"]),
            ({"no_lead": True}, []),
        ],
    )
    def test_narrow_the_list(self, in_force, chosen, expected):
        assert numbers(clerk(), in_force, **chosen) == expected

    def test_find_duties_without_a_lead(self, in_force):
        Assignment.objects.filter(duty__number="2").update(role="support")

        assert numbers(clerk(), in_force, no_lead=True) == ["2"]

    def test_a_list_by_field_goes_on_after_its_first_page(self, in_force):
        rows = queries.duties_for(clerk(), in_force, chosen=DutyFilter())
        first = queries.page_of_duties(rows, sort="-field", size=1)

        second = queries.page_of_duties(rows, sort="-field", size=1, after=first.next)

        assert [row.number for row in (*first.rows, *second.rows)] == ["2", "1"]


def test_a_line_says_who_leads_and_how_far_the_units_have_signed(in_force, air_bureau):
    receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

    line = queries.lines_of([in_force.duties.get(number="1")])[0]

    assert (line.lead, line.lead_name, line.support, line.assignments, line.accepted) == (
        "air",
        "Air Bureau",
        1,
        2,
        1,
    )


def test_a_duty_knows_its_neighbours(in_force):
    first, second = in_force.duties.order_by("position")

    found = queries.duty_for(NOBODY, first.pk)

    beside = queries.neighbours_of(found)
    assert (beside.before, beside.after, beside.was_carried) == (None, second.pk, False)


def test_registers_are_summed_up(in_force, air_bureau):
    receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

    summary = queries.summaries(clerk(), queries.registers_for(clerk()).rows)[0]

    assert (summary.in_force, summary.draft) == (in_force, None)
    assert (summary.counts.duties, summary.counts.accepted, summary.counts.awaiting) == (2, 2, 1)


class TestFaults:
    def test_are_sorted_by_kind_with_their_duties(self, a_draft):
        leaderless = DutyFactory(edition=a_draft, position=7)
        UnrecognisedUnit.objects.create(duty=a_draft.duties.get(position=1), name="Office of Rivers", role="support")

        found = {fault.kind: [duty.number for duty in fault.duties] for fault in queries.faults(a_draft)}

        assert found == {"no-lead": [leaderless.number], "unrecognised": ["1"]}

    def test_are_none_where_the_source_says_that_nobody_leads(self, a_draft):
        DutyFactory(edition=a_draft, position=7, no_lead_stated=True)

        assert queries.faults(a_draft) == []


class TestCoverage:
    def test_counts_by_unit_field_and_role(self, in_force):
        found = queries.coverage(clerk(), in_force)

        assert found.cells["air", "Air"].lead == 1
        assert found.cells["water", "Air"].of("support") == 1
        assert ("water", "Dust") not in found.cells

    def test_names_units_without_duties(self, in_force):
        UnitFactory(code="idle")

        assert "idle" in [unit.code for unit in queries.coverage(clerk(), in_force).units_without_duties]

    def test_names_fields_in_which_a_lead_is_missing(self, in_force):
        Assignment.objects.filter(duty__number="2").update(role="support")

        assert [column.name for column in queries.coverage(clerk(), in_force).fields_without_lead] == ["Dust"]

    def test_takes_three_queries_whatever_the_size(self, in_force, django_assert_num_queries):
        for place in range(20):
            AssignmentFactory(duty=DutyFactory(edition=in_force, position=50 + place, field=f"Field {place}"))

        with django_assert_num_queries(3):
            queries.coverage(clerk(), in_force)

    def test_of_a_unit_holds_only_what_names_it(self, in_force, water_bureau):
        assert queries.coverage(head_of(water_bureau), in_force).duties == 1


class TestReceipts:
    def test_await_the_people_of_the_unit(self, in_force, water_bureau):
        assert [row.unit for row in queries.receipts_awaiting(head_of(water_bureau))] == [water_bureau]

    def test_are_grouped_by_unit_and_edition(self, in_force, air_bureau):
        groups = queries.awaiting_groups(head_of(air_bureau))

        assert [(group.unit, group.edition, group.count) for group in groups] == [("air", in_force.pk, 2)]

    def test_declined_ones_come_back_to_the_clerk(self, in_force, water_bureau):
        assignment = Assignment.objects.get(unit=water_bureau)
        receipts.decline(actor=head_of(water_bureau), assignment_id=assignment.pk, reason="Not ours.", now=NOW)

        assert list(queries.receipts_declined(clerk())) == [assignment]


class TestStory:
    def told(self, duty):
        found = queries.duty_for(clerk(), duty.pk)
        return [chapter.event for chapter in queries.story_of_duty(found, queries.assignments_of(found))]

    def test_begins_at_the_document_and_goes_on_to_the_receipt(self, a_decided_document, air_bureau):
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)
        UnrecognisedUnit.objects.all().delete()
        editions.adopt(actor=clerk(), edition_id=draft.pk, adopted_by="Meeting", effective_from=NOW.date(), now=NOW)
        duty = draft.duties.get(number="1")
        receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=draft.pk, now=NOW)

        assert self.told(duty) == [
            "responsibilities.edition.taken_in",
            "responsibilities.edition.adopted",
            "responsibilities.receipt.all_accepted",
        ]

    def test_leaves_out_that_a_unit_signed_for_other_duties(self, in_force, air_bureau, water_bureau):
        leading = Assignment.objects.get(unit=air_bureau, duty__number="1")
        receipts.decline(actor=head_of(air_bureau), assignment_id=leading.pk, reason="Not ours.", now=NOW)

        receipts.accept_many(actor=head_of(air_bureau), unit_code="air", edition_id=in_force.pk, now=NOW)

        assert self.told(leading.duty) == ["responsibilities.receipt.declined"]

    def test_goes_back_to_the_edition_before(self, in_force, air_bureau):
        former = in_force.duties.get(number="1")
        receipts.accept(actor=head_of(air_bureau), assignment_id=former.assignments.get(role="lead").pk, now=NOW)
        draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)

        assert self.told(draft.duties.get(number="1")) == [
            "responsibilities.receipt.accepted",
            "responsibilities.edition.revised",
        ]

    def test_of_a_register_holds_its_editions(self, a_decided_document):
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)

        story = queries.story_of_register(draft.register, [draft])

        assert [chapter.event for chapter in story] == ["responsibilities.edition.taken_in"]
