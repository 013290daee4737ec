"""CSV that a spreadsheet may open, the rules told, and every refusal as a sentence."""

import csv
import io
import sys

import pytest

from zeren.cli import main
from zeren.cli.errors import explain
from zeren.cli.reading_csv import _safe
from zeren.cli.rules import explained
from zeren.reading import Language, errors, rule_files


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text('方案\n\n1.减排。修订"清单"，每年。（市生态环境局牵头，市公安局等部门配合）\n', encoding="utf-8")
    return path


def test_csv_has_a_row_for_each_commitment(plan, capsys):
    assert main(["read", "--format", "csv", str(plan), str(plan)]) == 0

    first, second = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert first["lead"] == "市生态环境局"
    assert first["support"] == "市公安局"
    assert first["open_set"] == "yes"
    assert first["text"] == '修订"清单"，每年。'
    assert second["file"] == str(plan)


def test_csv_ends_its_lines_as_the_standard_asks(plan, capsys):
    main(["read", "--format", "csv", str(plan)])

    out = capsys.readouterr().out
    assert out.count("\r\n") == out.count("\n") == 2


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-A1", "@x", "\tx", "\rx", "-1+1"])
def test_what_a_spreadsheet_would_calculate_is_made_text(cell):
    assert _safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-1", "-1.5", "-1,000", "-3%", "文字", ""])
def test_a_negative_figure_stays_one(cell):
    assert _safe(cell) == cell


def test_the_rules_are_told_without_a_file(capsys):
    assert main(["read", "--explain-rules", "--language", "en"]) == 0

    out = capsys.readouterr().out
    assert "en.must" in out
    assert "zh.must" not in out


def test_the_rules_fit_80_columns():
    assert max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in explained(Language)) <= 80


@pytest.mark.parametrize("language", list(Language))
def test_every_file_of_rules_says_what_it_is_for(language):
    assert [file.name for file in rule_files(language) if not file.purpose] == []


@pytest.mark.parametrize("name", errors.__all__)
def test_every_refusal_has_a_sentence(name):
    kind = getattr(errors, name)
    params = dict.fromkeys(("format", "expected", "found", "what", "limit", "pages", "package", "install"), "x")

    assert kind.code not in explain("plan", kind(**params))


def test_a_format_without_its_library_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "zeren.reading.pdf_document", raising=False)
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")

    assert main(["read", str(tmp_path / "x.pdf")]) == 2
    assert "pip install zeren[formats]" in capsys.readouterr().err


def test_the_table_counts_the_tables(tmp_path, capsys):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    main(["read", str(tmp_path / "x.csv")])

    assert "1 table\n" in capsys.readouterr().out


def test_a_file_that_is_too_large_is_refused(tmp_path, capsys):
    with (tmp_path / "x").open("wb") as file:
        file.truncate(60_000_000)

    assert main(["read", str(tmp_path / "x")]) == 2
    assert "50000000" in capsys.readouterr().err
