def test_every_item_is_one_commitment(list_zh, list_en):
    assert len(list_zh.commitments) == 4
    assert len(list_en.commitments) == 3


def test_the_text_of_a_duty_has_neither_heading_nor_bracket(list_zh, list_en):
    assert list_zh.commitments[0].text == "每年10月底前修订应急减排清单，预警发布后24小时内核查执行情况。"
    assert list_en.commitments[1].text == "Make ships in port use shore power."


def test_field_and_title_are_the_heading_path(list_zh, list_en):
    assert list_zh.commitments[0].heading_path == ("大气污染防治", "重污染天气应急减排")
    assert list_en.commitments[0].heading_path == (
        "Air pollution prevention and control",
        "Emergency cuts in heavy pollution",
    )


def test_lead_support_and_territory_come_in_their_order(list_zh, list_en):
    roles = ["lead", "support", "support", "territorial", "territorial"]

    assert [unit.role.value for unit in list_zh.commitments[0].units] == roles
    assert [unit.role.value for unit in list_en.commitments[0].units] == roles[:-1]
    assert list_en.commitments[0].units[-1].class_of_units


def test_a_lead_alone_is_a_lead(list_zh):
    assert [(unit.name, unit.role.value) for unit in list_zh.commitments[1].units] == [("市交通运输局", "lead")]


def test_the_lines_after_an_item_are_its_labels(list_zh, list_en):
    first, second = list_zh.commitments[:2]

    assert {label.name: label.text for label in first.labels} == {
        "basis": "《中华人民共和国大气污染防治法》第九十六条",
        "target": "预警期间企业减排措施落实率达到100%",
        "cycle": "每年",
    }
    assert second.label("cycle").text == "持续"
    assert second.label("target") is None
    assert list_en.commitments[0].label("basis").text == "Air Pollution Prevention and Control Law, article 96"


def test_labels_quote_the_text(list_zh):
    for found in list_zh.commitments:
        assert all(label.span.of(list_zh.text) == label.text for label in found.labels)


def test_the_preface_obliges_nobody(list_zh):
    assert {found.rule for found in list_zh.commitments} == {"zh.units-in-bracket"}


def test_units_may_stand_in_labelled_lines(read):
    [found] = read(
        "方案\n\n1.修订清单。\n牵头单位：市生态环境局\n配合单位：市公安局、市教育局\n完成时限：2026年底\n"
    ).commitments

    assert [(unit.name, unit.role.value) for unit in found.units] == [
        ("市生态环境局", "lead"),
        ("市公安局", "support"),
        ("市教育局", "support"),
    ]
    assert found.label("deadline").text == "2026年底"
    assert found.rule == "zh.item-with-labels"


def test_english_units_may_stand_in_labelled_lines(read):
    [found] = read("Plan\n\n1. Revise the list.\nLead: Ecology Bureau\nDeadline: end of 2026\n").commitments

    assert [(unit.name, unit.role.value) for unit in found.units] == [("Ecology Bureau", "lead")]
    assert found.label("deadline").text == "end of 2026"
