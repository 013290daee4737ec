import pytest

from zeren.composite import DomainError, parse, read_tables
from zeren.composite.chance import uniforms
from zeren.composite.sensitivity import leave_one_out, variance_shares
from zeren.composite.variance import sobol

TABLE = "unit,a,b,c\nX,90,20,60\nY,80,70,50\nZ,10,30,20\nW,79,71,50\nV,60,60,70\n"


def small(plan):
    parts = "".join(f'[[indicator]]\nname = "{name}"\nunder = "whole"\n' for name in "abc")
    return parse(f'[index]\nname = "i"\ntitle = "I"\n[robustness]\n{plan}\n[[node]]\nname = "whole"\n{parts}')


def test_the_shares_of_a_weighted_sum_are_those_of_its_squared_weights():
    def model(point):
        return 3 * point[0] + 1 * point[1] + 0 * point[2]

    points = [uniforms("s", "test", number, 6) for number in range(4000)]
    base, other = [point[:3] for point in points], [point[3:] for point in points]
    mixed = [[[*a[:at], b[at], *a[at + 1 :]] for a, b in zip(base, other, strict=True)] for at in range(3)]
    outputs = [[model(point) for point in block] for block in (base, other, *mixed)]

    found = sobol(outputs[0], outputs[1], outputs[2:])

    assert [share.first for share in found] == pytest.approx([0.9, 0.1, 0], abs=0.05)
    assert [share.total for share in found] == pytest.approx([0.9, 0.1, 0], abs=0.05)


def test_a_product_has_a_share_that_neither_input_explains_alone():
    points = [uniforms("s", "product", number, 4) for number in range(4000)]
    base, other = [point[:2] for point in points], [point[2:] for point in points]
    mixed = [[[*a[:at], b[at], *a[at + 1 :]] for a, b in zip(base, other, strict=True)] for at in range(2)]
    outputs = [[(x - 0.5) * (y - 0.5) for x, y in block] for block in (base, other, *mixed)]

    found = sobol(outputs[0], outputs[1], outputs[2:])

    assert [share.first for share in found] == pytest.approx([0, 0], abs=0.1)
    assert [share.total for share in found] == pytest.approx([1, 1], abs=0.1)


def test_a_choice_without_alternatives_has_no_share_and_one_alone_has_all():
    index = small('seed = "s"\nweights = 0\nnormalise = ["min_max", "rank"]')

    found = variance_shares(index, read_tables(TABLE)[""], sample=64)

    assert list(found.of_shift) == ["normalisation"]
    assert found.of_shift["normalisation"].total == pytest.approx(1, abs=0.3)
    assert set(found.of_unit) == set("XYZWV")


def test_where_two_choices_are_open_each_has_its_share():
    index = small('seed = "s"\nweights = 0.5\nnormalise = ["min_max", "rank"]')

    found = variance_shares(index, read_tables(TABLE)[""], sample=32)

    assert list(found.of_shift) == ["normalisation", "weights"]
    assert found == variance_shares(index, read_tables(TABLE)[""], sample=32)


def test_without_an_open_choice_there_is_nothing_to_divide():
    with pytest.raises(DomainError) as caught:
        variance_shares(small("weights = 0"), read_tables(TABLE)[""])

    assert caught.value.params["expected"] == "an open choice"


def test_the_score_of_a_unit_has_shares_of_its_own():
    index = small('seed = "s"\nweights = 0.5\nnormalise = ["min_max", "rank"]')

    found = variance_shares(index, read_tables(TABLE)[""], sample=64)

    # Z is the lowest under any weights: its place depends on nothing, its score on the rule that gives scores.
    assert [(one.first, one.total) for one in found.of_unit["Z"].values()] == [(0, 0), (0, 0)]
    assert found.of_score["Z"]["normalisation"].total == pytest.approx(1, abs=0.2)


def test_a_unit_that_has_no_score_has_no_shares():
    index = small('seed = "s"\nweights = 0.5')

    found = variance_shares(index, read_tables(TABLE + "U,,,\n")[""], sample=8)

    assert set(found.of_unit) == set(found.of_score) == set("XYZWV")


def test_a_part_without_which_nothing_is_left_moves_nothing():
    parts = '[[node]]\nname = "p"\nunder = "whole"\n' + "".join(
        f'[[indicator]]\nname = "{name}"\nunder = "p"\n' for name in "abc"
    )
    index = parse(f'[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n{parts}')

    assert list(leave_one_out(index, read_tables(TABLE)[""], parts=["a", "p"])) == ["a"]


@pytest.mark.shared
def test_leaving_out_one_indicator_moves_the_places_as_in_coinr(vectors, asem):
    index, table = asem(normalise='{ method = "min_max" }')
    wanted = {
        row["element"]: float(row["mean_abs_rank_diff"])
        for row in vectors.dicts("sensitivity/remove_L1_meanabsdiff.csv")
    }

    found = leave_one_out(index, table)

    for code, moved in found.items():
        assert moved == pytest.approx(wanted[code], abs=1e-9), code
