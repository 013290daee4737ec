import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import jsonschema
import pytest

from zeren.cli import main
from zeren.reading import json_schema


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "方案\n\n1.减排。每年修订清单。（市生态环境局牵头，市公安局等部门配合）\n周期：每年\n", encoding="utf-8"
    )
    return path


def test_the_table_names_units_roles_and_words(plan, capsys):
    assert main(["read", str(plan)]) == 0

    out = capsys.readouterr().out
    assert "市生态环境局 (lead)" in out
    assert "每年修订清单。" in out
    assert "and others" in out
    assert "周期: 每年" in out


def test_why_names_the_rule(plan, capsys):
    main(["read", "--why", str(plan)])

    assert "zh.units-in-bracket" in capsys.readouterr().out


def test_columns_line_up_though_chinese_signs_are_wide(plan, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    main(["read", str(plan)])

    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("c1"))
    before = row[: row.index("每年")]
    assert sum(2 if ord(sign) > 255 else 1 for sign in before) == 44


def test_one_file_gives_one_object_that_fits_the_schema(plan, capsys):
    assert main(["read", "--format", "json", str(plan)]) == 0

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, json.loads(json_schema()))
    assert found["file"] == str(plan)


def test_several_files_give_a_list(plan, capsys):
    main(["read", "--format", "json", str(plan), str(plan)])

    assert len(json.loads(capsys.readouterr().out)) == 2


def test_the_schema_is_printed(capsys):
    assert main(["read", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json_schema())


def test_standard_input_is_read(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO("各部门要报告。".encode("gb18030"))))

    assert main(["read", "-"]) == 0
    assert "各部门" in capsys.readouterr().out


def test_the_language_can_be_given(tmp_path, capsys):
    (tmp_path / "x").write_text("PM2.5", encoding="utf-8")
    main(["read", "--language", "zh", str(tmp_path / "x")])

    assert "language zh" in capsys.readouterr().out


def test_a_missing_file_is_named_and_the_others_are_read(plan, capsys):
    assert main(["read", "missing.txt", str(plan)]) == 2

    said = capsys.readouterr()
    assert "missing.txt" in said.err
    assert "c1" in said.out


def test_a_folder_is_refused(tmp_path, capsys):
    assert main(["read", str(tmp_path)]) == 2
    assert "folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "word"), [(b"%PDF-1.7", "damaged"), (b"\x89PNG", "PNG"), (bytes(range(1, 9)) * 9, "encoding")]
)
def test_what_cannot_be_read_is_refused_with_what_was_expected(tmp_path, capsys, data, word):
    (tmp_path / "x").write_bytes(data)

    assert main(["read", str(tmp_path / "x")]) == 2
    assert word in capsys.readouterr().err


def test_no_file_is_a_mistake_of_the_command_line(capsys):
    assert main(["read"]) == 2
    assert "name at least one file" in capsys.readouterr().err


def test_a_reader_that_stops_listening_is_no_error(plan):
    program = "import sys; from zeren.cli import main; sys.exit(main(['read', *sys.argv[1:]]))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    line = [sys.executable, "-c", program, *[str(plan)] * 2000]

    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:  # noqa: S603
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()

    assert said == b""
