"""Where a sentence that obliges is cut into duties (docs/method/reading.md 2)."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.reading import Language, Span, read_text
from zeren.reading.duties import duties
from zeren.reading.model import Modality
from zeren.reading.obligations import Finding

PIECES = st.sampled_from(
    [
        "各区要公布清理整治的小区名单", "，建立随机抽查的工作机制", "，确保取得实效", "；完善码头巡查管理制度", "，以港区为重点", "，并报市政府备案", "，其整改情况", "（甲，乙）", "。", "：", "，",
        "The bureau should publish the list of yards", ", and set up a register of all building sites", "; check them", ", report", " ",
    ]
)  # fmt: skip


def parts(sentence, language=Language.CHINESE):
    return [one.text for one in read_text(sentence, language=language).commitments]


def test_each_action_with_its_own_object_is_a_duty():
    assert parts("市住房城乡建设局要公布老旧小区名单，建立电梯更新台账，加强施工现场监管。") == [
        "市住房城乡建设局要公布老旧小区名单",
        "建立电梯更新台账",
        "加强施工现场监管。",
    ]


def test_each_duty_keeps_who_must_act():
    found = read_text("市住房城乡建设局要公布老旧小区名单，建立电梯更新台账。").commitments

    assert [(one.actor, one.modality.value, [unit.name for unit in one.units]) for one in found] == [
        ("市住房城乡建设局", "must", ["市住房城乡建设局"])
    ] * 2


def test_the_duties_are_numbered_in_order():
    found = read_text("各区要公布老旧小区名单，建立电梯更新台账。各区要加强监管。").commitments

    assert [one.id for one in found] == sorted({one.id for one in found}, key=lambda name: int(name.strip("c")))


@pytest.mark.parametrize(
    "sentence",
    [
        "各区要公布老旧小区名单，确保居民及时知晓。",
        "各区要优化码头服务流程，不断提升通关服务水平。",
        "各区要加强港区夜间巡查，坚决防范重大安全事故。",
        "各区要公布老旧小区名单，对其整改情况逐户核查。",
        "各区要完成堤防隐患排查，按月报告排查整治结果。",
        "各区要公布老旧小区名单，抓好落实。",
        "各区要整合现有政务平台，不得要求村干部重复填报数据。",
        "各区要公布老旧小区名单，为居民改造提供依据。",
        "各区要坚持问题导向原则，加强施工现场监管。",
        "由市生态环境局牵头，市水务局、市气象局配合，于2027年3月底前完成全市入海排污口排查。",
        "以老旧小区电梯更新为重点，各区要公布名单和时限。",
        "各区要做好三件事：公布老旧小区名单，建立电梯更新台账。",
        "办理审批事项，需要现场核查的，承办单位应当书面告知申请人。",
        "各区要公布老旧小区名单，也可以组织居民代表现场监督。",
    ],
)
def test_what_qualifies_an_action_stays_with_it(sentence):
    assert parts(sentence) == [sentence]


def test_a_frame_goes_with_the_action_after_it():
    assert parts("各区要公布老旧小区名单，以港区为重点，开展扬尘专项整治。") == [
        "各区要公布老旧小区名单",
        "以港区为重点，开展扬尘专项整治。",
    ]


def test_who_leads_and_supports_goes_with_the_action_after_it():
    assert parts("市水务局要推进河道清淤工程，由市财政局牵头，市审计局配合，开展资金专项检查。") == [
        "市水务局要推进河道清淤工程",
        "由市财政局牵头，市审计局配合，开展资金专项检查。",
    ]


def test_who_leads_and_supports_at_the_end_stays_with_the_action_before_it():
    assert parts("市水务局要推进河道清淤工程，建立月度调度机制，由市财政局牵头，市审计局配合。")[-1] == (
        "建立月度调度机制，由市财政局牵头，市审计局配合。"
    )


def test_a_semicolon_parts_an_enumeration():
    assert parts("各区要公布老旧小区名单；完善电梯更新台账制度；确保年内完成电梯更新。") == [
        "各区要公布老旧小区名单",
        "完善电梯更新台账制度",
        "确保年内完成电梯更新。",
    ]


def test_each_mark_of_an_enumeration_begins_a_duty():
    assert parts("会议决定，一是新增通办事项，二是推动网上办理，三是保护隐私。") == [
        "一是新增通办事项",
        "二是推动网上办理",
        "三是保护隐私。",
    ]


def test_a_later_part_may_name_its_own_body():
    both = read_text("各区应当公布老旧小区名单；未公布的，由市审计局核查账目往来。").commitments

    assert [one.actor for one in both] == ["各区", "市审计局"]


def test_what_another_body_does_is_no_duty_of_the_first():
    assert len(parts("扬尘治理方案\n一、任务\n各区政府建立工地台账，住建部门每周开展一次抽查。")) == 1


def test_an_item_with_a_bracket_stays_one_commitment():
    text = "工作方案\n1.老旧小区。公布老旧小区名单，建立电梯更新台账。（市住房城乡建设局负责）"

    assert parts(text) == ["公布老旧小区名单，建立电梯更新台账。"]


def test_an_item_with_labels_stays_one_commitment():
    text = "工作方案\n1.公布老旧小区名单，建立电梯更新台账。\n责任单位：市住房城乡建设局"

    assert len(parts(text)) == 1


def test_english_imperatives_after_a_comma_are_duties():
    sentence = "The bureau should publish the list of coal yards, and set up a register of all building sites."

    assert parts(sentence, Language.ENGLISH) == [
        "The bureau should publish the list of coal yards",
        "set up a register of all building sites.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bureau should publish the list of coal yards, and check each of them before the winter.",
        "The bureau should publish the list of coal yards, and ensure that all residents can read it.",
        "The bureau should publish the list of coal yards, and report.",
        "The Audit Bureau, together with the Water Bureau, should publish the list of yards.",
    ],
)
def test_an_english_part_that_cannot_stand_alone_stays(sentence):
    assert parts(sentence, Language.ENGLISH) == [sentence]


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join), st.sampled_from(list(Language)))
@settings(max_examples=300, deadline=None)
def test_the_duties_tile_the_sentence(words, language):
    whole = Finding(span=Span(start=0, end=len(words)), modality=Modality.MUST, rule="zh.must", actor=None)
    found = duties(words, whole, language)

    assert (found[0].span.start, found[-1].span.end) == (0, len(words))
    between = [words[one.span.end : after.span.start] for one, after in pairwise(found)]
    assert all(set(signs) <= set(" ，；,;、\nandorthen") for signs in between)
    assert all(len(one.span) for one in found)
