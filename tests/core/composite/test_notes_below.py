"""Rows of notes below the data are no units."""

import pytest

from zeren.cli import main
from zeren.composite import TableError, read_tables


@pytest.mark.parametrize(
    "notes",
    [
        "注：甲为估计数。,,",
        "注1：甲为估计数。,,\n注2：乙为快报数。,,",
        "（注：甲为估计数）",
        "资料来源：统计年鉴。",
        "数据来源: 统计年鉴,,",
        "Source: Yearbook, 2025",
        "Notes: estimates.,,\nA is a first result.,,",
        "备注：估计数。\n2. 乙为快报数。",
    ],
)
def test_notes_below_the_data_are_no_units(notes):
    table = read_tables(f"unit,a,b\nX,1,2\nY,2,3\n{notes}\n")[""]

    assert table.units == ("X", "Y")
    assert len(table.notes) == notes.count("\n") + 1


@pytest.mark.parametrize("unit", ["Noteborough", "来源镇", "注溪县", "Source River"])
def test_a_unit_whose_name_begins_like_a_note_stays_one(unit):
    assert read_tables(f"unit,a\nX,1\n{unit},2\n")[""].units == ("X", unit)


def test_a_note_between_units_is_no_note_below_them():
    with pytest.raises(TableError):
        read_tables("unit,a,b\nX,1,2\n注：甲为估计数。\nY,2,3\n")


def test_the_answer_quotes_what_was_passed_over(tmp_path, capsys):
    model = "[index]\nname='x'\ntitle='X'\n[[node]]\nname='whole'\n[[indicator]]\nname='a'\nunder='whole'\n"
    (tmp_path / "model.toml").write_text(model, encoding="utf-8")
    (tmp_path / "data.csv").write_text("unit,a\nX,1\nY,2\n注：甲为估计数。,\n", encoding="utf-8")

    main(["index", "run", str(tmp_path / "model.toml"), str(tmp_path / "data.csv")])

    assert "Passed over below the data: 注：甲为估计数。" in capsys.readouterr().out
