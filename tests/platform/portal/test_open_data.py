"""A register as data: the same facts as its pages, for programs."""

import csv
import io
import json
import re

import pytest
from django.urls import reverse

from zeren_platform.responsibilities.models import Duty
from zeren_platform.responsibilities.published import open_data, open_duties

NAMES = ("Lin Yue", "Gao Yuan", "Wen Hai", "Wang Wu")


def body(client, name, *args):
    answer = client.get(reverse(f"portal:{name}", args=args))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()


def rows(client):
    return list(csv.DictReader(io.StringIO(body(client, "register-csv", "ecology").removeprefix("\ufeff"))))


def test_the_csv_has_a_row_for_each_duty(client, city):
    assert [row["number"] for row in rows(client)] == ["1", "2"]


def test_a_row_names_the_lead_the_others_and_who_has_signed(client, city):
    first = rows(client)[0]

    assert (first["lead"], first["lead_name"], first["support"]) == ("air", "空气局", "水务局")
    assert (first["signed"], first["parts"]) == ("1", "2")


def test_a_row_holds_the_very_words_of_its_source(client, city, duty):
    document = duty.proposal.document

    assert rows(client)[0]["sentence"] == document.text[duty.proposal.start : duty.proposal.end]


def test_spreadsheets_are_told_that_the_csv_is_unicode(client, city):
    assert body(client, "register-csv", "ecology").startswith("\ufeffregister,")


@pytest.mark.parametrize("beginning", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(client, city, duty, beginning):
    Duty.objects.filter(pk=duty.pk).update(title=beginning)

    assert rows(client)[0]["title"] == f"'{beginning}"


def test_the_json_has_every_part_of_every_unit(client, city):
    told = json.loads(body(client, "register-json", "ecology"))

    assert (told["register"], told["edition"], len(told["duties"])) == ("ecology", 1, 2)
    assert [part["unit"] for part in told["duties"][0]["parts"]] == ["air", "water"]


def test_each_record_leads_to_its_page(client, city):
    told = json.loads(body(client, "register-json", "ecology"))

    assert {client.get(duty["address"]).status_code for duty in told["duties"]} == {200}


@pytest.mark.parametrize("name", ["catalogue", "feed", "site-map"])
def test_the_first_page_leads_to_it(client, city, name):
    assert f'href="{reverse(f"portal:{name}")}"' in body(client, "home").partition("<main")[2]


def test_the_catalogue_leads_to_both_files(client, city):
    [dataset] = json.loads(body(client, "catalogue"))["dcat:dataset"]

    files = [one["dcat:downloadURL"]["@id"] for one in dataset["dcat:distribution"]]
    assert [file.rpartition(".")[2] for file in files] == ["csv", "json"]
    assert {client.get(file).status_code for file in files} == {200}


def test_the_map_of_the_site_names_pages_that_are_there(client, city):
    addresses = re.findall("<loc>(.*?)</loc>", body(client, "site-map"))

    assert len(addresses) == 4 + 1 + 4 + 2
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_map_too_long_for_one_file_is_several(client, city, monkeypatch):
    whole = set(re.findall("<loc>(.*?)</loc>", body(client, "site-map")))
    monkeypatch.setattr("zeren_platform.portal.web.site_map.MOST", 9)

    index = body(client, "site-map")
    parts = re.findall("<sitemap><loc>(.*?)</loc></sitemap>", index)

    assert len(parts) == 2
    assert {one for part in parts for one in re.findall("<loc>(.*?)</loc>", client.get(part).content.decode())} == whole


def test_there_is_no_further_part_of_the_map(client, city):
    assert client.get(reverse("portal:site-map-part", args=[2])).status_code == 404


def test_programs_that_gather_pages_are_led_to_the_map(client, city):
    assert "Sitemap: http://testserver/sitemap.xml" in body(client, "robots")


def test_what_the_catalogue_names_by_an_address_is_a_resource(client, city):
    """DCAT 3, 6.3 to 6.8: titles and descriptions are words; files, pages and media types are resources."""
    catalogue = json.loads(body(client, "catalogue"))
    [dataset] = catalogue["dcat:dataset"]

    assert {"dct:title", "dct:description", "dct:publisher", "dct:issued", "dcat:landingPage"} <= dataset.keys()
    assert dataset["dct:publisher"]["@type"] == catalogue["dct:publisher"]["@type"] == "foaf:Agent"
    for one in dataset["dcat:distribution"]:
        assert one["dcat:accessURL"].keys() == one["dcat:downloadURL"].keys() == one["dcat:mediaType"].keys() == {"@id"}


@pytest.mark.parametrize("name", ["register-csv", "register-json"])
def test_what_is_not_in_force_is_not_there(client, db, name):
    assert client.get(reverse(f"portal:{name}", args=["ecology"])).status_code == 404


def test_nobody_is_named_anywhere(client, city):
    given = body(client, "register-csv", "ecology") + body(client, "register-json", "ecology")

    assert [name for name in NAMES if name in given] == []


def test_the_same_is_given_whatever_is_read_at_a_time(city, monkeypatch):
    whole = list(open_duties("ecology"))
    monkeypatch.setattr(open_data, "CHUNK", 1)

    assert list(open_duties("ecology")) == whole


def test_a_register_takes_few_queries(client, city, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        body(client, "register-csv", "ecology")
