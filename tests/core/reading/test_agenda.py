"""What a meeting did with what: the forms in which reports say it."""

from datetime import date
from time import process_time

import pytest

from zeren.reading import read_text


def only_meeting(report):
    [meeting] = read_text(report).meetings
    return meeting


def agenda_of(report):
    return [(item.verb, item.object) for item in only_meeting(report).agenda]


OPENING = "2026-03-05\n市长李四3月4日主持召开市政府常务会议，"


@pytest.mark.parametrize(
    ("words", "agenda"),
    [
        (
            "部署防汛工作，确保安全度汛；决定对小店减租，帮助渡过难关。",
            [("arranged", "防汛工作"), ("decided", "对小店减租")],
        ),
        ("听取节水汇报并审议通过《节水办法》。", [("heard", "节水汇报"), ("adopted", "《节水办法》")]),
        ("听取修桥汇报并研究修路举措。", [("heard", "修桥汇报"), ("studied", "修路举措")]),
        ("学习省委会议精神，对抓好落实作出安排。", [("conveyed", "省委会议精神"), ("arranged", "抓好落实")]),
        ("就港口规划进行了讨论，任免干部。", [("discussed", "港口规划"), ("appointed", "干部")]),
        ("听取预算情况，以及决算情况的汇报。", [("heard", "预算情况，以及决算情况的汇报")]),
        ("审议《甲规划》，《乙规划》。", [("reviewed", "《甲规划》"), ("reviewed", "《乙规划》")]),
        (
            "贯彻落实省长重要批示精神，要求抓实安全工作。",
            [("conveyed", "省长重要批示精神"), ("arranged", "抓实安全工作")],
        ),
        ("讨论并原则通过《水务条例（草案）》。", [("adopted", "《水务条例（草案）》")]),
        ("研究并部署春耕工作。", [("studied", "春耕工作")]),
        ("听取并讨论《甲报告》（讨论稿）、《乙报告》。", [("discussed", "《甲报告》"), ("discussed", "《乙报告》")]),
    ],
)
def test_the_agenda_of_an_opening(words, agenda):
    assert agenda_of(OPENING + words) == agenda


@pytest.mark.parametrize(
    ("paragraph", "added"),
    [
        ("会议听取供热准备情况汇报，指出要提前检修。", [("heard", "供热准备情况汇报")]),
        ("会议进一步部署消防工作。", [("arranged", "消防工作")]),
        ("会议对老旧小区改造作出部署。", [("arranged", "老旧小区改造")]),
        ("会议审议通过《公园条例》，决定将条例提请审议。", [("adopted", "《公园条例》")]),
        ("会议决定核准渔港项目。", [("decided", "核准渔港项目")]),
        ("会议听取城市更新工作情况汇报。", []),
        ("会议讨论并原则通过《城市更新办法》。", []),
        ("会议决定，对《渔港条例》予以修改。", []),
        ("会议要求各区抓紧办理。", []),
        ("会议通过视频形式召开。", []),
        ("为减轻负担，会议决定减免房租。", []),
        ("会议还研究了其他事项。", [("studied", "其他事项")]),
    ],
)
def test_a_later_paragraph_adds_what_the_opening_did_not_name(paragraph, added):
    opening = "研究推进城市更新有关工作，讨论《城市更新办法（草案）》。"

    assert agenda_of(f"{OPENING}{opening}\n{paragraph}")[2:] == added


def test_an_opening_may_name_its_agenda_after_a_reason():
    words = f"{OPENING[:-1]}。为抓好落实，会议就此进行了交流并研究了有关工作。"

    assert agenda_of(words) == [("discussed", "此"), ("studied", "有关工作")]


def test_the_span_of_a_matter_before_its_verb_is_exact():
    reading = read_text(f"{OPENING}对抓好落实作出安排。")

    assert reading.meetings[0].agenda[0].span.of(reading.text) == "对抓好落实作出安排"


@pytest.mark.parametrize(
    ("report", "body", "kind", "number"),
    [
        ("中共滨海市委3月4日召开会议，研究春耕。", "中共滨海市委", "会议", None),
        ("3月4日，滨海市政府召开十六届第88次常务会议，研究春耕。", "滨海市政府", "常务会议", 88),
        ("市长李四3月4日主持召开新一届市政府第一次常务会议，研究春耕。", "市政府", "常务会议", 1),
        ("县长王五3月4日主持召开县政府党组（扩大）会议暨第3次常务会议，研究春耕。", "县政府党组", "常务会议", 3),
        ("书记王五3月4日主持召开市委常委会（扩大）会议，研究春耕。", "市委常委会", "（扩大）会议", None),
        ("3月4日全天，市委改革委员会举行第七次会议，研究春耕。", "市委改革委员会", "会议", 7),
        ("3月4日上午，市委改革委员会（扩大）会议召开，研究春耕。", "市委改革委员会", "（扩大）会议", None),
        (
            "滨海市减负专项工作机制会议3月4日在望潮区召开。市委书记王五主持会议并讲话。会议研究春耕。",
            "滨海市减负专项工作机制",
            "会议",
            None,
        ),
        ("3月4日，二届市委召开108次常委会会议，研究春耕。", "市委", "常委会会议", 108),
        ("会议摘要：3月4日下午，市长李四主持召开市政府常务会议，研究春耕。", "市政府", "常务会议", None),
    ],
)
def test_the_name_of_a_meeting(report, body, kind, number):
    found = only_meeting(f"2026-03-05\n{report}")

    assert (found.body, found.kind, found.number) == (body, kind, number)


def test_a_meeting_that_is_still_to_come_is_no_meeting():
    assert read_text("2026-03-05\n为迎接即将召开的会议，3月4日各区做了准备。").meetings == ()


def test_who_presided_and_spoke():
    chair = only_meeting("2026-03-05\n3月4日，市政府召开全体会议，研究春耕。市委副书记、市长李四主持并讲话。").chair

    assert (chair.name, chair.posts) == ("李四", ("市委副书记", "市长"))


def test_who_chaired_in_the_passive():
    report = "On 4 March 2026, the Binhai Municipal Government held its 12th executive meeting, chaired by Vice Mayor Li Ming."

    assert (only_meeting(report).chair.name, only_meeting(report).chair.posts) == ("Li Ming", ("Vice Mayor",))


def test_an_english_meeting_with_its_date_after_its_name():
    report = (
        'March 5, 2026\n\nThe Political Bureau held a meeting on Tuesday, March 3, to review the "Report on Grain".'
    )

    assert only_meeting(report).held_on == date(2026, 3, 3)


def test_a_later_english_paragraph_adds_a_new_matter():
    report = (
        "On 4 March 2026, the Binhai Municipal Government held a meeting to hear a report on flood control.\n"
        "The meeting heard a report on flood control.\nThe meeting also reviewed the clean-up of the river."
    )

    assert agenda_of(report) == [("heard", "a report on flood control"), ("reviewed", "the clean-up of the river")]


def test_a_short_title_is_that_of_the_last_document_that_ends_so():
    found = read_text("《渔港条例》施行。《公园条例》施行。《条例》规定了期限。").instruments

    assert [one.same_as for one in found] == [None, None, "公园条例"]


def test_a_film_and_a_newspaper_are_no_documents_of_an_office():
    found = read_text("纪录片《渔港》获奖，《滨海日报》报道，审议《渔港条例》。").instruments

    assert [one.title for one in found] == ["渔港条例"]


@pytest.mark.parametrize("piece", ["会议听取第{}号汇报。", "会议审议《第{}号办法》。", "会议对第{}号作出部署。"])
def test_a_meeting_of_thousands_of_matters_is_read_in_linear_time(piece):
    def seconds(count):
        report = OPENING + "研究春耕。\n" + "\n".join(piece.format(number * 7919) for number in range(count))
        times = []
        for _ in range(3):
            start = process_time()
            read_text(report)
            times.append(process_time() - start)
        return min(times)

    assert seconds(2000) < 16 * seconds(250)


@pytest.mark.parametrize(
    ("report", "body"),
    [
        ("Premier Li Ming on March 3, 2026 chaired a Binhai Council executive meeting.", "Binhai Council"),
        (
            "Li Ming, premier of the Council, presided over an executive meeting of the Council on March 3, 2026, to study parks.",
            "Council",
        ),
        (
            "BINHAI, March 3, 2026 -- The Council, the city's cabinet, held an executive meeting to study parks.",
            "Council",
        ),
        ("On 4 March 2026, the Binhai Council held its 12th executive meeting to study parks.", "Binhai Council"),
    ],
)
def test_the_body_of_an_english_meeting(report, body):
    assert only_meeting(report).body == body


def test_who_chaired_an_english_meeting_and_on_which_day():
    chair = only_meeting("Premier Li Ming on March 3, 2026 chaired a Binhai Council executive meeting.").chair

    assert (chair.name, chair.posts) == ("Li Ming", ("Premier",))


def test_what_a_later_english_paragraph_decided_ends_its_item():
    report = (
        "On 4 March 2026, the Binhai Council held a meeting.\n"
        "The meeting heard a report on audits, and decided to set up a group."
    )

    assert agenda_of(report) == [("heard", "a report on audits")]
