import pytest
from django.urls import reverse
from tests.platform.organisation.factories import UnitFactory
from tests.platform.portal.story import DAY, NOW
from tests.platform.search import index

from zeren_platform.common.actor import Actor
from zeren_platform.organisation.use_cases import reorganisations
from zeren_platform.responsibilities.models import Edition

NAMES = ("Lin Yue", "Gao Yuan", "Wen Hai", "Wang Wu")


def read(client, name, *args, **query):
    answer = client.get(reverse(f"portal:{name}", args=args), query)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def addresses(city, duty):
    return [
        reverse("portal:home"),
        reverse("portal:home") + "?words=air",
        reverse("portal:register", args=["ecology"]),
        reverse("portal:duty", args=[duty.pk]),
        reverse("portal:units"),
        reverse("portal:unit", args=["air"]),
    ]


def test_everybody_reads_without_signing_in(client, addresses):
    assert {client.get(address).status_code for address in addresses} == {200}


def test_nobody_is_named_anywhere(client, addresses):
    pages = [client.get(address).content.decode() for address in addresses]

    assert [name for name in NAMES for page in pages if name in page] == []


def test_a_page_takes_eight_queries_at_most(client, addresses, django_assert_max_num_queries):
    index.follow()

    for address in addresses:
        with django_assert_max_num_queries(8):
            client.get(address)


def test_the_home_page_names_the_place_and_its_registers(client, city):
    _status, page = read(client, "home")

    assert "<h1>Binhai City</h1>" in page
    assert reverse("portal:register", args=["ecology"]) in page


def test_the_home_page_says_so_while_there_is_nothing(client, db):
    status, page = read(client, "home")

    assert (status, "No register is in force yet" in page) == (200, True)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, [True, True]),
        ({"field": "Air"}, [True, False]),
        ({"unit": "air"}, [True, False]),
        ({"words": "water"}, [False, True]),
    ],
)
def test_a_register_is_narrowed(client, city, query, shown):
    _status, page = read(client, "register", "ecology", **query)

    assert [words in page for words in ("Clean air</a>", "Keep the water clean.</a>")] == shown


def test_a_duty_shows_its_sentence_its_units_and_its_story(client, duty, number_the_records):
    number_the_records()

    _status, page = read(client, "duty", duty.pk)

    assert "The bureaus shall keep the air clean." in page
    assert "Signed for" in page
    assert "Declined" in page
    assert "Supervision clerk, Binhai City" in page
    assert "№ 0" in page


def test_a_duty_shows_the_figures_that_it_aims_at(client, city, duty):
    city.edition.duties.filter(pk=duty.pk).update(targets="Growth | ≥ 5.5 % | 2026")

    assert "Growth: at least 5.5 % (2026)" in client.get(reverse("portal:duty", args=[duty.pk])).content.decode()


def test_a_draft_is_not_there(client, city, duty):
    Edition.objects.filter(pk=city.edition.pk).update(
        state="draft", adopted_at=None, adopted_by="", effective_from=None
    )

    assert [read(client, "register", "ecology")[0], read(client, "duty", duty.pk)[0]] == [404, 404]


def test_a_superseded_duty_says_that_it_is_no_longer_in_force(client, city, duty):
    Edition.objects.filter(pk=city.edition.pk).update(state="superseded", effective_until="2026-03-02")

    status, page = read(client, "duty", duty.pk)

    assert (status, "No longer in force" in page) == (200, True)


def test_units_are_listed_by_kind_with_their_duties(client, city):
    _status, page = read(client, "units")

    assert page.index("Binhai City</a>") < page.index("Air Bureau") < page.index("Hechuan District")


def test_units_are_narrowed_by_kind_and_name(client, city):
    assert "Air Bureau" not in read(client, "units", kind="district")[1]
    assert "No unit fits these filters" in read(client, "units", words="zebra")[1]


def test_a_unit_shows_what_it_has_to_do_by_role(client, city, duty):
    address = reverse("portal:duty", args=[duty.pk])

    assert address in read(client, "unit", "water")[1]
    assert address not in read(client, "unit", "water", role="lead")[1]


def test_a_unit_without_duties_says_so(client, city):
    assert "No duty in force names this unit" in read(client, "unit", "hechuan")[1]


def test_what_is_not_there_is_not_found(client, city):
    assert [read(client, "unit", "x")[0], read(client, "duty", 0)[0], read(client, "register", "x")[0]] == [404] * 3


def test_the_tags_of_government_sites_stand_in_the_head(client, duty):
    _status, page = read(client, "duty", duty.pk)

    assert '<meta name="SiteName" content="Binhai City">' in page
    assert '<meta name="ColumnType" content="信息公开目录">' in page
    assert '<meta name="ArticleTitle" content="Clean air">' in page
    assert '<meta name="PubDate" content="2026-03-02 17:30">' in page


def test_a_page_is_in_the_readers_language(client, city):
    client.cookies["django_language"] = "zh-hans"

    assert "<h1>滨海市</h1>" in read(client, "home")[1]


def test_what_a_document_says_is_never_markup(client, city, duty):
    UnitFactory(code="evil", name="<script>alert(1)</script>", parent=city.root)
    duty.title = "<img src=x onerror=alert(1)>"
    duty.save()

    pages = [read(client, "units")[1], read(client, "unit", "evil")[1], read(client, "duty", duty.pk)[1]]

    assert not any("<script>alert" in page or "<img src=x" in page for page in pages)


def test_a_unit_that_is_no_more_leads_to_its_successor_and_back(client, city):
    reorganisations.merge(actor=Actor.system("test"), codes=["water"], into="air", effective_on=DAY, now=NOW)

    former, successor = read(client, "unit", "water")[1], read(client, "unit", "air")[1]

    assert "This unit is no more since" in former
    assert reverse("portal:unit", args=["air"]) in former
    assert reverse("portal:unit", args=["water"]) in successor
