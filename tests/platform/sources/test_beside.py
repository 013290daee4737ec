"""What others do at the same document is told to whoever has it open; what is typed waits on the server."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.platform.organisation.factories import PersonFactory, PostFactory

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.sources.models import Draft, Presence, Proposal

SWAP = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(visitor):
    """The browser of the city's clerk."""
    return visitor(Role.CLERK)


@pytest.fixture
def another(city, document):
    """Another clerk, who asked a moment ago."""
    person = PersonFactory(name="Qiu Ming")
    PostFactory(role=Role.CLERK, unit=city, person=person)
    return Presence.objects.create(document=document, person=person, seen_at=timezone.now())


def ask(desk, document, **given):
    return desk.post(reverse("sources:beside", args=[document.pk]), given, **SWAP)


def told(response):
    return response.content.decode()


def test_who_else_is_here_is_told(desk, document, another):
    assert "Qiu Ming is here too." in told(ask(desk, document))


def test_the_proposal_that_they_have_open_is_named(desk, document, another):
    Presence.objects.update(proposal=document.proposals.get(position=2))

    assert "Qiu Ming is here too, at proposal 3." in told(ask(desk, document))


def test_one_does_not_meet_oneself(desk, document):
    ask(desk, document)

    assert "is here too" not in told(ask(desk, document))


def test_whoever_has_not_asked_for_a_while_has_left(desk, document, another):
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=21))

    assert "Qiu Ming" not in told(ask(desk, document))
    assert [row.person.name for row in Presence.objects.all()] == ["Wei Lan"]


def test_the_form_that_is_open_is_noted(desk, document, proposal):
    for _time in range(2):
        ask(desk, document, open=proposal.pk)

    assert Presence.objects.get().proposal == proposal


def test_nothing_new_is_an_empty_answer(desk, document, another):
    first = told(ask(desk, document))
    mark = first.split('name="told" value="')[1].split('"')[0]

    assert ask(desk, document, told=mark).status_code == 204


def test_a_card_that_is_out_of_date_is_told_on_the_card(desk, document, proposal):
    Proposal.objects.filter(pk=proposal.pk).update(version=2, changed_by="Qiu Ming")

    body = told(ask(desk, document, shown=[f"{row.pk}.1" for row in document.proposals.all()]))

    assert "Changed by others meanwhile: proposals 1." in body
    assert (f'id="changed-{proposal.pk}"' in body, "Qiu Ming changed this proposal meanwhile." in body) == (True, True)


@pytest.mark.parametrize("given", [{"open": "x"}, {"open": "9" * 30}, {"shown": ["1", "x.y", ".."]}])
def test_a_broken_question_is_answered_plainly(desk, document, given):
    assert ask(desk, document, **given).status_code == 200


def test_somebody_who_decides_nothing_is_not_told(visitor, document):
    assert ask(visitor(Role.LEADER), document).status_code == 403


def test_asking_is_cheap_and_leaves_no_record(desk, document, another, proposal, django_assert_max_num_queries):
    ask(desk, document)

    with django_assert_max_num_queries(8):
        ask(desk, document, open=proposal.pk, shown=f"{proposal.pk}.1")

    assert Record.objects.count() == 0


TYPED = {
    "version": 1, "text": "Half a sen", "title": "", "cycle": "", "units-TOTAL_FORMS": 1, "units-INITIAL_FORMS": 0,
    "units-0-unit": "Ecology Bureau", "units-0-role": "lead",
}  # fmt: skip


def draft(desk, proposal, form="edit", **given):
    return desk.post(reverse("sources:draft", args=[proposal.pk, form]), given or TYPED, **SWAP)


def form_of(desk, proposal, form="edit"):
    return told(desk.get(reverse(f"sources:{form}", args=[proposal.pk]), **SWAP))


def test_what_was_typed_is_offered_again(desk, proposal):
    draft(desk, proposal)

    body = form_of(desk, proposal)
    assert ("Half a sen" in body, "Ecology Bureau" in body, "Not saved yet" in body) == (True, True, True)


@pytest.mark.parametrize(("form", "field"), [("split", "parts"), ("reject", "reason")])
def test_every_form_keeps_what_was_typed(desk, proposal, form, field):
    draft(desk, proposal, form, version=1, **{field: "Half a sen"})

    assert "Half a sen" in form_of(desk, proposal, form)


def test_what_was_typed_is_discarded(desk, proposal):
    draft(desk, proposal)

    response = draft(desk, proposal, act="discard")

    assert response.headers["Location"] == reverse("sources:edit", args=[proposal.pk])
    assert ("Half a sen" in form_of(desk, proposal), Draft.objects.exists()) == (False, False)


def test_what_was_saved_is_no_draft_any_more(desk, proposal):
    draft(desk, proposal)

    desk.post(reverse("sources:edit", args=[proposal.pk]), TYPED, **SWAP)

    assert Draft.objects.exists() is False


def test_a_draft_over_an_old_version_shows_both(desk, proposal):
    draft(desk, proposal)
    Proposal.objects.filter(pk=proposal.pk).update(version=2, changed_by="Qiu Ming", title="Theirs")

    body = form_of(desk, proposal)

    assert ("Qiu Ming changed this proposal while" in body, "Two versions" in body, "Theirs" in body) == (
        True,
        True,
        True,
    )


def test_nobody_else_sees_it(desk, visitor, proposal):
    draft(desk, proposal)

    assert "Half a sen" not in form_of(visitor(Role.CLERK), proposal)


def test_old_drafts_are_forgotten(desk, document, proposal):
    draft(desk, proposal)
    Draft.objects.update(typed_at=timezone.now() - timedelta(days=31))

    draft(desk, document.proposals.get(position=1))

    assert Draft.objects.count() == 1


def test_only_forms_that_there_are_keep_drafts(desk, proposal):
    assert draft(desk, proposal, "accept").status_code == 404


def test_somebody_who_decides_nothing_keeps_nothing(visitor, proposal):
    assert draft(visitor(Role.LEADER), proposal).status_code == 403


def test_a_form_with_a_draft_needs_few_queries(desk, proposal, django_assert_max_num_queries):
    draft(desk, proposal)

    with django_assert_max_num_queries(8):
        form_of(desk, proposal)
