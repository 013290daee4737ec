"""One matter, one duty: what other registers say nearly the same, and what the clerk decides."""

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    EditionFactory,
    clerk,
    head_of,
)

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities.models import Likeness
from zeren_platform.responsibilities.queries.matters import near_duties
from zeren_platform.responsibilities.use_cases import matters

SAID = "Inspect every outfall along the river once a month and publish what was found."


@pytest.fixture
def drafted(city):
    return DutyFactory(edition=EditionFactory(), position=1, text=SAID)


@pytest.fixture
def elsewhere(water_bureau):
    """A duty of another register in force that says nearly the same."""
    duty = DutyFactory(edition=EditionFactory(in_force=True), position=1, text=SAID.replace("month", "quarter"))
    AssignmentFactory(duty=duty, unit=water_bureau)
    return duty


def compared(duty, other, *, same=True, actor=None, **entries):
    return matters.compare(actor=actor or clerk(), duty_id=duty.pk, other_id=other.pk, same=same, now=NOW, **entries)


def test_a_like_duty_of_another_register_is_shown_with_its_lead(drafted, elsewhere):
    (near,) = near_duties(clerk(), drafted)

    assert (near.duty, near.lead, near.percent, near.decision) == (elsewhere, "Water Bureau", 73, None)


def test_other_words_are_not(drafted, elsewhere):
    drafted.text = "Plan lorry routes around housing."
    drafted.save()

    assert near_duties(clerk(), drafted) == []


def test_the_same_register_is_not(drafted):
    DutyFactory(edition=EditionFactory(register=drafted.edition.register, number=2, in_force=True), text=SAID)

    assert near_duties(clerk(), drafted) == []


def test_the_clerk_links_them_with_one_record(drafted, elsewhere, ledger):
    compared(drafted, elsewhere)

    assert near_duties(clerk(), drafted)[0].decision.same
    assert ledger() == ["responsibilities.duty.compared"]


def test_another_matter_has_a_reason(drafted, elsewhere, ledger):
    with pytest.raises(matters.DifferenceNeededError):
        compared(drafted, elsewhere, same=False)

    assert ledger() == []


def test_the_clerk_may_think_again(drafted, elsewhere):
    compared(drafted, elsewhere)
    compared(drafted, elsewhere, same=False, reason="The sea, not the river.")

    assert list(Likeness.objects.values_list("same", "reason")) == [(False, "The sea, not the river.")]


def test_nothing_is_linked_with_a_draft(drafted):
    other = DutyFactory(edition=EditionFactory(), text=SAID)

    with pytest.raises(NotFoundError):
        compared(drafted, other)


def test_it_is_for_the_clerk(drafted, elsewhere, water_bureau):
    with pytest.raises(NotPermittedError):
        compared(drafted, elsewhere, actor=head_of(water_bureau))


def test_the_page_takes_the_decision(desk, drafted, elsewhere):
    answer = desk.post(page("compare", drafted.pk), {"other": elsewhere.pk, "same": "yes"})

    assert answer.status_code == 302
    assert "The same matter" in shown(desk.get(page("compare", drafted.pk)))


def test_the_page_tells_what_is_missing(desk, drafted, elsewhere):
    answer = desk.post(page("compare", drafted.pk), {"other": elsewhere.pk, "same": "no"})

    assert answer.status_code == 422
    assert "Say what the difference is" in shown(answer)


def test_the_page_takes_eight_queries_at_most(desk, drafted, elsewhere, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        desk.get(page("compare", drafted.pk))
