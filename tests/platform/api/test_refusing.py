"""What is wrong is told as a problem that says where."""

import pytest


def test_a_fault_in_the_body_is_pointed_at(program, a_draft):
    body = {"text": "Keep dust down.", "units": [{"unit": "air"}]}

    problem = program()("POST", f"/registers/editions/{a_draft.pk}/duties", body).json()

    assert problem["errors"] == [{"pointer": "#/units/0/role", "detail": "Field required"}]


def test_a_fault_of_a_parameter_names_it(program):
    problem = program()("GET", "/registers?size=0").json()

    assert [fault["parameter"] for fault in problem["errors"]] == ["size"]


def test_a_refusal_that_names_a_field_points_at_it(program):
    body = {"code": "air", "kind": "nothing", "title": "Air", "unit": "binhai"}

    problem = program()("POST", "/registers", body).json()

    assert (problem["status"], problem["errors"][0]["pointer"]) == (422, "#/kind")


def test_a_problem_has_the_members_of_rfc_9457(program):
    problem = program()("GET", "/registers/nowhere").json()

    assert {"type", "title", "detail", "status"} <= problem.keys()
    assert (problem["title"], problem["status"]) == ("Not found", 404)


def test_a_method_that_is_not_there_is_a_problem(program):
    answer = program()("DELETE", "/registers")

    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (
        405,
        "application/problem+json",
        "api.method",
    )
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_column_holds_is_refused(program, number):
    assert program()("GET", f"/sources/proposals/{number}").status_code == 422


@pytest.mark.parametrize("address", ["/organisation/units?words=%00", "/sources/documents?words=a%00b"])
def test_a_nul_in_an_address_is_refused(program, address):
    answer = program()("GET", address)

    assert (answer.status_code, answer.json()["code"]) == (422, "api.malformed")


def test_a_nul_in_a_body_is_refused(program):
    answer = program()("POST", "/registers", {"code": "a", "kind": "other", "title": "A\0", "unit": "binhai"})

    assert (answer.status_code, answer.json()["code"]) == (422, "api.malformed")


def test_a_body_that_is_no_json_is_a_problem(program):
    caller = program()
    answer = caller.client.post(
        "/api/v1/registers", "{", content_type="application/json", headers={"authorization": f"Bearer {caller.secret}"}
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "api.malformed")
