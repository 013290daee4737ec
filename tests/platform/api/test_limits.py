"""Nobody keeps the API from others by asking too much."""

from datetime import timedelta
from ipaddress import ip_network

import pytest

from zeren_platform.common.limits import Limit
from zeren_platform.config.door import LIMITS


@pytest.fixture
def few(monkeypatch):
    """Let people send 20 requests in 20 seconds, and strangers 10."""
    monkeypatch.setitem(LIMITS, "person", Limit(count=20, seconds=20))
    monkeypatch.setitem(LIMITS, "address", Limit(count=10, seconds=20))


def test_every_answer_says_how_much_is_left(program):
    answer = program()("GET", "/registers")

    said = [answer[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")]
    assert said == ["600", "599", "1"]


def test_who_asks_too_much_is_told_how_long_to_wait(program, few):
    caller = program()
    answers = [caller("GET", "/organisation/me") for _ in range(21)]

    assert {answer.status_code for answer in answers[:20]} == {200}
    refused = answers[20]
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert (refused["Retry-After"], refused["RateLimit-Remaining"], refused["RateLimit-Reset"]) == ("1", "0", "20")


def test_what_was_spent_comes_back(program, clock, few):
    caller = program()
    for _ in range(21):
        caller("GET", "/organisation/me")

    clock.shift(timedelta(seconds=5))

    assert [caller("GET", "/organisation/me").status_code for _ in range(6)] == [200] * 5 + [429]


def test_one_person_is_not_counted_against_another(program, few):
    first, second = program(), program()
    for _ in range(21):
        first("GET", "/organisation/me")

    assert second("GET", "/organisation/me").status_code == 200


def test_strangers_are_counted_by_their_address(client, db, few):
    answers = [client.get("/api/v1/registers") for _ in range(11)]

    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert client.get("/api/v1/registers", REMOTE_ADDR="192.0.2.7").status_code == 401


BEHIND = {"REMOTE_ADDR": "10.0.0.2"}


@pytest.mark.parametrize(
    ("passed_on", "sender"),
    [
        pytest.param("192.0.2.7", "192.0.2.7", id="one proxy"),
        pytest.param("192.0.2.7, 10.0.0.9", "192.0.2.7", id="two proxies"),
        pytest.param("198.51.100.1, 192.0.2.7", "192.0.2.7", id="what the sender wrote themselves"),
        pytest.param("198.51.100.1, nonsense", "10.0.0.2", id="no address"),
    ],
)
def test_behind_our_proxies_strangers_are_counted_by_their_own_address(client, db, few, settings, passed_on, sender):
    settings.PROXIES = (ip_network("10.0.0.0/8"),)
    for _ in range(10):
        client.get("/api/v1/registers", REMOTE_ADDR=sender)

    assert client.get("/api/v1/registers", **BEHIND, HTTP_X_FORWARDED_FOR=passed_on).status_code == 429
    assert client.get("/api/v1/registers", **BEHIND, HTTP_X_FORWARDED_FOR="203.0.113.5").status_code == 401


@pytest.mark.parametrize("proxies", [(), (ip_network("172.16.0.0/12"),)])
def test_nobody_else_is_believed_about_who_they_are(client, db, few, settings, proxies):
    settings.PROXIES = proxies
    answers = [
        client.get("/api/v1/registers", **BEHIND, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}") for number in range(11)
    ]

    assert answers[-1].status_code == 429


def test_strangers_do_not_shut_out_who_signs_in_from_their_address(client, program, few):
    for _ in range(11):
        client.get("/api/v1/registers")

    assert program()("GET", "/registers").status_code == 200


def test_a_limit_forgets_who_is_idle(monkeypatch):
    monkeypatch.setattr("zeren_platform.common.limits.MANY", 2)
    limit = Limit(count=2, seconds=2)
    for key in "abc":
        limit.spend(key, at=0)

    limit.spend("d", at=10)

    assert set(limit._whole_again) == {"d"}


def test_the_api_is_generous_with_people_and_sparing_with_strangers():
    assert {name: (limit.count, limit.seconds) for name, limit in LIMITS.items()} == {
        "person": (600, 60),
        "address": (300, 60),
    }
