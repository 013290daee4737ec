"""Editions of a document, and what became of each clause."""

import pytest
from tests.platform.sources.conftest import LIST_EN, NOW

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.ledger.queries import story
from zeren_platform.organisation.models import Person
from zeren_platform.sources import queries
from zeren_platform.sources.use_cases import editions

LATER_EN = (
    LIST_EN.replace("once a quarter", "once a month")
    .replace("2. Gauges. Keep every gauge running through the flood season. (Lead: Water Bureau)\n", "")
    .replace("(2026)", "(2027)")
)


@pytest.fixture
def earlier(added):
    return added()


@pytest.fixture
def later(added):
    return added(text=LATER_EN)


def follow(actor, document, earlier):
    return editions.supersede(actor=actor, document_id=document.pk, earlier_id=earlier.pk, now=NOW)


class TestFollowing:
    def test_is_told_in_the_story_of_the_later_one(self, clerk, earlier, later):
        follow(clerk, later, earlier)

        assert [chapter.event for chapter in story([later.subject])][-1] == "sources.document.superseded"

    def test_makes_a_chain_that_both_ends_know(self, clerk, earlier, later):
        follow(clerk, later, earlier)
        later.refresh_from_db()

        assert [queries.edition_chain(clerk, one) for one in (earlier, later)] == [(None, later), (earlier, None)]

    def test_is_refused_where_another_follows_already(self, clerk, earlier, later, added):
        follow(clerk, later, earlier)
        third = added(text=LATER_EN + "\nEnd.")

        with pytest.raises(editions.SupersededError) as caught:
            follow(clerk, third, earlier)
        assert caught.value.params["title"] == later.title

    def test_in_a_circle_is_refused(self, clerk, earlier, later):
        follow(clerk, later, earlier)

        with pytest.raises(editions.CircleError):
            follow(clerk, earlier, later)

    def test_oneself_is_refused(self, clerk, earlier):
        with pytest.raises(editions.CircleError):
            follow(clerk, earlier, earlier)

    def test_is_for_clerks_alone(self, actor, earlier, later, ledger):
        before = ledger()

        with pytest.raises(NotPermittedError):
            follow(actor(Role.LEADER), later, earlier)
        assert ledger() == before

    def test_can_be_taken_back(self, clerk, earlier, later):
        follow(clerk, later, earlier)

        editions.part(actor=clerk, document_id=later.pk, now=NOW)

        later.refresh_from_db()
        assert queries.edition_chain(clerk, later) == (None, None)

    def test_that_there_was_none_of_cannot_be_taken_back(self, clerk, earlier):
        with pytest.raises(editions.NoEarlierError):
            editions.part(actor=clerk, document_id=earlier.pk, now=NOW)

    def test_is_shown_to_nobody_who_may_not_open_the_other(self, clerk, actor, earlier, later):
        follow(clerk, later, earlier)

        assert queries.edition_chain(actor(Role.HEAD, unit="water"), later) == (None, None)


class TestOffers:
    def test_are_for_those_who_decide(self, actor, earlier, later):
        assert queries.possible_earlier(actor(Role.LEADER), later) == []

    def test_begin_with_what_is_called_alike(self, clerk, earlier, later, added):
        other = added(text="The meeting closed. Everybody went home.", title="Minutes")

        offered = queries.possible_earlier(clerk, later)

        assert [(one.pk, one.is_likely) for one in offered] == [(earlier.pk, True), (other.pk, False)]

    def test_leave_out_what_another_follows(self, clerk, earlier, later, added):
        follow(clerk, later, earlier)
        third = added(text=LATER_EN + "\nEnd.")

        assert [one.pk for one in queries.possible_earlier(clerk, third)] == [later.pk]


class TestChanges:
    def test_are_told_clause_by_clause(self, earlier, later):
        changes = queries.clause_changes(earlier, later)

        told = {change.kind: change for change in changes if change.number in {"1", "2"} and change.kind != "same"}
        assert ("out", "quarter") in told["changed"].pieces
        assert "Keep every gauge" in "".join(words for _kind, words in told["removed"].pieces)

    def test_name_the_proposals_of_the_old_words(self, earlier, later):
        gauges = earlier.proposals.get(position=1)

        removed = [change for change in queries.clause_changes(earlier, later) if gauges.pk in change.proposals]

        assert [change.kind for change in removed] == ["removed"]


class TestTheApi:
    @pytest.fixture
    def browser(self, client, clerk):
        client.force_login(Person.objects.get(pk=clerk.person_id))
        return client

    def send(self, browser, document, word, **body):
        return browser.post(f"/api/v1/sources/documents/{document.pk}/{word}", body, content_type="application/json")

    def test_enters_what_came_before_and_tells_the_changes(self, browser, earlier, later):
        assert self.send(browser, later, "supersede", earlier=earlier.pk).status_code == 200

        told = browser.get(f"/api/v1/sources/documents/{later.pk}/changes").json()
        assert {change["kind"] for change in told} == {"same", "changed", "removed"}

    def test_tells_no_changes_where_nothing_came_before(self, browser, later):
        assert browser.get(f"/api/v1/sources/documents/{later.pk}/changes").json() == []

    def test_takes_it_back(self, browser, clerk, earlier, later):
        follow(clerk, later, earlier)

        assert self.send(browser, later, "part").status_code == 200
        later.refresh_from_db()
        assert later.supersedes is None
