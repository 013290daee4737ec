import importlib.util
import subprocess
import sys

import pytest

from zeren.cli import main

if importlib.util.find_spec("duckdb") is None or importlib.util.find_spec("ibis") is None:
    pytest.skip("DuckDB or Ibis is not installed: nothing is computed over tables", allow_module_level=True)

import duckdb

MODEL = """
[index]
name = "villages"
title = "Digital villages"
digits = 1

[[node]]
name = "whole"
[[node]]
name = "services"
under = "whole"
[[indicator]]
name = "network"
under = "whole"
[[indicator]]
name = "shops"
under = "services"

[[grade]]
name = "high"
at_least = 80
[[grade]]
name = "low"
at_least = 0
"""
DATA = "unit,period,network,shops\nA,2020,90,60\nB,2020,60,90\nA,2021,96,6\nB,2021,60,8\nC,2021,80,9\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Write model and data; give exit code, output and errors."""

    def run(action, *options, model=MODEL, data="data.csv"):
        (tmp_path / "model.toml").write_text(model, encoding="utf-8")
        (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")
        files = [str(tmp_path / "model.toml"), *([str(tmp_path / data)] if data else [])]
        code = main(["index", action, *files, *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


AVAILABLE = MODEL.replace("digits = 1", "digits = 1\navailability = 0.8")


def test_units_with_too_little_data_are_named(run, tmp_path):
    (tmp_path / "gaps.csv").write_text("unit,network,shops\nA,1,2\nB,3,\nC,2,1\n", encoding="utf-8")

    said = run("run", "--engine", "duckdb", model=AVAILABLE, data="gaps.csv")[1]

    assert "Left out, with too little data: B.\n" in said


def test_of_many_units_with_too_little_data_the_first_are_named(run, tmp_path):
    gaps = "".join(f"unit {at:02},3,\n" for at in range(12))
    (tmp_path / "gaps.csv").write_text(f"unit,network,shops\nA,1,2\nC,2,1\n{gaps}", encoding="utf-8")

    said = run("run", "--engine", "duckdb", model=AVAILABLE, data="gaps.csv")[1]

    assert "unit 08, unit 09 and 2 more." in " ".join(said.split())


def test_notes_below_the_data_are_passed_over_over_tables_too(run, tmp_path):
    (tmp_path / "noted.csv").write_text("unit,network,shops\nA,1,2\nC,2,1\nSource: none,,\n", encoding="utf-8")

    said = run("run", "--engine", "duckdb", data="noted.csv")[1]

    assert "Passed over below the data: Source: none" in said


def columnar(tmp_path, query):
    duckdb.sql(f"COPY ({query}) TO '{tmp_path / 'data.parquet'}'")
    return "data.parquet"


def test_the_last_period_is_published_with_scores_and_grades_and_no_place_without_its_interval(run):
    code, out, _ = run("run", "--engine", "duckdb", "--format", "csv")

    assert code == 0
    assert out.splitlines() == [
        "unit,score,grade,services",
        "C,77.8,low,100.0",
        "A,50.0,low,0.0",
        "B,33.3,low,66.7",
    ]


def test_scores_and_their_order_are_those_of_exact_numbers(run):
    over_tables = run("run", "--engine", "duckdb", "--format", "csv", "--period", "2020")[1].splitlines()
    exact = [line.split(",") for line in run("run", "--format", "csv", "--period", "2020")[1].splitlines()]

    assert over_tables == [",".join(row[4:]) for row in exact]


def test_a_parquet_file_is_read_by_the_engine(run, tmp_path):
    rows = "SELECT * FROM (VALUES (1, 'network', 3.5), (1, 'shops', 2), (2, 'network', 9), (2, 'shops', NULL)) t(unit, indicator, value)"

    out = run("run", "--engine", "duckdb", "--format", "csv", data=columnar(tmp_path, rows))[2]

    assert 'indicator "shops": the rule min_max needs two different ends' in out


def test_what_does_not_apply_is_said_by_a_column(run, tmp_path):
    rows = (
        "SELECT * FROM (VALUES (1, 'network', 1, true), (1, 'shops', 2, true), (2, 'network', 2, true), "
        "(2, 'shops', NULL, false), (3, 'network', 4, NULL), (3, 'shops', 4, true)) t(unit, indicator, value, applies)"
    )

    out = run("run", "--engine", "duckdb", "--format", "csv", data=columnar(tmp_path, rows))[1]

    assert out.splitlines()[1:] == ["3,100.0,high,100.0", "2,33.3,low,", "1,0.0,low,0.0"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "SELECT 'A' AS unit, 'shops' AS indicator",
            "expected a row for each value, with the columns unit, indicator, value",
        ),
        (
            "SELECT 'A' AS unit, 'shops' AS indicator, 'about 2' AS value",
            "expected numbers in the column value",
        ),
        (
            "SELECT 'A' AS unit, 'shops' AS indicator, 2 AS value UNION ALL SELECT 'A', 'shops', 3",
            "expected each value once, found A, shops again",
        ),
        (
            "SELECT 'A' AS unit, 'shops' AS indicator, 'nan'::DOUBLE AS value",
            "expected numbers, and nothing for a gap, found nan of A, shops",
        ),
        ("SELECT 'A' AS unit, 'Shops' AS indicator, 2 AS value", 'expected a column "network", found Shops'),
        (
            "SELECT 'A' AS unit, unnest(['network', 'Shops']) AS indicator, 2 AS value",
            'expected a column "shops", found "Shops"?',
        ),
    ],
)
def test_a_parquet_file_that_cannot_be_used_is_refused_with_its_name(rows, said, run, tmp_path):
    code, _, err = run("run", "--engine", "duckdb", data=columnar(tmp_path, rows))

    assert code == 2
    assert "data.parquet" in err
    assert said in err


def test_rows_of_a_parquet_file_that_are_no_units_are_passed_over(run, tmp_path):
    rows = (
        "SELECT * FROM (VALUES ('A', 'network', 1, 'x'), ('A', 'shops', 2, NULL), ('B', 'network', 2, 'x'), "
        "('B', 'shops', 1, 'x'), ('all', 'network', 9, NULL), ('all', 'shops', 9, NULL)) t(unit, indicator, value, \"group\")"
    )
    model = MODEL.replace("digits = 1", 'digits = 1\nwithout = ["all"]')

    out = run("run", "--engine", "duckdb", "--format", "csv", model=model, data=columnar(tmp_path, rows))[1]

    assert sorted(line.split(",")[0] for line in out.splitlines()[1:]) == ["A", "B"]


def test_a_period_that_is_not_there_is_refused(run):
    code, _, err = run("run", "--engine", "duckdb", "--period", "2019")

    assert (code, "one of the periods 2020, 2021" in err) == (2, True)


def test_a_rule_that_compares_units_is_refused_by_the_name_of_its_node(run):
    model = MODEL.replace('name = "whole"\n', 'name = "whole"\naggregate = "copeland"\n', 1)

    code, _, err = run("run", "--engine", "duckdb", model=model)

    assert (code, 'node "whole", aggregate: expected a rule that looks at one unit' in err) == (2, True)


@pytest.mark.parametrize("action", ["robustness", "report", "check"])
def test_draws_are_not_made_over_tables(action, run):
    code, _, err = run(action, "--engine", "duckdb")

    assert (code, "--engine is for run" in err) == (2, True)


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "databricks", "trino"])
def test_the_steps_are_printed_in_the_sql_that_is_asked_for(dialect, run):
    code, out, _ = run("compile", "--dialect", dialect, data="")

    assert code == 0
    assert out.index("found") < out.index("yardsticks") < out.index("standings")


def test_what_is_printed_for_duckdb_runs_in_it(run):
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE units AS SELECT '' AS period, unit, '' AS unit_group FROM (VALUES ('A'), ('B')) t(unit)"
    )
    connection.execute(
        "CREATE TABLE measured AS SELECT '' AS period, unit, indicator, value::DOUBLE AS value, true AS applies "
        "FROM (VALUES ('A', 'network', 1), ('B', 'network', 2), ('A', 'shops', 3), ('B', 'shops', 7)) t(unit, indicator, value)"
    )

    connection.execute(run("compile", data="")[1])

    assert connection.execute("SELECT unit, score, place FROM standings ORDER BY place").fetchall() == [
        ("B", 100.0, 1.0),
        ("A", 0.0, 2.0),
    ]


def test_compile_takes_no_data(run):
    code, _, err = run("compile")

    assert (code, err) == (2, "zeren index compile: takes no data\n")


def test_neither_ibis_nor_duckdb_is_loaded_with_the_engine_of_indices():
    asked = "import sys, zeren.composite, zeren.cli; print({'ibis', 'duckdb', 'sqlglot', 'numpy'} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-P", "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603

    assert said.stdout == "set()\n"
