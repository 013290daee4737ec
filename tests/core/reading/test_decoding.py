import codecs

import pytest

from zeren.reading import EncryptedDocumentError, TooLargeError, UndecodableTextError, UnsupportedFormatError, read

TEXT = "各部门要按月报告。\nAll units."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16", "utf-16 big-endian", "utf-16 without mark"],
)
def test_the_usual_encodings_give_the_same_text(data):
    assert read(data).text == TEXT


def test_line_ends_become_line_feeds():
    assert read(b"one\r\ntwo\rthree").text == "one\ntwo\nthree"


def test_the_digest_is_of_the_bytes_not_of_the_text():
    assert read(TEXT.encode()).document.sha256 != read(TEXT.encode("gb18030")).document.sha256


@pytest.mark.parametrize("data", [b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x89PNG\r\n"])
def test_other_formats_are_named(data):
    with pytest.raises(UnsupportedFormatError) as caught:
        read(data, name="plan")

    assert caught.value.code == "reading.unsupported_format"
    assert caught.value.params["document"] == "plan"
    assert caught.value.params["format"]


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UndecodableTextError):
        read(b"\xff\xff\xfe\x00\x01\x02" * 20)


def test_control_characters_everywhere_are_no_text():
    with pytest.raises(UndecodableTextError):
        read(bytes(range(1, 9)) * 50)


def test_big5_is_told_from_gb_18030():
    text = "各部門應當按月報告工作情況，並對責任單位進行檢查。"

    assert read(text.encode("big5")).text == text


@pytest.mark.parametrize(
    "words", ["市教育局要报告。", "关于加强监督检查工作的通知", "责任清单", "各地区、各部门要按照要求抓好落实。"]
)
def test_short_texts_in_gb_18030_stay_chinese(words):
    assert read(words.encode("gb18030")).text == words


def test_parts_in_different_encodings_are_read_line_by_line_with_a_warning():
    first, second = "各部门要按月报告工作。\n", "各地区要组织检查。\n"
    reading = read(first.encode() * 3 + second.encode("gb18030"))

    assert reading.text == first * 3 + second
    assert [(one.code, one.detail) for one in reading.warnings] == [("reading.mixed_encodings", "1")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damaged_characters_are_counted(encoding):
    data = ("各部门要按月报告工作。\n" * 9).encode(encoding)
    # The last line loses one byte of its fourth character.
    at = data.rindex("按".encode(encoding))
    reading = read(data[:at] + data[at + 1 :])

    assert reading.text.startswith("各部门要按月报告工作。\n")
    assert "reading.damaged_text" in [one.code for one in reading.warnings]


def test_utf_16_that_ends_within_a_character_is_read():
    reading = read((TEXT * 9).encode("utf-16")[:-1])

    assert reading.text.startswith(TEXT)
    assert [one.code for one in reading.warnings] == ["reading.damaged_text"]


def test_a_file_of_more_than_50_megabytes_is_refused():
    with pytest.raises(TooLargeError) as caught:
        read(b"x" * 50_000_001)

    assert caught.value.params["limit"] == 50_000_000


@pytest.mark.parametrize(
    ("stream", "name"), [("WordDocument", "DOC or WPS"), ("Workbook", "XLS or ET"), ("x", "DOC, XLS or WPS")]
)
def test_old_office_files_are_named(stream, name):
    with pytest.raises(UnsupportedFormatError) as caught:
        read(b"\xd0\xcf\x11\xe0" + bytes(100) + stream.encode("utf-16-le"))

    assert caught.value.params["format"] == name


def test_an_office_file_under_a_password_is_said_to_be_locked():
    with pytest.raises(EncryptedDocumentError):
        read(b"\xd0\xcf\x11\xe0" + bytes(100) + "EncryptedPackage".encode("utf-16-le"))
