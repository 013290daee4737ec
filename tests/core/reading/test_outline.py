from zeren.reading import read_text

PLAN = """# 索引号: 000/2026-1  标题: 方案
滨海市清洁空气
行动方案
滨政发〔2026〕3号
各区（市）县人民政府：
现将方案印发如下：
一、总体要求
（一）指导思想。坚持绿色发展。
二、主要任务
（一）统筹两类源。
1.抓工业。完成改造。
2.抓交通。淘汰旧车。
（二）加强监测。
布设点位。
"""


def kinds(reading):
    return [(clause.kind, clause.number, clause.heading) for clause in reading.clauses]


def test_notes_and_title_lines_are_told_from_the_text():
    assert [clause.kind for clause in read_text(PLAN).clauses[:5]] == [
        "note",
        "title",
        "title",
        "paragraph",
        "paragraph",
    ]


def test_a_line_without_a_stop_is_a_heading():
    assert ("heading", "二", "主要任务") in kinds(read_text(PLAN))


def test_the_first_short_sentence_of_an_item_is_its_heading():
    assert ("item", "1", "抓工业") in kinds(read_text(PLAN))


def test_a_short_sentence_above_deeper_items_is_a_heading():
    assert ("heading", "（一）", "统筹两类源") in kinds(read_text(PLAN))


def test_parents_are_the_headings_above():
    reading = read_text(PLAN)
    item = next(index for index, clause in enumerate(reading.clauses) if clause.heading == "抓交通")

    assert [reading.clauses[above].heading for above in reading.ancestors(item)] == ["统筹两类源", "主要任务"]


def test_articles_of_a_law_have_no_heading():
    reading = read_text("第一章 总则\n第一条 各部门应当依法履职。其他机关配合。")

    assert kinds(reading) == [("heading", "第一章", "总则"), ("item", "第一条", None)]


def test_a_figure_at_the_beginning_of_a_line_is_no_marker():
    assert read_text("方案\n\n1.5万亩农田要建成高标准农田。").clauses[-1].kind == "paragraph"


def test_english_headings_and_items_nest():
    reading = read_text("I. Air\n1. Cuts. Revise the list.\n(a) in winter\nII. Water\n")

    assert [(clause.level, clause.number) for clause in reading.clauses] == [(1, "I"), (2, "1"), (3, "(a)"), (1, "II")]


def test_spans_cover_the_heading_exactly():
    reading = read_text(PLAN)

    assert all(clause.heading_span.of(reading.text) == clause.heading for clause in reading.clauses if clause.heading)
