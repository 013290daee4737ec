import pytest

from zeren.reading import DamagedDocumentError, TooLargeError, read

SHEETS = {
    "目标表": [["指标", "目标"], ["绿化率", 45.0], ["PM2.5", 30.5]],
    "分工": [["任务", "单位"], ["报告", "市教育局"]],
}


@pytest.fixture(scope="module")
def book(workbook):
    return read(workbook(SHEETS))


def test_each_sheet_is_a_table_under_its_name(book):
    assert [table.caption for table in book.tables] == ["目标表", "分工"]
    assert book.text.startswith("目标表\n指标\t目标\n绿化率\t45\n")


def test_whole_numbers_are_written_whole(book):
    assert book.tables[0].words(book.text)[1:] == [["绿化率", "45"], ["PM2.5", "30.5"]]


def test_the_first_row_names_the_columns(book):
    assert [table.head for table in book.tables] == [1, 1]


def test_a_merged_title_and_groups_of_columns_count_as_head(workbook):
    rows = [["年度目标", None, None], ["指标", "数值", None], [None, "上年", "今年"], ["绿化率", 44, 45]]
    [table] = read(workbook({"表": rows}, merges=["A1:C1", "A2:A3", "B2:C2"])).tables

    assert table.head == 3
    assert table.rows[2][0] == table.rows[1][0]
    assert table.rows[1][2] == table.rows[1][1]


def test_an_empty_sheet_gives_no_table(workbook):
    assert read(workbook({"空": []})).tables == ()


def test_a_cell_far_out_is_refused_before_room_is_made_for_it(workbook):
    far = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'

    with pytest.raises(TooLargeError) as caught:
        read(workbook({"x": far}))

    assert caught.value.params["what"] == "cells in a sheet"


@pytest.mark.parametrize(
    "words", ["no XML <", "<worksheet><sheetData><row r='1'><c r='?'/></row></sheetData></worksheet>"]
)
def test_a_broken_sheet_is_refused_or_read_as_far_as_it_goes(workbook, words):
    try:
        assert read(workbook({"x": words})).tables == ()
    except DamagedDocumentError as refused:
        assert refused.params["format"] == "XLSX"  # noqa: PT017


def test_places_that_are_not_said_are_counted_too(workbook):
    cells, rows = "<c><v>1</v></c>" * 20_000, "<row><c><v>1</v></c></row>" * 20_000
    wide = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>{cells}</row>{rows}</sheetData></worksheet>'

    with pytest.raises(TooLargeError):
        read(workbook({"x": wide}))


def test_a_far_cell_that_holds_nothing_does_no_harm(workbook):
    far = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData></worksheet>'

    assert read(workbook({"x": far})).text == "x\n1\t2"
