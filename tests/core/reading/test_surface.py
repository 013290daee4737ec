import zeren.reading
from zeren.foundations.errors import InvalidInputError
from zeren.reading import Language, UndecodableTextError, UnsupportedFormatError, read_text


def test_every_public_name_exists():
    assert [name for name in zeren.reading.__all__ if not hasattr(zeren.reading, name)] == []


def test_the_public_names_are_sorted_and_once():
    names = zeren.reading.__all__

    assert len(names) == len(set(names))


def test_both_refusals_are_invalid_input():
    assert issubclass(UnsupportedFormatError, InvalidInputError)
    assert issubclass(UndecodableTextError, InvalidInputError)


def test_a_reading_cannot_be_changed():
    reading = read_text("All units shall report.")

    assert hash(reading) == hash(read_text("All units shall report."))


def test_the_language_can_be_given():
    assert read_text("PM2.5", language=Language.CHINESE).document.language is Language.CHINESE


def test_an_empty_text_is_read_with_a_warning():
    reading = read_text("  \n")

    assert [warning.code for warning in reading.warnings] == ["reading.empty"]
    assert reading.commitments == ()
