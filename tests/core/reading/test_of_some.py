"""Clauses that only lead to a duty, speak of some, or go on about it: what a clerk would not list apart."""

import pytest

from zeren.reading import read_text


def found(sentence):
    return read_text(f"节水工作方案\n\n一、{sentence}").commitments


def texts(sentence):
    return [one.text for one in found(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "鼓励银行在风险可控前提下，加大对节水项目的支持力度。",
        "各区县要在摸清管网底数的基础上，编制管网改造的实施计划。",
        "各区县要制定节水的实施办法，于每年2月底前报送市政府办公厅。",
        "各区县要合理确定抽查比例，既保证必要的抽查覆盖面，又防止任意检查和执法扰民。",
        "对依法应当由公安机关处理的事项，市水务局应当移送有关机关。",
    ],
)
def test_what_leads_to_a_duty_or_goes_on_about_it_is_no_duty_of_its_own(sentence):
    assert texts(sentence) == [sentence]


def test_two_obligations_beside_one_another_stay_two():
    assert len(texts("各区县既要增强节水意识和底线思维，又要保持供水管网的安全稳定。")) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "法律规定应当由市水务局进行核查的其他事项。",
        "法律规定应当由市水务局进行核查的其他事项；",
        "负责人应负经济责任的履行情况。",
    ],
)
def test_an_item_that_only_names_what_is_spoken_of_is_no_duty(sentence):
    assert texts(sentence) == []


def test_a_duty_about_what_the_law_hands_out_stays_one():
    assert "".join(texts("市审计局对其他法规规定应当由审计机关进行审计的事项，依法进行审计监督。")) != ""


def test_no_duty_is_without_words():
    assert all(texts("市水务局对应当公开的水质信息，应当自检查之日起十日内公开。"))


@pytest.mark.parametrize("name", ["国务院办公厅", "市政府办公厅", "市政府办公室"])
def test_the_office_of_a_body_is_named_whole(name):
    [one] = found(f"{name}将加强统筹协调。")

    assert one.actor == name


def test_a_long_list_of_bodies_is_the_subject():
    listed = "市场监管、发展改革、教育、公安、人力资源社会保障、生态环境、住房城乡建设、交通运输、农业农村、商务等部门"

    assert found(f"{listed}要公布抽查名单。")[0].actor == listed


def test_dots_before_a_body_are_no_part_of_its_name():
    assert found("……审计机关要公布审计结果。")[0].actor == "审计机关"
