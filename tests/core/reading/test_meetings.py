from datetime import date

import pytest

from zeren.reading import read_text


def test_the_meeting_of_a_chinese_communique(communique_zh):
    [meeting] = communique_zh.meetings

    assert (meeting.held_on, meeting.body, meeting.kind) == (date(2026, 3, 12), "市委常委会", "扩大会议")
    assert (meeting.chair.name, meeting.chair.posts) == ("李明", ("省委常委", "市委书记"))


def test_the_meeting_of_an_english_communique(communique_en):
    [meeting] = communique_en.meetings

    assert meeting.held_on == date(2026, 3, 12)
    assert meeting.body == "Standing Committee of the Binhai Municipal Party Committee"
    assert meeting.kind == "enlarged meeting"
    assert meeting.chair.name == "Li Ming"
    assert meeting.chair.posts == (
        "member of the Standing Committee of the Provincial Party Committee",
        "secretary of the Municipal Party Committee",
    )


def test_each_title_is_an_item_of_the_agenda(communique_zh, communique_en):
    verbs = ["heard", "reviewed", "reviewed", "studied"]

    assert [item.verb for item in communique_zh.meetings[0].agenda] == verbs
    assert [item.verb for item in communique_en.meetings[0].agenda] == verbs
    assert communique_zh.meetings[0].agenda[1].instruments == ("滨海市生态环境保护责任清单",)
    assert communique_en.meetings[0].agenda[-1].object == "other matters"


def test_only_what_the_meeting_stressed_obliges(communique_zh, communique_en):
    assert [one.actor for one in communique_zh.commitments] == ["市生态环境局", "各级各部门", None]
    assert [one.actor for one in communique_en.commitments] == [
        "Municipal Ecology and Environment Bureau",
        "All departments",
        None,
    ]


def test_several_communiques_give_several_meetings():
    reading = read_text(
        "=== 2026-01-04 一\n市长王明1月3日主持召开市政府第12次常务会议，研究城市更新。会议强调，要加快推进。\n\n"
        "=== 2026-02-02 二\n市长王明30日主持召开市政府专题会议，部署防汛工作。\n"
    )

    assert [(meeting.held_on, meeting.body, meeting.kind) for meeting in reading.meetings] == [
        (date(2026, 1, 3), "市政府", "常务会议"),
        (date(2026, 1, 30), "市政府", "专题会议"),
    ]
    assert reading.meetings[0].number == 12


@pytest.mark.parametrize(
    "sentence", ["各部门要定期召开联席会议，研究解决问题。", "The group meets. It held talks in May."]
)
def test_a_meeting_that_is_only_to_be_held_is_no_meeting(sentence):
    assert read_text(sentence).meetings == ()


def test_a_date_after_publishing_is_of_the_year_before():
    reading = read_text("2026-01-02 08:00\n12月30日，市长王明主持召开市政府常务会议，研究防火。")

    assert reading.meetings[0].held_on == date(2025, 12, 30)


def test_later_paragraphs_do_not_repeat_the_agenda():
    reading = read_text(
        "市长王明2026年1月3日主持召开市政府常务会议，审议通过《甲管理办法（草案）》。\n"
        "会议审议通过《甲管理办法（草案）》，强调要抓好落实。\n会议还研究了其他事项。"
    )

    assert [item.object for item in reading.meetings[0].agenda] == ["《甲管理办法（草案）》", "其他事项"]
