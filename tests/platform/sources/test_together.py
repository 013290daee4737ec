"""What is ticked on the page of a document is decided together."""

import pytest
from django.urls import reverse
from tests.platform.organisation.factories import PersonFactory, PostFactory

from zeren_platform.common.actor import Role


@pytest.fixture
def desk(city, client):
    """The browser of the city's clerk."""
    person = PersonFactory(name="Wei Lan")
    PostFactory(role=Role.CLERK, unit=city, person=person)
    client.force_login(person)
    return client


def page(name, *args):
    return reverse(f"sources:{name}", args=args)


def shown(response):
    return response.content.decode()


def ticks(*rows):
    return [f"{row.pk}.{row.version}" for row in rows]


def test_what_is_ticked_is_rejected_for_one_reason(desk, document):
    rows = list(document.proposals.all())
    asked = desk.post(page("accept-many", document.pk), {"proposal": ticks(*rows), "act": "reject-many"})

    refused = desk.post(asked.headers["Location"], {"proposal": ticks(*rows), "reason": ""})
    done = desk.post(asked.headers["Location"], {"proposal": ticks(*rows), "reason": "Praise."}, follow=True)

    assert (refused.status_code, "Say why" in shown(refused)) == (422, True)
    assert "3 proposals were rejected." in shown(done)


def test_what_is_ticked_is_merged_into_the_one_that_stays(desk, document):
    first, second, _third = document.proposals.order_by("position")
    asked = desk.post(page("accept-many", document.pk), {"proposal": ticks(first, second), "act": "merge"}, follow=True)

    desk.post(page("merge", document.pk), {"proposal": ticks(first, second), "stays": first.pk})

    second.refresh_from_db()
    assert ("Which one stays" in shown(asked), second.merged_into) == (True, first)


def test_nothing_ticked_is_not_merged(desk, document):
    response = desk.post(page("accept-many", document.pk), {"act": "merge"}, follow=True)

    assert "Tick the proposals" in shown(response)


def test_one_alone_is_told_beside_the_choice(desk, document, proposal):
    response = desk.post(page("merge", document.pk), {"proposal": ticks(proposal), "stays": proposal.pk})

    assert (response.status_code, "Tick two proposals or more" in shown(response)) == (422, True)
