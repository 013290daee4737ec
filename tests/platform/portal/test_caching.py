import pytest
from django.test import Client
from django.urls import reverse
from tests.platform.portal.story import DAY, NOW

from zeren_platform.organisation.queries import actor_of
from zeren_platform.responsibilities.models import Assignment
from zeren_platform.responsibilities.use_cases import receipts


@pytest.fixture
def address(duty, number_the_records):
    number_the_records()
    return reverse("portal:duty", args=[duty.pk])


def test_a_public_page_may_be_kept_for_a_minute(client, address):
    answer = client.get(address)

    assert answer["Cache-Control"] == "public, max-age=60"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_it_holds_no_token_and_leaves_no_cookie(client, address):
    answer = client.get(address)

    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_nothing_is_sent_again_while_nothing_has_happened(client, address, django_assert_num_queries):
    tag = client.get(address)["ETag"]

    with django_assert_num_queries(1):
        answer = client.get(address, headers={"if-none-match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


def test_every_act_makes_a_new_tag(client, city, address, number_the_records):
    tag = client.get(address)["ETag"]
    waiting = Assignment.objects.get(receipt="awaiting")

    receipts.accept(actor=actor_of(city.head_of_water, on=DAY), assignment_id=waiting.pk, now=NOW)
    number_the_records()

    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_an_act_is_told_before_it_has_its_number(client, city, number_the_records):
    number_the_records()
    page = reverse("portal:unit", args=["water"])
    before = client.get(page)
    waiting = Assignment.objects.get(receipt="awaiting")

    receipts.accept(actor=actor_of(city.head_of_water, on=DAY), assignment_id=waiting.pk, now=NOW)
    after = client.get(page, headers={"if-none-match": before["ETag"]})

    assert "Signed for" not in before.content.decode()
    assert "Signed for" in after.content.decode()


def test_another_language_has_another_tag(client, address):
    tags = {client.get(address, headers={"accept-language": language})["ETag"] for language in ("en", "zh-hans")}

    assert len(tags) == 2


def test_the_page_of_somebody_signed_in_is_kept_by_nobody(client, city, address):
    client.force_login(city.clerk)

    answer = client.get(address)

    assert "private" in answer["Cache-Control"]
    assert "ETag" not in answer
    assert "Lin Yue" in answer.content.decode()


def test_what_is_not_there_is_not_kept(client, city):
    assert "public" not in client.get(reverse("portal:unit", args=["x"])).get("Cache-Control", "")


def test_the_portal_only_answers_those_who_read(client, address):
    assert client.post(address).status_code == 405


def test_a_reader_without_a_token_may_change_the_language(city):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(reverse("ui:language"), {"language": "zh-hans", "next": "/"})

    assert answer.status_code == 302


def test_a_page_is_rendered_once_for_all_readers(client, city, address, number_the_records, django_assert_num_queries):
    number_the_records()
    first = client.get(address).content

    with django_assert_num_queries(1):
        again = client.get(address).content

    assert again == first


def test_a_page_is_rendered_anew_once_something_has_happened(client, city, address, number_the_records):
    number_the_records()
    home = reverse("portal:home")
    first = client.get(home).content
    waiting = Assignment.objects.get(receipt="awaiting")
    receipts.accept(actor=actor_of(city.head_of_water, on=DAY), assignment_id=waiting.pk, now=NOW)
    number_the_records()

    assert client.get(home).content != first


def test_a_page_that_was_rendered_for_one_reader_holds_nothing_of_theirs(client, city, address, number_the_records):
    number_the_records()
    client.force_login(city.clerk)
    own = client.get(address).content
    client.logout()

    assert b"Lin Yue" in own
    assert b"Lin Yue" not in client.get(address).content


def test_each_site_has_its_own_addresses(client, city, address, number_the_records, settings):
    settings.ALLOWED_HOSTS = ["*"]
    number_the_records()

    pages = [client.get(address, headers={"host": host}).content.decode() for host in ("one.example", "two.example")]

    assert ["http://two.example" in page for page in pages] == [False, True]


def test_what_stands_in_an_address_is_escaped_in_the_frame_that_pages_share(client, address):
    page = client.get(address, {"x": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page
    assert 'name="next" value="' in page


def test_the_frame_that_pages_share_marks_where_one_is(client, city, number_the_records):
    number_the_records()
    addresses = reverse("portal:unit", args=["water"]), reverse("portal:register", args=["ecology"])
    here = [
        client.get(address).content.decode().partition('aria-current="page" data-go="')[2][:1] for address in addresses
    ]

    assert here == ["u", "h"]


def test_a_reader_with_preferences_has_a_frame_of_their_own(client, address):
    client.cookies["reading"] = "dark.high.large"
    chosen = client.get(address).content.decode()
    client.cookies.clear()

    assert 'data-theme="dark"' in chosen
    assert 'data-theme="dark"' not in client.get(address).content.decode()
