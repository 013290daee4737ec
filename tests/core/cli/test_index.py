import csv
import io
import json

import pytest

from zeren.cli import main

MODEL = """
[index]
name = "villages"
title = "Digital villages"
digits = 1

[robustness]
draws = 50
seed = "2026"

[defaults]
normalise = { method = "goalposts", low = 0, high = 100, clip = true }

[[node]]
name = "whole"
[[indicator]]
name = "network"
under = "whole"
weight = 2
[[indicator]]
name = "shops"
under = "whole"

[[grade]]
name = "high"
at_least = 80
[[grade]]
name = "low"
at_least = 0
"""
DATA = "unit,period,network,shops\nA,2020,90,60\nB,2020,60,90\nA,2021,96,60\nB,2021,60,\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Write model and data; give exit code, output and errors."""

    def run(action, *options, model=MODEL, data=DATA):
        (tmp_path / "model.toml").write_text(model, encoding="utf-8")
        (tmp_path / "data.csv").write_text(data, encoding="utf-8")
        files = [str(tmp_path / "model.toml"), *([str(tmp_path / "data.csv")] if data else [])]
        code = main(["index", action, *files, *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_check_says_that_the_file_can_be_used(run):
    assert run("check", data="") == (0, "Digital villages: 2 indicators under 1 nodes. The file can be used.\n", "")


def test_check_with_data_counts_the_gaps(run):
    code, out, _ = run("check")

    assert code == 0
    assert "2 units; 1 of 4 values are missing." in out


def test_run_shows_no_place_without_its_interval(run):
    code, out, _ = run("run", "--period", "2020")

    assert code == 0
    assert out.splitlines()[0].split() == ["place", "from", "to", "tier", "unit", "score", "grade"]
    assert out.splitlines()[1].split() == ["1", "1", "1", "1", "A", "80.0", "high"]
    assert 'draws (seed "2026")' in out


def test_run_takes_the_last_period(run):
    _, out, _ = run("run", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["unit"], row["score"]) for row in rows] == [("A", "84.0"), ("B", "60.0")]


def test_json_holds_the_same(run):
    _, out, _ = run("run", "--format", "json", "--period", "2020")

    assert [(row["unit"], row["score"], row["place"]) for row in json.loads(out)] == [
        ("A", "80.0", 1),
        ("B", "70.0", 2),
    ]


def test_the_same_seed_prints_the_same(run):
    assert run("robustness", "--seed", "x", "--draws", "40") == run("robustness", "--seed", "x", "--draws", "40")


def test_robustness_gives_the_share_of_every_place(run):
    _, out, _ = run("robustness", "--period", "2020", "--format", "csv")

    for row in csv.DictReader(io.StringIO(out)):
        assert float(row["place_1"]) + float(row["place_2"]) == 1


def test_explain_adds_up_to_the_score(run):
    _, out, _ = run("explain", "--unit", "A", "--period", "2020", "--format", "csv")

    rows = {row["part"]: row["points"] for row in csv.DictReader(io.StringIO(out))}
    assert rows == {"network": "60.00", "shops": "20.00", "whole": "80.0"}


def test_explain_says_why_one_is_ahead_of_the_other(run):
    _, out, _ = run("explain", "--unit", "A", "--against", "B", "--period", "2020", "--format", "csv")

    rows = {row["part"]: row["points"] for row in csv.DictReader(io.StringIO(out))}
    assert rows == {"network": "20.00", "shops": "-10.00", "whole": "10.00"}


def test_explain_says_what_changed_since_a_period(run):
    _, out, _ = run("explain", "--unit", "A", "--since", "2020", "--format", "csv")

    rows = {row["part"]: row["points"] for row in csv.DictReader(io.StringIO(out))}
    assert rows == {"network": "4.00", "whole": "4.00"}


def test_what_if_changes_a_value(run):
    _, out, _ = run("what-if", "--period", "2020", "--set", "B: network = 100", "--format", "csv")

    rows = {row["unit"]: (row["score"], row["then"], row["then_place"]) for row in csv.DictReader(io.StringIO(out))}
    assert rows == {"B": ("70.0", "96.7", "1"), "A": ("80.0", "80.0", "2")}


def test_what_if_changes_a_weight(run):
    _, out, _ = run("what-if", "--period", "2020", "--set", "weight: network = 0", "--format", "csv")

    assert [row["then"] for row in csv.DictReader(io.StringIO(out))] == ["90.0", "60.0"]


def test_audit_tells_in_words(run):
    _, out, _ = run("audit")

    assert "shops: only 50% of the values are there." in out
    assert "whole" in out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("run", "--period", "2019"), "one of the periods 2020, 2021"),
        (("explain", "--unit", "C"), "one of A, B"),
        (("explain", "--unit", "a"), "expected A?, found a"),
        (("run", "--draws", "0"), "--draws: expected a whole number of at least 1, found 0"),
        (("explain", "--unit", "A", "--against", "C"), "one of A, B"),
        (("explain", "--unit", "A", "--since", "2019"), "one of the periods 2020, 2021"),
        (("what-if", "--set", "A network 5"), "UNIT: COLUMN = VALUE"),
        (("what-if", "--set", "A: internet = 5"), "a column of network, shops"),
        (("what-if", "--set", "weight: internet = 5"), "whole, network, shops"),
    ],
)
def test_what_is_not_there_is_told_with_what_there_is(options, said, run):
    code, out, err = run(*options)

    assert (code, out) == (2, "")
    assert said in err


def test_a_mistake_in_the_model_is_told_with_its_place(run):
    code, _, err = run("check", model=MODEL.replace('under = "whole"\nweight', 'under = "hole"\nweight'))

    assert code == 2
    assert '"network", under: expected the name of a node: whole, found hole. Mend the line' in err


def test_a_mistake_in_the_data_is_told_with_its_place(run):
    code, _, err = run("run", data="unit,network,shops\nA,ninety,1\n")

    assert code == 2
    assert 'data.csv, line 2, column "network": expected a number' in err


def test_a_file_that_is_not_there_is_named(run, capsys):
    assert main(["index", "check", "absent.toml"]) == 2
    assert "absent.toml: there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("options", [("run",), ("explain",), ("what-if",)])
def test_what_is_missing_on_the_command_line_is_asked_for(options, run):
    data = "" if options == ("run",) else DATA
    code, _, err = run(*options, data=data)

    assert code == 2
    assert f"zeren index {options[0]}: " in err


def test_two_files_of_the_same_period_are_refused(run, tmp_path):
    code, _, err = run("run", str(tmp_path / "data.csv"))

    assert code == 2
    assert 'expected columns, or periods, of its own, found "network" of 2020 in' in err


def test_data_of_a_period_outside_the_effective_dates_are_refused(run):
    model = MODEL.replace("digits = 1\n", "digits = 1\neffective_from = 2022-01-01\n")

    code, out, err = run("run", model=model)

    assert (code, out) == (2, "")
    assert "expected a period from 2022-01-01 on, found 2021" in err


def test_a_gap_is_filled_from_the_period_before_and_told(run):
    model = MODEL.replace("[defaults]\n", '[defaults]\nimpute = "last"\n')

    _, out, _ = run("run", model=model)

    assert "1 values stand for missing ones." in out
    assert "70.0" in out


def test_values_over_small_denominators_are_named(run):
    model = MODEL.replace('name = "shops"\n', 'name = "shops"\ndenominator = "people"\nsmallest = 20\n')

    _, out, _ = run("run", model=model, data="unit,network,shops,people\nA,9,8,10\nB,7,8,30\n")

    assert "Over a small denominator, so that chance decides much: A (shops)." in out


def test_what_if_shows_no_place_without_its_interval(run):
    _, out, _ = run("what-if", "--period", "2020", "--set", "B: network = 100", "--format", "csv")

    assert out.splitlines()[0].split(",") == [
        *("unit", "score", "place", "from", "to"),
        *("then", "then_place", "then_from", "then_to"),
    ]
    assert out.splitlines()[1].split(",") == ["B", "70.0", "2", "2", "2", "96.7", "1", "1", "1"]


def test_a_unit_without_a_score_is_told_with_what_it_lacks(run):
    model = MODEL.replace('name = "whole"\n', 'name = "whole"\ngaps = "leave"\n')

    code, out, err = run("explain", "--unit", "B", model=model)

    assert (code, out) == (2, "")
    assert "expected a unit with a score, found B, which lacks shops" in err


def test_what_if_knows_an_indicator_by_its_own_name(run):
    model = MODEL.replace('name = "shops"\n', 'name = "trade"\ncolumn = "shops"\n')

    _, out, _ = run("what-if", "--period", "2020", "--set", "A: trade = 90", "--format", "csv", model=model)

    assert out.splitlines()[1].startswith("A,80.0,1,1,1,90.0,")
