"""Files through the API and the command line."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.platform.organisation.factories import PersonFactory, PostFactory

from zeren.cli import main
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.queries import actor_of
from zeren_platform.organisation.use_cases import tokens

WORDS = b"Number,Duty,Lead unit\n2,Keep quiet.,air\n"


@pytest.fixture
def token(a_draft):
    person = PersonFactory(name="Wei Lan")
    PostFactory(role="clerk", unit=Unit.objects.get(code="binhai"), person=person, valid_from="2020-01-01")
    actor = actor_of(person, on=timezone.localdate())
    _token, secret = tokens.issue(
        actor=actor, name="script", scopes=["registers:read", "registers:write"], days=1, now=timezone.now()
    )
    return secret


@pytest.fixture
def call(client, token):
    def ask(method, address, **data):
        headers = {"authorization": f"Bearer {token}"}
        return getattr(client, method)(f"/api/v1/registers/{address}", data, headers=headers)

    return ask


def test_a_program_compares_applies_and_undoes(call, a_draft):
    made = call("post", f"editions/{a_draft.pk}/imports", file=SimpleUploadedFile("list.csv", WORDS))
    assert made.status_code == 201, made.content
    assert made.json()["counts"]["new"] == 1
    key = made.json()["id"]

    rows = call("get", f"imports/{key}/rows", shown="new").json()["rows"]
    assert [(row["line"], row["number"], row["said"]["text"]) for row in rows] == [(2, "2", "Keep quiet.")]

    assert call("post", f"imports/{key}/apply").json()["state"] == "applied"
    assert a_draft.duties.count() == 2
    assert call("post", f"imports/{key}/undo").json()["state"] == "undone"
    assert a_draft.duties.count() == 1


def test_a_program_says_what_becomes_of_the_missing_and_of_the_order(client, token, call, a_draft):
    file = SimpleUploadedFile("list.csv", WORDS)
    key = call("post", f"editions/{a_draft.pk}/imports", file=file).json()["id"]

    def settle(**said):
        headers = {"authorization": f"Bearer {token}"}
        address = f"/api/v1/registers/imports/{key}/settle"
        return client.post(address, said, content_type="application/json", headers=headers)

    told = settle(missing="remove", order="file").json()
    assert (told["missing"], told["order"]) == ("remove", "file")
    told = settle(order="draft").json()
    assert (told["missing"], told["order"]) == ("remove", "draft")
    assert settle(order="backwards").status_code == 422
    call("post", f"imports/{key}/apply")
    assert [duty.number for duty in a_draft.duties.all()] == ["2"]


def test_a_program_gets_the_register_as_records(call, a_draft):
    answer = call("get", f"{a_draft.register.code}/export/json")

    found = json.loads(b"".join(answer))
    assert found["duties"][0]["units"] == [{"code": "air", "name": "Air Bureau", "role": "lead"}]


def test_the_command_line_shows_and_applies(token, a_draft, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZEREN_TOKEN", token)
    place = tmp_path / "list.csv"
    place.write_bytes(WORDS)

    assert main(["register", "import", a_draft.register.code, str(place)]) == 0
    assert a_draft.duties.count() == 1
    assert "2  2          new" in capsys.readouterr().out

    assert main(["register", "import", a_draft.register.code, str(place), "--apply"]) == 0
    assert a_draft.duties.count() == 2


def test_the_command_line_names_the_faulty_rows(token, a_draft, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZEREN_TOKEN", token)
    place = tmp_path / "list.csv"
    place.write_bytes(b"Number,Duty,Due on\n2,Keep quiet.,soon\n")

    assert main(["register", "import", a_draft.register.code, str(place), "--apply"]) == 1
    assert "is no day" in capsys.readouterr().out
    assert a_draft.duties.count() == 1


def test_the_command_line_exports(token, a_draft, tmp_path, monkeypatch):
    monkeypatch.setenv("ZEREN_TOKEN", token)
    out = tmp_path / "list.xlsx"

    assert main(["register", "export", a_draft.register.code, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"PK")
