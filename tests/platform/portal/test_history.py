"""What changed from edition to edition, who held it when; every edition stays at its address."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.platform.portal.story import DAY, NOW

from zeren_platform.organisation.queries import actor_of
from zeren_platform.responsibilities.models import Assignment, Duty
from zeren_platform.responsibilities.use_cases import editions, receipts


@pytest.fixture
def later(city, duty):
    """The city with a second edition in force, in which the first duty says more and is led by another unit."""
    actor, then = actor_of(city.clerk, on=DAY), NOW + timedelta(hours=1)
    draft = editions.revise(actor=actor, register_id=city.edition.register_id, now=then)
    Duty.objects.filter(edition=draft, position=1).update(target="PM2.5 below 30")
    Assignment.objects.filter(duty__edition=draft, duty__position=1, unit=city.water).delete()
    editions.adopt(actor=actor, edition_id=draft.pk, adopted_by="Standing Committee", effective_from=DAY, now=then)
    return draft.duties.get(position=1)


def page(client, name, *args):
    return client.get(reverse(f"portal:{name}", args=args)).content.decode()


def test_a_superseded_duty_leads_to_the_one_in_force(client, later, duty):
    told = page(client, "duty", duty.pk)

    assert "No longer in force" in told
    assert f'href="{reverse("portal:duty", args=[later.pk])}"' in told


def test_the_words_that_were_put_in_are_marked(client, later):
    assert "PM2.5 below 30</ins>" in page(client, "duty", later.pk)


def test_a_unit_that_has_no_part_any_more_is_marked(client, later):
    assert "Water Bureau</del>" in page(client, "duty", later.pk)


def test_each_edition_stays_at_its_address(client, later, duty):
    first, second = page(client, "edition", "ecology", 1), page(client, "edition", "ecology", 2)

    assert reverse("portal:duty", args=[duty.pk]) in first
    assert "The edition in force" in first
    assert reverse("portal:duty", args=[later.pk]) in second


def test_each_edition_is_open_data(client, later):
    told = [
        json.loads(b"".join(client.get(f"/portal/data/ecology/{number}.json").streaming_content)) for number in (1, 2)
    ]

    assert [(one["edition"], one["in_force"], len(one["duties"])) for one in told] == [(1, False, 2), (2, True, 2)]


def test_each_duty_is_open_data(client, later, duty):
    answer = client.get(reverse("portal:duty-json", args=[duty.pk]))

    told = json.loads(answer.content)
    assert (told["pk"], told["edition"], told["in_force"]) == (duty.pk, 1, False)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_pages_are_not_for_programs_of_other_sites(client, duty):
    assert "Access-Control-Allow-Origin" not in client.get(reverse("portal:duty", args=[duty.pk]))


def test_who_held_a_part_before_it_was_assigned_anew_is_told(client, city, duty):
    declined = Assignment.objects.get(duty=duty, unit=city.water)
    receipts.reassign(
        actor=actor_of(city.clerk, on=DAY), assignment_id=declined.pk, unit_code="hechuan", reason="It asked.", now=NOW
    )

    told = page(client, "duty", duty.pk).partition("Who held it when")[2]

    assert "Hechuan District" in told
    assert "Water Bureau" in told


def test_a_register_of_which_nothing_is_in_force_stays_readable(client, city):
    type(city.edition).objects.filter(pk=city.edition.pk).update(state="superseded", effective_until=date(2026, 3, 2))

    assert "No edition of this register is in force any more." in page(client, "register", "ecology")


def test_an_edition_that_there_never_was_is_not_found(client, city):
    assert client.get(reverse("portal:edition", args=["ecology", 7])).status_code == 404


def test_a_duty_with_a_long_history_takes_eight_queries_at_most(client, later, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page(client, "duty", later.pk)
