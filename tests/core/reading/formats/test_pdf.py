import pytest

from zeren.reading import DamagedDocumentError, EncryptedDocumentError, PicturesOfPagesError, read

FULL = "各部门要按月报告落实情况，遇有重大问题随时报告，并在每季度末汇总分析，"


def page(number, *, words=FULL):
    return [
        (72, 800, 10, "滨海市公报"),
        (96, 700, 12, f"{number}是" + words[:33]),
        (72, 680, 12, words),
        (72, 660, 12, "提出措施。"),
        (96, 640, 12, f"第{number}条All units shall report."),
        (300, 40, 10, f"— {number} —"),
    ]


@pytest.fixture(scope="module")
def gazette(pdf):
    return read(pdf([page(number) for number in (1, 2, 3)])).text.split("\n")


def test_lines_that_were_broken_to_fit_are_joined(gazette):
    assert gazette[0] == "1是" + FULL[:33] + FULL + "提出措施。"


def test_an_indented_line_begins_a_paragraph(gazette):
    assert gazette[1] == "第1条All units shall report."


def test_headers_and_page_numbers_are_dropped(gazette):
    assert len(gazette) == 6


def test_a_paragraph_goes_on_over_the_page(pdf):
    other = "又" + FULL[1:]
    first = [(72, 700, 12, FULL), (72, 680, 12, other)]
    second = [(72, 700, 12, "并公布。"), (96, 680, 12, FULL)]

    assert read(pdf([first, second])).text.split("\n") == [FULL + other + "并公布。", FULL]


def test_western_words_are_joined_with_a_space(pdf):
    long = "All departments shall report to the office every month and shall say"

    assert (
        read(pdf([[(72, 700, 12, long), (72, 684, 12, "what is left to do.")]])).text == f"{long} what is left to do."
    )


def test_pages_without_text_are_named(pdf):
    [warning] = read(pdf([[(72, 700, 12, FULL)], None])).warnings

    assert (warning.code, warning.detail) == ("reading.pages_without_text", "2")


def test_a_scan_is_said_to_be_pictures(pdf):
    with pytest.raises(PicturesOfPagesError) as caught:
        read(pdf([None, None]))

    assert caught.value.params["pages"] == 2


def test_a_locked_file_is_said_to_be_locked(pdf):
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >> /ID [<41> <41>]"
    )

    with pytest.raises(EncryptedDocumentError):
        read(pdf([[(72, 700, 12, FULL)]], trailer=lock))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"[" * 100_000,
        b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj trailer << /Root 1 0 R >>",
    ],
)
def test_a_broken_file_is_refused(data):
    with pytest.raises((DamagedDocumentError, PicturesOfPagesError)):
        read(data)
