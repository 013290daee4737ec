import codecs

import pytest

from zeren.reading import UndecodableTextError, UnsupportedFormatError, read

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
