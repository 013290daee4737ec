"""A sentence that holds several duties is taken apart on its page, in the words of the document."""

import pytest
from django.urls import reverse

from zeren_platform.common.actor import Role

SENTENCE = "Inspect each outfall once a quarter."
SWAP = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(visitor):
    """The browser of the city's clerk."""
    return visitor(Role.CLERK)


def split(desk, proposal, parts, **headers):
    return desk.post(reverse("sources:split", args=[proposal.pk]), {"version": 1, "parts": parts}, **headers)


def test_the_form_shows_the_sentence(desk, proposal):
    response = desk.get(reverse("sources:split", args=[proposal.pk]), **SWAP)

    assert (SENTENCE in response.content.decode(), 'data-card="form"' in response.content.decode()) == (True, True)


def test_each_line_becomes_a_proposal_of_its_own_words(desk, document, proposal):
    response = split(desk, proposal, "Inspect each outfall\nonce a quarter.")

    assert response.headers["Location"] == reverse("sources:proposal", args=[proposal.pk])
    made = document.proposals.filter(text__in=["Inspect each outfall", "once a quarter."])
    assert sorted((row.start, row.end) for row in made) == [(0, 20), (21, 36)]


def test_words_that_belong_to_none_are_left_out(desk, document, proposal):
    split(desk, proposal, "Inspect\n\nonce a quarter.")

    assert document.proposals.filter(text="Inspect", end=7).exists()


def test_the_script_comes_to_a_page_made_anew(desk, proposal):
    response = split(desk, proposal, "Inspect each outfall\nonce a quarter.", **SWAP)

    assert response.headers["HX-Redirect"] == reverse("sources:proposal", args=[proposal.pk])


@pytest.mark.parametrize(
    "parts", [SENTENCE, "Inspect each outfall\ntwice a quarter.", "once a quarter.\nInspect each outfall"]
)
def test_one_part_other_words_and_another_order_are_said_beside_the_field(desk, proposal, parts):
    response = split(desk, proposal, parts)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["parts"])


def test_somebody_who_decides_nothing_splits_nothing(visitor, proposal):
    assert split(visitor(Role.LEADER), proposal, "Inspect each outfall\nonce a quarter.").status_code == 403
