"""The tables of a page as a file."""

from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

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
