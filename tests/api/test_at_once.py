"""The same request sent several times at once to a served site is carried out once (SQLite; PostgreSQL: ./zeren test-pg)."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest

pytestmark = pytest.mark.api
MANY = 8


@pytest.fixture(scope="module")
def send(site):
    """Send a request of the clerk."""
    token = site.token_of("lin.yue")

    def to(path, body=None, key=""):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        data = None if body is None else json.dumps(body).encode()
        try:
            answer = urlopen(Request(f"{site.address}/api/v1{path}", data, headers))  # noqa: S310 - our own site
        except HTTPError as refusal:
            answer = refusal
        return answer.status, answer.headers, json.loads(answer.read())

    return to


def at_once(send, path, bodies, key):
    barrier = Barrier(len(bodies))

    def one(body):
        barrier.wait()
        return send(path, body, key)

    with ThreadPoolExecutor(max_workers=len(bodies)) as pool:
        return list(pool.map(one, bodies))


def register(code):
    return {"code": code, "kind": "other", "title": "At once", "unit": "party-office"}


def test_one_act_and_one_answer(send):
    answers = at_once(send, "/registers", [register("at-once")] * MANY, str(uuid4()))

    assert {(status, json.dumps(body)) for status, _headers, body in answers} == {(201, json.dumps(answers[0][2]))}
    assert sum("Idempotency-Replayed" in headers for _status, headers, _body in answers) == MANY - 1


def test_of_different_requests_with_one_key_one_is_carried_out(send):
    answers = at_once(send, "/registers", [register(f"either-{number}") for number in range(MANY)], str(uuid4()))

    assert sorted(status for status, _headers, _body in answers) == [201] + [409] * (MANY - 1)
    assert {body["code"] for status, _headers, body in answers if status == 409} == {"api.key.used"}
