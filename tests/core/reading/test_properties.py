import time
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reading.growth import calls

from zeren.foundations.errors import InvalidInputError
from zeren.reading import Language, Span, read, read_text

WORDS = st.sampled_from(
    [
        "一、", "（一）", "1.", "第三条", "# note: x", "=== 2026-01-01 x", "\n", "\n\n", "。", "，", "、", "；", "：", " ", "（", "）", "(", ")",
        "《", "》", '"', "“", "”", "【", "要", "应当", "不得", "会议强调，", "会议决定，", "市教育局", "各部门", "和", "等", "负责", "牵头", "配合", "按职责分工负责",
        "排在第一位的部门为牵头部门，下同", "依据：", "牵头单位：", "主持召开", "常务会议", "市长王明", "3月12日", "2026年13月45日", "审议通过", "其他事项", "加强监管", "100%",
        "1. ", "I. ", "(a) ", "The meeting stressed that ", "all departments should ", "To check, to act", "Lead: ", "Basis: ", "held a meeting ", "On March 12, ", "presided over ",
        "Municipal Finance Bureau", "List of Duties on X", "2026-03-13 09:30", "\u202e", "\ud800", "\x00", "<p>", "<!--", "-->", "\u3000", "\ufeff",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=60).map("".join))


def spans_of(value):
    """Yield every span of a reading with the words that quote it, if the value has some."""
    if isinstance(value, tuple):
        for one in value:
            yield from spans_of(one)
    elif isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name))


def quotes_of(reading):
    for found in reading.commitments:
        yield found.text, found.span
        if found.actor_span is not None:
            yield found.actor, found.actor_span
        yield from ((unit.name, unit.span) for unit in found.units)
        yield from ((label.text, label.span) for label in found.labels)
    yield from ((found.title, found.span) for found in reading.instruments)
    yield from ((clause.heading, clause.heading_span) for clause in reading.clauses if clause.heading_span)


def check(reading):
    size = len(reading.text)
    assert all(0 <= span.start <= span.end <= size for span in spans_of(reading))
    assert all(span.of(reading.text) == words for words, span in quotes_of(reading))
    assert all(clause.parent is None or clause.parent < index for index, clause in enumerate(reading.clauses))
    assert all(0 <= found.clause < len(reading.clauses) for found in reading.commitments)


@given(TEXTS, st.sampled_from([None, *Language]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_span_quotes_it(text, language):
    check(read_text(text, language=language))


@given(st.one_of(st.binary(), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused_as_invalid_input(data):
    try:
        reading = read(data)
    except InvalidInputError:
        return
    check(reading)


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_reading_twice_gives_the_same(text):
    assert read_text(text) == read_text(text)


PIECES = [
    "（", "（（）", "要", "各部门要报告，", "（市教育局、", "会议强调，", "《", "a ", "The city should, ", "1.", "\n", "第一位", "2026-", "<", "一、要\n", "依据：x\n", "和", '"', "召开会议", "On May 5 it held a ",
    "会同", "会同市教育局、", "市教育局要会同", "由市教育局", "市", "形势严峻，", "“要", "together with the ", "The gaps are plain; ", ", and the Water Bureau should act", "A B ",
]  # fmt: skip
SMALL, LARGE = 5_000, 40_000
# Eight times the text. Linear is 8, quadratic 64; between them there is room for what an allocator or a cache does.
MOST = 24


def cpu(text):
    """Return the seconds of CPU for *text*, waiting for other programs left out."""
    started = time.process_time()
    read_text(text)
    return time.process_time() - started


@pytest.mark.parametrize("piece", PIECES)
def test_eight_times_the_text_makes_about_eight_times_the_calls(piece):
    small, large = piece * (SMALL // len(piece)), piece * (LARGE // len(piece))
    calls(small)  # opens the rules

    assert calls(large) < MOST * (calls(small) + 1_000)


@pytest.mark.parametrize("piece", PIECES)
def test_the_time_inside_the_calls_does_not_grow_faster_either(piece):
    """Ask again where a busy machine disturbed the measure: what is quadratic fails every time."""
    small, large = piece * (SMALL // len(piece)), piece * (LARGE // len(piece))

    assert any(cpu(large) < MOST * (min(cpu(small) for _ in range(3)) + 0.001) for _ in range(20))


def test_a_hundred_thousand_nested_brackets_are_read():
    check(read_text("（" * 100_000 + "市教育局负责" + "）" * 100_000))
