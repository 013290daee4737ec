import pytest

from zeren.reading import read_text


def assigned(bracket, before="1.任务。完成工作。"):
    [found] = read_text(f"方案\n\n{before}{bracket}").commitments
    return found


def named(bracket):
    return [(unit.name, unit.role.value) for unit in assigned(bracket).units]


def test_one_unit_is_responsible():
    assert named("（市教育局负责）") == [("市教育局", "responsible")]


def test_several_units_without_a_word_about_the_lead_are_joint():
    assert named("（市教育局、市民政局负责）") == [("市教育局", "joint"), ("市民政局", "joint")]


def test_lead_and_support():
    assert named("（市教育局牵头，市民政局、市财政局参与）") == [
        ("市教育局", "lead"),
        ("市民政局", "support"),
        ("市财政局", "support"),
    ]


def test_names_that_hold_an_and_stay_whole():
    assert named("（市文化和旅游局、市林业和草原局和市财政局负责）") == [
        ("市文化和旅游局", "joint"),
        ("市林业和草原局", "joint"),
        ("市财政局", "joint"),
    ]


def test_a_bracket_inside_a_name_is_part_of_it():
    found = assigned("（市生态环境局牵头；各区（市）县人民政府、新区管委会按属地负责）")

    assert [(unit.name, unit.role.value, unit.class_of_units) for unit in found.units] == [
        ("市生态环境局", "lead", False),
        ("各区（市）县人民政府", "territorial", True),
        ("新区管委会", "territorial", True),
    ]


def test_named_places_are_no_class():
    found = assigned("（望潮区人民政府、石澳区人民政府按属地负责）")

    assert [unit.class_of_units for unit in found.units] == [False, False]


@pytest.mark.parametrize(
    "words", ["市教育局等部门负责", "市教育局等有关部门和单位负责", "市教育局等负责", "市教育局会同有关部门负责"]
)
def test_a_list_left_open_is_flagged_and_not_closed(words):
    found = assigned(f"（{words}）")

    assert found.open_set
    assert [unit.name for unit in found.units] == ["市教育局"]


def test_by_division_of_functions_there_is_no_lead():
    found = assigned("（市教育局、各区人民政府按职责分工负责）")

    assert found.no_lead_stated
    assert [unit.role.value for unit in found.units] == ["joint", "joint"]


def test_together_with_gives_the_matter_to_the_first():
    assert named("（市教育局会同市财政局负责）") == [("市教育局", "lead"), ("市财政局", "joint")]


def test_a_guiding_unit_is_not_responsible():
    assert named("（市教育局指导，试点学校负责落实）") == [("市教育局", "guiding"), ("试点学校", "responsible")]


def test_the_first_leads_only_from_where_the_text_says_so():
    reading = read_text(
        "方案\n\n1.甲。做甲。（市教育局、市财政局负责）\n2.乙。做乙。（市民政局、市财政局负责。列第一位者为牵头单位，下同）\n"
        "3.丙。做丙。（市公安局、市财政局负责）"
    )

    assert [[unit.role.value for unit in found.units] for found in reading.commitments] == [
        ["joint", "joint"],
        ["lead", "joint"],
        ["lead", "joint"],
    ]


def test_without_below_the_word_about_the_first_holds_for_its_own_bracket():
    reading = read_text(
        "方案\n\n1.乙。做乙。（市民政局、市财政局负责，排在第一位的为牵头部门）\n2.丙。做丙。（市公安局、市财政局负责）"
    )

    assert [found.units[0].role.value for found in reading.commitments] == ["lead", "joint"]


def test_a_sentence_about_the_first_in_the_preface_holds_for_all():
    reading = read_text("方案\n责任单位中列第一位的为牵头单位。\n1.丙。做丙。（市公安局、市财政局负责）")

    assert reading.commitments[-1].units[0].role.value == "lead"


def test_a_time_limit_beside_the_units_is_no_unit():
    assert named("（2026年底前完成，市教育局负责）") == [("市教育局", "responsible")]


def test_labels_inside_a_bracket():
    assert named("（牵头单位：市教育局；配合单位：市财政局、市民政局）") == [
        ("市教育局", "lead"),
        ("市财政局", "support"),
        ("市民政局", "support"),
    ]


@pytest.mark.parametrize(
    "aside", ["（下同）", "（王某 摄）", "（超过100人的企业达到15%）", "（不含县城）", "（此件公开发布）"]
)
def test_an_aside_names_nobody(aside):
    assert all(found.units == () for found in read_text(f"方案\n\n1.任务。完成工作。{aside}").commitments)


def test_two_brackets_part_the_sentences_between_them():
    reading = read_text("方案\n\n（一）绿色。推行设计。（市科技局指导）建成体系。（市商务局负责）")

    assert [(found.text, found.units[0].name) for found in reading.commitments] == [
        ("推行设计。", "市科技局"),
        ("建成体系。", "市商务局"),
    ]


def test_an_item_of_one_sentence_is_its_own_task():
    assert assigned("（市商务局负责）", before="三、优先安排试点。").text == "优先安排试点。"


def test_english_names_part_at_commas_only():
    [found] = read_text(
        "Plan\n\n1. Homes. Inspect homes. (Lead: Municipal Housing and Urban-Rural Development Bureau; "
        "support: Municipal Finance Bureau, and Municipal Justice Bureau)"
    ).commitments

    assert [(unit.name, unit.role.value) for unit in found.units] == [
        ("Municipal Housing and Urban-Rural Development Bureau", "lead"),
        ("Municipal Finance Bureau", "support"),
        ("Municipal Justice Bureau", "support"),
    ]


def test_english_lists_may_be_left_open():
    [found] = read_text(
        "Plan\n\n1. A. Do it. (Responsible: Finance Bureau, Water Bureau and other departments)"
    ).commitments

    assert found.open_set
    assert [unit.name for unit in found.units] == ["Finance Bureau", "Water Bureau"]


def test_several_leads_are_pointed_out():
    reading = read_text("方案\n\n1.任务。完成工作。（市教育局、市民政局牵头）")

    assert [warning.code for warning in reading.warnings] == ["reading.several_leads"]


def carried(sentence):
    [found] = read_text(sentence).commitments
    return [(unit.name, unit.role.value) for unit in found.units], found.open_set


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("市水务局会同市气象局要列明区域。", [("市水务局", "lead"), ("市气象局", "joint")]),
        ("市水务局要会同市气象局在2月底前列明区域。", [("市水务局", "lead"), ("市气象局", "joint")]),
        ("由市财政局会同市审计局核查资金。", [("市财政局", "lead"), ("市审计局", "joint")]),
        ("市水务局牵头，会同市气象局制定方案。", [("市水务局", "lead"), ("市气象局", "joint")]),
        ("市水务局要制定方案，市气象局配合。", [("市水务局", "lead"), ("市气象局", "support")]),
        ("市水务局要制定方案，市气象局要积极配合。", [("市水务局", "lead"), ("市气象局", "support")]),
        ("要制定方案，由市财政局牵头，市审计局配合。", [("市财政局", "lead"), ("市审计局", "support")]),
        ("各区要会同市气象局列明区域。", [("市气象局", "joint")]),
        ("滨海市发展改革委要会同滨海市统计局发布公报。", [("滨海市发展改革委", "lead"), ("滨海市统计局", "joint")]),
        ("市委宣传部要联合市委组织部组织培训。", [("市委宣传部", "lead"), ("市委组织部", "joint")]),
        ("禾川县、岚溪市要各选两个镇。", [("禾川县", "joint"), ("岚溪市", "joint")]),
        ("望潮区人民政府要公布许可。", [("望潮区人民政府", "responsible")]),
    ],
)  # fmt: skip
def test_a_sentence_says_who_leads_and_who_joins(sentence, units):
    assert carried(sentence) == (units, False)


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("市水务局要会同有关部门列明区域。", [("市水务局", "lead")]),
        ("市水务局要联合市公安局等部门开展检查。", [("市水务局", "lead"), ("市公安局", "joint")]),
        ("市教育局及其所属单位要报告。", [("市教育局", "responsible")]),
        ("The Water Bureau and its partners should report.", [("Water Bureau", "responsible")]),
        ("The Water Bureau should work with relevant departments.", [("Water Bureau", "lead")]),
    ],
)
def test_others_without_a_name_leave_the_set_open(sentence, units):
    assert carried(sentence) == (units, True)


@pytest.mark.parametrize("subject", ["城市", "设区市人民政府", "各县", "试点地区", "地方人民政府", "县级以上人民政府"])
def test_a_kind_of_place_is_no_unit(subject):
    assert carried(f"{subject}要公布许可。") == ([], False)


def test_what_units_have_done_together_is_no_task():
    assert read_text("市财政局会同市审计局开展了检查。").commitments == ()


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("The Water Bureau, together with the Finance Bureau, should report.", ["lead", "joint"]),
        ("The Water Bureau, in cooperation with the Finance Bureau, should report.", ["lead", "joint"]),
        ("The Water Bureau should, together with the Finance Bureau, report by May.", ["lead", "joint"]),
        ("The Water Bureau should report, with the support of the Finance Bureau.", ["lead", "support"]),
        ("The Water Bureau and the Finance Bureau should jointly report.", ["joint", "joint"]),
    ],
)
def test_an_english_sentence_says_who_leads_and_who_joins(sentence, roles):
    names = ["Water Bureau", "Finance Bureau"]

    assert carried(sentence) == (list(zip(names, roles, strict=True)), False)


def test_english_places_are_units():
    units, _ = carried("Hechuan County, Lanxi City and Chaosheng New Area should report.")

    assert [name for name, _ in units] == ["Hechuan County", "Lanxi City", "Chaosheng New Area"]
