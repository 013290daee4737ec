"""Two clerks at one document: nobody overwrites the other."""

import pytest
from django.urls import reverse
from tests.platform.sources.conftest import NOW

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.use_cases import proposals

SWAP = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(visitor):
    """The browser of the city's clerk."""
    return visitor(Role.CLERK)


def save(desk, proposal, **given):
    form = {
        "version": 1, "text": "Inspect every outfall.", "title": "", "field": "", "basis": "", "target": "",
        "cycle": "monthly", "units-TOTAL_FORMS": 1, "units-INITIAL_FORMS": 0, "units-0-unit": "Ecology Bureau",
        "units-0-role": "lead",
    }  # fmt: skip
    return desk.post(reverse("sources:edit", args=[proposal.pk]), {**form, **given}, **SWAP)


@pytest.fixture
def changed(proposal):
    """Somebody else changed the proposal after it was shown."""
    Proposal.objects.filter(pk=proposal.pk).update(version=2, changed_by="Qiu Ming", title="Theirs", cycle="yearly")
    return proposal


def test_who_comes_second_sees_both_versions_beside_each_other(desk, changed):
    clash = save(desk, changed).context["clash"]

    assert {one.label: (one.theirs, one.mine) for one in clash} == {
        "What is to be done": ("Inspect each outfall once a quarter.", "Inspect every outfall."),
        "Title": ("Theirs", ""),
        "Cycle": ("Yearly", "Monthly"),
        "Units": ("Lead: Water Bureau · Support: Office of Nowhere", "Lead: Ecology Bureau"),
    }


def test_mine_is_kept_by_saving_it_over_the_version_that_was_shown(desk, changed):
    assert 'value="2"' in save(desk, changed).content.decode()

    save(desk, changed, version=2)

    changed.refresh_from_db()
    assert (changed.text, changed.title) == ("Inspect every outfall.", "")


def test_theirs_are_taken_by_beginning_anew(desk, changed):
    body = save(desk, changed).content.decode()

    assert ("Keep mine" in body, "Take theirs" in body) == (True, True)
    assert 'value="Theirs"' in desk.get(reverse("sources:edit", args=[changed.pk]), **SWAP).content.decode()


def test_of_two_at_the_same_moment_one_saves_and_the_other_is_told(clerk, other_clerk, proposal, in_threads):
    def edit(actor):
        try:
            row = proposals.edit(
                actor=actor,
                proposal_id=proposal.pk,
                version=1,
                wording=proposals.Wording(text=f"Inspect as {actor.name} says."),
                units=[],
                now=NOW,
            )
        except proposals.ChangedMeanwhileError as error:
            return error.params["name"]
        return row.changed_by

    told = in_threads(edit, [clerk, other_clerk], at_once=2)

    def stored(_nothing):
        return Proposal.objects.values_list("version", "text", "changed_by").get(pk=proposal.pk), Record.objects.count()

    [((version, text, first), records)] = in_threads(stored, [None], at_once=1)
    assert told == [first, first]
    assert (version, text, records) == (2, f"Inspect as {first} says.", 1)
