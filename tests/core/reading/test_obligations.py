import pytest

from zeren.reading import Language, read_text
from zeren.reading.rulebook import table

RULES = [
    (language, entry.text("id"), entry.text("example"))
    for language in Language
    for entry in table(language, "obligations").tables("rule")
]


def found(text, language=Language.CHINESE):
    return read_text(text, language=language).commitments


@pytest.mark.parametrize(("language", "rule", "example"), RULES, ids=[rule for _, rule, _ in RULES])
def test_each_rule_finds_its_own_example(language, rule, example):
    title = {Language.CHINESE: "工作方案\n\n一、任务\n", Language.ENGLISH: "Plan\n\nI. Tasks\n"}[language]

    assert rule in {one.rule for one in found(title + example, language)}


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("各级各部门要压实责任。", "各级各部门"),
        ("会议强调，市生态环境局要逐项细化。", "市生态环境局"),
        ("各省、自治区、直辖市人民政府作为规划主体，要切实落实责任。", "各省、自治区、直辖市人民政府"),
        ("同时，有关部门应当予以协助。", "有关部门"),
        ("各地区在执行中要注意安全。", "各地区"),
        ("要加强监管。", None),
        ("设备更新工作要抓紧推进。", None),
    ],
)
def test_the_actor_is_who_stands_before_the_word_that_obliges(sentence, actor):
    [one] = found(sentence)

    assert one.actor == actor


@pytest.mark.parametrize(
    "sentence",
    [
        "这是一项重要举措。",
        "会议指出，审计是监督的重要一环，事关公信力。",
        "根据工作需要，成立了专班。",
        "会议认为，形势总体平稳。",
        "推进乡村振兴是总抓手。",
        "会议决定将《条例（草案）》提请审议。",
        "除禁止进境的外，货物免于提交证件。",
        "去年新建公园20座。",
    ],
)
def test_statements_oblige_nobody(sentence):
    assert found(sentence) == ()


def test_the_condition_before_an_obligation_is_not_taken_for_one():
    [one] = found("确需延长的，承办单位应当说明理由。")

    assert one.actor == "承办单位"


def test_each_actor_of_a_sentence_has_a_commitment():
    both = found("各地区要落实属地责任，企业要履行主体责任。")

    assert [(one.actor, one.text) for one in both] == [
        ("各地区", "各地区要落实属地责任"),
        ("企业", "企业要履行主体责任。"),
    ]


def test_a_paragraph_goes_on_about_the_actor_it_begins_with():
    paragraph = found("市财政局要安排资金。要加强监管。支持试点。")

    assert [one.actor for one in paragraph] == ["市财政局"] * 3
    assert [one.units[0].name for one in paragraph] == ["市财政局"] * 3


def test_the_next_paragraph_does_not():
    assert found("市财政局要安排资金。\n要加强监管。")[1].actor is None


def test_a_class_of_bodies_is_an_actor_and_no_unit():
    [one] = found("各地区各有关部门要加强协作。")

    assert one.units == ()


def test_two_named_units_are_joint():
    [one] = found("市财政局、市教育局要安排资金。")

    assert [(unit.name, unit.role.value) for unit in one.units] == [("市财政局", "joint"), ("市教育局", "joint")]


def test_principles_and_preambles_oblige_nobody():
    text = "行动方案\n为加强治理，必须抓紧，现通知如下：\n一、基本原则\n坚持绿色。要依法办事。\n二、任务\n加强监测。\n"

    assert [one.text for one in found(text)] == ["加强监测。"]


def test_a_report_does_not_speak_in_imperatives():
    assert found("政府工作报告\n一、工作\n加强监测。\n") == ()


def test_what_was_forbidden_is_marked():
    [one] = found("任何单位不得拒绝检查。")

    assert one.modality.value == "must_not"


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        (
            "The meeting stressed that the audit institutions at all levels should report.",
            "audit institutions at all levels",
        ),
        ("In order to prevent fraud, all departments must check.", "all departments"),
        ("All districts, counties and new areas should act.", "All districts, counties and new areas"),
        ("We should not only act but also report.", None),
        ("The plan should be refined.", None),
        ("The meeting urged all departments to report by June.", "all departments"),
        ("It is necessary to sort the duties.", None),
    ],
)
def test_english_actors(sentence, actor):
    [one] = found(sentence, Language.ENGLISH)

    assert one.actor == actor


@pytest.mark.parametrize(
    "sentence",
    [
        "We will resolutely carry out the plan.",
        "The meeting noted that this is an important year.",
        "The list defines 232 duties that should help.",
        "To cut emissions, the city closed the plant.",
    ],
)
def test_english_statements_oblige_nobody(sentence):
    assert found(sentence, Language.ENGLISH) == ()


def test_infinitives_alone_are_translated_obligations():
    [one] = found("To strengthen supervision, to carry out spot checks, improve the index.", Language.ENGLISH)

    assert one.rule == "en.translated-infinitive"


def test_a_bureau_named_as_subject_is_responsible():
    [one] = found("The Municipal Ecology and Environment Bureau should refine the list.", Language.ENGLISH)

    assert [(unit.name, unit.role.value) for unit in one.units] == [
        ("Municipal Ecology and Environment Bureau", "responsible")
    ]


def test_figures_of_a_commitment_are_kept():
    [one] = found("各部门要完成3.5万亩、98%以上的任务。")

    assert [(str(figure.value), figure.unit) for figure in one.quantities] == [("3.5", "万亩"), ("98", "%")]


@pytest.mark.parametrize(
    ("subject", "units"),
    [
        ("Finance Bureau and the Water Bureau", ["Finance Bureau", "Water Bureau"]),
        ("Finance Bureau, together with the Water Bureau,", ["Finance Bureau", "Water Bureau"]),
        ("Housing and Urban-Rural Development Bureau", ["Housing and Urban-Rural Development Bureau"]),
        ("General Office of the Municipal Party Committee", ["General Office of the Municipal Party Committee"]),
        ("Party committees at all levels", []),
        ("Municipal Party Committee", []),
    ],
)
def test_an_english_subject_is_parted_where_a_name_ends(subject, units):
    [one] = found(f"The {subject} should report.", Language.ENGLISH)

    assert [unit.name for unit in one.units] == units


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("当前形势依然严峻，各地要压实属地责任、抓好问题整改。", "各地要压实属地责任、抓好问题整改。"),
        ("春节临近，要扎实细致做好重点民生工作。", "要扎实细致做好重点民生工作。"),
        ("会议强调，防汛已进入关键期，各区要逐段巡查堤防和水闸。", "各区要逐段巡查堤防和水闸。"),
        ("会议对债券管理作出部署，指出要实行投向领域负面清单管理。", "要实行投向领域负面清单管理。"),
    ],
)
def test_a_statement_of_how_things_stand_is_no_part_of_the_obligation(sentence, text):
    assert [one.text for one in found(sentence)] == [text]


@pytest.mark.parametrize(
    "sentence",
    [
        "基层负担依然较重，要切实减轻。",
        "保护环境是头等大事，必须抓紧抓好抓出成效不放松。",
        "面临淘汰的老旧产能，各地要逐家核实并限期退出市场。",
        "少数河口总氮依然偏高，各区要针对这一问题逐条河流制定方案。",
        "出现险情时，各区要立即组织群众转移并及时报告。",
        "为解决仍然存在的问题，各区要逐条河流制定方案并公布。",
    ],
)
def test_no_word_of_the_obligation_is_lost(sentence):
    assert [one.text for one in found(sentence)] == [sentence]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("The situation remains grave, and all regions should act.", ["all regions should act."]),
        ("The gaps are plain; all districts should act.", ["all districts should act."]),
        ("The gaps are plain; all districts should close them.", ["The gaps are plain; all districts should close them."]),
        ("Where a unit is late, and gives no reason, the bureau should ask.", ["Where a unit is late, and gives no reason, the bureau should ask."]),
        ("Units that are late, and units that are not, should report.", ["Units that are late, and units that are not, should report."]),
        ("All districts should report, and the Audit Bureau should check.", ["All districts should report", "the Audit Bureau should check."]),
        ("Cities should act; counties shall not ask twice.", ["Cities should act", "counties shall not ask twice."]),
    ],
)  # fmt: skip
def test_english_sentences_are_cut_where_another_body_begins(sentence, texts):
    assert [one.text for one in found(sentence, Language.ENGLISH)] == texts


def test_a_statement_before_it_does_not_hide_who_must_act():
    [one] = found("The gaps are plain; all districts should close them.", Language.ENGLISH)

    assert one.actor == "all districts"


def test_must_without_delay_is_no_other_word():
    assert [one.text for one in found("要不断完善制度。")] == ["要不断完善制度。"]


def test_a_word_in_the_name_of_something_obliges_nobody():
    assert found("会议指出，“五个必须”的认识更加深刻。") == ()


def test_an_enumeration_goes_on_from_the_paragraph_that_opens_it():
    text = "会议强调，各区要抓好落实。\n一是压实责任。加强巡查。\n二是人手不足。\n三是公开结果。"

    assert [one.text for one in found(text)] == ["各区要抓好落实。", "压实责任。", "加强巡查。", "公开结果。"]


def test_an_enumeration_after_a_statement_tells():
    assert found("会议指出，成绩来之不易。\n一是压实责任。\n二是公开结果。") == ()


def test_a_report_speaks_in_imperatives_where_it_plans():
    text = "政府工作报告\n一、2025年工作回顾\n加强了监测。改造小区20个。\n二、2026年工作安排\n改善水质。建设清水河道，完成3条河流整治。"

    assert [one.text for one in found(text)] == ["建设清水河道，完成3条河流整治。"]


def test_a_heading_may_begin_with_a_year():
    assert read_text("工作方案\n一、2026年任务\n加强监测。").commitments[0].heading_path == ("2026年任务",)


def test_what_a_report_tells_of_its_aims_is_no_task():
    text = "政府工作报告\n一、2026年工作安排\n确定这一目标，兼顾了需要与可能。\n围绕绿色低碳，提出7项指标。"

    assert found(text) == ()


def test_a_sentence_that_adds_goes_on():
    assert [one.text for one in found("各区要抓好落实。同时密切跟踪变化。")] == [
        "各区要抓好落实。",
        "同时密切跟踪变化。",
    ]


def test_a_body_that_acts_in_a_plan_is_to_act():
    [one] = found("扬尘治理方案\n一、任务\n（一）强化监管。各区政府建立工地台账。\n")

    assert (one.rule, one.actor) == ("zh.body-in-plan", "各区政府")


@pytest.mark.parametrize("sentence", ["市审计局核查账目。", "日前，市审计局核查账目。", "当前各区政府建立了工地台账。"])
def test_elsewhere_a_body_that_acts_is_told_of(sentence):
    assert [one.text for one in found(f"会议强调，各区要抓好落实。{sentence}")] == ["各区要抓好落实。"]


def test_a_body_that_acts_by_a_day_to_come_must():
    both = found("会议强调，各区要抓好落实。6月底前，督导组赴各县核查账目。")

    assert [(one.rule, one.actor) for one in both][1:] == [("zh.until-when", "督导组")]


def test_a_body_before_a_colon_is_in_charge_of_what_follows():
    both = found("市林业局：负责编制造林绿化规划；监督检查林地保护情况。")

    assert [(one.actor, [unit.name for unit in one.units]) for one in both] == [("市林业局", ["市林业局"])] * 2


def test_what_should_have_been_done_and_was_not_is_a_finding():
    assert found("全市应于2025年前建成的8座水库中，有3座尚未完工。") == ()


def test_what_is_permitted_obliges_nobody():
    assert found("审计机关可以对依法应当接受审计的事项进行检查。") == ()


@pytest.mark.parametrize(
    "sentence",
    ["在全市范围内选择三个区开展试点。", "将巡查结果纳入考核。", "面向社区开展环保宣传。", "注重源头治理。", "更加注重政策和市场的互动。"],
)  # fmt: skip
def test_an_order_may_begin_with_a_frame(sentence):
    assert [one.text for one in found(f"工作方案\n一、任务\n{sentence}")] == [sentence]


def test_an_aspect_is_nobody_but_those_concerned_are():
    aspects = found("会议强调，财政收入方面要依法治税，规范组织收入行为。")
    concerned = found("会议强调，有关方面要密切配合督查工作。")

    assert {one.actor for one in aspects} == {None}
    assert [one.actor for one in concerned] == ["有关方面"]


@pytest.mark.parametrize("words", ["按职责分工", "按照职责分工", "按职责分工分别", "在各自职责范围内", "分别"])
def test_bodies_in_charge_within_their_own_functions_must_act(words):
    found = read_text(f"市公安局、市交通运输局{words}负责海上巡查。").commitments

    assert [(one.actor, one.rule) for one in found] == [("市公安局、市交通运输局", "zh.in-charge")]


def test_what_lies_in_the_functions_of_a_body_is_no_order_by_itself():
    assert read_text("海上巡查属于市公安局按职责分工负责的工作。").commitments == ()


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("市公安局、市交通运输局按职责分工负责海上巡查。", True),
        ("市公安局、市交通运输局分别负责海上巡查和港区治安。", True),
        ("市公安局、市交通运输局负责海上巡查。", False),
        ("市公安局按职责分工负责海上巡查。", False),
    ],
)
def test_where_bodies_answer_each_within_their_functions_nobody_leads(sentence, stated):
    assert [one.no_lead_stated for one in read_text(sentence).commitments] == [stated]
