"""The chart of the places, each with its interval; units that cannot be told apart stand together."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from zeren.composite.choices import axes
from zeren.composite.report.figures import HEIGHT, figure, head, share, strip, table
from zeren.composite.report.markup import Markup, element
from zeren.composite.report.study import Study
from zeren.composite.standing import Standing

__all__ = ["ranking", "rankings_within"]

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_MOST_TICKS = 8
_MOST_NARROW = 6


def ranking(study: Study) -> Markup:
    """Draw the places."""
    title = study.say("ranking")
    return figure("ranking", title, _about(study), _table(study, title, study.places.standings))


def rankings_within(study: Study) -> Markup:
    """Draw the places of the units of each group among themselves, one table below the other."""
    tables: list[Markup] = []
    for group, standings in study.places.by_group.items():
        words = study.say("within_group", group=group, count=len(standings))
        tables += [element("h3", words), _table(study, words, standings)]
    return figure("within", study.say("within"), study.say("within_desc"), *tables)


def _table(study: Study, title: str, standings: Sequence[Standing]) -> Markup:
    keys = ["place", "unit", "score", *(["grade"] if study.index.grades else []), "interval"]
    kinds = {"place": "num", "score": "num", "interval": "num"}
    heads = [head(study.say(key), kinds.get(key, "")) for key in keys]
    count = len(standings)
    heads.append(element("th", _axis(study, count), scope="col", class_="drawn"))
    bodies = [
        _tier(study, list(members), len(heads), count)
        for _, members in groupby(standings, key=lambda standing: standing.tier)
    ]
    return table(title, heads, bodies, kind="ranking" if study.index.grades else "ranking plain")


def _about(study: Study) -> str:
    plan = study.index.robustness
    shares = {"weights": plan.weights, "error": plan.error}
    open_ones = [
        study.say(f"choice_{axis}", share=f"{float(shares.get(axis, plan.error) * 100):g}") for axis in axes(plan)
    ]
    choices = study.say("comma").join(open_ones) or study.say("choices_none")
    confidence = f"{float(plan.confidence * 100):g}"
    return study.say("ranking_desc", confidence=confidence, draws=study.places.draws, choices=choices)


def _ticks(count: int) -> list[int]:
    step = next((step for step in _STEPS if count / step <= _MOST_TICKS), count)
    return [1, *(place for place in range(step, count + 1, step) if place > 1)]


def _middle(place: float, count: int) -> str:
    return share((place - 0.5) / max(count, 1))


def _axis(study: Study, count: int) -> Markup:
    ticks = _ticks(count)
    marks = [
        element("text", place, x=_middle(place, count), y=13, text_anchor="middle", class_=_spare(odd, len(ticks)))
        for odd, place in enumerate(ticks)
    ]
    return strip(study.say("place"), marks)


def _spare(place: int, count: int) -> str | None:
    """Mark every other tick of many: on a narrow screen there is no room for it."""
    return "spare" if count > _MOST_NARROW and place % 2 else None


def _tier(study: Study, members: list[Standing], columns: int, count: int) -> Markup:
    key = "tier_one" if len(members) == 1 else "tier_many"
    said = study.say(key, tier=members[0].tier, count=len(members))
    line = element("tr", element("th", said, colspan=columns, scope="rowgroup"), class_="tier")
    return element("tbody", line, *(_row(study, one, count) for one in members))


def _row(study: Study, one: Standing, count: int) -> Markup:
    grades = dict(zip(study.result.units, study.result.grades, strict=True))
    cells = [
        element("td", _shown(one), class_="num place"),
        element("th", one.unit, scope="row"),
        element("td", study.shown(one.score), class_="num"),
        *([element("td", study.grade(grades[one.unit]))] if study.index.grades else []),
        element("td", f"{one.best}–{one.worst}", class_="num"),
        element("td", strip(_said(study, one), _shapes(one, count)), class_="drawn"),
    ]
    return element("tr", *cells)


def _shown(one: Standing) -> str:
    return "–" if one.rank is None else f"{one.rank:g}"


def _said(study: Study, one: Standing) -> str:
    return study.say("strip", unit=one.unit, place=_shown(one), best=one.best, worst=one.worst)


def _shapes(one: Standing, count: int) -> Iterator[Markup]:
    for place in _ticks(count):
        at = _middle(place, count)
        yield element("line", x1=at, x2=at, y1=0, y2=HEIGHT, class_="grid")
    width = share((one.worst - one.best + 1) / count)
    yield element("rect", x=share((one.best - 1) / count), width=width, y=5, height=8, rx=3, class_="span")
    if one.rank:
        yield element("circle", cx=_middle(min(one.rank, count), count), cy=9, r=4.5, class_="dot")
