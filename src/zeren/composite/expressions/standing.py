"""What is published: scores after vetoes, places, grades."""

import ibis

from zeren.composite.expressions.constants import Parts
from zeren.composite.expressions.inputs import measured
from zeren.composite.expressions.plan import Rows, Series
from zeren.composite.expressions.ranks import placed
from zeren.composite.expressions.rounding import published
from zeren.composite.expressions.values import KEY
from zeren.composite.model import Index

__all__ = ["standings"]


def standings(index: Index, root: Rows, kept: Rows, series: Series) -> Rows:
    """Add the score of the whole for each unit, its place and its grade."""
    whole = root.filter(root["node"] == Parts(index).number(index.root.name)).select(*KEY, "score")
    rows = kept.select(*KEY).left_join(whole, list(KEY)).select(*KEY, "score")
    rows = _capped(index, rows, series) if index.vetoes else rows.mutate(capped=False)
    rows = series.table("published", rows, "The score of the whole, capped where there is a veto.")
    # Places are counted from below, and the highest score is as a rule the first.
    turned = -rows["score"] if index.first == "highest" else rows["score"]
    ranked = placed(rows.mutate(turned=turned), "turned", ("period",), ties=index.ties, series=series, name="sizes")
    return series.table(
        "standings",
        ranked.select(*KEY, "score", "capped", "place", grade=_grade(index, ranked)),
        "The score, place and grade of each unit.",
    )


def _capped(index: Index, rows: Rows, series: Series) -> Rows:
    schema = {"indicator": "string", "at_least": "float64", "cap": "float64"}
    told = [(veto.column, float(veto.at_least), float(veto.score_at_most)) for veto in index.vetoes]
    vetoes = series.constant("vetoes", schema, told)
    cases = measured()
    hit = cases.join(vetoes, "indicator").select(*KEY, "value", "applies", "at_least", "cap")
    hit = hit.filter(hit["applies"] & (hit["value"] >= hit["at_least"]))
    caps = hit.group_by(*KEY).agg(cap=hit["cap"].min())
    joined = rows.left_join(caps, list(KEY)).select(*rows.columns, "cap")
    above = (joined["score"] > joined["cap"]).fill_null(False)
    score = ibis.cases((above, joined["cap"]), else_=joined["score"])
    return joined.select(*KEY, score=score, capped=above)


def _grade(index: Index, rows: Rows) -> Rows:
    """Grade the score as it is published."""
    if not index.grades:
        return ibis.literal("")
    shown = published(rows["score"], digits=index.digits, rule=index.rounding)
    reached = [(shown >= float(grade.at_least) - 10.0 ** -(index.digits + 3), grade.name) for grade in index.grades]
    return ibis.cases((rows["score"].isnull(), ""), *reached, else_="")
