"""What a page shows is had as a file."""

import pytest
from tests.platform.responsibilities.browsing import page, shown

from zeren_platform.common.actor import Role


@pytest.mark.parametrize("name", ["registers", "receipts", "coverage"])
def test_files_are_offered_and_hold_the_table_of_the_page(visitor, in_force, name):
    browser = visitor(Role.HEAD, unit="air")
    assert "export=csv" in shown(browser.get(page(name)))

    answer = browser.get(page(name), {"export": "csv"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(shown(answer).splitlines()) > 1


def test_the_file_of_the_matrix_has_a_line_for_each_unit(desk, in_force):
    lines = shown(desk.get(page("coverage"), {"export": "csv"})).splitlines()

    assert lines[0].endswith("Unit,Air,Dust,Total")
    assert "Air Bureau,1,1,2" in lines
