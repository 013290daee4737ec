"""The whole path by the API: two programs with tokens, one of the clerk and one of a head, and a citizen."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


@pytest.fixture
def program(city, visit):
    """Issue a token as its owner does, and give what sends requests with it."""

    def of(person):
        page = visit(person)
        page.goto("/organisation/tokens/")
        page.locator("[name=name]").fill("journey")
        page.get_by_label("Read everything that I may read").check()
        page.get_by_label("Do everything that I may do").check()
        page.get_by_role("button", name="Issue").click()
        token = page.locator("main .panel-success blockquote").inner_text().strip()
        return Program(visit().request, f"{city.address}/api/v1", token)

    return of


class Program:
    """Sends JSON and wants the answer that is promised."""

    def __init__(self, request, address, token):
        self.request, self.address = request, address
        self.headers = {"Authorization": f"Bearer {token}"}

    def ask(self, path):
        answer = self.request.get(f"{self.address}{path}", headers=self.headers)
        assert answer.ok, answer.text()
        return answer.json()

    def act(self, path, *, promised=200, **body):
        answer = self.request.post(f"{self.address}{path}", headers=self.headers, data=body)
        assert answer.status == promised, answer.text()
        return answer.json()

    def upload(self, path, file, **entries):
        parts = {"file": file, **entries}
        answer = self.request.post(f"{self.address}{path}", headers=self.headers, multipart=parts)
        assert answer.status == 201, answer.text()
        return answer.json()


def test_programs_walk_the_whole_path(city, program, visit):
    clerk, head, citizen = program("lin.yue"), program("jiang.zhaoting"), visit()

    document = clerk.upload("/sources/documents", city.copy("dust", "api"), unit="party-office", kind="communique")
    decide(clerk, document["id"])
    edition = draft(clerk, document["id"])
    mend(clerk)
    adopted = {"adopted_by": "Fifth executive meeting of 2026", "effective_from": "2026-04-01"}
    assert clerk.act(f"/registers/editions/{edition}/adopt", **adopted)["state"] == "in-force"
    duty = answer(head, clerk)

    read_in_the_portal(citizen, duty)


def proposals(clerk, document):
    return clerk.ask(f"/sources/documents/{document}")["proposals"]["rows"]


def decide(clerk, document):
    """Accept one as it is, mend another, reject a third, and accept the rest together."""
    readings, sites, praise, *rest = proposals(clerk, document)
    clerk.act(f"/sources/proposals/{readings['id']}/accept", version=readings["version"])
    housing = {"unit": "housing", "role": "lead"}
    mended = {"text": "Inspect every building site within 300 metres of a school.", "units": [housing]}
    clerk.act(f"/sources/proposals/{sites['id']}/edit", version=sites["version"], **mended)
    stale = clerk.act(f"/sources/proposals/{sites['id']}/accept", version=sites["version"], promised=409)
    assert stale["code"] == "sources.proposal.changed_meanwhile"
    clerk.act(f"/sources/proposals/{sites['id']}/accept", version=sites["version"] + 1)
    reason = {"reason": "Praise, not a task."}
    clerk.act(f"/sources/proposals/{praise['id']}/reject", version=praise["version"], **reason)
    clerk.act(
        f"/sources/documents/{document}/accept-many",
        proposals=[{"id": row["id"], "version": row["version"]} for row in rest],
    )
    assert [row["state"] for row in proposals(clerk, document)].count("accepted") == 4


def draft(clerk, document):
    opened = clerk.act(
        "/registers",
        promised=201,
        code="dust-by-api",
        kind="meeting-decisions",
        title="Dust, entered by a program",
        unit="party-office",
        document=document,
    )
    assert opened["duties"] == 4
    refused = clerk.act(
        f"/registers/editions/{opened['draft']['id']}/adopt",
        promised=409,
        adopted_by="Nobody yet",
        effective_from="2026-04-01",
    )
    assert refused["code"].startswith("responsibilities.edition.")
    return opened["draft"]["id"]


def mend(clerk):
    """Give each duty that nobody leads a unit that does."""
    faulty = clerk.ask("/registers/dust-by-api/duties?edition=1&faulty=true")["rows"]
    assert len(faulty) == 2
    for row in faulty:
        duty = clerk.ask(f"/registers/duties/{row['id']}")
        entries = {name: duty[name] for name in ("version", "text", "title", "field", "basis", "target", "cycle")}
        units = [{"unit": "ecology", "role": "lead"}]
        answer = clerk.request.put(
            f"{clerk.address}/registers/duties/{row['id']}", headers=clerk.headers, data={**entries, "units": units}
        )
        assert answer.ok, answer.text()
    assert clerk.ask("/registers/dust-by-api/duties?edition=1&faulty=true")["rows"] == []


def answer(head, clerk):
    """Sign for one duty and decline another; the clerk assigns it anew."""
    rows = clerk.ask("/registers/dust-by-api/duties?unit=ecology&whole=true")["rows"]
    assert len(rows) == 3
    first, second = (head.ask(f"/registers/duties/{row['id']}") for row in rows[:2])
    signed = head.act(f"/registers/receipts/{part_of(first)}/accept")
    assert signed["receipt"] == "accepted"
    declined = head.act(f"/registers/receipts/{part_of(second)}/decline", reason="Another bureau's yards.")
    assert declined["receipt"] == "declined"
    anew = clerk.act(f"/registers/receipts/{part_of(second)}/reassign", unit="transport", reason="Agreed.")
    assert (anew["unit"], anew["receipt"]) == ("transport", "awaiting")
    assert events_of(clerk, first)[-1] == "responsibilities.receipt.accepted"
    assert events_of(clerk, second)[-2:] == [
        "responsibilities.receipt.declined",
        "responsibilities.receipt.reassigned",
    ]
    return first


def part_of(duty):
    return next(part["id"] for part in duty["parts"] if part["unit"] == "ecology")


def events_of(clerk, duty):
    return [chapter["event"] for chapter in clerk.ask(f"/registers/duties/{duty['id']}")["story"]]


def read_in_the_portal(citizen, duty):
    citizen.goto(f"/portal/duties/{duty['id']}/")
    expect(citizen.locator("main .mark")).to_contain_text("publish the hourly dust readings")
    expect(citizen.locator("main tbody tr", has_text="Ecology").first).to_contain_text("Signed for")


def test_without_a_token_there_is_a_problem_and_no_answer(city, visit):
    answer = visit().request.get(f"{city.address}/api/v1/registers")

    assert answer.status == 401
    assert "problem+json" in answer.headers["content-type"]
