"""What a DOCX file says of its styles and lists."""

import re
from functools import cached_property

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml.etree import _Element

from zeren.reading.numbering import Level, Numbering

__all__ = ["Styles", "numbering_of"]

_VALUE, _PROPERTIES, _STYLE = qn("w:val"), qn("w:pPr"), qn("w:pStyle")
_CAPTION = re.compile(r"caption|题注", re.IGNORECASE)
# Styles rest upon styles; a file in which they rest upon each other in a circle is stopped.
_DEEPEST = 20
_DIGITS = re.compile(r"-?\d{1,9}\Z", re.ASCII)


class Styles:
    """The styles of a document, as far as they number paragraphs or name captions."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part

    @cached_property
    def _styles(self) -> dict[str, _Element]:
        if RELATIONSHIP_TYPE.STYLES not in {one.reltype for one in self._part.rels.values()}:
            return {}
        sheet = self._part.styles.element
        return {style.get(qn("w:styleId"), ""): style for style in sheet.iter(qn("w:style"))}

    def is_caption(self, paragraph: _Element) -> bool:
        """Tell whether a paragraph is in the style of captions."""
        style = self._styles.get(_value(paragraph, _PROPERTIES, _STYLE) or "")
        return style is not None and _CAPTION.search(_value(style, qn("w:name")) or "") is not None

    def list_of(self, paragraph: _Element) -> tuple[str, int] | None:
        """Return the list that a paragraph belongs to and how deep it stands in it."""
        number, depth = _listed(paragraph)
        style = _value(paragraph, _PROPERTIES, _STYLE)
        for _ in range(_DEEPEST):
            if (number is not None and depth is not None) or style not in self._styles:
                break
            above_number, above_depth = _listed(self._styles[style])
            number = above_number if number is None else number
            depth = above_depth if depth is None else depth
            style = _value(self._styles[style], qn("w:basedOn"))
        return None if number in {None, "0"} or number is None else (number, _whole(depth, 0))


def _listed(holder: _Element) -> tuple[str | None, str | None]:
    return (
        _value(holder, _PROPERTIES, qn("w:numPr"), qn("w:numId")),
        _value(holder, _PROPERTIES, qn("w:numPr"), qn("w:ilvl")),
    )


def numbering_of(part: DocumentPart) -> Numbering:
    """Return the lists of a document."""
    if RELATIONSHIP_TYPE.NUMBERING not in {one.reltype for one in part.rels.values()}:
        return Numbering({})
    root = part.numbering_part.element
    patterns = {
        one.get(qn("w:abstractNumId"), ""): {
            _whole(level.get(qn("w:ilvl")), 0): _level(level) for level in one.iter(qn("w:lvl"))
        }
        for one in root.iter(qn("w:abstractNum"))
    }
    lists: dict[str, tuple[str, dict[int, Level]]] = {}
    for one in root.iter(qn("w:num")):
        number = one.get(qn("w:numId"), "")
        pattern = _value(one, qn("w:abstractNumId")) or ""
        levels = dict(patterns.get(pattern, {}))
        changed = list(one.iter(qn("w:lvlOverride")))
        for override in changed:
            _override(levels, override)
        # Lists of one pattern go on counting together, unless one says where it starts.
        lists[number] = (f"{pattern}/{number}" if changed else pattern, levels)
    return Numbering(lists)


def _override(levels: dict[int, Level], override: _Element) -> None:
    depth = _whole(override.get(qn("w:ilvl")), 0)
    own = override.find(qn("w:lvl"))
    level = _level(own) if own is not None else levels.get(depth, Level())
    start = _value(override, qn("w:startOverride"))
    levels[depth] = Level(
        start=_whole(start, level.start), form=level.form, words=level.words, space=level.space, legal=level.legal
    )


def _level(level: _Element) -> Level:
    return Level(
        start=_whole(_value(level, qn("w:start")), 1),
        form=_value(level, qn("w:numFmt")) or "decimal",
        words=_value(level, qn("w:lvlText")) or "",
        space=_value(level, qn("w:suff")) != "nothing",
        legal=level.find(qn("w:isLgl")) is not None,
    )


def _value(element: _Element, *path: str) -> str | None:
    found = element.find("/".join(path))
    return None if found is None else found.get(_VALUE)


def _whole(words: str | None, otherwise: int) -> int:
    return int(words) if words and _DIGITS.match(words) else otherwise
