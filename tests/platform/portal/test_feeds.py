"""What has changed, as Atom: everything, of a register, of a unit."""

from importlib import import_module
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from tests.platform.portal.story import DAY, NOW

from zeren_platform.organisation.queries import actor_of
from zeren_platform.portal.web import feeds
from zeren_platform.responsibilities.models import Assignment, Register
from zeren_platform.responsibilities.use_cases import receipts

# The function of this name hides it.
CHANGES = import_module("zeren_platform.responsibilities.published.changes")
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, name="feed", *args, **query):
    answer = client.get(reverse(f"portal:{name}", args=args), query)
    assert answer.status_code == 200
    return ET.fromstring(answer.content)  # noqa: S314 - our own


def titles(tree):
    return [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]


def test_the_newest_change_comes_first(client, city):
    told = titles(read(client))

    assert [title.partition(" ")[2].partition(" ")[0] for title in told[:2]] == ["Bureau", "Bureau"]
    assert "declined" in told[0]
    assert "was adopted by Standing Committee" in told[-1]


def test_a_feed_has_what_atom_asks_for(client, city):
    tree = read(client)

    assert [tree.findtext(ATOM + name) != "" for name in ("id", "title", "updated")] == [True] * 3
    for entry in tree.iter(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert entry.findtext(f"{ATOM}updated")
    assert tree.find(f"{ATOM}author/{ATOM}name").text


def test_each_entry_leads_to_a_page(client, city):
    links = [link.get("href") for link in read(client).iterfind(f"{ATOM}entry/{ATOM}link")]

    assert links
    assert {client.get(link).status_code for link in links} == {200}


def test_a_unit_hears_of_its_own_and_of_its_editions(client, city):
    told = titles(read(client, "unit-feed", "air"))

    assert any("Air Bureau signed" in title for title in told)
    assert not any("Water Bureau" in title for title in told)
    assert any("was adopted" in title for title in told)


def test_a_register_has_its_feed(client, city):
    assert titles(read(client, "register-feed", "ecology")) == titles(read(client))


def test_a_feed_of_a_unit_goes_on_past_all_that_is_not_its_own(client, city, monkeypatch):
    whole = titles(read(client, "unit-feed", "water"))
    for name in ("CHUNK", "MOST_READ"):
        monkeypatch.setattr(CHANGES, name, 1)

    told, address = [], reverse("portal:unit-feed", args=["water"])
    while address:
        tree = ET.fromstring(client.get(address).content)  # noqa: S314 - our own
        told += titles(tree)
        address = next((one.get("href") for one in tree.iterfind(f"{ATOM}link") if one.get("rel") == "next"), "")

    assert told == whole


def test_a_feed_goes_on_at_its_next_page(client, city, monkeypatch):
    whole = titles(read(client))
    monkeypatch.setattr(feeds, "SIZE", 1)

    first = read(client)
    then = next(link.get("href") for link in first.iterfind(f"{ATOM}link") if link.get("rel") == "next")
    second = ET.fromstring(client.get(then).content)  # noqa: S314

    assert titles(first) + titles(second) == whole[:2]


@pytest.mark.parametrize("place", ["x", "-1", "9" * 40])
def test_a_place_that_no_feed_gave_begins_anew(client, city, place):
    assert titles(read(client, before=place)) == titles(read(client))


def test_nothing_confidential_is_told(client, city):
    Register.objects.update(confidential=True)

    assert titles(read(client)) == titles(read(client, "unit-feed", "air")) == []


def test_programs_of_other_sites_may_read_it_and_ask_whether_it_changed(client, city, number_the_records):
    number_the_records()
    answer = client.get(reverse("portal:feed"))

    again = client.get(reverse("portal:feed"), headers={"if-none-match": answer["ETag"]})
    assert (answer["Access-Control-Allow-Origin"], again.status_code) == ("*", 304)


def test_nobody_is_named(client, city):
    told = client.get(reverse("portal:feed")).content.decode()

    assert [name for name in ("Lin Yue", "Gao Yuan", "Wen Hai", "Wang Wu") if name in told] == []


def test_a_feed_takes_eight_queries_at_most(client, city, django_assert_max_num_queries):
    waiting = Assignment.objects.get(receipt="awaiting")
    receipts.accept(actor=actor_of(city.head_of_water, on=DAY), assignment_id=waiting.pk, now=NOW)

    with django_assert_max_num_queries(8):
        read(client, "unit-feed", "water")
