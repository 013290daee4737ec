"""A reader's choice is kept in a cookie and comes back on every page."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from zeren_platform.ui.middleware import ReadingPreferencesMiddleware
from zeren_platform.ui.preferences import COOKIE, ReadingPreferences
from zeren_platform.ui.web.preferences import choose


@pytest.fixture
def chosen():
    def send(**words):
        request = RequestFactory().post("/reading/", words)
        return choose(request)

    return send


def test_a_choice_comes_back_with_the_next_request(chosen):
    cookie = chosen(theme="dark", contrast="high", size="large").cookies[COOKIE].value
    request = RequestFactory().get("/", headers={"cookie": f"{COOKIE}={cookie}"})

    ReadingPreferencesMiddleware(lambda _request: HttpResponse())(request)

    assert request.reading_preferences == ReadingPreferences(theme="dark", contrast="high", size="large")


@pytest.mark.parametrize("cookie", ["", "dark", "..", "x.y.z", "dark.high.large.more", '"><script>'])
def test_a_cookie_that_says_nothing_sensible_changes_nothing(cookie):
    read = ReadingPreferences.read(cookie)

    assert {read.theme, read.contrast, read.size} <= {"system", "dark", "normal", "high", "large"}


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_way_back_never_leads_elsewhere(chosen, wanted):
    assert chosen(next=wanted)["Location"] == "/"


def test_the_way_back_leads_to_the_page_it_was_chosen_on(chosen):
    assert chosen(next="/registers/?state=red")["Location"] == "/registers/?state=red"


def test_the_choice_is_sent_not_fetched():
    assert choose(RequestFactory().get("/reading/")).status_code == 405


def test_scripts_cannot_read_the_cookie(chosen):
    cookie = chosen(theme="dark").cookies[COOKIE]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
