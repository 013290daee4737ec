"""The figures of what is in force are read and not counted; what units answer, and what goes over, is seen at once."""

import pytest
from tests.platform.responsibilities.factories import NOW, UnitFactory, clerk, head_of

from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.contents import contents_of, digest_of
from zeren_platform.responsibilities.models import Assignment
from zeren_platform.responsibilities.queries import holdings
from zeren_platform.responsibilities.use_cases import receipts


@pytest.fixture
def adopted(in_force):
    in_force.digest = digest_of(contents_of(in_force))
    in_force.save(update_fields=["digest"])
    return in_force


@pytest.fixture
def dust(city):
    return UnitFactory(code="dust", name="Dust Bureau")


def part_of(unit):
    return Assignment.objects.filter(unit=unit, receipt="awaiting").earliest("pk")


def registers():
    return holdings.registers_now(clerk(), on=NOW.date())


def figures():
    (found,) = registers()
    return found.duties, found.parts, found.accepted, found.declined


def waiting():
    return {one.code: one.count for one in holdings.laggards(clerk(), size=5)}


def counted():
    """Count the parts as the figures say them, row by row."""
    rows = Assignment.objects.values_list("unit__code", "receipt")
    return {code: sum(1 for row in rows if row == (code, "awaiting")) for code in dict(rows)}


def reassign(unit, to):
    part = part_of(unit)
    receipts.decline(actor=head_of(unit), assignment_id=part.pk, reason="Not ours.", now=NOW)
    receipts.reassign(actor=clerk(), assignment_id=part.pk, unit_code=to, reason="Agreed.", now=NOW)


def test_an_answer_is_seen_in_the_figures_of_the_register(adopted, air_bureau):
    duties, parts, accepted, declined = figures()

    receipts.accept(actor=head_of(air_bureau), assignment_id=part_of(air_bureau).pk, now=NOW)

    assert figures() == (duties, parts, accepted + 1, declined)


def test_an_answer_is_seen_in_what_waits_for_units(adopted, air_bureau):
    before = waiting()

    receipts.accept(actor=head_of(air_bureau), assignment_id=part_of(air_bureau).pk, now=NOW)

    assert waiting() == {code: count for code, count in counted().items() if count} != before


def test_no_part_is_read_for_the_figures(adopted, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        figures(), waiting()

    assert not [query for query in asked.captured_queries if "responsibilities_assignment" in query["sql"]]


def test_what_goes_to_another_unit_is_counted_anew(adopted, air_bureau, dust):
    figures(), waiting()

    reassign(air_bureau, to="dust")

    assert waiting() == {code: count for code, count in counted().items() if count}


def test_what_becomes_one_with_another_part_is_counted_anew(adopted, air_bureau, water_bureau):
    figures()

    reassign(air_bureau, to="water")

    assert figures()[1] == Assignment.objects.count()


def test_the_matrix_shows_what_was_assigned_anew(adopted, air_bureau, dust):
    queries.coverage(clerk(), adopted)

    reassign(air_bureau, to="dust")
    adopted.refresh_from_db()

    assert "dust" in {code for code, _field in queries.coverage(clerk(), adopted).cells}


def test_a_draft_is_counted_each_time(a_draft):
    assert figures()[0] == 1
    a_draft.duties.all().delete()

    assert figures()[0] == 0
