import tomllib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite import ModelError, parse

HEAD = '[index]\nname = "i"\ntitle = "I"\n'
TREE = '[[node]]\nname = "whole"\n[[indicator]]\nname = "a"\nunder = "whole"\n'


def refused(text):
    with pytest.raises(ModelError) as caught:
        parse(text)
    return caught.value.params


def test_the_shortest_index_has_the_usual_rules():
    index = parse(HEAD + TREE)

    assert (index.root.aggregation.method, index.root.gaps.rule) == ("arithmetic", "redistribute")
    assert index.indicators[0].normalisation.method == "min_max"
    assert (index.digits, index.rounding, index.ties) == (2, "half_up", "min")


def test_numbers_are_exact():
    index = parse(HEAD + TREE + 'weight = "3/109"\nnormalise = { method = "goalposts", low = 0.1, high = 0.3 }\n')

    assert index.indicators[0].weight == Fraction(3, 109)
    assert index.indicators[0].normalisation.low == Fraction(1, 10)


def test_classes_give_the_weights():
    index = parse(HEAD + '[classes]\n"★" = 3\n' + TREE + 'class = "★"\n')

    assert index.indicators[0].weight == 3


def test_defaults_hold_where_nothing_else_is_said():
    defaults = '[defaults]\nnormalise = { method = "min_max", scale = [60, 100] }\n'

    index = parse(HEAD + defaults + TREE + '[[indicator]]\nname = "b"\nunder = "whole"\nnormalise = "z"\n')

    assert [one.normalisation.method for one in index.indicators] == ["min_max", "z"]
    assert index.indicators[0].normalisation.scale == (60, 100)


def test_grades_stand_from_the_highest_down():
    index = parse(HEAD + TREE + '[[grade]]\nname = "low"\nat_least = 0\n[[grade]]\nname = "high"\nat_least = 80\n')

    assert [grade.name for grade in index.grades] == ["high", "low"]


def test_a_comparison_gives_the_weights_and_is_kept():
    node = '[[node]]\nname = "whole"\nweights = { comparison = [[1, 3], ["1/3", 1]] }\n'
    parts = "".join(f'[[indicator]]\nname = "{name}"\nunder = "whole"\n' for name in "ab")

    index = parse(HEAD + node + parts)

    assert index.root.comparison.weights == pytest.approx((0.75, 0.25))


@pytest.mark.parametrize(
    ("text", "at", "key", "expected"),
    [
        (HEAD + TREE + 'normalize = "z"\n', 'indicator "a"', "normalize", "normalise?"),
        (HEAD + TREE + 'normalise = "minmax"\n', 'indicator "a", normalise', "method", "min_max?"),
        (HEAD + TREE + 'weight = "a third"\n', 'indicator "a"', "weight", 'a number, or a fraction such as "3/109"'),
        (HEAD + TREE + "weight = -1\n", 'indicator "a"', "weight", "a weight of at least 0"),
        (HEAD + TREE + 'class = "x"\n', 'indicator "a"', "class", "one of those under [classes]: "),
        (HEAD + TREE + 'direction = "down"\n', 'indicator "a"', "direction", "one of more, less"),
        (
            HEAD + TREE + 'normalise = "goalposts"\n',
            'indicator "a", normalise',
            "low",
            "a number, which goalposts needs",
        ),
        (HEAD + TREE + 'gaps = "leave"\n', 'indicator "a"', "gaps", None),
        (HEAD + '[[node]]\nname = "whole"\n', 'node "whole"', "under", "something under it"),
        (HEAD, "the file", "node", "first a [[node]] without under: the whole"),
        (TREE, "[index]", "name", "a text in quotation marks"),
        (HEAD + "digits = 1.5\n" + TREE, "[index]", "digits", "a whole number of at least 0"),
        (HEAD + "availability = 65\n" + TREE, "[index]", "availability", "a share from 0 to 1"),
        (HEAD + TREE + '[[indicator]]\nname = "a"\nunder = "whole"\n', '"a"', "name", "each name once"),
        (HEAD + TREE + '[[indicator]]\nname = "b"\nunder = "hole"\n', '"b"', "under", "the name of a node: whole"),
        ("index = [", "the file", "TOML", "a TOML file, named before the data"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place_and_what_was_expected(text, at, key, expected):
    told = refused(text)

    assert (told["at"], told["key"]) == (at, key)
    assert expected is None or told["expected"] == expected


def test_nodes_in_a_circle_are_refused():
    circle = '[[node]]\nname = "x"\nunder = "y"\n[[node]]\nname = "y"\nunder = "x"\n'

    assert refused(HEAD + TREE + circle)["found"] == "a circle"


def test_a_comparison_of_other_parts_is_refused():
    text = HEAD + '[[node]]\nname = "whole"\nweights = { comparison = [[1, 3], ["1/3", 1]] }\n'

    assert refused(text + '[[indicator]]\nname = "a"\nunder = "whole"\n')["found"] == "one of 2"


@given(st.text(max_size=80))
def test_any_text_is_an_index_or_refused(text):
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert refused(text)["key"] == "TOML"
    else:
        refused(text)


@pytest.mark.parametrize("points", ["[]", "[[1, 2], [1, 3]]", "[[1, 2, 3]]", '"0 to 5"', "[[3, 2], [1, 3]]"])
def test_points_of_a_scale_that_do_not_rise_are_refused(points):
    found = refused(HEAD + TREE + f'normalise = {{ method = "piecewise", through = {points} }}\n')

    assert found["at"] == 'indicator "a", normalise'
    assert found["key"] == "through"


def test_a_scale_without_its_points_says_how_they_are_written():
    found = refused(HEAD + TREE + 'normalise = "piecewise"\n')

    assert found["expected"] == "[[value, score], …], values rising, which piecewise needs"


def test_a_cost_below_nothing_is_refused():
    assert refused(HEAD + TREE + "cost = -1\n")["key"] == "cost"


def test_the_share_of_a_compromise_is_one():
    found = refused(HEAD + TREE.replace('"whole"\n', '"whole"\naggregate = { method = "vikor", parameter = 2 }\n', 1))

    assert found["key"] == "parameter"


def goalposts(rule):
    return refused(HEAD + TREE + f"normalise = {{ {rule} }}\n")


def test_goalposts_the_wrong_way_round_are_no_direction():
    told = goalposts('method = "goalposts", low = 100, high = 0')

    assert (told["at"], told["key"], told["found"]) == ('indicator "a", normalise', "low, high", "100 and 0")
    assert 'direction = "less"' in told["expected"]


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ('method = "goalposts", low = "p95", high = "p5"', "low, high"),
        ('method = "goalposts", low = "p101", high = 5', "low"),
        ('method = "goalposts", low = "5%", high = 5', "low"),
        ('method = "goalposts", low = 0, high = 5, log = true', "low, high"),
        ('method = "goalposts", min = 0, high = 5', "min"),
        ('method = "min_max", low = "p5"', "low, high"),
        ('method = "reciprocal"', "points"),
        ('method = "goalposts", low = 0, high = 1, over = "group"', "over"),
    ],
)
def test_a_normalisation_that_cannot_be_is_refused_in_the_file(rule, key):
    assert goalposts(rule)["key"] == key


def test_a_table_with_another_name_is_refused_before_what_it_lacks():
    assert refused(HEAD + TREE.replace("[[node]]", "[[nodes]]"))["expected"] == "node?"


def test_who_asks_for_ahp_is_told_of_the_matrix():
    assert "comparison" in refused(HEAD + TREE.replace("[[indicator]]", 'weights = "AHP"\n[[indicator]]'))["key"]


PAIR = '[[node]]\nname = "whole"\naggregate = "quotient"\ngaps = "leave"\n[[indicator]]\nname = "a"\nunder = "whole"\n'
SECOND = '[[indicator]]\nname = "b"\nunder = "whole"\n'


@pytest.mark.parametrize(
    ("text", "key"), [(PAIR, "aggregate"), (PAIR.replace('gaps = "leave"\n', "") + SECOND, "gaps")]
)
def test_a_rule_of_two_parts_needs_two_and_no_weight_to_give_away(text, key):
    assert refused(HEAD + text)["key"] == key


def test_a_veto_and_the_lowest_first_contradict_each_other():
    assert refused(HEAD + 'first = "lowest"\n' + TREE + '[[veto]]\ncolumn = "v"\n')["key"] == "first"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (TREE + "weight_in = { hills = -1 }\n", "weight_in"),
        (TREE + 'weight_in = { hills = "much" }\n', "hills"),
        (TREE + "weight = 0\nweight_in = { hills = 1 }\n", "weight"),
        (
            TREE.replace("[[indicator]]", 'weights = "equal"\n[[indicator]]') + "weight_in = { hills = 1 }\n",
            "weight_in",
        ),
        (
            TREE.replace("[[indicator]]", 'aggregate = "copeland"\n[[indicator]]') + "weight_in = { hills = 1 }\n",
            "weight_in",
        ),
    ],
)
def test_weights_by_group_that_cannot_be_are_refused_in_the_file(text, key):
    assert refused(HEAD + text)["key"] == key
