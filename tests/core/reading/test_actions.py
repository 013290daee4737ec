"""What is to be done, and to what: sentences of an invented city."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.reading import Language, Span, read_text
from zeren.reading.actions import actions

WORDS = st.sampled_from(
    [
        "要", "应当", "不得", "把", "将", "对", "在", "以", "为重点", "并", "和", "、", "，", "；", "。", "：", "（", "）", "“", "”", "的", "进一步", "加快", "完善", "修订", "公布", "清单", "监督",
        "机制", "市财政局", "由", "同时，", "一是", "3月底前", "责任", "should ", "be ", "and ", ", ", "; ", "publish ", "the list", "to ", "set up ", ". ", "report",
    ]
)  # fmt: skip


def done(words):
    language = Language.ENGLISH if words[0].isascii() else Language.CHINESE
    return [(one.verb, one.object) for one in actions(words, Span(start=0, end=len(words)), language)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("市生态环境局要健全巡查制度。", [("健全", "巡查制度")]),
        ("要进一步加快推进码头改造。", [("推进", "码头改造")]),
        ("加快码头标准研制。", [("加快", "码头标准研制")]),
        ("修订并公布责任清单。", [("修订", "责任清单"), ("公布", "责任清单")]),
        ("制定和完善管理办法。", [("制定", "管理办法"), ("完善", "管理办法")]),
        ("充实、调整和完善工作专班。", [("充实", "工作专班"), ("调整", "工作专班"), ("完善", "工作专班")]),
        ("建立健全“红、黄、绿”三色预警机制。", [("建立健全", "“红、黄、绿”三色预警机制")]),
        ("压实属地责任、抓好问题整改。", [("压实", "属地责任"), ("抓好", "问题整改")]),
        ("完善评估、考核机制。", [("完善", "评估、考核机制")]),
        ("统筹发展和安全。", [("统筹", "发展和安全")]),
        ("制定方案并向社会公布。", [("制定", "方案"), ("公布", None)]),
        ("不得扩大检查范围。", [("扩大", "检查范围")]),
        ("负责编制造林规划；监督检查森林防火工作。", [("编制", "造林规划"), ("监督检查", "森林防火工作")]),
        ("出台促进港口发展的措施。", [("出台", "促进港口发展的措施")]),
    ],
)
def test_a_verb_takes_what_follows_it(words, expected):
    assert done(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("以港区为重点，在全市范围开展专项整治。", [("开展", "专项整治")]),
        ("按照属地管理要求，逐户签订承诺书。", [("签订", "承诺书")]),
        ("在深入调研基础上制定实施方案。", [("制定", "实施方案")]),
        ("为困难群众提供免费体检。", [("提供", "免费体检")]),
        ("对提供虚假材料的企业给予处罚。", [("给予", "处罚")]),
        ("对闲置资金进行核查。", [("核查", "闲置资金")]),
        ("坚持陆海统筹，加强港口管理。", [("坚持", "陆海统筹"), ("加强", "港口管理")]),
        ("在扩大准入、打通堵点等方面推出举措。", [("推出", "举措")]),
        ("对符合条件的项目优先安排资金。", [("安排", "资金")]),
        ("要于5月底前对学校周边的工地逐一检查。", [("检查", "学校周边的工地")]),
    ],
)
def test_a_frame_before_the_verb_is_no_action(words, expected):
    assert done(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("要把查出的问题逐项交办到责任单位。", [("交办到", "查出的问题")]),
        ("将符合条件的企业纳入支持范围。", [("纳入", "符合条件的企业")]),
        ("抽查结果要向社会公开。", [("公开", "抽查结果")]),
    ],
)
def test_what_stands_before_the_verb_may_be_its_object(words, expected):
    assert done(words) == expected


@pytest.mark.parametrize("words", ["监督机制。", "检查对象名录库。", "办理期限。", "负责人。"])
def test_a_noun_that_begins_like_a_verb_is_no_action(words):
    assert done(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Audit Bureau should check the accounts.", [("check", "the accounts")]),
        ("Revise and publish the list.", [("Revise", "the list"), ("publish", "the list")]),
        ("Set up a group, and report to the council.", [("Set up", "a group"), ("report to", "the council")]),
        ("Open yards must be covered by May.", [("covered", "Open yards")]),
        ("To strengthen patrols, to carry out checks.", [("strengthen", "patrols"), ("carry out", "checks")]),
        ("It is necessary to refine the plan.", [("refine", "the plan")]),
        ("We should strengthen supervision and control of dust.", [("strengthen", "supervision and control of dust")]),
    ],
)
def test_english_verbs_take_what_follows_them(words, expected):
    assert done(words) == expected


def test_the_span_of_an_action_holds_its_verb_and_its_object():
    words = "市财政局要把闲置资金全部收回。"
    [one] = actions(words, Span(start=0, end=len(words)), Language.CHINESE)

    assert one.span.of(words) == "闲置资金全部收回"


def test_a_commitment_holds_its_actions():
    [one] = read_text("各区要公布名单、建立台账。").commitments

    assert [action.verb for action in one.actions] == ["公布", "建立"]


def test_a_word_of_obligation_said_twice_is_read():
    words = "、should should be 要"

    assert all(one.span for one in actions(words, Span(start=0, end=len(words)), Language.ENGLISH))


@given(st.lists(WORDS, max_size=40).map("".join), st.sampled_from(list(Language)))
@settings(max_examples=300, deadline=None)
def test_every_action_quotes_the_words(words, language):
    whole = Span(start=0, end=len(words))

    for one in actions(words, whole, language):
        assert one.span in whole
        assert one.verb in one.span.of(words)
        assert one.object is None or one.object in one.span.of(words)
