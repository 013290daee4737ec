import csv
import io

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
"""
DATA = "unit,network,shops\nA,90,60\nB,60,75\nC,30,20\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Write model and data; give exit code, output and errors."""

    def run(action, *options, model=MODEL):
        (tmp_path / "model.toml").write_text(model, encoding="utf-8")
        (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")
        code = main(["index", action, str(tmp_path / "model.toml"), str(tmp_path / "data.csv"), *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def rows(out):
    return list(csv.DictReader(io.StringIO(out)))


def test_reach_tells_the_cheapest_set_and_what_it_costs(run):
    _, out, _ = run("reach", "--unit", "B", "--score", "73", "--format", "csv")

    assert rows(out) == [
        {"lift": "shops", "from": "75.0", "to": "100.0", "cost": "25.0"},
        {"lift": "whole", "from": "65.0", "to": "73.3", "cost": "25.0"},
    ]


def test_reach_minds_what_a_point_costs(run):
    _, out, _ = run(
        "reach", "--unit", "B", "--score", "73", "--cost", "shops=9", "--cost", "network=1", "--format", "csv"
    )

    assert [(row["lift"], row["cost"]) for row in rows(out)] == [("network", "40.0"), ("whole", "40.0")]


def test_reach_takes_the_costs_of_the_file(run):
    model = MODEL.replace("weight = 2\n", "weight = 2\ncost = 3\n")

    _, out, _ = run("reach", "--unit", "B", "--score", "73", "--format", "csv", model=model)

    assert [(row["lift"], row["cost"]) for row in rows(out)] == [("network", "120.0"), ("whole", "120.0")]


def test_reach_by_steps_goes_no_farther_than_needed(run):
    _, out, _ = run("reach", "--unit", "B", "--score", "73", "--step", "10", "--format", "csv")

    assert rows(out)[-1]["cost"] == "20.0"


def test_reach_says_what_is_assumed(run):
    code, out, _ = run("reach", "--unit", "B", "--score", "73")

    assert code == 0
    assert "Assumed: the other units and the yardsticks stay as they are" in out
    assert "every point costs 1" in " ".join(out.split())


def test_reach_says_that_a_score_is_out_of_reach(run):
    code, out, _ = run("reach", "--unit", "C", "--score", "90", "--cost", "shops=1")

    assert (code, out) == (1, "C does not reach 90, whatever of these indicators is lifted.\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--unit", "D", "--score", "9"), "expected one of A, B, C, found D"),
        (("--unit", "A", "--score", "much"), "--score: expected a number, found much"),
        (("--unit", "A", "--score", "9", "--cost", "internet=1"), "one of network, shops, found internet"),
        (("--unit", "A", "--score", "9", "--cost", "network"), "--cost: expected"),
        (("--unit", "A", "--score", "9", "--step", "0"), "--step: expected a number above 0, found 0"),
    ],
)
def test_what_reach_cannot_take_is_told(options, said, run):
    code, out, err = run("reach", *options)

    assert (code, out) == (2, "")
    assert said in err


def test_reach_asks_for_what_is_missing(run):
    code, _, err = run("reach", "--unit", "A")

    assert code == 2
    assert "--score" in err


def test_compare_tells_moves_and_shows_no_place_without_its_interval(run):
    _, out, _ = run("compare", "--format", "csv")

    found = {row["rule"]: row for row in rows(out)}
    assert set(found) == {"geometric", "copeland", "topsis", "vikor", "benefit_of_the_doubt"}
    assert found["geometric"] == {
        "rule": "geometric",
        "mean_move": "0.0",
        "largest_move": "0.0",
        "unit": "A",
        "beyond_interval": "0",
    }


def test_compare_names_the_rules_that_are_not_defined_for_the_data(run):
    model = MODEL.replace('"goalposts", low = 0', '"goalposts", low = 40').replace(", clip = true", "")

    _, out, _ = run("compare", model=model)

    assert "Left out: geometric needs scores of at least 0." in out


def test_robustness_by_choice_tells_what_each_explains_of_each_score_and_place(run):
    model = MODEL.replace("draws = 50", 'normalise = ["min_max", "rank"]')

    _, out, _ = run("robustness", "--by", "choice", "--sample", "16", "--format", "csv", model=model)

    found = rows(out)
    assert [(one["of"], one["unit"], one["choice"]) for one in found[:4]] == [
        ("mean shift", "", "normalisation"),
        ("mean shift", "", "weights"),
        ("place", "A", "normalisation"),
        ("place", "A", "weights"),
    ]
    assert len(found) == 2 + 3 * 4


def test_robustness_by_choice_tells_on_the_screen_of_the_unit_that_is_asked_for(run):
    _, out, _ = run("robustness", "--by", "choice", "--sample", "16", "--unit", "B")

    assert [line.split()[:-2] for line in out.splitlines()[1:4]] == [
        ["mean", "shift", "–", "weights"],
        ["place", "B", "weights"],
        ["score", "B", "weights"],
    ]


def test_robustness_by_part_tells_how_far_units_move_without_it(run):
    _, out, _ = run("robustness", "--by", "part", "--format", "csv")

    # Without the network B is ahead of A; without the shops nothing changes.
    assert rows(out) == [{"part": "network", "mean_move": "0.667"}, {"part": "shops", "mean_move": "0.0"}]


def test_a_sample_of_one_point_is_refused(run):
    code, _, err = run("robustness", "--by", "choice", "--sample", "1")

    assert code == 2
    assert "--sample is a whole number of at least 2" in err
