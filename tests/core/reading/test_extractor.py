import pytest

from zeren.reading import Extracted, Span, compare, read_text

TEXT = "各部门要报告。市教育局要检查。天气很好。"


@pytest.fixture(scope="module")
def reading():
    return read_text(TEXT)


def words(start, end):
    return Extracted(span=Span(start=start, end=end))


def test_the_same_words_are_found_by_both(reading):
    found = compare(reading, [words(one.span.start, one.span.end) for one in reading.commitments])

    assert [one.overlap for one in found.both] == [1.0, 1.0]
    assert (found.only_ours, found.only_theirs) == ((), ())


def test_what_only_one_found_is_told_apart(reading):
    found = compare(reading, [words(15, 19)])

    assert [one.id for one in found.only_ours] == ["c1", "c2"]
    assert found.only_theirs == (words(15, 19),)


def test_too_small_a_share_is_no_agreement(reading):
    assert compare(reading, [words(0, 2)]).both == ()
    assert len(compare(reading, [words(0, 2)], least=0.1).both) == 1


def test_one_of_theirs_agrees_with_one_of_ours_only(reading):
    found = compare(reading, [words(0, 15)], least=0.1)

    assert (len(found.both), len(found.only_ours)) == (1, 1)


def test_what_quotes_nothing_is_refused(reading):
    wrong = [words(0, 1000), words(3, 3), words(-5, 2)]

    assert len(compare(reading, wrong).refused) == 3
