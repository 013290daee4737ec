"""Errors become pages, problems and exit codes at one place."""

import json

import pytest
from django.forms import CharField, Form
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.utils.translation import override

from zeren.foundations.errors import InvalidInputError, NotPermittedError, RefusedError, VerificationError, ZerenError
from zeren_platform.common import problems
from zeren_platform.common.pagination import BadCursorError
from zeren_platform.common.sentences import SENTENCES, sentence, unworded


class HeldError(RefusedError):
    """Only for these tests: a refusal that names a field."""

    code = "sources.document.already_held"


class UnwordedError(ZerenError):
    """Only for these tests: no sentence is of this code."""

    code = "tests.unworded"


KINDS = [
    (problems.NotFoundError(), 404, 1),
    (problems.ExpiredFormError(), 403, 1),
    (NotPermittedError(), 403, 1),
    (RefusedError(), 409, 1),
    (InvalidInputError(), 422, 2),
    (BadCursorError(cursor="x"), 422, 2),
    (VerificationError(), 422, 1),
    (ZerenError(), 500, 1),
]
each_kind = pytest.mark.parametrize(("error", "status", "code"), KINDS, ids=lambda value: type(value).__name__)


@each_kind
def test_each_kind_has_its_status_and_exit_code(error, status, code):
    assert problems.status_of(error) == status
    assert problems.exit_code(error) == code


@each_kind
def test_a_problem_says_so_by_its_media_type_and_status(error, status, code):
    answer = problems.problem(error)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert body["status"] == status
    assert body["type"] == f"tag:zeren,2026:{error.code}"
    assert body["detail"] == sentence(error)
    assert body.keys() == {"type", "title", "detail", "status", "code", "params"}


def test_a_problem_holds_the_parameters_as_they_are():
    error = NotPermittedError(actor="Sun Xiaomei", roles=("clerk", "leader"), path="/city/", count=3, open=None)

    assert json.loads(problems.problem(error).content)["params"] == {
        "actor": "Sun Xiaomei",
        "roles": ["clerk", "leader"],
        "path": "/city/",
        "count": 3,
        "open": None,
    }


def test_a_sentence_takes_the_parameters_of_its_error():
    assert sentence(HeldError(title="The list")) == "This document is already here: The list."


def test_an_error_without_a_sentence_is_still_told():
    assert sentence(UnwordedError(row=3)) == sentence(ZerenError())
    assert unworded({UnwordedError.code, ZerenError.code}) == {UnwordedError.code}


def test_every_sentence_is_whole():
    with override("en"):
        told = [str(text) for text in SENTENCES.values()]

    # Faults found by Django's own checks come as whole sentences.
    whole = [text for text in told if text != "%(faults)s"]
    assert [text for text in whole if not (text[0].isupper() or text[0] == "%") or text[-1] != "."] == []


class TitleForm(Form):
    title = CharField(required=False)


def filled():
    form = TitleForm({"title": "The list"})
    form.full_clean()
    return form


def test_a_refusal_stands_beside_the_field_it_names():
    form = filled()

    with problems.shown_on(form):
        raise HeldError(title="The list", field="title")

    assert form.errors == {"title": ["This document is already here: The list."]}
    assert form.cleaned_data == {}


@pytest.mark.parametrize("field", ["body", None, 3])
def test_a_refusal_that_names_no_field_of_the_form_stands_over_it(field):
    form = filled()

    with problems.shown_on(form):
        raise HeldError(title="The list", field=field)

    assert form.non_field_errors() == ["This document is already here: The list."]


@pytest.mark.parametrize("error", [NotPermittedError(), problems.NotFoundError(), VerificationError(), KeyError()])
def test_what_no_entry_can_mend_is_no_matter_of_the_form(error):
    with pytest.raises(type(error)), problems.shown_on(filled()):
        raise error


def answer_to(exception):
    middleware = problems.ProblemsMiddleware(lambda _request: HttpResponse())
    return middleware.process_exception(RequestFactory().get("/desk/"), exception)


@each_kind
def test_a_view_that_is_refused_answers_with_a_page(error, status, code):
    page = answer_to(error)

    assert page.status_code == status
    assert sentence(error) in page.content.decode().replace("&#x27;", "'")


def test_what_is_not_ours_goes_on_to_django():
    assert answer_to(KeyError("x")) is None


@pytest.mark.django_db
def test_an_address_without_anything_is_told_to_people_in_the_frame_of_the_site(client):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert sentence(problems.NotFoundError()) in answer.content.decode()
    assert "<main" in answer.content.decode()


@pytest.mark.django_db
def test_an_address_without_anything_is_a_problem_to_programs(client):
    answer = client.get("/nowhere/", headers={"accept": "application/problem+json, application/json;q=0.5"})

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_a_form_of_another_session_is_told_as_that():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "sun", "password": "x"})

    assert answer.status_code == 403
    assert sentence(problems.ExpiredFormError()) in answer.content.decode()


def test_a_failure_is_told_without_the_database(rf):
    """No test database here: whoever asks for one fails."""
    page = problems.failure(rf.get("/desk/"))

    assert page.status_code == 500
    assert sentence(ZerenError()) in page.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_of_the_api_is_a_problem(client):
    answer = client.get("/api/v1/nothing-here")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.django_db
def test_who_has_not_signed_in_is_told_the_same_twice(client):
    answer = client.get("/api/v1/registers")

    assert (answer.status_code, answer.json()["status"], answer["WWW-Authenticate"]) == (401, 401, "Bearer")


def refused_after(referer, method="post"):
    request = getattr(RequestFactory(), method)("/desk/", HTTP_HOST="testserver", HTTP_REFERER=referer)
    middleware = problems.ProblemsMiddleware(lambda _request: HttpResponse())
    return middleware.process_exception(request, RefusedError()).content.decode()


def test_a_refused_form_leads_back_to_where_it_was_sent():
    assert 'href="/registers/?field=air"' in refused_after("http://testserver/registers/?field=air")


@pytest.mark.parametrize(
    "referer", ["http://elsewhere.example/x/", "http://testserver//elsewhere.example/", "", "javascript:0", "http://["]
)
def test_a_refusal_leads_nowhere_but_to_pages_of_ours(referer):
    assert "Back to where you were" not in refused_after(referer)


def test_an_address_that_was_typed_leads_back_to_the_first_page_alone():
    assert "Back to where you were" not in refused_after("http://testserver/registers/", "get")


def test_who_comes_by_a_link_to_where_only_a_form_leads_sees_a_page():
    request = RequestFactory().get("/sources/1/accept/")
    shown = problems.ProblemsMiddleware(lambda _request: HttpResponseNotAllowed(["POST"]))(request)

    assert (shown.status_code, shown["Allow"]) == (405, "POST")
    assert "Nothing was sent, so nothing was changed." in shown.content.decode()
