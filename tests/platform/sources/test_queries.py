import pytest
from django.utils import translation
from tests.platform.organisation.factories import UnitFactory
from tests.platform.sources.conftest import NOW
from tests.platform.sources.factories import DocumentFactory, ProposalFactory, ProposedUnitFactory

from zeren.foundations.errors import ZerenError
from zeren_platform.common.actor import Actor, Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.sentences import unworded
from zeren_platform.organisation.models import Unit
from zeren_platform.sources import published, queries
from zeren_platform.sources.models import Document, Proposal
from zeren_platform.sources.use_cases import holding


def titles(page):
    return [document.title for document in page.rows]


def test_the_newest_document_stands_first(clerk, city):
    for title in ("One", "Two", "Three"):
        DocumentFactory(unit=city, title=title)

    assert titles(queries.documents_for(clerk)) == ["Three", "Two", "One"]


def test_the_list_is_paged_by_key(clerk, city):
    for number in range(5):
        DocumentFactory(unit=city, title=str(number))

    first = queries.documents_for(clerk, size=3)
    second = queries.documents_for(clerk, after=first.next, size=3)

    assert (titles(first), titles(second), second.next) == (["4", "3", "2"], ["1", "0"], "")


def test_the_list_narrows_by_kind_and_words(clerk, city):
    DocumentFactory(unit=city, title="Water list")
    DocumentFactory(unit=city, title="Air list", document_number="国发〔2019〕3号")
    DocumentFactory(unit=city, title="Water report", kind="communique")

    assert titles(queries.documents_for(clerk, words="water", kind="communique")) == ["Water report"]
    assert titles(queries.documents_for(clerk, words="〔2019〕")) == ["Air list"]


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.INSPECTOR, Role.AUDITOR, Role.EVALUATOR])
def test_overseers_read_the_documents_of_their_subtree(actor, document, role):
    assert titles(queries.documents_for(actor(role))) == ["Water list"]
    assert titles(queries.documents_for(actor(role, unit="hechuan"))) == []


def test_an_officer_reads_a_document_once_something_accepted_names_their_unit(actor, document, proposal):
    officer = actor(Role.OFFICER, unit="water")
    before = titles(queries.documents_for(officer))

    Proposal.objects.filter(pk=proposal.pk).update(state="accepted", decided_at=NOW, decided_by="Wei Lan")

    assert (before, titles(queries.documents_for(officer))) == ([], ["Water list"])
    assert titles(queries.documents_for(actor(Role.OFFICER, unit="ecology"))) == []


def test_an_officer_reads_accepted_proposals_only(actor, document, proposal):
    officer = actor(Role.OFFICER, unit="water")
    Proposal.objects.filter(pk=proposal.pk).update(state="accepted", decided_at=NOW, decided_by="Wei Lan")

    assert queries.proposal_for(officer, proposal.pk) == proposal
    with pytest.raises(NotFoundError):
        queries.proposal_for(officer, document.proposals.get(position=1).pk)


def test_an_administrator_reads_no_document(actor, document):
    with pytest.raises(NotFoundError):
        queries.document_for(actor(Role.SYSTEM_ADMINISTRATOR), document.pk)


def test_proposals_are_counted_by_state(document, an_accepted_proposal):
    other = DocumentFactory()

    assert queries.tallies([document, other]) == {
        document.pk: queries.Tally(open=2, accepted=1),
        other.pk: queries.Tally(),
    }


def test_a_register_takes_what_is_accepted_and_not_taken(document, an_accepted_proposal):
    before = list(queries.accepted_not_taken(document))

    holding.hold(proposal_ids=[an_accepted_proposal.pk], now=NOW)

    assert (before, list(queries.accepted_not_taken(document))) == ([an_accepted_proposal], [])


def test_a_clerk_is_told_where_proposals_wait(clerk, document, city, actor):
    DocumentFactory(unit=city, title="Nothing in it")

    assert [(row.title, count) for row, count in queries.undecided_for(clerk)] == [("Water list", 3)]
    assert queries.undecided_for(actor(Role.LEADER)) == []


def sentence(before="", sentence="Inspect each outfall.", after=""):
    document = DocumentFactory(text=before + sentence + after)
    row = ProposalFactory(document=document, start=len(before), end=len(before) + len(sentence), accepted=True)
    return queries.sentence_in_context(row.pk)


def around(document, position=0):
    found = queries.sentence_in_context(document.proposals.get(position=position).pk)
    return found.before, found.sentence, found.after


def test_a_sentence_stands_between_the_words_around_it(db):
    found = sentence("Rivers first. ", after=" Then the sea.\n")

    assert (found.before, found.sentence, found.after) == (
        "Rivers first. ",
        "Inspect each outfall.",
        " Then the sea.",
    )


def test_an_item_is_shown_whole_with_its_own_labels_under_its_heading(added):
    before, quoted, after = around(added())

    assert before == "I. River water\n1. Outfalls. "
    assert quoted == "Inspect each outfall once a quarter and publish the results within ten days."
    assert [line.partition(":")[0] for line in after.splitlines()] == [
        " (Lead", "Basis", "Target", "Cycle",
    ]  # fmt: skip


def test_nothing_of_the_item_before_is_shown(added):
    before, _, after = around(added(), position=1)

    assert before.splitlines()[1:] == ["2. Gauges. "]
    assert "Outfalls" not in before + after
    assert "Beaches" not in after


def test_a_sentence_of_a_paragraph_is_shown_with_its_paragraph_alone(added):
    text = "Title\n\nIt rained. The Water Bureau should act. It stopped.\n\nThe sea is calm.\n"

    assert around(added(text)) == ("It rained. ", "The Water Bureau should act.", " It stopped.")


def test_a_long_paragraph_is_shortened_at_the_ends_of_sentences(added):
    told = "Nobody reads this line to its end. " * 40
    before, _, after = around(added(f"Title\n\n{told}The Water Bureau should act. {told}\n"))

    assert before.startswith("…Nobody")
    assert after.endswith("its end.…")
    assert (500 < len(before) <= 601, 500 < len(after) <= 601) == (True, True)


def test_a_chinese_paragraph_is_shortened_at_its_stops(added):
    told = "会议指出，成绩来之不易。" * 80
    before, _, after = around(added(f"会议消息\n\n{told}水务局要抓好整改。{told}\n"))

    assert before.startswith("…会议指出")
    assert after.endswith("来之不易。…")


def test_context_without_any_ending_is_left_out(db):
    found = sentence("water" * 200, after="water" * 200)

    assert (found.before, found.sentence, found.after) == ("…", "Inspect each outfall.", "…")


def test_the_headings_above_stand_in_one_line(added):
    text = "工作方案\n一、水\n（一）河流\n1.巡查。每月巡查河道。（水务局负责）\n"

    assert around(added(text))[0] == "一、水 / （一）河流\n1.巡查。"


def test_characters_outside_the_basic_plane_do_not_shift_the_sentence(db):
    found = sentence("𠀀𠀀 🌊。", after="🌊")

    assert (found.before, found.sentence, found.after) == ("𠀀𠀀 🌊。", "Inspect each outfall.", "🌊")


def test_the_sentence_costs_one_query(document, proposal, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.sentence_in_context(proposal.pk)


def test_the_public_sees_the_sentence_of_an_accepted_proposal_only(proposal, an_accepted_proposal):
    shown = published.source_of(an_accepted_proposal.pk)

    assert (shown.title, shown.sentence) == ("Water list", "Inspect each outfall once a quarter.")
    assert published.source_of(proposal.pk) is None


def test_a_story_is_told_of_the_document_and_the_proposal():
    assert queries.subjects_of(proposal_id=7, document_id=3) == ("document:3", "proposal:7")


def test_the_platform_itself_reads_everything(document):
    assert titles(queries.documents_for(Actor.system("demo"))) == ["Water list"]


def test_a_units_own_name_is_shown_in_the_readers_language(document, proposal):
    Unit.objects.filter(code="water").update(name_zh="水务局")

    with translation.override("zh-hans"):
        labels = [row.unit.label for row in queries.proposals_of(document)[0].units.all() if row.unit]

    assert labels == ["水务局"]


def test_every_refusal_of_this_slice_has_its_sentence():
    kinds, codes = [ZerenError], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("zeren_platform.sources"):
            codes.add(kind.code)

    assert unworded(codes) == set()


def test_rows_are_the_same_however_many_units_there_are(document, django_assert_num_queries):
    for _ in range(10):
        ProposedUnitFactory(proposal=document.proposals.get(position=2), unit=UnitFactory())

    with django_assert_num_queries(2):
        [[row.unit for row in proposal.units.all()] for proposal in queries.proposals_of(document)]


def test_a_document_is_told_by_its_title():
    assert str(Document(title="Water list")) == "Water list"
