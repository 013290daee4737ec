import pytest

from zeren.reading import read

PLAN = '# source: the plan\n指标,目标,说明\n绿化率,45%,"市,区\n两级"\nPM2.5,30,\n'


def test_it_is_known_by_its_content():
    reading = read(PLAN.encode())

    assert reading.tables[0].words(reading.text) == [
        ["指标", "目标", "说明"],
        ["绿化率", "45%", "市,区 两级"],
        ["PM2.5", "30", ""],
    ]


def test_remarks_stay_lines_above_the_table():
    assert read(PLAN.encode()).text.split("\n")[0] == "# source: the plan"


def test_it_is_known_by_its_name():
    assert read("一,二".encode(), name="x.CSV").tables[0].rows
    assert read("一,二".encode()).tables == ()


def test_it_may_be_in_gb_18030():
    assert read(PLAN.encode("gb18030")).text == read(PLAN.encode()).text


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_seen(separator):
    reading = read(f"a{separator}b\n1{separator}2\n".encode(), name="x.csv")

    assert reading.tables[0].words(reading.text) == [["a", "b"], ["1", "2"]]


def test_rows_that_are_too_short_are_filled_up():
    reading = read(b"a,b,c\n1\n", name="x.csv")

    assert reading.tables[0].words(reading.text) == [["a", "b", "c"], ["1", "", ""]]


def test_one_row_of_thousands_does_not_widen_all():
    reading = read(b"a\n" * 10_000 + b"," * 100_000 + b"a\n", name="x.csv")

    assert reading.tables == ()
    assert [one.code for one in reading.warnings] == ["reading.ragged_table"]


def test_a_quotation_mark_that_is_never_closed_leaves_the_lines():
    data = b'a,b\n1,"' + b"x" * 200_000

    assert read(data, name="x.csv").text == data.decode()


@pytest.mark.parametrize("text", ["All units, old and new, shall report.\nAll must, and will, act.", "各部门,要报告。"])
def test_sentences_are_no_csv(text):
    assert read(text.encode()).tables == ()


def test_lines_with_tabs_in_a_text_are_a_table():
    reading = read("附表\n指标\t目标\n绿化率\t45%\n\n各部门要报告。".encode())

    assert reading.tables[0].words(reading.text) == [["指标", "目标"], ["绿化率", "45%"]]
    assert reading.tables[0].caption == "附表"


def test_indented_lines_are_none():
    assert read("\t各部门要报告。\n\t各部门要检查。".encode()).tables == ()
