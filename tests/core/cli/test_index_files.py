"""What an index is read from and written to: workbooks, other encodings, files, and what cannot be used."""

import csv
import io
from importlib.resources import files

import pytest
from openpyxl import Workbook, load_workbook

from zeren.cli import main

INDICES = files("zeren.composite") / "indices"
MODEL = """
index = { name = "i", title = "An index", digits = 1 }
robustness = { draws = 20 }
[[node]]
name = "whole"
[[indicator]]
name = "网络"
under = "whole"
[[indicator]]
name = "shops"
under = "whole"
"""
DATA = "unit,网络,shops\n甲,1,5\n乙,2,6\n丙,4,2\n"


@pytest.fixture
def index(tmp_path, monkeypatch, capsys):
    """Write the files and run a command; give exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def index(action, *options, model=MODEL, data=DATA, name="data.csv"):
        (tmp_path / "model.toml").write_bytes(model if isinstance(model, bytes) else model.encode())
        if data is not None:
            (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        code = main(["index", action, "model.toml", name, *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return index


def workbook(path, rows, *, before=()):
    book = Workbook()
    for title in before:
        book.create_sheet(title, 0).append(["something", "else"])
    for row in rows:
        book.worksheets[-1].append(row)
    book.save(path)


def places(text):
    return {row["unit"]: (row["place"], row["score"]) for row in csv.DictReader(io.StringIO(text))}


EXPECTED = {"丙": ("1", "50.0"), "乙": ("1", "66.7"), "甲": ("3", "37.5")}


def test_a_workbook_says_the_same_as_text(index, tmp_path):
    _, from_text, _ = index("run", "--format", "csv")
    workbook(tmp_path / "data.xlsx", [["unit", "网络", "shops"], ["甲", 1, 5], ["乙", 2, 6], ["丙", 4, 2]])

    assert index("run", "--format", "csv", data=None, name="data.xlsx")[1] == from_text


def test_the_sheet_with_the_units_is_read(index, tmp_path):
    workbook(tmp_path / "data.xlsx", [["unit", "网络", "shops"], ["甲", 1, 5], ["乙", 2, 6]], before=["about"])

    assert index("check", data=None, name="data.xlsx")[0] == 0


def test_a_mistake_in_a_workbook_is_told_with_sheet_row_and_column(index, tmp_path):
    workbook(tmp_path / "data.xlsx", [["unit", "网络", "shops"], ["甲", 1, 5], ["乙", "about 2", 6]])

    code, _, err = index("run", data=None, name="data.xlsx")

    assert (code, 'data.xlsx, sheet Sheet, line 3, column "网络": expected a number' in err) == (2, True)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_text_of_other_programs_is_read(encoding, index):
    assert index("run", "--format", "csv", data=DATA.encode(encoding))[1] == index("run", "--format", "csv")[1]


def test_a_workbook_has_its_sheets(index, tmp_path):
    assert index("run", "--out", "out.xlsx")[:2] == (0, "")

    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["run", "scores", "ranks", "nodes", "contributions", "notes"]
    scores = {row[0]: row[2] for row in book["scores"].iter_rows(min_row=2, values_only=True)}
    assert scores == {"甲": 37.5, "乙": 66.7, "丙": 50}


def test_the_contributions_of_a_workbook_add_up(index, tmp_path):
    index("run", "--out", "out.xlsx")

    rows = load_workbook(tmp_path / "out.xlsx")["contributions"].iter_rows(min_row=2, values_only=True)
    assert sum(points for unit, _, _, points in rows if unit == "乙") == pytest.approx(66.667, abs=0.002)


def test_nothing_in_a_workbook_is_run(index, tmp_path):
    index("run", "--out", "out.xlsx", data=DATA.replace("甲", "=1+1"))

    cells = [cell for row in load_workbook(tmp_path / "out.xlsx")["scores"] for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def test_nothing_in_a_csv_file_is_run(index):
    assert "'=1+1" in index("run", "--format", "csv", data=DATA.replace("甲", "=1+1"))[1]


def test_a_csv_file_is_marked_for_spreadsheets(index, tmp_path):
    index("run", "--out", "out.csv")

    assert (tmp_path / "out.csv").read_bytes().startswith("\ufeffplace,".encode())


@pytest.mark.parametrize(
    ("action", "options"),
    [
        ("robustness", ()),
        ("explain", ("--unit", "乙")),
        ("explain", ("--unit", "乙", "--against", "甲")),
        ("what-if", ("--set", "甲: shops = 9")),
        ("audit", ()),
    ],
)
def test_every_answer_can_be_a_workbook(action, options, index, tmp_path):
    assert index(action, *options, "--out", "out.xlsx")[0] == 0
    assert load_workbook(tmp_path / "out.xlsx").sheetnames == [action, "notes"]


def test_a_workbook_tells_what_it_was_made_from(index, tmp_path):
    index("run", "--out", "out.xlsx")

    notes = dict(load_workbook(tmp_path / "out.xlsx")["notes"].iter_rows(values_only=True))
    assert len(notes["SHA-256 of data.csv"]) == 64
    assert notes["again by"] == "zeren index run model.toml data.csv --out=out.xlsx"


CIRCLE = MODEL + '[[node]]\nname = "a"\nunder = "b"\n[[node]]\nname = "b"\nunder = "a"\n'


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"data": ""}, 'data.csv: expected a column "unit"'),
        ({"data": "unit,网络,shops\n"}, "expected rows under the heads"),
        ({"data": DATA + "甲,1,1\n"}, 'line 5, column "unit": expected each unit once'),
        ({"data": DATA + ",1,1\n"}, 'line 5, column "unit": expected the name of a unit, found nothing'),
        ({"data": DATA + "丁,1\n"}, "line 5: expected 3 cells, as there are heads, found 2: 丁, 1"),
        ({"data": DATA.replace("shops", "shop")}, 'expected a column "shops", found "shop"?'),
        ({"data": DATA.replace("5", "many")}, 'line 2, column "shops": expected a number'),
        ({"data": bytes(range(128, 256)) * 9}, "expected"),
        ({"data": b"PK\x03\x04 no workbook"}, "expected a whole workbook (XLSX) or CSV, found damaged bytes"),
        ({"data": DATA.replace("4", "2").replace("1", "2")}, 'indicator "网络"'),
        ({"model": MODEL + 'weight = 0\n[[node]]\nname = "empty"\nunder = "whole"\n'}, "expected something under it"),
        (
            {"model": MODEL.replace('under = "whole"\n', 'under = "whole"\nweight = 0\n')},
            "expected a part under it with a weight above 0",
        ),
        ({"model": CIRCLE}, "a way up to the whole, found a circle"),
        ({"model": MODEL + "weight = -1\n"}, "expected a weight of at least 0"),
        ({"model": MODEL + "weight = nonsense\n"}, "expected a TOML file"),
        ({"model": MODEL.replace("shops", "网络")}, "expected each name once"),
        ({"model": MODEL + 'colour = "red"\n'}, "found colour"),
        ({"model": b"\xff\xfe\x00\xd8" * 9}, "expected"),
        ({"model": ""}, "expected"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_sentence(changed, said, index):
    code, out, err = index("run", **changed)

    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert err.startswith("zeren: ")


def test_a_workbook_needs_a_file(index):
    code, _, err = index("run", "--format", "xlsx")

    assert (code, "--out FILE.xlsx" in err) == (2, True)


def test_a_first_file_is_written_and_can_be_used(index, tmp_path, capsys):
    assert index("check")[0] == 0

    assert main(["index", "new", "data.csv", "--out", "new.toml"]) == 0
    assert main(["index", "check", "new.toml", "data.csv"]) == 0
    assert "2 indicators under 1 nodes" in capsys.readouterr().out


def test_a_first_file_comes_out_of_a_workbook_too(index, tmp_path, capsys):
    workbook(tmp_path / "data.xlsx", [["unit", "网络"], ["甲", 1]])

    assert main(["index", "new", "data.xlsx"]) == 0
    assert 'name = "网络"' in capsys.readouterr().out


def test_a_file_that_is_there_is_not_written_over(index, capsys):
    index("check")

    assert main(["index", "new", "data.csv", "--out", "model.toml"]) == 2
    assert "expected the name of a new file" in capsys.readouterr().err


def several(tmp_path, index, *files):
    for number, text in enumerate(files[1:], 2):
        (tmp_path / f"{number}.csv").write_text(text, encoding="utf-8")
    others = [f"{number}.csv" for number in range(2, len(files) + 1)]
    return index("run", *others, "--format", "csv", data=files[0])


IN_SEVERAL = {"乙": ("1", "66.7"), "丙": ("2", "50.0"), "甲": ("3", "37.5")}
SHOPS = "unit,shops\n丙,2\n甲,5\n乙,6\n"


def test_columns_may_stand_in_several_files(index, tmp_path):
    code, out, _ = several(tmp_path, index, "unit,网络\n甲,1\n乙,2\n丙,4\n", SHOPS)

    assert (code, places(out)) == (0, IN_SEVERAL)


def test_a_file_without_periods_holds_in_all_of_them(index, tmp_path):
    panel = "unit,period,网络\n甲,2020,9\n乙,2020,9\n丙,2020,9\n甲,2021,1\n乙,2021,2\n丙,2021,4\n"
    code, out, _ = several(tmp_path, index, panel, SHOPS)

    assert (code, places(out)) == (0, IN_SEVERAL)


def test_a_unit_that_one_of_the_files_lacks_is_named(index, tmp_path):
    (tmp_path / "2.csv").write_text("unit,shops\n甲,5\n乙,6\n", encoding="utf-8")

    _, out, _ = index("check", "2.csv", data="unit,网络\n甲,1\n乙,2\n丙,4\n")

    assert "Not in every file, so with gaps: 丙 (2.csv)." in out


def test_a_column_that_no_file_has_is_told(index, tmp_path):
    code, _, err = several(tmp_path, index, "unit,网络\n甲,1\n", "unit,shop\n甲,5\n")

    assert (code, 'data.csv, 2.csv: expected a column "shops", found "shop"?' in err) == (2, True)


def test_groups_that_contradict_each_other_are_refused(index, tmp_path):
    code, _, err = several(tmp_path, index, "unit,group,网络\n甲,sea,1\n", "unit,group,shops\n甲,land,5\n")

    assert (code, '2.csv: expected the group "sea" of 甲' in err) == (2, True)


def test_a_unit_with_few_values_is_named(index):
    data = "unit,网络,shops\n甲,1,5\n乙,2,\n丙,4,不适用\n丁,3,2\n"

    _, out, _ = index("run", data=data)

    assert "Missing, of 2 values: 乙 1." in out


def test_a_workbook_holds_the_notes(index, tmp_path):
    index("run", "--out", "out.xlsx", data="unit,网络,shops\n甲,1,5\n乙,2,\n丙,4,2\n")

    notes = load_workbook(tmp_path / "out.xlsx")["notes"]
    assert ["note", "Missing, of 2 values: 乙 1."] in [list(row) for row in notes.values]


PANEL = "unit,period,网络,shops\n甲,2026年二季度,1,5\n乙,2026年二季度,2,6\n甲,2026年三季度,3,5\n乙,2026年三季度,2,6\n"


def test_the_last_period_is_the_last_in_time(index):
    _, out, _ = index("run", "--format", "csv", data=PANEL)

    assert places(out)["甲"] == ("1", "50.0")


def test_growth_since_the_period_before_may_count(index):
    model = MODEL.replace('name = "网络"\n', 'name = "网络"\nchange = "growth"\nnormalise = "none"\n')

    _, out, _ = index("run", "--format", "csv", model=model, data=PANEL)
    code, _, err = index("what-if", "--set", "甲: 网络 = 1", "--set", "甲: shops = 7", model=model, data=PANEL)

    assert places(out)["甲"][1] == "100.0"
    assert (code, err) == (0, "")


def test_all_periods_can_be_run_at_once(index):
    _, out, _ = index("run", "--format", "csv", "--period", "all", data=PANEL)

    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["period"], row["unit"], row["score"]) for row in rows] == [
        ("2026年二季度", "乙", "100.0"),
        ("2026年二季度", "甲", "0.0"),
        ("2026年三季度", "甲", "50.0"),
        ("2026年三季度", "乙", "50.0"),
    ]
    assert all(int(row["from"]) <= int(row["place"]) <= int(row["to"]) for row in rows)


def test_a_unit_without_a_score_is_named(index):
    model = MODEL.replace('name = "whole"\n', 'name = "whole"\ngaps = "leave"\n')

    _, out, _ = index("run", model=model, data=DATA + "丁,3,\n")

    assert "Without a score, so without a place: 丁." in out


def test_a_workbook_of_a_score_that_is_no_sum_has_no_sheet_of_what_it_is_made_of(index, tmp_path):
    model = MODEL.replace('name = "whole"\n', 'name = "whole"\naggregate = "quotient"\ngaps = "leave"\n')

    code, _, err = index(
        "run", "--out", "out.xlsx", model=model.replace("[[node]]", 'defaults = { normalise = "none" }\n[[node]]', 1)
    )

    assert (code, err) == (0, "")
    assert load_workbook(tmp_path / "out.xlsx").sheetnames == ["run", "scores", "ranks", "nodes", "notes"]


GROUPED = "unit,group,网络,shops\n甲,sea,1,5\n乙,land,2,6\n丙,sea,4,2\n丁,land,3,1\n"


@pytest.mark.parametrize("action", ["run", "robustness"])
def test_no_place_within_a_group_stands_without_its_interval(action, index):
    _, out, _ = index(action, "--format", "csv", data=GROUPED)

    heads = out.splitlines()[0].split(",")
    at = heads.index("group")
    assert heads[at : at + 5] == ["group", "group_place", "group_from", "group_to", "group_tier"]
    for row in csv.DictReader(io.StringIO(out)):
        assert 1 <= int(row["group_from"]) <= int(row["group_place"]) <= int(row["group_to"]) <= 2


def test_what_if_tells_the_places_within_the_group_before_and_after(index):
    _, out, _ = index("what-if", "--set", "丁: shops = 9", "--format", "csv", data=GROUPED)

    rows = {row["unit"]: row for row in csv.DictReader(io.StringIO(out))}
    assert (rows["丁"]["group"], rows["丁"]["group_place"], rows["丁"]["then_group_place"]) == ("land", "2", "1")
    assert all(int(row["then_group_from"]) <= int(row["then_group_to"]) for row in rows.values())


def test_without_groups_there_are_no_columns_of_them(index):
    _, out, _ = index("run", "--format", "csv")

    assert "group" not in out


def test_a_workbook_has_a_sheet_of_the_groups(index, tmp_path):
    index("run", "--out", "out.xlsx", data=GROUPED)

    heads, *rows = load_workbook(tmp_path / "out.xlsx")["groups"].values
    assert heads == ("group", "place", "from", "median", "to", "mean", "tier", "unit")
    assert [(row[0], row[1], row[7]) for row in rows] == [
        *(("land", 1, "乙"), ("land", 2, "丁")),
        *(("sea", 1, "丙"), ("sea", 2, "甲")),
    ]


def test_check_does_not_count_what_does_not_apply_as_missing(index):
    _, out, _ = index("check", data=DATA + "丁,不适用,\n")

    assert "4 units; 1 of 7 values are missing. 1 do not apply." in out


def test_an_index_that_comes_with_the_program_is_used_by_its_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["index", "check", "high_quality_districts"]) == 0
    assert "城市各区高质量发展指数" in capsys.readouterr().out


def test_a_wrong_name_is_answered_with_the_indices_that_come_with_the_program(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["index", "check", "high_quality_district"]) == 2
    told = capsys.readouterr().err
    assert told.endswith("found neither; high_quality_districts?.\n")
    assert all(file.name.removesuffix(".toml") in told for file in INDICES.iterdir())


def test_a_path_to_no_file_is_told_as_such(tmp_path, capsys):
    assert main(["index", "check", str(tmp_path / "none.toml")]) == 2
    assert "there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(file.name.removesuffix(".toml") for file in INDICES.iterdir()))
def test_the_help_names_every_index_that_comes_with_the_program(name, capsys):
    main(["index", "--help"])

    assert name in "".join(capsys.readouterr().out.split())
