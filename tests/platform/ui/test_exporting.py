"""The tables of a page as a file."""

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from zeren_platform.ui import exporting
from zeren_platform.ui.exporting import TableExportMiddleware

ONE = (
    '<table class="table table-dense"><caption>Duties</caption><thead><tr><th>No.</th><th>Duty</th></tr></thead>'
    "<tbody><tr><td>1</td><th><a>Clean &amp; air</a><p>every day</p></th></tr><tr><td>2</td><th>=1+1</th></tr></tbody>"
    "</table>"
)
SPARE = '<table class="figures-table table"><tr><td>9</td></tr></table><table><tr><td>9</td></tr></table>'


def asked(page, address="/registers/x/?export=csv"):
    middleware = TableExportMiddleware(lambda _request: page)
    return middleware(RequestFactory().get(address))


def lines(page):
    return asked(HttpResponse(page)).content.decode("utf-8-sig").splitlines()


def test_cells_are_words_that_no_spreadsheet_runs():
    assert lines(ONE) == ["No.,Duty", "1,Clean & air every day", "2,'=1+1"]


def test_tables_below_each_other_are_told_apart():
    assert lines(ONE + ONE.replace("Duties", "More"))[:4] == [
        ",No.,Duty",
        "Duties,1,Clean & air every day",
        "Duties,2,'=1+1",
        "More,1,Clean & air every day",
    ]


def test_of_a_matrix_the_figures_are_given_without_what_is_set_apart_in_them():
    head = "<thead><tr><th>Unit</th><th>Air</th></tr></thead>"
    body = '<tbody><tr><th>Air Bureau</th><td><a><b class="within">2</b>12</a></td></tr></tbody>'

    assert lines(f'<table class="matrix">{head}{body}</table>') == ["Unit,Air", "Air Bureau,12"]


def test_other_tables_are_left_out():
    assert lines(ONE + SPARE) == lines(ONE)


def test_the_file_bears_the_name_of_the_page():
    assert asked(HttpResponse(ONE))["Content-Disposition"] == 'attachment; filename="registers-x.csv"'


def test_a_page_is_a_page_unless_it_is_asked_for_as_a_file():
    assert asked(HttpResponse(ONE), "/registers/x/").content.decode() == ONE


def test_what_is_refused_or_has_no_table_stays_as_it_is():
    assert asked(HttpResponse(ONE, status=403)).status_code == 403
    assert asked(HttpResponse("<p>")).content == b"<p>"
    assert isinstance(asked(FileResponse([b"x"])), FileResponse)


class TestFurtherPages:
    @pytest.fixture
    def book(self):
        """Three pages of one list, below a table that stands on each of them; gives what was asked for."""
        seen = []

        def page(request):
            seen.append(request.GET.dict())
            place = int(request.GET.get("after", "0"))
            turn = f'<nav><a rel="prev" href="?before=1">P</a><a rel="next" href="?after={place + 1}&amp;export=csv">N</a></nav>'
            rows = f"<tr><th>Name</th></tr><tr><td>row {place}</td></tr>"
            above = '<table class="table"><caption>Above</caption><tr><th>Name</th></tr><tr><td>once</td></tr></table>'
            below = f'<table class="table"><caption>List</caption>{rows}</table>'
            return HttpResponse(above + below + (turn if place < 2 else ""))

        return page, seen

    def given(self, book, address):
        answer = TableExportMiddleware(book[0])(RequestFactory().get(address))
        return answer.content.decode("utf-8-sig").splitlines()

    def test_come_along_and_what_stands_beside_the_list_comes_once(self, book):
        assert self.given(book, "/x/?export=csv") == [
            ",Name",
            "Above,once",
            "List,row 0",
            "List,row 1",
            "List,row 2",
        ]

    def test_come_along_from_the_first_wherever_somebody_stood(self, book):
        assert self.given(book, "/x/?export=csv&after=2&words=air")[2:] == ["List,row 0", "List,row 1", "List,row 2"]
        assert book[1][0] == {"export": "csv", "words": "air"}

    def test_end_somewhere_and_say_so(self, book, monkeypatch):
        monkeypatch.setattr(exporting, "MOST_PAGES", 2)

        assert self.given(book, "/x/?export=csv")[2:] == [
            "List,row 0",
            "List,row 1",
            "List,There are more rows than a file holds. Narrow the list.",
        ]
