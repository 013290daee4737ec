import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from zeren.reading import DamagedDocumentError, EncryptedDocumentError, TooLargeError, UnsupportedFormatError, read


def test_paragraphs_and_tables_come_in_their_order(word, saved):
    document, _ = word
    document.add_paragraph("滨海市任务清单")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["任务", "单位", "修订清单", "市教育局"], strict=True):
        cell.text = words
    document.add_paragraph("各部门要报告。")

    assert read(saved(document)).text == "滨海市任务清单\n任务\t单位\n修订清单\t市教育局\n各部门要报告。"


def test_a_table_has_a_span_for_each_cell_its_head_and_caption(word, saved):
    document, _ = word
    document.add_paragraph("附件1 任务分工表")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["任务", "分值", "修订\n清单", "5"], strict=True):
        cell.text = words
    reading = read(saved(document))
    [found] = reading.tables

    assert found.words(reading.text) == [["任务", "分值"], ["修订 清单", "5"]]
    assert (found.head, found.caption) == (1, "附件1 任务分工表")
    assert found.span.of(reading.text) == "任务\t分值\n修订 清单\t5"


def test_merged_cells_have_the_span_of_the_first(word, saved):
    document, _ = word
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "类别", "任务"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "大气"
    table.cell(1, 1).text, table.cell(2, 1).text = "减排", "抑尘"
    reading = read(saved(document))
    [found] = reading.tables

    assert found.rows[2][0] == found.rows[1][0]
    assert found.words(reading.text)[2] == ["大气", "抑尘"]


def test_numbers_that_word_makes_are_in_the_text(word, saved):
    document, listed = word
    listed(document, "大气污染防治")
    listed(document, "修订清单。", level=1)
    listed(document, "核查清单。", level=1)
    listed(document, "水污染防治")
    listed(document, "使用岸电。", level=1)

    assert read(saved(document)).text.split("\n") == [
        "一、大气污染防治",
        "1. 修订清单。",
        "2. 核查清单。",
        "二、水污染防治",
        "1. 使用岸电。",
    ]


def test_numbers_in_an_unknown_form_are_left_out_with_a_warning(word, saved):
    document, listed = word
    listed(document, "各部门要报告。", number=91)
    reading = read(saved(document))

    assert reading.text == "各部门要报告。"
    assert [(one.code, one.detail) for one in reading.warnings] == [("reading.numbers_left_out", "1")]


def test_what_was_inserted_is_text_and_what_was_deleted_is_not(word, saved):
    document, _ = word
    paragraph = document.add_paragraph("各部门要")._p
    for tag, held, words in (("ins", "t", "按月"), ("del", "delText", "按年"), ("moveFrom", "t", "按日")):
        paragraph.append(parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{held}>{words}</w:{held}></w:r></w:{tag}>"))

    assert read(saved(document)).text == "各部门要按月"


def test_content_controls_are_read(word, saved):
    document, _ = word
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>各部门要报告。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )

    assert read(saved(document)).text == "各部门要报告。"


def test_a_text_box_is_read_after_its_paragraph(word, saved):
    document, _ = word
    paragraph = document.add_paragraph("正文")._p
    paragraph.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )

    assert read(saved(document)).text == "正文\n框内"


def rewritten(data, name, words):
    """Return the package with other content for one of its files."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, words if member == name else old.read(member))
    return held.getvalue()


@pytest.mark.parametrize(
    "words", [b"", b"no XML", b"<a>" * 100_000, b"<w:document/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_a_broken_document_is_refused(word, saved, words):
    with pytest.raises(DamagedDocumentError):
        read(rewritten(saved(word[0]), "word/document.xml", words))


def test_entities_are_refused(word, saved):
    document, _ = word
    document.add_paragraph("ENTITY")
    data = saved(document)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        words = archive.read("word/document.xml").decode()
    head, body = words.split("?>", 1)
    words = f'{head}?><!DOCTYPE w [<!ENTITY a "{"x" * 1000}">]>{body.replace("ENTITY", "&a;" * 1000)}'

    with pytest.raises(DamagedDocumentError):
        read(rewritten(data, "word/document.xml", words))


def test_a_cut_package_is_refused(word, saved):
    with pytest.raises(DamagedDocumentError):
        read(saved(word[0])[:-200])


def test_a_package_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(zipped):
    bomb = zipped({"word/document.xml": b"\x00" * 60_000_000})

    with pytest.raises(TooLargeError) as caught:
        read(bomb)

    assert caught.value.params["what"] == "unpacked bytes"


def test_a_package_that_says_less_than_it_holds_is_refused(zipped):
    data = bytearray(zipped({"word/document.xml": b"\x00" * 30_000_000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + place
        data[at : at + 4] = (1000).to_bytes(4, "little")

    with pytest.raises(DamagedDocumentError):
        read(bytes(data))


def test_packing_that_cannot_be_bounded_is_refused(zipped):
    with pytest.raises(DamagedDocumentError):
        read(zipped({"word/document.xml": b"x" * 1000}, packing=zipfile.ZIP_LZMA))


def test_a_locked_part_is_said_to_be_locked(zipped):
    data = bytearray(zipped({"word/document.xml": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(EncryptedDocumentError):
        read(bytes(data))


@pytest.mark.parametrize(
    ("member", "name"), [("OFD.xml", "OFD"), ("ppt/presentation.xml", "PPTX"), ("notes.txt", "ZIP file")]
)
def test_another_package_is_named(zipped, member, name):
    with pytest.raises(UnsupportedFormatError) as caught:
        read(zipped({member: b"x"}))

    assert caught.value.params["format"] == name


def test_too_many_files_in_a_package_are_refused(zipped):
    with pytest.raises(TooLargeError):
        read(zipped({"word/document.xml": b"", **{f"x{number}": b"" for number in range(10_001)}}))


def test_an_empty_document_gives_an_empty_text_with_a_warning(saved):
    assert [one.code for one in read(saved(docx.Document())).warnings] == ["reading.empty"]
