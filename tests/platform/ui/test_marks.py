"""A marked text is the text, character by character."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from zeren_platform.ui.parts.marks import marked_text
from zeren_platform.ui.shapes import Mark


class Reader(HTMLParser):
    """Reads what a browser would: the text, which stretch is marked, what is open where."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.text, self.open, self.ids, self.faults = "", [], [], []
        self.marked = {}
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.open.append((tag, told.get("data-mark")))
        if "id" in told:
            self.ids.append(told["id"])

    def handle_endtag(self, tag):
        if self.open.pop()[0] != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        for _tag, mark in self.open:
            if mark:
                self.marked[mark] = self.marked.get(mark, "") + data
        self.text += data


alphabet = st.sampled_from("ab <&\"'>\n\t。，责任\u3000")
texts = st.text(alphabet, max_size=60)


@st.composite
def texts_with_marks(draw):
    text = draw(texts)
    places = st.integers(0, len(text))
    spans = [
        Mark(start=min(one, other), end=max(one, other), id=f"m{number}", back=draw(st.sampled_from(["", "#x"])))
        for number, (one, other) in enumerate(draw(st.lists(st.tuples(places, places), max_size=6)))
    ]
    return text, spans


@given(texts_with_marks())
def test_not_one_character_is_changed(case):
    text, spans = case

    assert Reader(marked_text(text, spans=spans)).text == text


@given(texts_with_marks())
def test_each_stretch_is_marked_exactly(case):
    text, spans = case

    marked = Reader(marked_text(text, spans=spans)).marked

    for span in spans:
        assert marked.get(span.id, "") == text[span.start : span.end].replace("\n", "")


@given(texts_with_marks())
def test_elements_close_in_order_and_ids_are_unique(case):
    text, spans = case

    read = Reader(marked_text(text, spans=spans))

    assert (read.open, read.faults) == ([], [])
    assert len(read.ids) == len(set(read.ids))


def test_a_stretch_inside_another_is_one_piece_inside_one_piece():
    drawn = marked_text("abcdef", spans=[Mark(start=1, end=5, id="outer"), Mark(start=2, end=4, id="inner")])

    assert drawn.count("<mark") == 2
    assert drawn.index('id="outer"') < drawn.index('id="inner"')


def test_stretches_that_overlap_are_cut_where_they_cross():
    drawn = marked_text("abcdef", spans=[Mark(start=0, end=4, id="one"), Mark(start=2, end=6, id="two")])

    assert Reader(drawn).marked == {"one": "abcd", "two": "cdef"}
    assert drawn.count('id="two"') == 1


def test_a_stretch_outside_the_text_is_left_out():
    assert "<mark" not in marked_text("abc", spans=[Mark(start=2, end=9, id="x"), Mark(start=1, end=1, id="y")])


def test_the_way_back_stands_once_at_the_end_and_adds_no_text():
    drawn = marked_text(
        "one\n\ntwo", spans=[Mark(start=1, end=8, id="x", back="#proposal-1", title="Proposal 1", number="1")]
    )

    assert drawn.count('href="#proposal-1"') == 1
    assert drawn.endswith('data-number="1"></a></mark></p></div>')
    assert Reader(drawn).text == "one\n\ntwo"


def test_a_text_in_another_language_says_so():
    assert 'lang="zh-Hans"' in marked_text("责任", spans=[], language="zh-hans")


def test_a_row_of_a_table_shows_where_its_cells_part():
    drawn = marked_text("No.\tTask\nThe end.", spans=[])

    assert drawn.count("row-line") == drawn.count("cell-edge") == 1
