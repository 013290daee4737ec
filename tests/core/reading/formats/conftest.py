"""Makes small files of each format; nothing of real documents is in them."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

# For each list of Word: the form of its numbers and what is written around them, level by level.
NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>"""
STRANGE = '<w:abstractNum {ns} w:abstractNumId="91"><w:lvl w:ilvl="0"><w:numFmt w:val="hebrew1"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'


def saved(document):
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def zipped(members, packing=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    return held.getvalue()


@pytest.fixture(scope="session", name="zipped")
def zipped_():
    return zipped


@pytest.fixture(scope="session", name="saved")
def saved_():
    return saved


def with_lists(document):
    root = document.part.numbering_part.element
    for place, pattern in enumerate((NUMBERING, STRANGE)):
        root.insert(place, parse_xml(pattern.format(ns=nsdecls("w"))))
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{90 + place}"><w:abstractNumId w:val="{90 + place}"/></w:num>')
        )
    return document


def listed(document, words, *, level=0, number=90):
    paragraph = document.add_paragraph(words)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


@pytest.fixture
def word():
    """Return an empty Word document, and what adds a paragraph of a list to it."""
    return with_lists(docx.Document()), listed


def sheet(rows, merges=()):
    """Return the XML of a sheet; a number stays a number."""
    found = []
    for number, row in enumerate(rows, start=1):
        cells = ""
        for column, value in enumerate(row):
            place = f"{chr(ord('A') + column)}{number}"
            if isinstance(value, str):
                cells += f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
            elif value is not None:
                cells += f'<c r="{place}"><v>{value}</v></c>'
        found.append(f'<row r="{number}">{cells}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(found)
        + "</sheetData>"
        + (f"<mergeCells>{merged}</mergeCells>" if merged else "")
        + "</worksheet>"
    )


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(sheets, merges=()):
    """Return an XLSX file with a sheet for each name."""
    listed_, related, typed, members = "", "", "", {}
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        listed_ += f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        related += f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        typed += (
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        members[f"xl/worksheets/sheet{number}.xml"] = rows if isinstance(rows, str) else sheet(rows, merges)
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{typed}</Types>",
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:r="{OFFICE}"><sheets>{listed_}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
            **members,
        }
    )


@pytest.fixture(scope="session", name="workbook")
def workbook_():
    return workbook


def pdf(pages, *, trailer=""):
    """Return a PDF file; each page is a list of (left, bottom, size, words), or None for a page without words.

    The words are in a font that is not embedded; a table in it says which character each code is.
    """
    signs = sorted({sign for page in pages if page for *_, words in page for sign in words})
    codes = {sign: number for number, sign in enumerate(signs, start=1)}
    lines = "\n".join(f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{lines}\nendbfchar endcmap end end"
    )
    wide = " ".join(f"{code} [{1000 if ord(sign) > 255 else 500}]" for sign, code in codes.items())
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        4: f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [{wide}] /FontDescriptor 5 0 R >>",
        5: "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
        6: stream(table),
    }
    kids = []
    for number, page in enumerate(pages):
        own = 10 + 2 * number
        kids.append(f"{own} 0 R")
        shown = "\n".join(
            f"BT /F {size} Tf 1 0 0 1 {left} {bottom} Tm <{''.join(f'{codes[sign]:04x}' for sign in words)}> Tj ET"
            for left, bottom, size, words in page or ()
        )
        objects[own] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {own + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects[own + 1] = stream(shown)
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return assembled(objects, trailer)


def stream(words):
    return f"<< /Length {len(words)} >>\nstream\n{words}\nendstream"


def assembled(objects, trailer):
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, words in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places.get(number, 0):010d} 00000 {'n' if number in places else 'f'} \n".encode()
    out += f"trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


@pytest.fixture(scope="session", name="pdf")
def pdf_():
    return pdf
