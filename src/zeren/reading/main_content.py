"""Which part of a web page holds the document: the one with the most text against links.

Each line is worth its length if most of it is no link; menus, foots and other furniture of a site are worth nothing
(rules/*/pages.toml). From the whole page the search goes down into a part as long as that part holds nearly all of
the worth, so that text which stands in several parts stays together. ``<main>`` and ``<article>`` are believed.
"""

import re
from collections.abc import Iterator
from functools import cache

from zeren.reading.model import Language
from zeren.reading.page_tree import PageTree, Part, one_line
from zeren.reading.rulebook import alternatives, table

__all__ = ["document_part", "lines_of_facts"]

_NEARLY_ALL = 0.85
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "header"))
_TABLE_TAGS = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
_BELIEVED = frozenset(("article", "main"))
_CELLS = frozenset(("td", "th"))
# A shorter line with no stop in it is a button or a crumb; in a cell it may be a figure.
_SHORTEST = 8
_STOP = re.compile(r"[。；：，.;:,]")
_NAMES = re.compile(r"[A-Za-z]+")
_FACTS = ("number_labels", "index_labels", "issuer_labels", "published_labels", "issued_labels")
_MOST_FACTS = 20
_LONGEST_FACT = 200


def document_part(tree: PageTree) -> tuple[Part, list[tuple[int, int]]]:
    """Find the part of the page that holds the document, and what of it is no furniture."""
    own = _own_worth(tree)
    dropped = _dropped(tree, _sums(tree, own))
    worth = _sums(tree, [0.0 if gone else one for gone, one in zip(dropped, own, strict=True)])
    here = _holding(tree, worth)
    return tree.parts[here], list(_kept(tree, here, dropped))


def _kept(tree: PageTree, here: int, dropped: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a part between the furniture in it."""
    part = tree.parts[here]
    start = part.start
    for index in range(here + 1, part.last):
        inner = tree.parts[index]
        if dropped[index] and not dropped[inner.above]:
            yield start, inner.start
            start = inner.end
    yield start, part.end


def _holding(tree: PageTree, worth: list[float]) -> int:
    """Go down from the page to the part that holds the document."""
    parts = tree.parts
    inside = _best(tree, worth, "article", share=0.5)
    if inside is not None:
        return inside
    here = _best(tree, worth, "main", share=0.0) or 0
    children: dict[int, list[int]] = {}
    for index, part in enumerate(parts):
        children.setdefault(part.above, []).append(index)
    while worth[here]:
        best = max(children.get(here, ()), key=worth.__getitem__, default=None)
        if best is None or worth[best] < _NEARLY_ALL * worth[here]:
            break
        here = best
    # A table is no document without the lines around it.
    while parts[here].tag in _TABLE_TAGS:
        here = parts[here].above
    return here


def _best(tree: PageTree, worth: list[float], tag: str, *, share: float) -> int | None:
    found = [index for index, part in enumerate(tree.parts) if part.tag == tag and worth[index]]
    best = max(found, key=worth.__getitem__, default=None)
    return best if best is not None and worth[best] >= share * worth[0] else None


def _own_worth(tree: PageTree) -> list[float]:
    """Return the worth of the lines of each part, without those of the parts in it."""
    own = [0.0] * len(tree.parts)
    for run in tree.runs(0, tree.place):
        own[run[0].part] += _worth_of([(piece.words or "", piece.linked) for piece in run], tree.parts[run[0].part].tag)
    return own


def _dropped(tree: PageTree, worth: list[float]) -> list[bool]:
    """Tell of each part whether it is furniture, or in it; what is most of the page is none."""
    dropped, believed = [False] * len(tree.parts), [False] * len(tree.parts)
    for index, part in enumerate(tree.parts):
        if part.above >= 0:
            dropped[index], believed[index] = dropped[part.above], believed[part.above]
        believed[index] |= part.tag in _BELIEVED
        # The header of an article is part of it.
        furniture = _is_furniture(part) and not (part.tag == "header" and believed[index])
        dropped[index] |= furniture and 2 * worth[index] < worth[0]
    return dropped


def _sums(tree: PageTree, own: list[float]) -> list[float]:
    total = list(own)
    for index in range(len(total) - 1, 0, -1):
        total[tree.parts[index].above] += total[index]
    return total


def _worth_of(pieces: list[tuple[str, bool]], tag: str) -> float:
    words = one_line("".join(piece for piece, _ in pieces))
    linked = sum(len(piece.strip()) for piece, in_link in pieces if in_link)
    if 2 * linked > len(words) or _furniture().search(words):
        return 0.0
    if len(words) < _SHORTEST and tag not in _CELLS and not _STOP.search(words):
        return 0.0
    return float(len(words) - linked)


def _is_furniture(part: Part) -> bool:
    if part.tag in _FURNITURE_TAGS:
        return True
    names = f"{part.attributes.get('class', '')} {part.attributes.get('id', '')}".lower()
    return not _furniture_names().isdisjoint(_NAMES.findall(names))


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(alternatives(_strings("pages", "furniture")), re.IGNORECASE)


@cache
def _furniture_names() -> frozenset[str]:
    return frozenset(_strings("pages", "parts"))


def _strings(file: str, name: str) -> tuple[str, ...]:
    return tuple(word for language in Language for word in table(language, file).strings(name))


def lines_of_facts(tree: PageTree, part: Part) -> Iterator[str]:
    """Yield the lines above the document that say its number, issuer or date: many sites put them into a box there."""
    found, label = 0, ""
    for line in tree.lines(0, part.start):
        if found >= _MOST_FACTS:
            return
        labelled = _label().match(line)
        if label and not labelled:
            yield f"{label}：{line}"
            found += 1
        label = labelled[1] if labelled and not labelled[2] else ""
        if labelled and labelled[2] and len(line) <= _LONGEST_FACT:
            yield line
            found += 1


@cache
def _label() -> re.Pattern[str]:
    words = tuple(word for name in _FACTS for word in _strings("document", name))
    return re.compile(rf"({alternatives(words)})\s{{0,5}}(?:\Z|[：:]\s{{0,5}}(.{{0,300}}))")
