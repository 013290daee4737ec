"""What everybody reads."""

from dataclasses import asdict

import pytest
from tests.platform.responsibilities.factories import NOW, EditionFactory, clerk, head_of

from zeren_platform.common.pagination import BadCursorError, place
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.written_pages import WrittenPages
from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.models import Assignment, UnrecognisedUnit
from zeren_platform.responsibilities.published import lists
from zeren_platform.responsibilities.use_cases import editions, receipts


@pytest.fixture
def adopted(a_decided_document):
    """An edition in force whose duties come from a document."""
    edition = EditionFactory()
    editions.take_in(actor=clerk(), edition_id=edition.pk, document_id=a_decided_document.pk, now=NOW)
    UnrecognisedUnit.objects.all().delete()
    editions.adopt(actor=clerk(), edition_id=edition.pk, adopted_by="Meeting", effective_from=NOW.date(), now=NOW)
    return edition


def test_a_register_in_force_is_public(in_force):
    found = published.registers()

    assert [(row.code, row.duties, row.parts) for row in found] == [(in_force.register.code, 2, 3)]


def test_a_draft_is_not(a_draft):
    assert published.registers() == []
    with pytest.raises(NotFoundError):
        published.duty(a_draft.duties.get().pk)


def test_duties_are_narrowed_by_field_unit_and_words(in_force):
    code = in_force.register.code

    assert [row.number for row in published.duties(register=code, field="Dust").rows] == ["2"]
    assert [row.number for row in published.duties(register=code, unit="water").rows] == ["1"]
    assert [row.number for row in published.duties(words="clean").rows] == ["1", "2"]


def test_a_duty_shows_the_sentence_that_created_it(adopted):
    found = published.duty(adopted.duties.get(number="1").pk)

    assert found.source.sentence == "The bureaus shall keep the air clean."


def test_a_duty_names_no_person(adopted, water_bureau):
    held = Assignment.objects.get(duty__edition=adopted, duty__number="1", unit=water_bureau)
    receipts.decline(actor=head_of(water_bureau), assignment_id=held.pk, reason="Says Wei Lan.", now=NOW)

    told = str(asdict(published.duty(held.duty_id)))

    assert "Head of water" not in told
    assert "Wei Lan" not in told
    assert "Clerk" not in told


def test_a_superseded_duty_stays_readable_and_says_so(in_force):
    in_force.state = "superseded"
    in_force.save()

    assert published.duty(in_force.duties.get(number="1").pk).in_force is False
    assert published.duties().rows == []


def test_a_unit_is_shown_with_its_roles(in_force):
    assert [(row.number, row.role) for row in published.parts_of_unit("water").rows] == [("1", "support")]
    assert published.unit_counts() == {"air": {"lead": 2}, "water": {"support": 1}}


@pytest.mark.parametrize("held", [0, lists.MANY + 1])
def test_the_parts_of_a_unit_are_read_alike_however_many_it_has(in_force, held):
    shown = published.parts_of_unit("air", held=held)

    assert [(row.number, row.role, row.receipt) for row in shown.rows] == [
        ("1", "lead", "awaiting"),
        ("2", "lead", "awaiting"),
    ]
    assert published.parts_of_unit("air", held=held, role="support").rows == []
    assert published.parts_of_unit("air", held=held, role="nonsense").rows == []


@pytest.mark.parametrize("name", ["_parts_in_order", "_parts_sorted"])
def test_the_parts_of_a_unit_are_turned_both_ways(in_force, monkeypatch, name):
    pages = getattr(lists, name)
    one = WrittenPages(pages.query, *pages.examples, row=pages.row, keys=pages.keys, size=1)
    roles = ["lead"] * len(lists.ROLES)

    first = one("air", *roles)
    second = one("air", *roles, after=first.next)
    back = one("air", *roles, before=second.previous)

    assert [row.number for page in (first, second, back) for row in page.rows] == ["1", "2", "1"]
    assert (first.previous, second.next, back.previous) == ("", "", "")


def test_the_page_of_a_register_is_that_of_its_edition(in_force):
    code = in_force.register.code

    assert published.duties(register=code, edition=in_force.number).rows == published.duties(register=code).rows
    assert published.duties(register=code, edition=in_force.number + 1).rows == []


# A text, a truth, a number that no column holds, too few keys.
@pytest.mark.parametrize("keys", [("a", 1), (True, 1), (2**63, 1), (1,)])
def test_a_place_that_no_list_gave_is_refused(in_force, keys):
    with pytest.raises(BadCursorError):
        published.duties(register=in_force.register.code, edition=in_force.number, after=place(*keys))


def test_a_duty_takes_six_queries(adopted, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        published.duty(adopted.duties.get(number="1").pk)
