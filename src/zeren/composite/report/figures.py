"""Tables and strips of SVG that the charts are made of.

A chart is a table in which one column is drawn: its figures stand beside it for everybody, it breaks between rows in
print, and its words keep their size on a narrow screen. Strips use shares of their width and need no script.
"""

from collections.abc import Iterable, Sequence

from zeren.composite.report.markup import Markup, element, joined

__all__ = ["HEIGHT", "drawing", "figure", "head", "share", "strip", "table"]

HEIGHT = 18


def share(number: float) -> str:
    """Write a share of the width."""
    return f"{100 * number:.3f}%"


def strip(title: str, shapes: Iterable[Markup], *, height: int = HEIGHT) -> Markup:
    """Draw one row of a chart."""
    inside = joined([element("title", title), *shapes])
    return element("svg", inside, class_="strip", role="img", aria_label=title, width="100%", height=height)


def drawing(words: str) -> Markup:
    """Make the head of a column that is drawn, for those who hear it."""
    return element("th", element("span", words, class_="unseen"), scope="col", class_="drawn")


def head(words: str, kind: str = "") -> Markup:
    """Make the head of a column."""
    return element("th", words, scope="col", class_=kind or None)


def table(caption: str, heads: Sequence[Markup], bodies: Iterable[Markup], *, kind: str = "") -> Markup:
    """Make a table that may be scrolled sideways where it must, by keys too."""
    inside = [element("caption", caption), element("thead", element("tr", *heads)), *bodies]
    made = element("table", *inside, class_=kind or None)
    return element("div", made, class_="wide", role="group", aria_label=caption, tabindex=0)


def figure(name: str, title: str, about: str, *inside: Markup) -> Markup:
    """Make a section with its title, what is to be seen, and the chart."""
    words = [element("h2", title, id=f"{name}-title"), element("p", about, class_="about")]
    return element("section", *words, *inside, id=name, aria_labelledby=f"{name}-title")
