"""The page tags that the guide for government websites asks for stand on every public page.

State Council office, 2017, document 47, annex 2: the names of the required tags, by kind of page.
"""

import re

import pytest
from django.urls import reverse

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
PAGES = {
    "home": ([], SITE + COLUMN),
    "units": ([], SITE + COLUMN),
    "unit": (["air"], SITE + COLUMN),
    "log": ([], SITE + COLUMN),
    "check": ([], SITE + COLUMN),
    "register": (["ecology"], SITE + COLUMN + ARTICLE),
    "edition": (["ecology", 1], SITE + COLUMN + ARTICLE),
    "duty": (["DUTY"], SITE + COLUMN + ARTICLE),
}


def tags(client, name, duty):
    args = [duty.pk if arg == "DUTY" else arg for arg in PAGES[name][0]]
    page = client.get(reverse(f"portal:{name}", args=args)).content.decode()
    return dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page))


@pytest.fixture
def site(settings):
    settings.SITE_ID_CODE = "2102000001"
    return settings


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_every_tag_that_is_required(client, site, duty, name):
    found = tags(client, name, duty)

    assert [tag for tag in PAGES[name][1] if not found.get(tag)] == []


def test_the_site_is_named_as_the_installation_says(client, site, duty):
    site.SITE_NAME, site.SITE_DOMAIN = "滨海市责任公开", "duties.binhai.example"

    found = tags(client, "duty", duty)

    assert [found[name] for name in SITE] == ["滨海市责任公开", "duties.binhai.example", "2102000001"]


def test_a_site_without_a_code_claims_none(client, duty):
    assert "SiteIDCode" not in tags(client, "duty", duty)


def test_the_time_of_publication_is_written_as_the_guide_says(client, site, duty):
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags(client, "register", duty)["PubDate"])


def test_the_optional_tags_say_more_of_a_duty(client, site, duty):
    found = tags(client, "duty", duty)

    assert {"Keywords", "Author", "Description", "Url"} <= found.keys()
    assert found["Url"] == f"http://testserver{reverse('portal:duty', args=[duty.pk])}"
