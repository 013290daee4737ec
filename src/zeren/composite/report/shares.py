"""The chart of how often each unit came where: a bar for every place, as high as its share of the draws."""

import math
from collections.abc import Iterator

from zeren.composite.report.figures import drawing, figure, head, share, strip, table
from zeren.composite.report.markup import Markup, element
from zeren.composite.report.study import Study
from zeren.composite.standing import Standing

__all__ = ["shares"]

_HEIGHT = 30
# A bar below a quarter of a pixel is not seen.
_LEAST = 0.25 / _HEIGHT
_TOP = 3
# More bars than that are no longer seen one by one.
_MOST = 50


def shares(study: Study) -> Markup:
    """Draw the shares of the places of every unit."""
    title = study.say("shares")
    heads = [head(study.say("unit")), head(study.say("first_share"), "num"), head(study.say("top_share"), "num")]
    heads += [head(study.say("most_often"), "num"), drawing(study.say("chart"))]
    count = len(study.places.standings)
    rows = [_row(study, one, count) for one in study.places.standings]
    width = _width(count)
    key = "shares_desc" if width == 1 else "shares_desc_many"
    about = study.say(key, draws=study.places.draws, count=count, width=width)
    return figure("shares", title, about, table(title, heads, [element("tbody", *rows)], kind="shares"))


def _row(study: Study, one: Standing, count: int) -> Markup:
    found = one.shares
    most = max(range(len(found)), key=lambda place: (found[place], -place))
    said = study.say("share_said", unit=one.unit, place=most + 1, share=_percent(found[most]))
    cells = [
        element("th", one.unit, scope="row"),
        element("td", _percent(found[0]), class_="num"),
        element("td", _percent(sum(found[:_TOP])), class_="num"),
        element("td", study.say("place_share", place=most + 1, share=_percent(found[most])), class_="num"),
        element("td", strip(said, _bars(one, count), height=_HEIGHT), class_="drawn"),
    ]
    return element("tr", *cells)


def _percent(part: float) -> str:
    """Write a share so that what happened is never told as nothing, and what may fail never as sure."""
    if 0 < part <= 0.005:  # noqa: PLR2004 - half of one per cent, which is rounded to the even 0
        return "<1%"
    return ">99%" if 0.995 <= part < 1 else f"{part:.0%}"  # noqa: PLR2004 - and that from above


def _width(count: int) -> int:
    """Say how many places stand in one bar."""
    return max(1, math.ceil(count / _MOST))


def _bars(one: Standing, count: int) -> Iterator[Markup]:
    yield element("line", x1="0", x2="100%", y1=_HEIGHT - 1, y2=_HEIGHT - 1, class_="grid")
    width = _width(count)
    own = None if one.rank is None else (math.ceil(one.rank) - 1) // width
    found = one.shares
    for number, start in enumerate(range(0, count, width)):
        part = sum(found[start : start + width])
        if part >= _LEAST:
            height = round(part * (_HEIGHT - 2), 2)
            left, top = share((start + 0.1 * width) / count), round(_HEIGHT - 1 - height, 2)
            shown = "at" if number == own else "span"
            yield element("rect", x=left, y=top, width=share(0.8 * width / count), height=height, class_=shown)
