"""What else COINr 1.1.14 says of its ASEM example: the tables that the tests of single rules do not read."""

import statistics
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from zeren.composite import score
from zeren.composite.exact import deviation, mean, median
from zeren.composite.imputation import impute
from zeren.composite.normalisation import Normalisation, normalise
from zeren.composite.ranking import places
from zeren.composite.treatment import Treatment, kurtosis, skewness, treat
from zeren.composite.weighting import weigh

pytestmark = pytest.mark.shared

PILLARS = ("Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin")
RULE = Treatment(method="winsorise_or_log", points=5)


@pytest.fixture(scope="module")
def result(asem):
    return score(*asem())


def by_unit(vectors, name, head):
    return {row["uCode"]: row[head] for row in vectors.dicts(name)}


def weighted(index, weights):
    """Give the parts of the index other weights."""
    take = lambda part: replace(part, weight=weights.get(part.name, part.weight))  # noqa: E731
    return replace(index, nodes=tuple(map(take, index.nodes)), indicators=tuple(map(take, index.indicators)))


def weights_of(rows, head="Weight"):
    return {row["iCode"]: Fraction(row[head]) for row in rows}


def test_the_file_has_the_tree_and_the_weights_of_the_metadata(vectors, asem):
    index, _ = asem()
    parents = {part.name: part.parent for part in (*index.nodes, *index.indicators)}
    weights = {part.name: part.weight for part in (*index.nodes, *index.indicators)}

    for row in vectors.dicts("base/lineage.csv"):
        chain = [row["Indicator"], row["Pillar"], row["Sub-index"], row["Index"]]
        assert [parents[name] for name in chain] == [*chain[1:], ""]
    for name in ("base/weights_original.csv", "weights/set_original.csv", "weights/set_equal.csv"):
        assert weights_of(vectors.dicts(name)) == weights


def test_every_score_stands_in_the_table_of_results_in_the_order_of_the_ranks(result, vectors):
    rows = vectors.dicts("base/results_full_scores.csv")
    places_of = [result.units.index(row["uCode"]) for row in rows]

    assert [result.ranks["Index"][at] for at in places_of] == [int(row["Rank"]) for row in rows]
    for code, scores in result.scores.items():
        got = [float(scores[at]) for at in places_of]
        assert got == pytest.approx([float(row[code]) for row in rows], abs=1e-9), code


def test_the_nominal_score_and_rank_of_the_replications_are_those_of_the_index(result, vectors):
    scores = by_unit(vectors, "sensitivity/UA_N100_nominal.csv", "Score")
    ranks = by_unit(vectors, "sensitivity/UA_N100_nominal.csv", "Rank")

    assert result.ranks["Index"] == tuple(int(ranks[unit]) for unit in result.units)
    assert [float(one) for one in result.scores["Index"]] == pytest.approx(
        [float(scores[unit]) for unit in result.units], abs=1e-9
    )


def test_the_summary_of_a_unit_has_its_scores_and_ranks(result, vectors):
    at = result.units.index("AUT")

    for row in vectors.dicts("base/unit_summary_AUT.csv"):
        assert float(result.scores[row["Code"]][at]) == pytest.approx(float(row["Score"]), abs=1e-9)
        assert result.ranks[row["Code"]][at] == int(row["Rank"])


@pytest.mark.parametrize("kind", ["strengths", "weaknesses"])
def test_the_strengths_and_weaknesses_of_a_unit_are_its_places_among_the_values_as_they_came(kind, vectors, asem):
    index, table = asem()
    at, directions = table.units.index("AUT"), {one.name: one.direction for one in index.indicators}

    for row in vectors.dicts(f"base/{kind}_AUT.csv"):
        column = table.columns[row["Code"]]
        assert places(column, highest_first=directions[row["Code"]] > 0)[at] == int(row["Rank"]), row["Code"]
        assert float(column[at]) == pytest.approx(float(row["Value"]), rel=1e-2), row["Code"]


def test_units_with_too_little_data_are_left_out_before_anything_is_filled_in(vectors, asem):
    index, table = asem()
    found = score(replace(index, availability=Fraction(9, 10)), table)
    raw, units = vectors.columns("base/1_Raw.csv"), vectors.units("base/1_Raw.csv")
    shares = {unit: float(share) for unit, share in by_unit(vectors, "base/data_avail_raw.csv", "Dat_Avail").items()}

    for at, unit in enumerate(units):
        there = sum(raw[one.column][at] is not None for one in index.indicators) / len(index.indicators)
        assert there == pytest.approx(shares[unit], abs=1e-12)
    assert set(found.left_out) == {unit for unit, share in shares.items() if share < 0.9} != set()
    # The example of COINr fills in first, and so nobody lacks anything.
    assert set(by_unit(vectors, "base/screen_summary.csv", "Dat_Avail").values()) == {"1"}


def test_what_is_missing_is_counted_by_pillar(vectors, asem):
    index, table = asem()

    for row in vectors.dicts("base/data_avail_raw_bygroup.csv"):
        at = table.units.index(row["uCode"])
        for pillar in PILLARS:
            parts = [one for one in index.indicators if one.parent == pillar]
            there = sum(table.columns[one.column][at] is not None for one in parts) / len(parts)
            assert there == pytest.approx(float(row[pillar]), abs=1e-12)


def test_the_figures_of_each_raw_indicator_are_met(vectors):
    raw = vectors.columns("base/1_Raw.csv")

    for row in vectors.dicts("base/stats_raw.csv"):
        present = [number for number in raw[row["iCode"]] if number is not None]
        floats = [float(number) for number in present]
        got = [min(floats), max(floats), float(mean(present)), float(median(present)), deviation(present)]
        got += [skewness(present), kurtosis(present)]
        heads = ("Min", "Max", "Mean", "Median", "Std", "Skew", "Kurt")
        assert got == pytest.approx([float(row[head]) for head in heads], rel=1e-9, abs=1e-9), row["iCode"]
        assert len(present) == int(row["N.Avail"])


def test_gaps_are_filled_by_the_mean_of_the_group(vectors, farthest):
    groups = [list(row.values())[1] for row in vectors.dicts("impute/groups.csv")]
    divided = vectors.columns("base/2_Denominated.csv")
    screened = vectors.columns("base/4_Screened.csv")

    for code, wanted in vectors.columns("base/3_Imputed.csv").items():
        assert farthest(impute(divided[code], "group_mean", groups=groups), wanted) < 1e-9, code
        assert screened[code] == wanted


def test_values_far_out_are_treated_where_coinr_marks_them(vectors, farthest):
    screened, marks = vectors.columns("base/4_Screened.csv"), vectors.dicts("base/treat_points.csv")
    details = {row["iCode"]: row for row in vectors.dicts("base/treat_details.csv")}

    for code, wanted in vectors.columns("base/5_Treated.csv").items():
        got = treat(screened[code], RULE)
        assert farthest(got, wanted) < 1e-9, code
        cut = [new != old for new, old in zip(got, screened[code], strict=True)]
        assert [row[code].startswith("win") for row in marks] == cut
        assert sum(cut) == int(details[code]["winsorise.nwin"] or 0) or len(set(screened[code])) < len(cut), code


@pytest.mark.parametrize("points", [1, 2, 3, 4, 5, 10])
def test_what_coinr_tells_of_its_treatment_is_met(points, vectors):
    screened = vectors.columns("treat/input_screened.csv")

    for row in vectors.dicts(f"treat/winmax{points}_then_logCT_details.csv"):
        column = screened[row["iCode"]]
        cut = treat(column, Treatment(method="winsorise", points=points))
        for step, numbers in enumerate((column, cut)):
            if row[f"check_SkewKurt{step}.Skew"]:
                assert skewness(numbers) == pytest.approx(float(row[f"check_SkewKurt{step}.Skew"]), abs=1e-9)
                assert kurtosis(numbers) == pytest.approx(float(row[f"check_SkewKurt{step}.Kurt"]), abs=1e-9)


def test_two_points_are_cut_back_whatever_the_skewness(vectors, farthest):
    screened = vectors.columns("treat/input_screened.csv")
    forced = Treatment(method="winsorise", points=2, skewness=Fraction(0), kurtosis=Fraction(-100))

    # Where several units share the lowest value COINr counts each of them, and here they go together.
    shared = {"Cov4G", "Ship"}
    for code, wanted in vectors.columns("treat/winsorise_forced_2.csv").items():
        lowest = min(number for number in screened[code] if number is not None)
        assert (farthest(treat(screened[code], forced), wanted) < 1e-9) == (code not in shared), code
        assert code not in shared or screened[code].count(lowest) > 1


def test_the_logarithm_of_what_is_cut_back_is_never_needed_here(vectors):
    assert vectors.columns("treat/winmax5_then_logCT_combine.csv") == vectors.columns("treat/winmax5_then_logCT.csv")


def test_a_power_in_place_of_the_logarithm(vectors, farthest):
    screened = vectors.columns("treat/input_screened.csv")
    details = {row["iCode"]: row for row in vectors.dicts("treat/winmax2_then_boxcox005_details.csv")}
    power = Treatment(method="box_cox", exponent=Fraction(1, 20), always=True)
    passes = Counter()

    for code, wanted in vectors.columns("treat/winmax2_then_boxcox005.csv").items():
        cut = treat(screened[code], Treatment(method="winsorise", points=2))
        enough = abs(skewness(cut)) < 2 or kurtosis(cut) < 3.5
        passes[enough] += 1
        assert farthest(cut if enough else treat(screened[code], power), wanted) < 1e-9, code
        assert enough == (not details.get(code, {}).get("check_SkewKurt2.Skew"))

    assert min(passes.values()) > 0


def test_the_logarithm_leans_as_the_indicator_does_where_coinrs_older_one_does_not(vectors, farthest):
    screened = vectors.columns("treat/input_screened.csv")
    always = Treatment(method="log", always=True)

    for code, wanted in vectors.columns("treat/log_CT_all.csv").items():
        leans_up = skewness(screened[code]) > 0
        assert (farthest(treat(screened[code], always), wanted) < 1e-9) == leans_up, code
    for name in ("treat/log_CT_orig_all.csv", "treat/log_GII_all_AS_RETURNED_BUGGY.csv"):
        older = vectors.columns(name)
        assert all(farthest(treat(screened[code], always), older[code]) > 1e-3 for code in older)


def test_goalposts_that_are_not_cut_off(vectors, farthest):
    treated = vectors.columns("normalise/input_treated.csv")
    posts = {row["iCode"]: row for row in vectors.dicts("normalise/goalposts_used_q10_q90.csv")}

    for code, wanted in vectors.columns("normalise/n_scaled_iMeta.csv").items():
        low, high = (Fraction(posts[code][end]) for end in ("lower", "upper"))
        rule = Normalisation(method="goalposts", low=low, high=high)
        assert farthest(normalise(treated[code], rule, direction=int(posts[code]["Direction"])), wanted) < 1e-9, code


def test_the_share_of_the_largest_is_that_of_coinr_where_more_is_better(vectors, farthest):
    treated = vectors.columns("normalise/input_treated.csv")
    rule = Normalisation(method="share_of_maximum", scale=(Fraction(0), Fraction(1)))
    text = vectors.dicts("normalise/fracmax_after_direction_flip.csv")
    upwards = [row["iCode"] for row in vectors.dicts("input/asem_iMeta.csv") if row["Direction"] == "1"]
    upwards = [code for code in upwards if code in treated and min(treated[code]) >= 0]

    assert len(upwards) > 30
    for code in upwards:
        assert farthest(normalise(treated[code], rule), [Fraction(row[code]) for row in text]) < 1e-9, code


@pytest.mark.parametrize("mean_of", ["arithmetic", "geometric"])
def test_scores_around_ten(mean_of, vectors, asem, farthest):
    index, table = asem(normalise='{ method = "z", scale = [10, 2] }', aggregate=mean_of)
    name = {"arithmetic": "amean", "geometric": "gmean"}[mean_of]

    found = score(index, table)

    for file in ("aggregate/input_zscore_10_2.csv", f"aggregate/zscore10_2__{name}__w_original.csv"):
        order = [vectors.units(file).index(unit) for unit in found.units]
        for code, column in vectors.columns(file).items():
            if code in found.scores:
                assert farthest(found.scores[code], [column[at] for at in order]) < 1e-9, code


@pytest.mark.parametrize(
    ("file", "rules"),
    [
        ("input_minmax_1_100", 'impute = "group_mean"\ntreat = { method = "winsorise_or_log", points = 5 }\n'),
        ("missing_input_minmax_1_100_noimpute_51units", ""),
    ],
)
def test_what_is_put_together_is_what_coinr_puts_together(file, rules, vectors, asem, farthest):
    found = score(*asem(normalise='{ method = "min_max", scale = [1, 100] }', rules=rules))
    order = [vectors.units(f"aggregate/{file}.csv").index(unit) for unit in found.units]

    for code, column in vectors.columns(f"aggregate/{file}.csv").items():
        assert farthest(found.scores[code], [column[at] for at in order]) < 1e-9, code


def test_loadings_are_those_of_coinr_up_to_their_sum(vectors):
    loadings = {row["iCode"]: float(row["Weight"]) for row in vectors.dicts("weights/set_pca_L2.csv")}
    scores = vectors.columns("base/7_Aggregated.csv")
    wanted = [loadings[name] for name in PILLARS[:5]]

    got = weigh([scores[name] for name in PILLARS[:5]], "principal_component")

    assert got == pytest.approx([one / sum(wanted) for one in wanted], abs=1e-9)


def test_weights_that_coinr_optimised_give_the_correlations_that_it_tells(vectors, asem):
    index, table = asem()
    rows = vectors.dicts("weights/opt_infomax_L2_result.csv")
    weights = weights_of(vectors.dicts("weights/set_opt_infomax_L2.csv"))
    assert {name: weights[name] for name in PILLARS} == weights_of(rows, "OptWeight")

    found = score(weighted(index, weights), table)

    whole = [float(number) for number in found.scores["Index"]]
    # COINr lists what was obtained in the order of the alphabet, beside names in another order.
    for name, row in zip(sorted(PILLARS), rows, strict=True):
        got = statistics.correlation([float(number) for number in found.scores[name]], whole)
        # As far as the optimiser of COINr went.
        assert got == pytest.approx(float(row["Obtained"]), abs=1e-3)


def test_a_weight_below_zero_that_coinr_optimised_is_no_weight_here(vectors):
    weights = weights_of(vectors.dicts("weights/set_opt_balance_equal_L2.csv"))

    assert weights_of(vectors.dicts("weights/opt_balance_equal_L2_result.csv"), "OptWeight").items() <= weights.items()
    assert {name for name in PILLARS if weights[name] < 0} == {"Physical", "Social"}
