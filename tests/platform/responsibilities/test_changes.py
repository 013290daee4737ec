"""The page that shows what a later edition of a document changed, and which duties that touches."""

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import NOW, DocumentFactory, EditionFactory, clerk

from zeren_platform.responsibilities.use_cases import editions
from zeren_platform.sources.models import Clause


@pytest.fixture
def earlier(a_decided_document):
    """The decided document with its two sentences as clauses, both taken into a draft."""
    for place, proposal in enumerate(a_decided_document.proposals.order_by("position")):
        proposal.clause = Clause.objects.create(
            document=a_decided_document, position=place, kind="item", number=str(place + 1), level=1,
            start=proposal.start, end=proposal.end,
        )  # fmt: skip
        proposal.save()
    draft = EditionFactory()
    editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)
    return a_decided_document


@pytest.fixture
def later(earlier):
    """The same document, in which the air must be kept very clean and the second sentence is gone."""
    text = earlier.text[:21] + "The bureaus shall keep the air very clean."
    document = DocumentFactory(title="Communiqué of the third meeting, mended", text=text)
    Clause.objects.create(document=document, position=0, kind="item", number="1", level=1, start=21, end=len(text))
    return document


def test_asks_which_edition_came_before(desk, earlier, later):
    told = shown(desk.get(page("changes", later.pk)))

    assert earlier.title in told


def test_shows_the_words_and_the_duties_once_that_is_known(desk, earlier, later):
    answer = desk.post(page("changes", later.pk), {"earlier": earlier.pk}, follow=True)

    told = shown(answer)
    assert "<ins>" in told
    assert [page("duty", duty.pk) in told for duty in EditionFactory._meta.model.objects.get().duties.all()] == [
        True,
        True,
    ]


def test_an_unknown_document_is_refused_beside_the_field(desk, later):
    answer = desk.post(page("changes", later.pk), {"earlier": later.pk})

    assert answer.status_code == 422


def test_can_be_taken_back(desk, earlier, later):
    desk.post(page("changes", later.pk), {"earlier": earlier.pk})

    desk.post(page("part", later.pk))

    later.refresh_from_db()
    assert later.supersedes is None


def test_takes_eight_queries_at_most(desk, earlier, later, django_assert_max_num_queries):
    desk.post(page("changes", later.pk), {"earlier": earlier.pk})

    with django_assert_max_num_queries(8):
        desk.get(page("changes", later.pk))
