"""One matter, one duty: what other registers say nearly the same, and what the clerk decides."""

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.consulting import edited
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    EditionFactory,
    UnitFactory,
    clerk,
    head_of,
)

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities.models import Likeness
from zeren_platform.responsibilities.queries.matters import near_duties, undecided
from zeren_platform.responsibilities.use_cases import editions, matters

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


def written(text=SAID):
    return {
        "text": text,
        "version": 1,
        "parts-TOTAL_FORMS": 0,
        "parts-INITIAL_FORMS": 0,
        "parts-MIN_NUM_FORMS": 0,
        "parts-MAX_NUM_FORMS": 1000,
    }


class TestAsked:
    """Adding, editing and taking in ask by themselves, and keep nobody from going on."""

    def test_after_a_duty_was_added(self, desk, elsewhere):
        draft = EditionFactory()

        answer = desk.post(page("add-duty", draft.pk), written(), follow=True)

        assert answer.redirect_chain == [(page("compare", draft.duties.get().pk), 302)]
        told = shown(answer)
        assert [word in told for word in ("was added", "Water Bureau", page("duty", elsewhere.pk))] == [True] * 3

    def test_after_its_text_was_edited(self, desk, drafted, elsewhere):
        answer = desk.post(page("edit-duty", drafted.pk), written(f"{SAID} Say so."))

        assert answer.url == page("compare", drafted.pk)

    def test_not_where_the_text_stays(self, desk, drafted, elsewhere):
        answer = desk.post(page("edit-duty", drafted.pk), written() | {"field": "Water"})

        assert answer.url == page("duty", drafted.pk)

    def test_not_where_nothing_is_like_it(self, desk, drafted, elsewhere):
        answer = desk.post(page("edit-duty", drafted.pk), written("Plan lorry routes around housing."))

        assert answer.url == page("duty", drafted.pk)

    def test_again_where_the_words_are_others_than_those_decided_about(self, desk, drafted, elsewhere):
        compared(drafted, elsewhere)

        answer = desk.post(page("edit-duty", drafted.pk), written(f"{SAID} Say so."))

        assert answer.url == page("compare", drafted.pk)

    def test_after_proposals_were_taken_in(self, desk, a_decided_document, water_bureau):
        other = DutyFactory(edition=EditionFactory(in_force=True), position=1, text="Keep the water clean.")
        draft = EditionFactory()

        answer = desk.post(page("take-in", a_decided_document.pk), {"draft": draft.pk}, follow=True)

        assert answer.redirect_chain[0][0] == page("edition-findings", draft.register.code, 1)
        told = shown(answer)
        assert "1 duty says nearly the same" in told
        assert page("compare", draft.duties.get(number="2").pk) in told
        assert page("duty", other.pk) in told


class TestFound:
    @pytest.fixture
    def same(self, water_bureau):
        """A duty of another register in force with the same words."""
        duty = DutyFactory(edition=EditionFactory(in_force=True), position=1, text=SAID)
        AssignmentFactory(duty=duty, unit=water_bureau)
        return duty

    def findings(self, desk, duty):
        return shown(desk.get(page("edition-findings", duty.edition.register.code, 1)))

    def test_among_the_findings_until_it_is_decided(self, desk, drafted, same):
        assert "Another register says nearly the same" in self.findings(desk, drafted)

        compared(drafted, same, same=False, reason="The sea, not the river.")

        assert "Another register says nearly the same" not in self.findings(desk, drafted)

    def test_beside_an_adoption_which_it_does_not_keep(self, desk, drafted, same, water_bureau):
        AssignmentFactory(duty=drafted, unit=water_bureau)

        told = shown(desk.get(page("adopt", drafted.edition_id)))
        answer = desk.post(page("adopt", drafted.edition_id), {"adopted_by": "Meeting", "effective_from": NOW.date()})

        assert "Another register says nearly the same" in told
        assert page("compare", drafted.pk) in told
        assert answer.status_code == 302

    def test_among_many_duties(self, drafted, same):
        texts = [(drafted.pk, SAID), *((-place, f"Matter of number {place} alone.") for place in range(20))]

        assert [(like.duty, like.pk) for like in undecided(clerk(), drafted.edition, texts)] == [(drafted.pk, same.pk)]

    @pytest.mark.parametrize("more", [0, 20])
    def test_but_nothing_of_a_confidential_register_that_is_not_theirs(self, drafted, same, more):
        same.edition.register.unit = UnitFactory(code="moor", path="/moor/")
        same.edition.register.confidential = True
        same.edition.register.save()
        texts = [(drafted.pk, SAID), *((-place, f"Matter of number {place} alone.") for place in range(more))]

        assert undecided(clerk(), drafted.edition, texts) == []
        assert near_duties(clerk(), drafted) == []


class TestTakenAlong:
    @pytest.fixture
    def decided(self, drafted, elsewhere, water_bureau):
        """A duty in force, of which it was decided that it is another matter than one elsewhere."""
        AssignmentFactory(duty=drafted, unit=water_bureau)
        compared(drafted, elsewhere, same=False, reason="The sea, not the river.")
        return self.adopted(drafted.edition)

    def adopted(self, edition):
        return editions.adopt(
            actor=clerk(), edition_id=edition.pk, adopted_by="Meeting", effective_from=NOW.date(), now=NOW
        )

    def revised(self, edition):
        return editions.revise(actor=clerk(), register_id=edition.register_id, now=NOW)

    def reasons(self, draft):
        return [near.decision and near.decision.reason for near in near_duties(clerk(), draft.duties.get())]

    def test_by_a_revision(self, decided):
        assert self.reasons(self.revised(decided)) == ["The sea, not the river."]

    def test_by_a_revision_of_the_other_register(self, decided, elsewhere):
        self.adopted(self.revised(elsewhere.edition))

        assert self.reasons(self.revised(decided)) == ["The sea, not the river."]

    def test_to_the_other_side(self, decided, elsewhere):
        assert self.reasons(self.revised(elsewhere.edition)) == ["The sea, not the river."]

    def test_not_where_the_other_register_says_something_else_now(self, decided, elsewhere):
        draft = self.revised(elsewhere.edition)
        edited(draft.duties.get(), f"{SAID} Say so.")
        self.adopted(draft)

        assert self.reasons(self.revised(decided)) == [None]
