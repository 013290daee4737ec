"""Who comes in, and how: a wrong password, a code of an app, a passkey."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from playwright.sync_api import expect
from tests.journeys.visiting import enter_person, sign_in, sign_out

pytestmark = pytest.mark.journey


def code_of(secret, at):
    """Compute the code of RFC 6238 for a moment."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[place : place + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def confirm_password(page, city, password):
    """Give the password once more where the page asks for it."""
    if "reauthenticate" in page.url:
        page.locator("[name=password]").fill(password)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda address: "reauthenticate" not in address)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wrong_password_is_told_beside_the_form(city, visit):
    page = visit()

    sign_in(page, city, "lin.yue", "not the password")

    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert).to_contain_text(city.choose(en="not correct", zh="不正确"))
    expect(page.locator("[name=login]")).to_have_value("lin.yue")
    expect(page.locator("[name=password]")).to_have_value("")


def test_a_code_of_an_app_is_asked_for_once_it_was_enrolled(city, visit):
    password, page = enter_person(visit("xiang.wantang"), city, "tao.wen"), visit()
    sign_in(page, city, "tao.wen", password)
    page.wait_for_url("**/desk/")
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Activate").click()
    confirm_password(page, city, password)
    secret = page.locator("#authenticator_secret").input_value()

    now = time.time()
    page.locator("[name=code]").fill(code_of(secret, now))
    page.get_by_role("button", name="Activate").click()
    page.wait_for_url("**/recovery-codes/**")

    sign_out(page, city)
    sign_in(page, city, "tao.wen", password)
    page.locator("[name=code]").fill("000000")
    page.locator("[name=code]").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    # A code is taken once; the clock of an app may be one step ahead.
    page.locator("[name=code]").fill(code_of(secret, now + 30))
    page.locator("[name=code]").press("Enter")
    page.wait_for_url("**/desk/")


def test_a_passkey_opens_the_door(city, visit):
    password, page = enter_person(visit("xiang.wantang"), city, "luo.min"), visit(host="localhost")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    abilities = dict.fromkeys(
        ("automaticPresenceSimulation", "hasResidentKey", "hasUserVerification", "isUserVerified"), True
    )
    device = {"protocol": "ctap2", "transport": "internal", **abilities}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    local = city.at("localhost")
    sign_in(page, local, "luo.min", password)
    page.wait_for_url("**/desk/")

    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page, local, password)
    page.locator("[name=name]").fill("Laptop")
    page.locator("[name=passwordless]").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")

    sign_out(page, local)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")
    expect(page.locator(".header")).to_contain_text("Luo Min")
