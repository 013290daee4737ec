import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.sources.conftest import LIST_EN

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import Unit
from zeren_platform.sources.models import Document, Proposal

ROOT = "/api/v1/sources"


@pytest.fixture
def program(city, client):
    """A program of the city's clerk."""
    person = PersonFactory(name="Wei Lan")
    PostFactory(role=Role.CLERK, unit=city, person=person)
    client.force_login(person)
    return client


@pytest.fixture
def officers_program(city, client):
    """A program of an officer of the bureau of water."""
    person = PersonFactory(name="Shen Bo")
    PostFactory(role=Role.OFFICER, unit=Unit.objects.get(code="water"), person=person)
    client.force_login(person)
    return client


def post(program, address, **body):
    return program.post(f"{ROOT}{address}", body, content_type="application/json")


def test_a_text_is_put_in_as_json(program):
    response = post(program, "/documents", text=LIST_EN, unit="city", kind="responsibility-list")

    document = Document.objects.get()
    assert (response.status_code, response.json()["id"]) == (201, document.pk)
    assert (document.proposals.count(), Record.objects.count()) == (3, 1)


def test_a_file_is_put_in_as_a_form_of_several_parts(program):
    file = SimpleUploadedFile("list.txt", LIST_EN.encode("gb18030"))

    response = program.post(f"{ROOT}/documents", {"file": file, "unit": "city", "kind": "policy"})

    assert (response.status_code, response.json()["file_name"]) == (201, "list.txt")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "x", "kind": "policy"}, "unit"),
        ({"text": "x", "unit": "city"}, "kind"),
        ({"text": ["x"], "unit": "city", "kind": "policy"}, "text"),
        ({"text": "x", "unit": "city", "kind": "policy", "language": "fr"}, "language"),
        ({"text": " ", "unit": "city", "kind": "policy"}, "file"),
    ],
)
def test_an_entry_that_is_missing_or_wrong_is_named(program, body, field):
    response = post(program, "/documents", **body)

    assert (response.status_code, response.json()["params"]["field"]) == (422, field)


@pytest.mark.parametrize("body", ["[]", "{", '"text"', '{"text": "\\ud800", "unit": "city", "kind": "policy"}'])
def test_a_body_that_is_no_document_is_refused(program, body):
    response = program.post(f"{ROOT}/documents", body, content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (422, "sources.document.invalid")


def test_the_same_text_is_refused_with_the_place_where_it_is(program):
    first = post(program, "/documents", text=LIST_EN, unit="city", kind="policy").json()

    response = post(program, "/documents", text=LIST_EN, unit="city", kind="policy")

    assert (response.status_code, response.json()["params"]["document"]) == (409, first["id"])


def test_documents_are_listed(program, document):
    body = program.get(f"{ROOT}/documents").json()

    assert [row["title"] for row in body["rows"]] == ["Water list"]


def test_a_document_comes_with_its_proposals_and_their_spans(program, document):
    body = program.get(f"{ROOT}/documents/{document.pk}", {"size": 2}).json()

    rows = body["proposals"]["rows"]
    assert [body["text"][row["start"] : row["end"]] for row in rows] == ["Inspect each outfall once a quarter."] * 2
    assert rows[0]["units"] == [
        {"name": "Water Bureau", "role": "lead", "unit": "water"},
        {"name": "Office of Nowhere", "role": "support", "unit": None},
    ]


def test_proposals_are_paged_by_key(program, document):
    first = program.get(f"{ROOT}/documents/{document.pk}", {"size": 2}).json()["proposals"]
    second = program.get(f"{ROOT}/documents/{document.pk}", {"size": 2, "after": first["next"]}).json()["proposals"]

    assert [row["number"] for row in (*first["rows"], *second["rows"])] == [1, 2, 3]


def test_an_officer_reads_what_was_accepted(officers_program, document, proposal, an_accepted_proposal):
    before = officers_program.get(f"{ROOT}/documents/{document.pk}").status_code
    Proposal.objects.filter(pk=proposal.pk).update(state="accepted", decided_at=document.added_at, decided_by="Wei Lan")

    body = officers_program.get(f"{ROOT}/documents/{document.pk}", {"state": "open"}).json()

    assert (before, [row["state"] for row in body["proposals"]["rows"]]) == (404, ["accepted", "accepted"])


def test_a_proposal_is_accepted(program, proposal):
    response = post(program, f"/proposals/{proposal.pk}/accept", version=1)

    assert (response.status_code, response.json()["state"], response.json()["version"]) == (200, "accepted", 2)


def test_a_proposal_is_rejected_with_a_reason(program, proposal):
    refused = post(program, f"/proposals/{proposal.pk}/reject", version=1, reason="")
    done = post(program, f"/proposals/{proposal.pk}/reject", version=1, reason="A statement.")

    assert (refused.status_code, done.json()["reason"]) == (422, "A statement.")


def test_a_decision_is_taken_back(program, an_accepted_proposal):
    response = post(program, f"/proposals/{an_accepted_proposal.pk}/reopen", version=1)

    assert response.json()["state"] == "open"


def test_a_proposal_is_edited(program, proposal):
    units = [{"unit": "ecology", "role": "lead"}, {"role": "support", "name": "Office of Nowhere"}]

    response = post(program, f"/proposals/{proposal.pk}/edit", version=1, text="Inspect.", cycle="monthly", units=units)

    body = response.json()
    assert (body["text"], body["cycle"], [unit["unit"] for unit in body["units"]]) == (
        "Inspect.",
        "monthly",
        ["ecology", None],
    )


def test_the_figures_of_a_proposal_go_in_and_come_out_as_rows(program, proposal):
    target = {"indicator": "Clean days", "operator": "between", "value": "290", "upper": "300", "unit": "days"}

    post(program, f"/proposals/{proposal.pk}/edit", version=1, text="Inspect.", targets=[target])

    told = program.get(f"{ROOT}/proposals/{proposal.pk}").json()["targets"]
    assert told == [{**target, "period": ""}]


def test_a_range_without_its_end_is_refused_and_nothing_changes(program, proposal):
    target = {"indicator": "Clean days", "operator": "between", "value": "290"}

    answer = post(program, f"/proposals/{proposal.pk}/edit", version=1, text="Inspect.", targets=[target])

    assert (answer.status_code, answer.json()["code"]) == (422, "sources.target.ends")
    assert Proposal.objects.get(pk=proposal.pk).version == 1


def test_who_says_nothing_of_figures_leaves_them(program, proposal):
    Proposal.objects.filter(pk=proposal.pk).update(targets="Clean days | ≥ 290 days")

    post(program, f"/proposals/{proposal.pk}/edit", version=1, text="Inspect.")

    assert Proposal.objects.get(pk=proposal.pk).targets == "Clean days | ≥ 290 days"


def test_several_are_accepted_together(program, document):
    keys = list(document.proposals.values_list("pk", flat=True))

    response = post(
        program, f"/documents/{document.pk}/accept-many", proposals=[{"id": key, "version": 1} for key in keys]
    )

    assert (sorted(response.json()), Record.objects.count()) == (sorted(keys), 1)


def test_who_comes_second_is_told_who_was_first(program, proposal):
    Proposal.objects.filter(pk=proposal.pk).update(version=2, changed_by="Qiu Ming")

    response = post(program, f"/proposals/{proposal.pk}/accept", version=1)

    assert (response.status_code, response.json()["params"]) == (409, {"name": "Qiu Ming", "version": 2})


@pytest.mark.parametrize("act", ["accept", "reject", "reopen", "edit"])
def test_an_officer_decides_nothing(officers_program, proposal, act):
    response = post(officers_program, f"/proposals/{proposal.pk}/{act}", version=1, reason="No.", text="Mine.")

    assert (response.status_code, Record.objects.count()) == (404, 0)


def test_nobody_reads_without_signing_in(client, document):
    assert client.get(f"{ROOT}/documents").status_code == 401


def seen(*rows):
    return [{"id": row.pk, "version": row.version} for row in rows]


def test_proposals_are_merged_and_taken_apart(program, document):
    first, second, _third = document.proposals.order_by("position")

    kept = post(program, f"/documents/{document.pk}/merge", proposals=seen(first, second), stays=first.pk).json()
    one = program.get(f"{ROOT}/proposals/{second.pk}").json()
    apart = post(program, f"/proposals/{second.pk}/take-apart", version=2).json()

    assert (kept["merged"], one["state"], one["merged_into"]) == ([second.pk], "merged", first.pk)
    assert (apart["state"], apart["merged_into"]) == ("open", None)


def test_a_proposal_is_split(program, proposal):
    parts = [{"start": 0, "end": 12, "text": "Inspect it."}, {"start": 12, "end": 36, "text": "Quarterly."}]

    body = post(program, f"/proposals/{proposal.pk}/split", version=1, parts=parts).json()

    assert [(row["number"], row["start"], row["end"], row["text"]) for row in body] == [
        (1, 0, 12, "Inspect it."),
        (4, 12, 36, "Quarterly."),
    ]


def test_several_are_rejected_together(program, document):
    rows = list(document.proposals.all())

    response = post(program, f"/documents/{document.pk}/reject-many", proposals=seen(*rows), reason="Praise.")

    assert (sorted(response.json()), Record.objects.count()) == (sorted(row.pk for row in rows), 1)
