from fractions import Fraction

import pytest
from tests.core.composite.pairs import pair

from zeren.composite import parse, read_tables, score
from zeren.composite.audit import audit, cronbach, effective_weights
from zeren.composite.preparation import inapplicable_pairs


def findings(csv, more=""):
    heads = csv.splitlines()[0].split(",")[1:]
    parts = "".join(f'[[indicator]]\nname = "{name}"\nunder = "whole"\nnormalise = "none"\n{more}' for name in heads)
    index = parse(f'[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n{parts}')
    data = read_tables(csv)[""]
    found = audit(index, score(index, data), inapplicable=inapplicable_pairs(index, data))
    return {(one.topic, one.names) for one in found}


def table(**columns):
    rows = zip(*columns.values(), strict=True)
    return "\n".join(
        [",".join(["unit", *columns]), *(f"u{at}," + ",".join(map(str, row)) for at, row in enumerate(rows))]
    )


def test_an_indicator_with_many_gaps_is_found():
    assert ("gaps", ("b",)) in findings(table(a=[1, 2, 3, 4], b=[5, "", "", ""]))


def test_an_indicator_that_is_the_same_everywhere_is_found():
    assert ("same_everywhere", ("b",)) in findings(table(a=[1, 2, 3, 4], b=[5, 5, 5, 5]))


def test_a_value_far_out_is_found():
    assert ("outliers", ("a",)) in findings(table(a=[1, 2, 3, 4, 5, 6, 7, 900], b=[1, 2, 3, 4, 5, 6, 7, 8]))


def test_an_indicator_against_the_whole_is_found():
    assert ("against_the_whole", ("b",)) in findings(table(a=[10, 20, 30, 40], b=[4, 3, 2, 1]))


def test_two_indicators_that_say_the_same_are_found():
    assert ("same_thing", ("a", "b")) in findings(table(a=[1, 2, 3, 4], b=[2, 4, 6, 8.1]))


def test_parts_that_do_not_go_together_are_found():
    assert ("apart", ("whole",)) in findings(table(a=[1, 2, 3, 4], b=[2, 1, 4, 2], c=[5, 1, 1, 4]))


def test_nothing_is_found_where_nothing_is():
    assert findings(table(a=[1, 2, 3, 4, 5, 6], b=[2, 1, 3, 5, 4, 7])) == set()


@pytest.mark.shared
def test_the_effective_weights_are_those_of_coinr(vectors, asem):
    found = effective_weights(asem()[0])

    for row in vectors.dicts("base/effective_weights.csv"):
        assert float(found[row["iCode"]]) == pytest.approx(float(row["EffWeight"]), abs=1e-12)


def test_effective_weights_add_up_to_one_over_the_indicators():
    text = "".join(
        f'[[indicator]]\nname = "{name}"\nunder = "{under}"\nweight = "{weight}"\n'
        for name, under, weight in (("a", "whole", "1/3"), ("b", "part", "2/7"), ("c", "part", 3))
    )
    index = parse(
        f'[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n[[node]]\nname = "part"\nunder = "whole"\n{text}'
    )

    weights = effective_weights(index)

    assert sum((weights[name] for name in "abc"), Fraction(0)) == 1


def test_columns_that_agree_have_an_alpha_of_one():
    assert cronbach([[1.0, 2.0, 4.0], [1.0, 2.0, 4.0], [1.0, 2.0, 4.0]]) == pytest.approx(1)


def test_a_node_that_measures_two_things_is_found():
    one, other = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [5, 1, 9, 3, 8, 2, 7, 4, 6, 0, 9, 1]
    close = [value + place % 2 / 10 for place, value in enumerate(one)]
    near = [value + place % 3 / 10 for place, value in enumerate(other)]

    assert ("several_things", ("whole",)) in findings(table(a=one, b=close, c=other, d=near))


def test_too_few_units_say_nothing_of_components():
    assert "several_things" not in {
        topic for topic, _ in findings(table(a=[1, 2, 3, 4], b=[4, 1, 2, 3], c=[2, 4, 1, 3]))
    }


def test_a_part_that_decides_more_than_its_weight_says_is_found():
    found = findings(table(a=[10, 90, 50, 20, 70, 60], b=[50, 51, 50, 49, 50, 51]))

    assert ("outweighed", ("b",)) in found


def test_what_does_not_apply_is_no_gap():
    absent = table(a=[1, 2, 3, 4], b=[5, 6, "not applicable", "not applicable"])

    assert ("gaps", ("b",)) not in findings(absent)


def test_a_part_that_is_divided_by_is_not_against_the_whole():
    index = parse(pair("quotient"))

    assert audit(index, score(index, read_tables(table(a=[5, 5.1, 5, 5.2], b=[1, 2, 3, 4]))[""])) == ()


def test_weights_by_group_are_held_against_no_variance():
    rows = table(a=range(0, 120, 10), b=[1, 2] * 6).splitlines()
    data = "\n".join([rows[0].replace(",", ",group,", 1), *(row.replace(",", ",x,", 1) for row in rows[1:])])
    parts = "".join(f'[[indicator]]\nname = "{name}"\nunder = "whole"\nnormalise = "none"\nMORE\n' for name in "ab")
    text = f'[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n{parts}'

    def topics(more):
        index = parse(text.replace("MORE", more))
        return {one.topic for one in audit(index, score(index, read_tables(data)[""]))}

    assert "outweighed" in topics("")
    assert "outweighed" not in topics("weight_in = { x = 2 }")
