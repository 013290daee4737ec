import pytest
from django.urls import reverse
from tests.platform.sources.conftest import TODAY
from tests.platform.sources.factories import DocumentFactory, ProposalFactory, ProposedUnitFactory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import Unit
from zeren_platform.sources import queries
from zeren_platform.sources.models import ProposedUnit

GAUGES = "Keep every gauge on the river running through the flood season."


@pytest.fixture
def led(city):
    """Accept an earlier proposal of the city, led by a unit."""

    def lead(code, text, document=None, **given):
        row = ProposalFactory(document=document or DocumentFactory(unit=city), text=text, **{"accepted": True, **given})
        ProposedUnitFactory(proposal=row, unit=Unit.objects.get(code=code), role=ProposedUnit.Role.LEAD)
        return row

    return lead


@pytest.fixture
def leaderless(city):
    """An open proposal that names nobody."""
    return ProposalFactory(document=DocumentFactory(unit=city), text="Keep each gauge on the river running.")


def suggested(actor, proposal):
    return [one.unit.code for one in queries.suggested_leads(actor, proposal, on=TODAY)]


def test_who_led_the_nearest_duty_is_suggested_first(clerk, led, leaderless):
    led("ecology", "Clean the banks. Keep each gauge in its box.")
    led("water", GAUGES)

    assert suggested(clerk, leaderless) == ["water", "ecology"]


def test_the_reason_is_the_near_proposals(clerk, led, leaderless):
    near = led("water", GAUGES)
    led("water", "Publish the budget.")

    (one,) = queries.suggested_leads(clerk, leaderless, on=TODAY)

    assert one.proposals == (near,)


def test_what_nobody_accepted_says_nothing(clerk, led, leaderless):
    led("water", GAUGES, accepted=False)

    assert suggested(clerk, leaderless) == []


def test_documents_that_the_actor_does_not_oversee_say_nothing(actor, led, leaderless):
    led("water", GAUGES)

    assert suggested(actor(Role.CLERK, unit="hechuan"), leaderless) == []


def test_suggestions_cost_one_query(clerk, led, leaderless, django_assert_num_queries):
    for number in range(5):
        led("water", f"{GAUGES} {number}")

    proposal = queries.proposal_for(clerk, leaderless.pk)

    with django_assert_num_queries(1):
        [str(near.document) for one in queries.suggested_leads(clerk, proposal, on=TODAY) for near in one.proposals]


def test_the_form_shows_who_may_lead_and_why(visitor, led, leaderless):
    near = led("water", GAUGES)

    content = visitor(Role.CLERK).get(reverse("sources:edit", args=[leaderless.pk])).content.decode()

    assert "May lead" in content
    assert reverse("sources:proposal", args=[near.pk]) in content


def test_nothing_is_suggested_where_a_lead_is_known(visitor, led, proposal):
    led("water", proposal.text)

    content = visitor(Role.CLERK).get(reverse("sources:edit", args=[proposal.pk])).content.decode()

    assert "May lead" not in content


def test_a_unit_whose_alias_the_text_nearly_writes_stands_first_with_that_reason(clerk, led, leaderless):
    led("water", GAUGES)
    ProposedUnitFactory(proposal=leaderless, unit=None, name="Environment Office")

    known = queries.names_of_units(on=TODAY)
    first, second = queries.suggested_leads(clerk, leaderless, on=TODAY, known=known)

    assert (first.unit.code, first.written, first.alias) == ("ecology", "Environment Office", "Environment Bureau")
    assert (second.unit.code, second.alias) == ("water", "")


def test_the_form_with_every_reason_needs_few_queries(visitor, led, leaderless, django_assert_max_num_queries):
    led("water", GAUGES)
    ProposedUnitFactory(proposal=leaderless, unit=None, name="Environment Office")
    browser, address = visitor(Role.CLERK), reverse("sources:edit", args=[leaderless.pk])
    browser.get(address)

    with django_assert_max_num_queries(8):
        body = browser.get(address, HTTP_HX_REQUEST="true").content.decode()

    assert "“Environment Office” is near to its name “Environment Bureau”." in body
