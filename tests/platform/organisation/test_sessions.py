"""A session is read as Django reads it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.platform.organisation.factories import PostFactory

from zeren_platform.config.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    browser = Client()
    browser.force_login(PostFactory().person)
    return browser


def is_let_in(browser):
    return browser.get(reverse("desk:overview")).status_code == 200


def test_who_has_signed_in_is_let_in(browser):
    assert is_let_in(browser)


def test_who_has_signed_out_is_not(browser):
    browser.logout()

    assert not is_let_in(browser)


def test_a_session_that_is_over_lets_nobody_in(browser):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert not is_let_in(browser)


def test_a_key_that_is_none_gives_an_empty_session_without_a_key():
    session = SessionStore("0" * 32)

    assert dict(session.items()) == {}
    assert session.session_key is None


def test_what_was_kept_is_read_again():
    kept = SessionStore()
    kept["words"] = "岸电"
    kept.create()

    assert SessionStore(kept.session_key)["words"] == "岸电"
