from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.platform.sources.conftest import LIST_EN, LIST_ZH, NOW

from zeren.foundations.errors import NotPermittedError
from zeren.reading import UndecodableTextError, UnsupportedFormatError
from zeren_platform.common.actor import Role
from zeren_platform.ledger.queries import public_story, story
from zeren_platform.organisation.models import Unit
from zeren_platform.sources.models import AgendaItem, Clause, Document, Meeting, Proposal
from zeren_platform.sources.use_cases import documents

COMMUNIQUE = """Standing Committee Holds a Meeting
2026-01-16 09:10

On January 15, the Standing Committee of the Municipal Party Committee held a meeting to hear a report on \
water quality and to study flood control. The meeting reviewed the "List of Responsibilities for Water". \
Zheng Yanqiu, secretary of the Municipal Party Committee, presided over the meeting.

The meeting stressed that the Ecology Bureau should list polluted rivers by the end of February. \
All areas concerned should merge the platforms they have.
"""


AIMING_ZH = """滨海市任务清单
一、港口
1.岸电使用。2026年底前，岸电使用率不低于90%，PM2.5年均浓度不超过30微克/立方米。（生态环境局牵头）
2.巡查。每月巡查全部泊位。（生态环境局牵头）
"""


def test_the_figures_that_a_sentence_aims_at_are_kept_beside_its_words(added):
    one, other = added(AIMING_ZH).proposals.order_by("position")

    assert one.targets == "岸电使用率 | ≥ 90 % | 2026\nPM2.5年均浓度 | ≤ 30 微克/立方米 | 2026"
    assert other.targets == ""


def units_of(proposal):
    return [
        (row.role, row.unit.code if row.unit else None, row.name)
        for row in proposal.units.select_related("unit").order_by("position")
    ]


def test_a_list_becomes_one_proposal_an_item(added):
    document = added()

    assert [row.title for row in document.proposals.order_by("position")] == ["Outfalls", "Gauges", "Beaches"]


def test_the_words_of_a_proposal_are_those_of_the_document(added):
    document = added()

    for row in document.proposals.all():
        assert document.text[row.start : row.end] == row.text


def test_labels_and_the_nearest_heading_go_into_the_fields(added):
    row = added().proposals.get(position=0)

    assert (row.field, row.basis, row.target, row.cycle) == (
        "River water",
        "Water Pollution Prevention and Control Law, article 23",
        "100% of outfalls inspected",
        "quarterly",
    )


def test_a_cycle_that_no_duty_can_keep_stays_in_the_text_alone(added):
    assert added().proposals.get(position=1).cycle == ""


def test_names_are_recognised_and_classes_are_spelled_out(added):
    all_areas = "all district and county governments and new areas"

    assert units_of(added().proposals.get(position=0)) == [
        ("lead", "ecology", "Ecology Bureau"),
        ("support", "water", "Water Bureau"),
        ("support", None, "Office of Nowhere"),
        ("territorial", "hechuan", all_areas),
        ("territorial", "donggang", all_areas),
        ("territorial", "chaosheng", all_areas),
    ]


def test_a_chinese_list_reads_the_same(added):
    row = added(LIST_ZH).proposals.get(position=0)

    assert (row.title, row.field, row.cycle) == ("排污口检查", "河流", "quarterly")
    assert [(role, code) for role, code, _ in units_of(row)] == [
        ("lead", "ecology"), ("support", "water"), ("support", None),
        ("territorial", "hechuan"), ("territorial", "donggang"), ("territorial", "chaosheng"),
    ]  # fmt: skip


def test_the_only_unit_called_responsible_leads(added):
    assert units_of(added(LIST_ZH).proposals.get(position=1)) == [("lead", "water", "水务局")]


def test_of_several_responsible_units_none_leads_until_the_clerk_chooses(added):
    row = added(LIST_ZH.replace("（水务局负责）", "（水务局、生态环境局负责）")).proposals.get(position=1)

    assert [(role, code) for role, code, _ in units_of(row)] == [("support", "water"), ("support", "ecology")]
    assert row.no_lead_stated is False


def test_where_the_text_says_that_nobody_leads_the_proposal_says_so(added):
    row = added(LIST_ZH.replace("（水务局负责）", "（水务局、生态环境局按职责分工负责）")).proposals.get(position=1)

    assert row.no_lead_stated is True


def test_an_open_set_is_kept_open(added):
    row = added(LIST_ZH.replace("（水务局负责）", "（水务局、生态环境局等负责）")).proposals.get(position=1)

    assert row.open_set is True


def test_a_district_that_is_named_is_not_named_again_by_its_class(added):
    text = LIST_ZH.replace("（水务局负责）", "（水务局牵头，河川区配合；各区（市）县人民政府按属地负责）")

    row = added(text).proposals.get(position=1)

    assert [(role, code) for role, code, _ in units_of(row)] == [
        ("lead", "water"), ("support", "hechuan"), ("territorial", "donggang"),
    ]  # fmt: skip


def test_a_unit_that_is_over_is_not_among_its_class(added):
    Unit.objects.filter(code="donggang").update(valid_until=(NOW - timedelta(days=30)).date())

    assert ("territorial", "donggang") not in [
        (role, code) for role, code, _ in units_of(added().proposals.get(position=0))
    ]


def test_clauses_form_the_tree_of_the_text(added):
    document = added()

    item = Clause.objects.select_related("parent").get(document=document, kind="item", number="2")
    assert document.text[item.parent.start : item.parent.end] == "I. River water"


def test_a_communique_brings_its_meeting_and_agenda(added):
    document = added(COMMUNIQUE, kind="communique")

    meeting = Meeting.objects.get(document=document)
    assert (meeting.held_on.isoformat(), meeting.chair) == ("2026-01-15", "Zheng Yanqiu")
    assert AgendaItem.objects.filter(meeting=meeting).count() >= 2
    assert [row.title for row in document.instruments.all()] == ["List of Responsibilities for Water"]


def test_a_communique_names_only_units_that_it_names(added):
    document = added(COMMUNIQUE, kind="communique")

    named = [
        (row.actor_text, [code for _, code, _ in units_of(row)]) for row in document.proposals.order_by("position")
    ]
    assert named == [("Ecology Bureau", ["ecology"]), ("All areas concerned", [])]


def test_a_table_is_called_by_its_file_or_by_its_caption(added):
    rows = "No.,Task,Lead\n1,Count the wells,Water Bureau\n2,Measure the tides,Sea Bureau\n"

    assert added(data=f"# source: the water survey\n{rows}".encode(), file_name="Wells 2026.csv").title == "Wells 2026"
    assert added(data=f"Schedule of tasks\n{rows}".replace(",", "\t").encode(), file_name="a.txt").title.startswith(
        "Sch"
    )


def test_the_rows_of_a_table_of_tasks_become_proposals_with_their_units(added):
    rows = "No.,Task,Lead,Deadline\n1,Count the wells,Water Bureau,by 30 June\n2,Measure the tides,Sea Bureau,\n"

    document = added(data=rows.encode(), file_name="tasks.csv")

    named = [
        (row.text, unit.name, unit.role) for row in document.proposals.order_by("position") for unit in row.units.all()
    ]
    assert named == [("Count the wells", "Water Bureau", "lead"), ("Measure the tides", "Sea Bureau", "lead")]


def test_the_title_is_read_out_of_the_text_unless_one_is_given(added):
    assert added().title == "List of Responsibilities for Water in Binhai (2026)"
    assert added(LIST_ZH, title=" Our own title ").title == "Our own title"


def test_adding_leaves_one_record_that_names_nobody(added, ledger):
    document = added()

    (chapter,) = public_story([document.subject])
    assert ledger() == 1
    assert chapter.title == "The document was added; 3 proposals were read out of it."
    assert chapter.private == {}
    assert story([document.subject])[0].private["title"] == document.title


def test_the_same_bytes_are_not_put_in_twice(added, ledger):
    first = added()

    with pytest.raises(documents.AlreadyHeldError) as caught:
        added(title="Another title")

    assert caught.value.params == {"field": "file", "document": first.pk, "title": first.title}
    assert (Document.objects.count(), ledger()) == (1, 1)


def test_a_file_larger_than_any_document_is_refused(added, ledger):
    with pytest.raises(documents.TooLargeError):
        added("x" * (documents.LARGEST_MB * 1024 * 1024 + 1))

    assert (Document.objects.count(), ledger()) == (0, 0)


@pytest.mark.parametrize("text", ["", "  \n\t", "\ufeff"])
def test_an_empty_document_is_refused(added, text):
    with pytest.raises(documents.EmptyDocumentError):
        added(text)


def test_what_the_reader_refuses_is_refused_in_its_own_words(added, ledger):
    with pytest.raises(UnsupportedFormatError) as caught:
        added(data=b"\x89PNG\r\n")

    assert caught.value.params["format"] == "PNG image"
    assert (Document.objects.count(), ledger()) == (0, 0)


def test_a_text_with_zero_characters_is_refused(added):
    with pytest.raises(UndecodableTextError):
        added(data=LIST_EN.encode() + b"\0")


@pytest.mark.parametrize("given", [{"kind": "novel"}, {"language": "fr"}])
def test_an_unknown_kind_or_language_is_refused(added, given):
    with pytest.raises(documents.InvalidDocumentError) as caught:
        added(**given)

    assert caught.value.params["field"] == next(iter(given))


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("Ecology Bureau and the Water Bureau", ["ecology", "water"]),
        ("Hechuan District, Donggang District and Chaosheng New Area", ["hechuan", "donggang", "chaosheng"]),
        ("Ecology Bureau and Environment Bureau", ["ecology"]),
    ],
)
def test_a_subject_is_taken_apart_only_into_names_that_are_known(added, subject, codes):
    text = COMMUNIQUE.replace("the Ecology Bureau should", f"the {subject} should")

    named = units_of(added(text, kind="communique").proposals.get(position=0))
    assert [code for _, code, _ in named] == codes
    assert "lead" not in {role for role, _, _ in named if len(codes) > 1}


def proposal_about(added, subject):
    text = COMMUNIQUE.replace("the Ecology Bureau should", f"the {subject} should")
    return added(text, kind="communique").proposals.get(position=0)


def test_the_first_leads_where_another_joins_it(added):
    row = proposal_about(added, "Ecology Bureau, together with the Water Bureau,")

    assert units_of(row) == [("lead", "ecology", "Ecology Bureau"), ("support", "water", "Water Bureau")]


def test_partners_without_a_name_leave_the_set_open(added):
    row = proposal_about(added, "Ecology Bureau and its partners")

    assert (units_of(row), row.open_set) == ([("lead", "ecology", "Ecology Bureau")], True)


def test_the_text_of_a_proposal_begins_with_a_capital_and_its_quotation_does_not(added):
    row = added(COMMUNIQUE, kind="communique").proposals.get(position=0)

    assert row.text.startswith("The Ecology Bureau should")
    assert row.document.text[row.start : row.end].startswith("the Ecology Bureau should")


def test_a_word_with_a_small_letter_of_its_own_keeps_it(added):
    text = COMMUNIQUE.replace("the Ecology Bureau should", "e-waste operators should")

    assert added(text, kind="communique").proposals.get(position=0).text.startswith("e-waste operators")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CLERK}))
def test_only_clerks_put_documents_in(added, actor, role, ledger):
    somebody = actor(role)

    with pytest.raises(NotPermittedError):
        added(actor=somebody)

    assert (Document.objects.count(), Proposal.objects.count(), ledger()) == (0, 0, 0)


def test_a_districts_clerk_puts_in_nothing_for_the_city(added, actor):
    with pytest.raises(NotPermittedError):
        added(actor=actor(Role.CLERK, unit="hechuan"))


def test_classes_in_a_districts_document_are_the_citys_own(added, actor):
    document = added(actor=actor(Role.CLERK, unit="hechuan"), unit_code="hechuan")

    assert "donggang" in [code for _, code, _ in units_of(document.proposals.get(position=0))]


def test_odd_lengths_fit_their_columns(added):
    heading = "Very long " * 60

    document = added(LIST_EN.replace("I. River water", f"I. {heading}").replace("1. Outfalls.", f"1. {heading}."))

    for row in document.proposals.all():
        assert (len(row.field) <= 100, len(row.title) <= 200) == (True, True)


TABLE_ZH = """序号\t工作任务\t评分标准\t分值\t责任单位\t完成时限
1\t排查入河排污口\t1.建立台账（6分）；2.少查一处扣0.5分，扣完为止（1.5分）\t7.5\t水务局\t2026年6月30日前
2\t发布海水浴场水质\t每缺一期扣1分\t10\t生态环境局\t2026年9月底前
"""


def test_a_scoring_table_gives_time_limits_points_and_rules(added):
    document = added(text=TABLE_ZH, language="zh")

    assert list(document.proposals.order_by("position").values_list("due_on", "points")) == [
        (date(2026, 6, 30), Decimal("7.5")),
        (date(2026, 9, 30), Decimal(10)),
    ]


def test_the_words_of_a_time_limit_and_a_scoring_rule_are_kept(added):
    row = added(text=TABLE_ZH, language="zh").proposals.get(position=1)

    assert (row.deadline, row.scoring_rule) == ("2026年9月底前", "每缺一期扣1分")
