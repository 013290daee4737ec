"""What is refused says how to mend it: every advice beside an error that was really made."""

import pytest

from zeren.cli import main

MODEL = """
[index]
name = "villages"
title = "Digital villages"
{head}
[defaults]
{defaults}
[[node]]
name = "whole"
{node}
[[indicator]]
name = "network"
under = "whole"
{indicator}
[[indicator]]
name = "shops"
under = "whole"
"""
DATA = "unit,network,shops\nA,1,2\nB,2,3\nC,3,1\n"
ALIKE = "unit,network,shops\nA,1,2\nB,1,2\nC,1,2\n"
GOALPOSTS = 'normalise = { method = "goalposts", low = 0, high = 5 }'
EQUAL = 'Choose other weights for the node, as weights = "given" or "equal".'
ENDS = "Leave the indicator out, or give the rule ends of its own"
SCALE = "Score the parts from above 0"


@pytest.fixture
def refused(tmp_path, capsys):
    """Write model and data, run them, and give what was said of the error."""

    def refused(data=DATA, *, head="", defaults="", node="", indicator=""):
        model = MODEL.format(head=head, defaults=defaults, node=node, indicator=indicator)
        (tmp_path / "model.toml").write_text(model, encoding="utf-8")
        (tmp_path / "data.csv").write_text(data, encoding="utf-8")
        code = main(["index", "run", str(tmp_path / "model.toml"), str(tmp_path / "data.csv")])
        said = capsys.readouterr()
        assert (code, said.out) == (2, "")
        return said.err

    return refused


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("unit,network,shops\nA,many,2\nB,2,3\n", "Mend the cell, or leave it empty for a gap"),
        ("unit,network,shops\nA,1,2\nA,2,3\n", "Delete one of the rows, or name the column that tells them apart"),
        ("unit,network,shops\n,1,2\nB,2,3\n", "Write it there, or delete the row."),
        ("unit,network,shop\nA,1,2\n", 'Mend the head in the data, or say what it is called by column = "…"'),
        ("unit,network,shops\nA,1,234,5\n", "(one that holds a comma stands in quotation marks)"),
    ],
)
def test_the_advice_on_data_fits_what_is_wrong_with_them(refused, data, told):
    assert told in refused(data)


@pytest.mark.parametrize(
    "data",
    [
        "unit,network,shops\nA,45%,2\nB,0.4,3\n",
        "unit;network;shops\nA;1,234;2\nB;2;3\n",
        "name,network,shops\nA,1,2\n",
    ],
)
def test_what_the_error_says_itself_is_not_said_again(refused, data):
    assert refused(data).count(". ") == 0


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"data": ALIKE}, ENDS),
        ({"data": ALIKE, "defaults": 'normalise = "z"'}, ENDS),
        ({"data": "unit,network,shops\nA,0,2\nB,1,3\n", "defaults": "normalise = { log = true }"}, "log = true"),
        ({"data": "unit,network,shops\nA,0,2\nB,0,3\n", "defaults": 'normalise = "vector"'}, ENDS),
        (
            {"indicator": 'direction = "less"\nnormalise = "share_of_maximum"'},
            "Choose another rule under normalise there.",
        ),
        ({"defaults": 'normalise = "z"\naggregate = "geometric"'}, SCALE),
        ({"data": ALIKE, "defaults": GOALPOSTS, "node": 'weights = "critic"'}, EQUAL),
        (
            {"data": ALIKE.replace(",1,2", ",0,2"), "defaults": GOALPOSTS, "node": 'weights = "entropy"'},
            EQUAL,
        ),
        ({"data": ALIKE, "defaults": GOALPOSTS, "node": 'weights = "balance"'}, EQUAL),
        ({"data": DATA.replace("A,1,2", "A,1,3"), "node": 'weights = "principal_component"'}, EQUAL),
        (
            {"data": "unit,network,shops,people\nA,1,2,0\nB,2,3,4\n", "indicator": 'denominator = "people"'},
            "Mend the denominator in the data, or leave it empty for a gap.",
        ),
        ({"indicator": "weight_in = { hills = 2 }"}, "group_column under [index]"),
        (
            {"data": ALIKE, "defaults": f'{GOALPOSTS}\ntreat = {{ method = "box_cox", always = true }}'},
            "choose another rule under treat",
        ),
    ],
)
def test_the_advice_on_a_rule_fits_what_it_cannot_take(refused, said, told):
    assert told in refused(**said)


def test_parts_that_go_against_one_another_to_the_full_are_refused_as_weights(refused):
    opposed = DATA.replace("A,1,2", "A,1,3").replace("B,2,3", "B,2,2")

    assert "loadings of one sign" in refused(opposed, node='weights = "principal_component"')
