"""Defects that were found in other programs by running them, each as a test that we do not have it.

Others of the list stand beside what they are about: the gap in a power mean (`test_scoring`), the direction in CRITIC and
the zero in an entropy (`test_weighting`), the rows of mean-min and the penalty of the adjusted Mazziotta-Pareto index
(`test_aggregation`, `test_panel`).
"""

import pytest

from zeren.composite import parse, read_tables, score
from zeren.composite.choices import axes, draw_at
from zeren.composite.errors import DomainError
from zeren.composite.uncertainty import robustness

PARTS = "".join(
    f'[[indicator]]\nname = "{name}"\nunder = "{under}"\n'
    for name, under in (("a", "part"), ("b", "part"), ("c", "whole"))
)


def index(rule="arithmetic", defaults="", more=""):
    return parse(
        f'[index]\nname = "i"\ntitle = "I"\n{more}\n[defaults]\n{defaults}\n[[node]]\nname = "whole"\n'
        f'[[node]]\nname = "part"\nunder = "whole"\naggregate = "{rule}"\n{PARTS}'
    )


def table(*rows):
    return read_tables("\n".join(["unit,a,b,c", *rows]))[""]


def test_a_logarithm_is_taken_and_keeps_the_order():
    values = (1, 2, 4, 8, 16, 999)
    data = table(*(f"u{value},{value},{value},{value}" for value in values))
    plain = score(index(), data).scores["a"]

    logged = score(index(defaults='treat = { method = "log", always = true }'), data).scores["a"]

    assert logged[1:-1] != plain[1:-1]
    assert sorted(logged) == list(logged)


def test_copeland_can_stand_at_any_node_of_a_tree():
    result = score(index("copeland"), table("X,1,1,1", "Y,2,2,2", "Z,3,3,3"))

    assert result.scores["part"] == (0, 50, 100)
    assert result.ranks["whole"] == (3, 2, 1)


def test_copeland_with_gaps_does_not_depend_on_the_order_of_the_rows():
    rows = ["X,1,,1", "Y,,2,2", "Z,3,1,3"]
    there, back = (score(index("copeland"), table(*order)) for order in (rows, rows[::-1]))

    assert there.scores["part"] == back.scores["part"][::-1]


def test_a_score_below_zero_under_a_geometric_mean_stops_the_run_and_says_where():
    z = 'normalise = { method = "z", scale = [10, 200] }'

    with pytest.raises(DomainError) as caught:
        score(index("geometric", z), table("X,1,1,1", "Y,2,2,2", "Z,3,9,3"))

    assert caught.value.params["at"] == 'node "part", X'


def test_a_draw_that_cannot_be_computed_stops_the_run_and_is_no_missing_value():
    choices = (
        '[robustness]\ndraws = 20\nnormalise = ["min_max", { method = "z", scale = [10, 200] }]\n'
        'aggregate = ["arithmetic", "geometric"]'
    )

    with pytest.raises(DomainError) as caught:
        robustness(index(more=choices), table("X,1,1,1", "Y,2,2,2", "Z,3,9,3"))

    assert "draw" in caught.value.params["at"]


def test_a_choice_between_rules_cuts_the_axis_and_not_the_sample():
    model = index(more='[robustness]\nweights = 0\nnormalise = ["min_max", "z", "rank"]')

    assert axes(model.robustness) == ("normalisation",)
    assert [draw_at(model, [at]).normalisation for at in (0.30, 0.32, 0.34, 0.66, 0.67)] == [0, 0, 1, 1, 2]
