"""Charts are pictures with the figures behind them."""

import re
from xml.etree import ElementTree as ET

import pytest

from zeren_platform.ui.charts import bar_chart, donut, sparkline, stacked_bar
from zeren_platform.ui.shapes import Series, Slice

SLICES = [
    Slice(label="Done", amount=96, tone="success"),
    Slice(label="Overdue", amount=11.5, tone="danger", href="/late/"),
]
SERIES = [Series(label="Air", slices=SLICES), Series(label="Sea", slices=SLICES, href="/sea/")]


def tree(drawn):
    return ET.fromstring(f"<div>{drawn}</div>".replace(" novalidate", "").replace(" open>", ">"))  # noqa: S314 -- our own markup


@pytest.mark.parametrize(
    "drawn",
    [
        bar_chart(SLICES, title="Duties"),
        stacked_bar(SERIES, title="Duties"),
        donut(SLICES, title="Duties"),
        bar_chart([], title="Duties"),
        donut([], title="Duties"),
        donut([Slice(label="All", amount=1)], title="Duties"),
        donut([Slice(label="None", amount=0)], title="Duties"),
    ],
)
def test_a_chart_is_well_formed_named_and_has_its_figures_as_a_table(drawn):
    figure = tree(drawn)

    assert figure.find(".//figcaption").text == "Duties"
    assert figure.find(".//details//table//caption").text == "Duties"
    assert figure.find(".//svg").get("aria-label") == "Duties"


@pytest.mark.parametrize(
    "drawn", [bar_chart(SLICES, title="x"), stacked_bar(SERIES, title="x"), donut(SLICES, title="x")]
)
def test_every_figure_stands_in_the_table(drawn):
    table = tree(drawn).find(".//details//table")

    words = " ".join("".join(cell.itertext()) for cell in table.iter("td"))

    assert "96" in words
    assert "11.5" in words


def test_a_chart_with_links_is_a_group_and_not_an_image():
    assert tree(bar_chart(SLICES, title="x")).find(".//svg").get("role") == "group"
    assert tree(bar_chart(SLICES[:1], title="x")).find(".//svg").get("role") == "img"


def test_a_link_in_a_chart_is_named_with_its_figure():
    link = tree(bar_chart(SLICES, title="x")).find(".//svg/a")

    assert (link.get("href"), link.get("aria-label")) == ("/late/", "Overdue: 11.5")


def test_bars_are_in_proportion():
    widths = [float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)%"', bar_chart(SLICES, title="x"))]

    assert widths[1] / widths[0] == pytest.approx(11.5 / 96, rel=0.01)


def test_a_whole_ring_is_drawn():
    (path,) = re.findall(r'<path d="([^"]+)"', donut([Slice(label="All", amount=1)], title="x"))

    assert path.startswith("M50.00 4.00A46 46 0 1 1 ")


def test_a_sparkline_says_where_it_begins_and_ends():
    assert 'aria-label="Closed: from 3 to 16"' in sparkline([3, 5, 16], title="Closed")
    assert sparkline([], title="Closed") == ""
    assert "nan" not in sparkline([2, 2, 2], title="Closed")
