"""Who carries each part of a sentence that is split, and who stands after 由 (docs/method/reading.md 3)."""

import pytest

from zeren.reading import read_text


def carriers(sentence):
    found = read_text(f"节水工作方案\n\n一、{sentence}").commitments
    return [
        (one.text, [f"{unit.name}{'*' * unit.class_of_units}={unit.role.value}" for unit in one.units]) for one in found
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "要由市水务局牵头，市财政局配合，修订全市用水定额。",
        "必须由市水务局牵头、市财政局配合，修订全市用水定额。",
        "由市水务局牵头、市财政局配合，修订全市用水定额。",
        "用水定额的修订要由市水务局牵头，市财政局配合。",
        "这项工作由市水务局牵头，市财政局参与。",
    ],
)
def test_whoever_stands_after_by_leads_whatever_stands_before(sentence):
    assert carriers(sentence) == [(sentence, ["市水务局=lead", "市财政局=support"])]


def test_whoever_stands_between_an_obligation_and_its_verb_must_act():
    [one] = read_text("水质信息必须由市水务局统一发布。").commitments

    assert (one.actor, [unit.name for unit in one.units]) == ("市水务局", ["市水务局"])


def test_the_matter_before_by_is_no_part_of_the_name():
    [one] = read_text("节水工作方案\n\n一、用水定额修订由市水务局牵头，市财政局配合。").commitments

    assert one.actor == "市水务局"


@pytest.mark.parametrize("name", ["各区县", "各涉海区县", "各有关区市县", "各沿江区（市）县人民政府", "有关区、县"])
def test_a_class_of_places_supports_whatever_tells_which_of_them(name):
    assert carriers(f"市海洋局要公布养殖区划，{name}配合。")[0][1] == ["市海洋局=lead", f"{name}*=support"]


def test_a_class_of_places_joins():
    assert carriers("市海洋局要会同各涉海区县公布养殖区划。")[0][1] == ["市海洋局=lead", "各涉海区县*=joint"]


def test_a_class_beside_a_unit_as_subject_is_one_of_those_that_must_act():
    assert carriers("市海洋局、各涉海区县要公布养殖区划。")[0][1] == ["市海洋局=joint", "各涉海区县*=joint"]


@pytest.mark.parametrize("words", ["各地区", "各社区", "各园区"])
def test_what_only_ends_like_a_place_is_no_class_of_places(words):
    assert carriers(f"市海洋局要公布养殖区划，{words}配合。")[0][1][1:] == []


def test_whoever_joins_a_later_part_does_so_in_that_part():
    assert carriers("市水务局要修订全市用水定额，会同市统计局公布用水大户名单。") == [
        ("市水务局要修订全市用水定额", ["市水务局=responsible"]),
        ("会同市统计局公布用水大户名单。", ["市水务局=lead", "市统计局=joint"]),
    ]


def test_whoever_joins_before_the_first_action_does_so_throughout():
    found = carriers("市水务局要会同市统计局修订全市用水定额，公布用水大户名单。")

    assert [units for _, units in found] == [["市水务局=lead", "市统计局=joint"]] * 2


def test_whoever_supports_at_the_very_end_does_so_throughout():
    found = carriers("市水务局要修订全市用水定额，公布用水大户名单，市统计局配合。")

    assert [units for _, units in found] == [["市水务局=lead", "市统计局=support"]] * 2


def test_whoever_supports_before_a_semicolon_does_so_in_that_part():
    assert carriers("市水务局要修订全市用水定额，市统计局配合；公布用水大户名单，市公安局协助。") == [
        ("市水务局要修订全市用水定额，市统计局配合", ["市水务局=lead", "市统计局=support"]),
        ("公布用水大户名单，市公安局协助。", ["市水务局=lead", "市公安局=support"]),
    ]


def test_a_part_with_its_own_body_is_carried_by_that_alone():
    assert carriers("市水务局牵头修订用水定额，公布用水大户名单，由市财政局安排节水补助。") == [
        ("市水务局牵头修订用水定额", ["市水务局=lead"]),
        ("公布用水大户名单", ["市水务局=lead"]),
        ("由市财政局安排节水补助。", ["市财政局=responsible"]),
    ]


def test_what_another_unit_does_is_a_duty_of_its_own():
    assert carriers("市水务局要修订用水定额，市财政局安排节水补助，市审计局每年核查补助账目。") == [
        ("市水务局要修订用水定额", ["市水务局=responsible"]),
        ("市财政局安排节水补助", ["市财政局=responsible"]),
        ("市审计局每年核查补助账目。", ["市审计局=responsible"]),
    ]


def test_what_another_unit_has_done_is_no_duty():
    assert len(carriers("市水务局要修订用水定额，市财政局安排了节水补助资金。")) == 1


def test_the_text_that_says_who_does_which_part_is_followed_through():
    assert carriers("市水务局负责修订用水定额；市财政局负责安排节水补助；市审计局会同市统计局核查补助账目。") == [
        ("市水务局负责修订用水定额", ["市水务局=responsible"]),
        ("市财政局负责安排节水补助", ["市财政局=responsible"]),
        ("市审计局会同市统计局核查补助账目。", ["市审计局=lead", "市统计局=joint"]),
    ]


def test_whoever_joins_a_later_part_in_english_does_so_in_that_part():
    sentence = (
        "The Water Bureau should revise the quotas of all districts, publish the list of large users "
        "together with the Statistics Bureau, and open a hotline for residents."
    )

    found = read_text(sentence).commitments

    assert [[unit.name for unit in one.units] for one in found] == [
        ["Water Bureau"],
        ["Water Bureau", "Statistics Bureau"],
        ["Water Bureau"],
    ]
