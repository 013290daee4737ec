"""Signing in as people do it: names, passwords, guessing, second factors."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.platform.organisation.factories import PersonFactory

RIGHT = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh_counts():
    """Nothing that another test counted is remembered."""
    cache.clear()


@pytest.fixture
def person(db):
    return PersonFactory(username="lin.yue", name="Lin Yue")


def sign_in(client, password=RIGHT, username="lin.yue"):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def sign_in_again(client):
    """Say the password once more, as whoever changes a second factor must."""
    client.post(reverse("account_reauthenticate"), {"password": RIGHT})


def is_in(client):
    return client.get(reverse("organisation:absence")).status_code == 200


def test_the_right_password_opens_the_desk(client, person):
    answer = sign_in(client)

    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:overview"))
    assert is_in(client)


def test_a_page_that_was_asked_for_comes_after_signing_in(client, person):
    asked = client.get(reverse("organisation:tokens"))

    answer = client.post(asked["Location"], {"login": "lin.yue", "password": RIGHT})

    assert answer["Location"] == reverse("organisation:tokens")


@pytest.mark.parametrize(("username", "password"), [("lin.yue", "wrong"), ("nobody", RIGHT)])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(client, person, username, password):
    page = sign_in(client, password, username).content.decode()

    assert "The username and/or password you specified are not correct." in page
    assert not is_in(client)


def test_signing_out_asks_for_a_form_and_closes_the_desk(client, person):
    sign_in(client)

    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_nobody_registers_alone(client, db):
    answer = client.post(
        reverse("account_signup"), {"username": "me", "password1": "a long password", "password2": "a long password"}
    )

    assert answer.status_code == 200
    assert "Sign Up Closed" in answer.content.decode()


def test_guessing_is_closed_after_eight_wrong_passwords(client, person):
    answers = [sign_in(client, f"guess {number}").status_code for number in range(8)]

    last = sign_in(client)

    assert answers[:7] == [200] * 7
    assert (last.status_code, last["Retry-After"]) == (429, "900")
    assert "closed for 15 minutes" in last.content.decode()
    assert not is_in(client)


def test_others_sign_in_while_one_name_is_closed(client, person):
    PersonFactory(username="wen.hai")
    for number in range(9):
        sign_in(client, f"guess {number}")

    assert sign_in(Client(), username="wen.hai").status_code == 302


def test_somebody_who_left_does_not_come_in(client, person):
    person.is_active = False
    person.save()

    sign_in(client)

    assert not is_in(client)


@pytest.fixture
def with_second_factor(client, person):
    """Enrol an authenticator as the page does; give the secret."""
    sign_in(client)
    sign_in_again(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302
    client.post(reverse("account_logout"))
    return secret


def code_of(secret, *, step=0):
    counter = next(iter(totp.yield_hotp_counters_from_time())) + step
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_enrolling_an_authenticator_shows_a_code_to_scan(client, person):
    sign_in(client)
    sign_in_again(client)

    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert "data:image/svg+xml" in page


def test_with_a_second_factor_the_password_alone_opens_nothing(client, with_second_factor):
    answer = sign_in(client)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_the_code_opens_the_desk(client, with_second_factor, django_user_model):
    sign_in(client)

    client.post(reverse("mfa_authenticate"), {"code": code_of(with_second_factor, step=1)})

    assert is_in(client)


def test_a_wrong_code_opens_nothing(client, with_second_factor):
    sign_in(client)

    page = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()

    assert "Incorrect code." in page
    assert not is_in(client)


def test_a_recovery_code_opens_the_desk_once(client, with_second_factor):
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(with_second_factor, step=1)})
    sign_in_again(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    spare = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    client.post(reverse("account_logout"))
    opened = []

    for _attempt in range(2):
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": spare})
        opened.append(is_in(client))
        client.post(reverse("account_logout"))

    assert opened == [True, False]


@pytest.mark.parametrize("name", ["account_login", "account_change_password", "mfa_index", "mfa_add_webauthn"])
def test_account_pages_hold_nothing_that_the_policy_forbids(client, person, name):
    sign_in(client)
    if name == "account_login":
        client.post(reverse("account_logout"))
    else:
        sign_in_again(client)

    answer = client.get(reverse(name), follow=True)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    inline = [part for part in page.split("<script")[1:] if "src=" not in part.split(">")[0]]
    assert [part for part in inline if 'type="application/json"' not in part.split(">")[0]] == []
    assert " style=" not in page
