"""What is kept of counts is what counting gives, whatever the acts and whoever else changes the rows."""

from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    EditionFactory,
    UnitFactory,
    clerk,
    head_of,
)

from zeren.foundations.errors import ZerenError
from zeren_platform.responsibilities import counting
from zeren_platform.responsibilities.models import Assignment, Duty, FieldCount, PartCount
from zeren_platform.responsibilities.use_cases import duties, editions, many, receipts
from zeren_platform.responsibilities.use_cases.duties import DutyWording
from zeren_platform.responsibilities.use_cases.many import Change

PART = ("edition", "unit", "role", "receipt")
UNITS, FIELDS, ROLES = ("air", "water", "dust"), ("Air", "Water", ""), ("lead", "support", "territorial")


def kept():
    """Give the figures as they are kept: sums that are not nothing."""
    found = Counter()
    for *key, count in PartCount.objects.values_list(*PART, "count"):
        found[tuple(key)] += count
    for *key, count in FieldCount.objects.values_list("edition", "field", "what", "count"):
        found[tuple(key)] += count
    return {key: count for key, count in found.items() if count}


def counted():
    """Count the same row by row."""
    found = Counter(Assignment.objects.values_list(*PART))
    found.update(Assignment.objects.values_list("edition", "duty__field", "receipt"))
    found.update((edition, field, "duties") for edition, field in Duty.objects.values_list("edition", "field"))
    return dict(found)


@pytest.fixture
def units(city):
    return {code: UnitFactory(code=code) for code in UNITS}


def test_rows_that_come_are_counted(a_draft):
    assert kept() == counted() != {}


def test_a_field_that_is_renamed_takes_its_parts_along(a_draft):
    a_draft.duties.update(field="Water")

    assert kept() == counted()
    assert {key[1] for key in kept() if len(key) == len(("edition", "field", "what"))} == {"Water"}


def test_a_draft_that_is_discarded_leaves_no_figure(a_draft):
    editions.discard(actor=clerk(), edition_id=a_draft.pk, now=NOW)

    assert not PartCount.objects.exists()
    assert not FieldCount.objects.exists()


def test_what_came_past_the_triggers_is_counted_anew(a_draft):
    PartCount.objects.update(count=7)
    FieldCount.objects.all().delete()

    with connection.cursor() as cursor:
        for statement in counting.recount():
            cursor.execute(statement)

    assert kept() == counted()


def test_the_figures_of_many_rows_stay_few(a_draft, units):
    for position in range(2, 30):
        duty = DutyFactory(edition=a_draft, position=position)
        AssignmentFactory(duty=duty, unit=units["air"])

    assert PartCount.objects.count() == 1


# What is done to a register: which act, to which of its rows, and what else it asks for.
SAID = {"title": "", "text": "Do it.", "basis": "", "target": "", "cycle": ""}
WORDINGS = st.builds(
    lambda field, parts: DutyWording(**SAID, field=field, units=tuple(parts.items())),
    st.sampled_from(FIELDS),
    st.dictionaries(st.sampled_from(UNITS), st.sampled_from(ROLES), max_size=3),
)
ANSWERS = ("accept", "accept_many", "decline", "reassign")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "remove", "change", "adopt", "revise", *ANSWERS]),
        st.integers(0, 20),
        WORDINGS,
    ),
    min_size=1,
    max_size=12,
)


def newest(register):
    return register.editions.order_by("-number").first()


def row_of(rows, place):
    found = list(rows.order_by("pk"))
    return found[place % len(found)] if found else None


def edit_draft(act, register, place, wording):
    """Do one of the acts on a draft."""
    draft = newest(register)
    duty = row_of(draft.duties.all(), place)
    if act == "add":
        duties.add(actor=clerk(), edition_id=draft.pk, number="", wording=wording, now=NOW)
    elif act == "adopt":
        named = {"adopted_by": "Meeting", "effective_from": NOW.date(), "despite_reason": "Urgent."}
        editions.adopt(actor=clerk(), edition_id=draft.pk, now=NOW, **named)
    elif act == "revise":
        editions.revise(actor=clerk(), register_id=register.pk, now=NOW)
    elif duty and act == "edit":
        duties.edit(actor=clerk(), duty_id=duty.pk, version=duty.version, wording=wording, now=NOW)
    elif duty and act == "remove":
        duties.remove(actor=clerk(), duty_id=duty.pk, version=duty.version, now=NOW)
    elif duty and act == "change":
        versions, wanted = dict(draft.duties.values_list("pk", "version")), Change(kind="field", value=wording.field)
        many.change(actor=clerk(), edition_id=draft.pk, versions=versions, wanted=wanted, now=NOW)


def answer(act, register, place, wording):
    """Do one of the acts on what binds, as the unit or as the clerk."""
    part = row_of(Assignment.objects.filter(edition__register=register).select_related("unit"), place)
    if part is None:
        return
    head = head_of(part.unit)
    if act == "accept":
        receipts.accept(actor=head, assignment_id=part.pk, now=NOW)
    elif act == "accept_many":
        receipts.accept_many(actor=head, unit_code=part.unit.code, edition_id=part.edition_id, now=NOW)
    elif act == "decline":
        receipts.decline(actor=head, assignment_id=part.pk, reason="Not ours.", now=NOW)
    elif act == "reassign":
        unit = UNITS[len(wording.units) % len(UNITS)]
        receipts.reassign(actor=clerk(), assignment_id=part.pk, unit_code=unit, reason="Agreed.", now=NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(steps=STEPS)
def test_whatever_is_done_they_stay_what_counting_gives(units, steps):
    register = EditionFactory().register
    for act, place, wording in steps:
        done = answer if act in ANSWERS else edit_draft
        with suppress(ZerenError):
            done(act, register, place, wording)
        assert kept() == counted()


@pytest.fixture
def parts_of_air(committed, city):
    """What awaits one unit in one field."""
    air, edition = UnitFactory(code="air"), EditionFactory(in_force=True)
    held = [DutyFactory(edition=edition, position=place) for place in range(1, 25)]
    return [AssignmentFactory(duty=duty, unit=air) for duty in held]


def test_many_who_sign_at_once_are_all_counted(parts_of_air, in_threads):
    def sign(part):
        receipts.accept(actor=head_of(part.unit), assignment_id=part.pk, now=NOW)

    in_threads(sign, parts_of_air, at_once=6)

    assert in_threads(lambda _: kept() == counted(), [0], at_once=1) == [True]
