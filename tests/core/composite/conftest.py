"""The vectors of other programs and the published tables, where they are at hand."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from zeren.composite import parse, read_tables
from zeren.composite.layout import Layout

SHARED = Path(__file__).resolve().parents[4] / "shared"
VECTORS = SHARED / "vectors" / "composite"


def _number(text):
    return Fraction(text) if text not in {"", "NA"} else None


class Vectors:
    """Reads the tables of the vectors; a column is a dict from unit to exact number."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return self.folder / name

    def dicts(self, name):
        with (self.folder / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(line for line in stream if not line.startswith("#")))

    def rows(self, name, first=1):
        """Give the heads and the rows of numbers, without the first columns."""
        with (self.folder / name).open(encoding="utf-8", newline="") as stream:
            heads, *rows = csv.reader(stream)
        return heads[first:], [[_number(cell) for cell in row[first:]] for row in rows]

    def columns(self, name):
        heads, rows = self.rows(name)
        return {head: [row[place] for row in rows] for place, head in enumerate(heads)}

    def units(self, name):
        with (self.folder / name).open(encoding="utf-8", newline="") as stream:
            return [row[0] for row in list(csv.reader(stream))[1:]]


@pytest.fixture(scope="session")
def vectors():
    if not VECTORS.is_dir():
        pytest.skip("the vectors beside the repository are not here: ../shared/vectors/composite")
    return Vectors(VECTORS)


@pytest.fixture(scope="session")
def inputs():
    if not (SHARED / "inputs").is_dir():
        pytest.skip("the inputs beside the repository are not here: ../shared/inputs")
    return Vectors(SHARED / "inputs")


def farthest(got, wanted):
    """Give the largest difference of two columns, which must have gaps at the same places."""
    assert [number is None for number in got] == [number is None for number in wanted]
    return max(abs(float(one) - float(other)) for one, other in zip(got, wanted, strict=True) if one is not None)


@pytest.fixture(scope="session", name="farthest")
def farthest_fixture():
    return farthest


RULES = 'impute = "group_mean"\ntreat = { method = "winsorise_or_log", points = 5 }\n'


def asem_index(vectors, *, normalise='{ method = "min_max" }', aggregate="", rules=RULES, levels=None):
    """Write the file of the index out of the metadata that COINr ships."""
    levels = levels or {}
    text = f'index = {{ name = "asem", title = "ASEM", unit_column = "uCode", group_column = "EurAsia_group" }}\n[defaults]\n{rules}'
    text += f"normalise = {normalise}\n"
    text += f'aggregate = "{aggregate}"\n' if aggregate else ""
    rows = [row for row in vectors.dicts("input/asem_iMeta.csv") if row["Type"] in {"Indicator", "Aggregate"}]
    for row in sorted(rows, key=lambda row: -int(row["Level"])):
        kind = "indicator" if row["Type"] == "Indicator" else "node"
        text += f'[[{kind}]]\nname = "{row["iCode"]}"\n'
        text += f'under = "{row["Parent"]}"\nweight = {row["Weight"]}\n' if row["Parent"] not in {"", "NA"} else ""
        if kind == "indicator":
            text += f'direction = "{"more" if row["Direction"] == "1" else "less"}"\n'
            text += f'denominator = "{row["Denominator"]}"\n' if row["Denominator"] not in {"", "NA"} else ""
        elif row["Level"] in levels:
            text += f'aggregate = "{levels[row["Level"]]}"\n'
    return parse(text)


def asem_table(vectors, index):
    text = vectors.path("input/asem_iData.csv").read_text(encoding="utf-8")
    columns = {one.column for one in index.indicators} | {
        one.denominator for one in index.indicators if one.denominator
    }
    return read_tables(text, columns=sorted(columns), layout=Layout(unit="uCode", group="EurAsia_group"))[""]


@pytest.fixture(scope="session")
def asem(vectors):
    """Give the index of COINr's examples, with other rules where asked, and its data."""

    def make(**changed):
        index = asem_index(vectors, **changed)
        return index, asem_table(vectors, index)

    return make
