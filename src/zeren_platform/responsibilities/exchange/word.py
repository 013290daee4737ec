"""A register as a Word document: a table on A4 sheets laid across, with the fonts and page numbers of GB/T 9704-2012.

The file is written row by row, so that a register of any length takes the same memory.
"""

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from zeren_platform.responsibilities.exchange.cells import settled

__all__ = ["write_document"]

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Clause 5.2.1: 37, 35, 28 and 26 mm above, below, at the binding and at the cut. A sheet laid across has its head at
# the binding, so that these are its right, left, upper and lower edge; in twentieths of a point.
MARGINS: Final = 'w:top="1587" w:bottom="1474" w:left="1984" w:right="2098" w:header="851" w:footer="992" w:gutter="0"'
WIDTH: Final = 16838 - 1984 - 2098
TITLE_FONT, HEAD_FONT, BODY_FONT, NUMBER_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
# Titles in No. 2 (22 pt), page numbers in No. 4 (14 pt); the cells of a table in No. 5 (10.5 pt), in half points.
TITLE_SIZE, CELL_SIZE, NUMBER_SIZE = 44, 21, 28


def write_document(
    target: BinaryIO, *, title: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]
) -> None:
    """Write a table under its *title* into *target*; *widths* are shares of the page."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, words in _frame().items():
            archive.writestr(name, HEAD + words)
        with archive.open("word/document.xml", "w", force_zip64=True) as body:
            body.write(_opening(title, heads, _shares(widths)).encode())
            for row in rows:
                body.write(_row(row).encode())
            body.write(_closing().encode())


def _shares(widths: Sequence[int]) -> list[int]:
    whole = sum(widths) or 1
    return [WIDTH * width // whole for width in widths]


def _opening(title: str, heads: Sequence[str], widths: Sequence[int]) -> str:
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in SIDES)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    return (
        f"{HEAD}<w:document {W} {R}><w:body>"
        f"<w:p>{centred}{_run(title, TITLE_FONT, TITLE_SIZE)}</w:p><w:p/>"
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        # The head stands on every page.
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        + "".join(f"<w:tc><w:p>{centred}{_run(head, HEAD_FONT, CELL_SIZE)}</w:p></w:tc>" for head in heads)
        + "</w:tr>"
    )


SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def _row(cells: Sequence[str]) -> str:
    return (
        "<w:tr>" + "".join(f"<w:tc><w:p>{_run(cell, BODY_FONT, CELL_SIZE)}</w:p></w:tc>" for cell in cells) + "</w:tr>"
    )


def _run(words: str, font: str, size: int) -> str:
    """Write words in one font; a line end within a cell is a break, so that it comes back as it was."""
    told = "<w:br/>".join(_stretch(line) for line in settled(words).split("\n"))
    fonts = (
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}" w:cs="Times New Roman"/>'
    )
    return f'<w:r><w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{told}</w:r>'


def _stretch(line: str) -> str:
    return "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in line.split("\t"))


def _closing() -> str:
    references = '<w:footerReference w:type="default" r:id="rId2"/><w:footerReference w:type="even" r:id="rId3"/>'
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    return f"</w:tbl><w:p/><w:sectPr>{references}{size}<w:pgMar {MARGINS}/></w:sectPr></w:body></w:document>"


def _frame() -> dict[str, str]:
    """Give the parts around the body: what the package holds, its styles, and the page numbers (clause 7.5)."""
    parts = {"styles": "styles", "footer1": "footer", "footer2": "footer", "settings": "settings"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>' for name, kind in parts.items()
    )
    related = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for place, (name, kind) in enumerate(parts.items(), start=1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        "word/settings.xml": f"<w:settings {W}><w:evenAndOddHeaders/></w:settings>",
        "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style></w:styles>',
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }


def _footer(side: str) -> str:
    """Set the number of the page between two dashes, on odd pages to the right, on even ones to the left."""
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    fonts = f'<w:rPr><w:rFonts w:eastAsia="{NUMBER_FONT}"/><w:sz w:val="{NUMBER_SIZE}"/></w:rPr>'
    dash = f'<w:r>{fonts}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    paragraph = f'<w:pPr><w:jc w:val="{side}"/></w:pPr>'
    return f"<w:ftr {W}><w:p>{paragraph}{dash.format('— ')}{number}{dash.format(' —')}</w:p></w:ftr>"
