"""Who answers for a task, in the words of many kinds of bodies.

What is read is written as one line: ``name=role``, ``*`` after a name that stands for several units, ``+others``
where the list is left open, ``+no-lead`` where the text says that nobody leads.
"""

import hashlib
import json
from pathlib import Path

import pytest

from zeren.reading import read_text

HERE = Path(__file__).parent / "gold"
GOLD = json.loads((HERE / "brackets.json").read_text("utf-8"))
WRITTEN = [
    tuple(row.split(" => "))
    for row in (HERE / "brackets_zh.txt").read_text("utf-8").splitlines()
    if row and not row.startswith("#")
]


def line(found):
    units = [f"{unit.name}{'*' * unit.class_of_units}={unit.role.value}" for unit in found.units]
    return " ".join([*units, *["+others"] * found.open_set, *["+no-lead"] * found.no_lead_stated])


def lines(text):
    return [line(found) for found in read_text(text).commitments]


def said(bracket):
    [found] = read_text(f"滨海市工作方案\n\n1.任务。完成各项工作。{bracket}").commitments
    return line(found)


@pytest.mark.parametrize(("bracket", "units"), WRITTEN)
def test_a_bracket_names_its_units(bracket, units):
    assert said(bracket) == units


def test_a_list_of_more_than_thirty_units_is_read_whole():
    names = [f"市第{number}管理局" for number in "一二三四五六七八九十"] * 3 + ["市财政局", "市教育局", "市审计局"]

    assert said(f"（{'、'.join(names)}按职责分工负责）").split(" ")[:-1] == [f"{name}=joint" for name in names]


@pytest.mark.parametrize(
    "aside",
    [
        "（国发〔2019〕3号）",
        "（滨政办发〔2026〕12号）",
        "（2026年6月底前）",
        "（2026—2030年）",
        "（以下简称《方案》）",
        "（以下简称市发展改革委）",
        "（以下统称有关部门）",
        "（《中华人民共和国审计法》第三条）",
        "（《滨海市财政局关于印发办法的通知》）",
        "（含开发区、高新区）",
        "（不含望潮区）",
        "（详见附件2）",
        "（见附件）",
        "（试行）",
        "（草案）",
        "（市、区）",
        "（区、市）",
        "（地、州、盟）",
        "（重点项目）",
        "（张某某、李某某）",
        "（记者 王某）",
        "（包括学校、医院、车站）",
        "（如学校、医院、养老院）",
        "（公开方式：主动公开）",
        "（联系电话：0411-0000000）",
        "（指由市财政局拨付的资金）",
        "（增长5%以上）",
        "（一）",
        "（略）",
        "（牵头人：王某）",
        "（责任领导：王某某）",
        "（该项工作不设牵头单位）",
        "（已完成）",
        "（其中市财政局拨付1000万元）",
        "（张局、李处）",
        "（市财政局负责同志参加）",
        "（市财政局负责人王某）",
        "（滨海日报）",
        "（占全市的三成）",
        "（经市财政局审核）",
        "（报市财政局备案）",
        "（原市规划局）",
        "（市财政局、市教育局）",
    ],
)
def test_an_aside_names_no_unit(aside):
    assert all(found.units == () for found in read_text(f"滨海市方案\n\n1.任务。完成各项工作{aside}。").commitments)


@pytest.mark.parametrize(
    ("bracket", "units"),
    [
        ("(Lead: Water Bureau; support: Finance Bureau and others)", "Water Bureau=lead Finance Bureau=support +others"),
        ("(Led by the Water Bureau, with the support of the Finance Bureau)", "Water Bureau=lead Finance Bureau=support"),
        ("(Water Bureau takes the lead; Finance Bureau supports)", "Water Bureau=lead Finance Bureau=support"),
        ("(Water Bureau to lead, Finance Bureau to support)", "Water Bureau=lead Finance Bureau=support"),
        ("(Water Bureau, Finance Bureau, within their respective remits)", "Water Bureau=joint Finance Bureau=joint +no-lead"),
        ("(Responsible: Water Bureau together with the Finance Bureau)", "Water Bureau=lead Finance Bureau=joint"),
        ("(Responsible: Water Bureau, all district governments)", "Water Bureau=joint all district governments*=joint"),
        ("(Responsible unit: Water Bureau; guiding unit: Provincial Water Department)", "Water Bureau=responsible Provincial Water Department=guiding"),
        ("(Territorial: all county governments)", "all county governments*=territorial"),
        ("(Lead: Housing and Urban-Rural Development Bureau, Finance Bureau)", "Housing and Urban-Rural Development Bureau=lead Finance Bureau=lead"),
        ("(Responsible: Water Bureau; deadline: June 2026)", "Water Bureau=responsible"),
        ("(Water Bureau, Finance Bureau)", "Water Bureau=joint Finance Bureau=joint"),
        ("(Lead: Water Bureau. Support: Finance Bureau.)", "Water Bureau=lead Finance Bureau=support"),
        ("(Water Bureau is responsible)", "Water Bureau=responsible"),
        ("(Under the guidance of the Provincial Water Department)", "Provincial Water Department=guiding"),
        ("(Water Bureau jointly with the Finance Bureau, responsible)", "Water Bureau=lead Finance Bureau=joint"),
    ],
)  # fmt: skip
def test_an_english_bracket_names_its_units(bracket, units):
    assert lines(f"Plan for Binhai\n\n1. Homes. Inspect all homes. {bracket}") == [units]


@pytest.mark.parametrize(
    "aside", ["(see Annex 2)", "(Decree No. 49)", "(hereinafter the Plan)", "(June 2026)", "(10 per cent)", "(Li Ming)"]
)
def test_an_english_aside_names_no_unit(aside):
    found = read_text(f"Plan for Binhai\n\n1. Homes. Inspect all homes {aside}.").commitments

    assert all(one.units == () for one in found)


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("市水务局牵头，市气象局、市应急局参与。", "市水务局=lead 市气象局=support 市应急局=support"),
        ("由市水务局牵头，会同市气象局、市应急局制定方案。", "市水务局=lead 市气象局=joint 市应急局=joint"),
        ("由市水务局牵头，市气象局等部门配合，制定方案。", "市水务局=lead 市气象局=support +others"),
        ("市委宣传部会同市委网信办开展清理。", "市委宣传部=lead 市委网信办=joint"),
        ("市公安局、市司法局要公布清单。", "市公安局=joint 市司法局=joint"),
        ("市发展改革委要落实《滨海市财政局预算管理办法》。", "市发展改革委=responsible"),
        ("市中级人民法院要公开裁判文书。", "市中级人民法院=responsible"),
        ("市财政局应当向市审计局提供资料。", "市财政局=responsible"),
        ("企业要按规定报告。", ""),
    ],
)
def test_a_sentence_names_its_units(sentence, units):
    assert lines(f"滨海市工作方案\n\n一、任务\n{sentence}") == [units]


@pytest.mark.parametrize(
    ("labels", "units"),
    [
        ("责任单位：市水务局；配合单位：市气象局", "市水务局=responsible 市气象局=support"),
        ("责任单位：市水务局\n配合单位：市气象局、市应急局", "市水务局=responsible 市气象局=support 市应急局=support"),
        ("牵头单位：市水务局\n责任单位：各县（市、区）人民政府，市直有关部门", "市水务局=lead 各县（市、区）人民政府*=joint 市直有关部门*=joint"),
        ("责任单位：市水务局（牵头）、市气象局", "市水务局=lead 市气象局=joint"),
        ("责任单位：市水务局 市气象局 市应急局", "市水务局=joint 市气象局=joint 市应急局=joint"),
        ("指导单位：省水利厅\n责任单位：市水务局", "省水利厅=guiding 市水务局=responsible"),
    ],
)  # fmt: skip
def test_a_labelled_line_names_its_units(labels, units):
    assert lines(f"滨海市工作方案\n\n1.任务。完成各项工作。\n{labels}") == [units]


@pytest.mark.parametrize("place", ["望潮区", "滨海市望潮区", "青岩镇"])
def test_one_place_after_a_sentence_is_no_unit(place):
    assert all(found.units == () for found in read_text(f"滨海市方案\n\n1.选址。选定地址。（{place}）").commitments)


@pytest.mark.parametrize(
    "sentence",
    ["各县（市、区）人民政府要公布清单。", "市直有关部门要公布清单。", "滨海公司要整改。", "王某要作出检查。"],
)
def test_kinds_of_bodies_companies_and_persons_are_no_units_of_a_sentence(sentence):
    assert all(found.units == () for found in read_text(f"滨海市工作方案\n\n一、任务\n{sentence}").commitments)


def test_who_carries_all_that_follows_is_added_to_the_brackets_after_it():
    assert lines(
        "滨海市工作方案\n\n1.甲。做甲。（市教育局指导）\n2.乙。做乙。（市民政局指导，试点镇政府负责落实。以下均需试点镇政府落实，不再列出）\n"
        "3.丙。做丙。（市公安局指导）\n4.丁。做丁。（市财政局、试点镇政府负责）"
    ) == [
        "市教育局=guiding",
        "市民政局=guiding 试点镇政府*=responsible",
        "市公安局=guiding 试点镇政府*=responsible",
        "市财政局=joint 试点镇政府*=joint",
    ]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("以下各项均由各区人民政府负责落实，不再一一列出", "各区人民政府*=responsible"),
        ("以下任务均需各区人民政府配合，不再列出", "各区人民政府*=support"),
        ("下列任务均由市督查室牵头，不再重复列出", "市督查室=lead"),
        ("以下均由市督查室、各区人民政府落实", "市督查室=joint 各区人民政府*=joint"),
    ],
)
def test_what_is_said_of_all_that_follows_has_its_own_role(words, unit):
    assert lines(f"滨海市工作方案\n\n1.甲。做甲。（市教育局指导。{words}）\n2.乙。做乙。（市公安局参与）")[1] == (
        f"市公安局=support {unit}"
    )


def test_a_preface_may_say_who_carries_all_that_follows():
    assert lines("滨海市工作方案\n\n以下任务均需各区人民政府落实，不再列出。\n1.甲。做甲。（市教育局指导）")[-1] == (
        "市教育局=guiding 各区人民政府*=responsible"
    )


def test_a_unit_carried_on_is_quoted_where_the_text_names_it():
    reading = read_text(
        "滨海市工作方案\n\n1.甲。做甲。（市教育局指导。以下均需各区人民政府落实，不再列出）\n2.乙。做乙。（市公安局指导）"
    )
    carried_on = reading.commitments[1].units[1]

    assert carried_on.span.of(reading.text) == carried_on.name
    assert carried_on.span.end < reading.commitments[1].span.start


def test_an_english_text_may_say_who_carries_all_that_follows():
    assert lines(
        "Plan for Binhai\n\n1. A. Do it. (Guidance: Water Bureau. All items below are to be carried out by all district "
        "governments, not listed again)\n2. B. Do that. (Guidance: Finance Bureau)"
    ) == ["Water Bureau=guiding", "Finance Bureau=guiding all district governments*=responsible"]


def digest(words):
    return hashlib.sha256(words.encode()).hexdigest()[:12]


@pytest.mark.shared
@pytest.mark.parametrize("name", GOLD)
def test_every_bracket_of_a_real_document_is_found_with_exactly_its_units(shared_document, name):
    found = [one for one in shared_document(name).commitments if one.rule == "zh.units-in-bracket"]

    assert [
        ([[digest(unit.name), unit.role.value, unit.class_of_units] for unit in one.units], one.open_set, one.no_lead_stated)
        for one in found
    ] == [(one["units"], one["open_set"], one["no_lead_stated"]) for one in GOLD[name]]  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", GOLD)
def test_every_bracket_of_a_real_document_stands_at_its_commitment(shared_document, name):
    reading = shared_document(name)
    found = [one for one in reading.commitments if one.rule == "zh.units-in-bracket"]

    assert [one.span.end for one in found] == [one["offset"] for one in GOLD[name]]


@pytest.mark.shared
def test_the_gold_is_of_the_brackets_at_hand(gold):
    assert {name: [one["bracket"] for one in rows if one["listed"]] for name, rows in GOLD.items()} == {
        name: [digest(bracket) for bracket in brackets] for name, brackets in gold("lead_brackets.json").items()
    }


@pytest.mark.parametrize(
    "words", ["以下第3至5项均由市督查室落实", "50人以下均由市督查室落实", "以下均须报市督查室审批"]
)
def test_words_about_some_of_what_follows_carry_nobody_on(words):
    assert (
        lines(f"滨海市工作方案\n\n1.甲。做甲。（市教育局指导。{words}）\n2.乙。做乙。（市公安局参与）")[-1]
        == "市公安局=support"
    )
