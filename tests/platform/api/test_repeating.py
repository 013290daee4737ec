"""The same request sent twice does one act and gets one answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from tests.platform.api.conftest import Program

from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import KeptAnswer
from zeren_platform.responsibilities.models import Register
from zeren_platform.sources.models import Document

KEY = "7b0c0f2e-7a9e-4b1f-9f5e-3d1f0c6d2a11"
BODY = {"code": "air-2026", "kind": "other", "title": "Clean air", "unit": "binhai"}


def open_register(caller, key=KEY, **changes):
    return caller("POST", "/registers", BODY | changes, idempotency_key=key)


def test_the_record_of_the_act_has_the_key_as_its_uid(program):
    open_register(program())

    assert Record.objects.order_by("-id")[0].uid.__str__() == KEY


def test_the_same_request_gets_the_same_answer_and_does_nothing(program, ledger):
    caller = program()
    first = open_register(caller)
    known = len(ledger())

    second = open_register(caller)

    assert (second.status_code, second.json()) == (first.status_code, first.json()) == (201, first.json())
    assert (second["Idempotency-Replayed"], len(ledger()) - known, Register.objects.count()) == ("true", 0, 1)


def test_another_request_with_the_same_key_is_refused(program):
    caller = program()
    open_register(caller)

    answer = open_register(caller, code="water-2026")

    assert (answer.status_code, answer.json()["code"]) == (409, "api.key.used")
    assert Register.objects.count() == 1


def test_somebody_else_with_the_same_key_learns_nothing(program):
    open_register(program())

    answer = open_register(program())

    assert (answer.status_code, answer.json()["code"]) == (409, "api.key.used")


def test_a_refused_request_leaves_its_key_free(program):
    caller = program()
    refused = open_register(caller, unit="nowhere")

    mended = open_register(caller)

    assert (refused.status_code, mended.status_code) == (404, 201)


def test_a_key_is_a_uuid(program):
    answer = open_register(program(), key="twice")

    assert (answer.status_code, answer.json()["code"]) == (422, "api.key.malformed")
    assert Register.objects.count() == 0


def test_an_answer_is_kept_for_a_day_and_the_act_for_ever(program, clock):
    caller = program()
    open_register(caller)
    clock.shift(timedelta(hours=25))
    open_register(caller, key=str(uuid4()), code="water-2026")

    answer = open_register(caller)

    assert (answer.status_code, answer.json()["code"]) == (409, "api.key.answer_not_kept")
    assert Register.objects.count() == 2


def test_a_request_whose_answer_was_lost_is_not_carried_out_again(program):
    caller = program()
    open_register(caller)
    KeptAnswer.objects.all().delete()

    assert open_register(caller).json()["code"] == "api.key.answer_not_kept"
    assert Register.objects.count() == 1


def test_an_answer_without_a_body_is_repeated(program, a_draft):
    caller, address = program(), f"/registers/editions/{a_draft.pk}/discard"

    answers = [caller("POST", address, idempotency_key=KEY) for _ in range(2)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b""), (204, b"")]


def test_a_secret_is_not_kept(client, program):
    client.force_login(program().person)
    body = {"name": "export", "scopes": ["read"], "days": 3}
    address, headers = "/api/v1/organisation/tokens", {"Idempotency-Key": KEY}

    answers = [client.post(address, body, content_type="application/json", headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 409]
    assert KeptAnswer.objects.count() == 0


def test_a_file_is_the_same_though_its_boundaries_differ(client, program):
    caller = program()
    headers = {"authorization": f"Bearer {caller.secret}", "Idempotency-Key": KEY}

    answers = [
        client.generic("POST", "/api/v1/sources/documents", *form_with(boundary), headers=headers)
        for boundary in ("one", "two")
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Document.objects.count() == 1


def form_with(boundary):
    parts = {'name="unit"': "binhai", 'name="kind"': "communique", 'name="title"': "Third meeting"}
    parts['name="file"; filename="list.txt"'] = "The Air Bureau shall keep the air clean."
    said = "".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {name}\r\n\r\n{text}\r\n" for name, text in parts.items()
    )
    return f"{said}--{boundary}--\r\n", f"multipart/form-data; boundary={boundary}"


def test_a_key_means_nothing_for_reading(program):
    assert program()("GET", "/registers", idempotency_key="anything").status_code == 200


@pytest.mark.usefixtures("committed")
def test_the_same_request_sent_at_the_same_time_is_carried_out_once(program, monkeypatch):
    """Both come through the door before either has done anything; the database lets one of them act."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a SQLite database in memory has one connection; the PostgreSQL lane and the next test use threads")
    assert_once(program())


def assert_once(caller, many=6):
    known, barrier = Record.objects.count(), Barrier(many)

    def send(_number):
        barrier.wait()
        try:
            return open_register(Program(Client(), caller.secret, caller.person))
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=many) as pool:
        answers = list(pool.map(send, range(many)))

    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert sum("Idempotency-Replayed" in answer for answer in answers) == many - 1
    assert (Register.objects.count(), Record.objects.count() - known) == (1, 1)
