import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.platform.sources.conftest import LIST_EN
from tests.platform.sources.factories import DocumentFactory, ProposalFactory, ProposedUnitFactory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import Unit
from zeren_platform.sources.models import Document, Proposal

SWAP = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(visitor):
    """The browser of the city's clerk."""
    return visitor(Role.CLERK)


@pytest.fixture
def another(document, proposal):
    """Let somebody else change the first proposal after it was shown."""
    Proposal.objects.filter(pk=proposal.pk).update(version=2, changed_by="Qiu Ming", title="Theirs")
    return proposal


def page(name, *args):
    return reverse(f"sources:{name}", args=args)


def shown(response):
    return response.content.decode()


def add(desk, **given):
    return desk.post(page("add"), {"kind": "communique", "unit": "city", **given})


def edit(desk, proposal, **given):
    form = {
        "version": proposal.version, "text": "Inspect every outfall.", "title": "", "field": "", "basis": "", "target": "",
        "cycle": "", "units-TOTAL_FORMS": 1, "units-INITIAL_FORMS": 0, "units-0-unit": "", "units-0-role": "lead",
    }  # fmt: skip
    return desk.post(page("edit", proposal.pk), {**form, **given}, **SWAP)


@pytest.mark.parametrize("name", ["documents", "add"])
def test_pages_are_for_people_who_signed_in(client, db, name):
    assert client.get(page(name)).headers["Location"].startswith(reverse("account_login"))


def test_the_empty_list_says_what_to_do(desk):
    assert "Add the first document" in shown(desk.get(page("documents")))


def test_the_figures_of_a_proposal_are_mended_before_it_is_accepted(desk, proposal):
    edit(desk, proposal, targets="Clean days | at least 290 days | 2026")

    assert Proposal.objects.get(pk=proposal.pk).targets == "Clean days | ≥ 290 days | 2026"


def test_a_line_that_says_no_figure_is_told_beside_its_field(desk, proposal):
    answer = edit(desk, proposal, targets="Clean days | soon")

    assert answer.status_code == 422
    assert "No target is said by “Clean days | soon”" in shown(answer)


def test_the_list_shows_how_many_wait(desk, document, an_accepted_proposal):
    response = desk.get(page("documents"))

    assert [(row.title, tally.open, tally.accepted) for row, tally in response.context["rows"]] == [
        ("Water list", 2, 1)
    ]


def test_a_search_without_a_hit_says_so(desk, document):
    assert "No document fits these filters." in shown(desk.get(page("documents"), {"words": "air"}))


def test_somebody_without_a_post_of_clerk_is_not_offered_to_add(visitor):
    leader = visitor(Role.LEADER)

    assert "Add" not in shown(leader.get(page("documents"))).split("<main")[1]
    assert leader.get(page("add")).status_code == 403


def test_a_pasted_text_is_read(desk):
    response = add(desk, text=LIST_EN)

    document = Document.objects.get()
    assert response.headers["Location"] == page("document", document.pk)
    assert (document.proposals.count(), document.file_name) == (3, "")


def test_a_file_is_read(desk):
    add(desk, file=SimpleUploadedFile("list.txt", LIST_EN.encode("utf-16")))

    assert Document.objects.get().file_name == "list.txt"


def test_nothing_given_is_said_beside_the_file(desk):
    response = add(desk)

    assert response.status_code == 422
    assert response.context["form"].errors["file"] == ["Choose a file, or paste the text below."]


def test_what_cannot_be_read_is_said_beside_the_file(desk):
    response = add(desk, file=SimpleUploadedFile("list.pdf", b"%PDF-1.7"))

    assert list(response.context["form"].errors) == ["file"]


def test_a_text_that_is_here_already_leads_there_and_is_not_lost(desk):
    add(desk, text=LIST_EN)

    response = add(desk, text=LIST_EN, title="My title")

    assert list(response.context["form"].errors) == ["text"]
    assert page("document", Document.objects.get().pk) in shown(response)
    assert ("My title" in shown(response), "Keep every gauge" in shown(response)) == (True, True)


def test_the_page_links_each_proposal_with_its_words(desk, document):
    body = shown(desk.get(page("document", document.pk)))

    for row in document.proposals.all():
        assert f'id="words-{row.pk}"' in body or f'data-mark="words-{row.pk}"' in body
        assert f'href="#words-{row.pk}"' in body
        assert f'href="#proposal-{row.pk}"' in body
        assert f'id="proposal-{row.pk}"' in body


def test_names_that_mean_no_unit_are_shown_as_written(desk, document):
    body = shown(desk.get(page("document", document.pk)))

    assert ("Office of Nowhere" in body, "Not recognised" in body, "Names no unit" in body) == (True, True, True)


def test_the_page_narrows_to_a_state(desk, document, an_accepted_proposal):
    body = shown(desk.get(page("document", document.pk), {"state": "accepted"}))

    assert re.findall(r'data-card="(\w+)"', body) == ["accepted"]


def test_a_leader_sees_everything_and_decides_nothing(visitor, document):
    body = shown(visitor(Role.LEADER).get(page("document", document.pk)))

    assert (body.count("data-card="), "/accept/" in body, "sources/deciding.js" in body) == (3, False, False)


def test_an_officer_sees_what_was_accepted(visitor, document, proposal):
    officer = visitor(Role.OFFICER, unit="water")
    before = officer.get(page("document", document.pk)).status_code
    Proposal.objects.filter(pk=proposal.pk).update(state="accepted", decided_at=document.added_at, decided_by="Wei Lan")

    body = shown(officer.get(page("document", document.pk)))
    assert (before, body.count("data-card="), body.count("data-mark=")) == (404, 1, 1)


def test_accepting_gives_the_card_back(desk, document, proposal):
    response = desk.post(page("accept", proposal.pk), {"version": 1}, **SWAP)

    body = shown(response)
    assert (response.status_code, 'data-card="accepted"' in body, 'hx-swap-oob="true"' in body) == (200, True, True)
    assert "<html" not in body
    assert response["HX-Push-Url"] == "false"


def test_without_a_script_accepting_leads_back_to_the_card(desk, document, proposal):
    response = desk.post(page("accept", proposal.pk), {"version": 1}, follow=True)

    assert response.redirect_chain[-1][0] == f"{page('document', document.pk)}#proposal-{proposal.pk}"


def test_who_comes_second_sees_what_stands_now(desk, another):
    response = desk.post(page("accept", another.pk), {"version": 1}, **SWAP)

    body = shown(response)
    assert (response.status_code, "Qiu Ming changed this proposal" in body, "Theirs" in body) == (409, True, True)


def test_without_a_script_who_comes_second_is_told_too(desk, another):
    response = desk.post(page("accept", another.pk), {"version": 1}, follow=True)

    assert "Qiu Ming changed this proposal" in shown(response)


def test_a_missing_version_is_refused(desk, proposal):
    assert desk.post(page("accept", proposal.pk), {}, **SWAP).status_code == 409


def test_a_leader_may_not_post_either(visitor, proposal):
    leader = visitor(Role.LEADER)

    codes = [leader.post(page(name, proposal.pk), {"version": 1}).status_code for name in ("accept", "reject", "edit")]
    assert codes == [403, 403, 403]


def test_rejecting_asks_for_a_reason(desk, proposal):
    form = desk.get(page("reject", proposal.pk), **SWAP)
    refused = desk.post(page("reject", proposal.pk), {"version": 1, "reason": " "}, **SWAP)
    done = desk.post(page("reject", proposal.pk), {"version": 1, "reason": "A statement."}, **SWAP)

    assert ("<textarea" in shown(form), refused.status_code, done.status_code) == (True, 422, 200)
    assert "Say why the proposal is rejected." in shown(refused)
    assert Proposal.objects.get(pk=proposal.pk).reason == "A statement."


def test_without_a_script_the_form_stands_on_a_page_with_the_sentence(desk, proposal):
    for name in ("reject", "edit"):
        body = shown(desk.get(page(name, proposal.pk)))

        assert ("<html" in body, "Inspect each outfall once a quarter." in body) == (True, True)


def test_a_decision_is_taken_back(desk, an_accepted_proposal):
    desk.post(page("reopen", an_accepted_proposal.pk), {"version": 1}, **SWAP)

    assert Proposal.objects.get(pk=an_accepted_proposal.pk).state == "open"


def test_an_edit_names_units_as_people_speak_of_them(desk, proposal):
    response = edit(desk, proposal, **{"units-0-unit": "Environment Bureau"})

    proposal.refresh_from_db()
    assert (response.status_code, proposal.text) == (200, "Inspect every outfall.")
    assert [(row.role, row.unit.code) for row in proposal.units.select_related("unit")] == [("lead", "ecology")]


def test_an_unknown_unit_is_said_beside_its_field(desk, proposal):
    response = edit(desk, proposal, **{"units-0-unit": "Office of Everywhere"})

    assert (response.status_code, "No unit goes by this name" in shown(response)) == (422, True)
    assert "Inspect every outfall." in shown(response)


def test_two_leads_are_said_above_the_form(desk, proposal):
    rows = {
        "units-TOTAL_FORMS": 2,
        "units-0-unit": "Water Bureau",
        "units-1-unit": "Ecology Bureau",
        "units-1-role": "lead",
    }

    response = edit(desk, proposal, **rows)

    assert (response.status_code, "A duty has one lead." in shown(response)) == (422, True)


def test_an_unrecognised_name_stays_until_it_is_removed(desk, proposal):
    rows = {
        "units-TOTAL_FORMS": 2, "units-INITIAL_FORMS": 2,
        "units-0-unit": "Water Bureau", "units-0-written": "Water Bureau", "units-0-drop": "on",
        "units-1-unit": "", "units-1-written": "Office of Nowhere", "units-1-role": "support",
    }  # fmt: skip

    edit(desk, proposal, **rows)

    assert [(row.name, row.unit) for row in proposal.units.all()] == [("Office of Nowhere", None)]


def test_a_conflict_keeps_what_was_typed_and_lets_it_be_saved_again(desk, another):
    another.version = 1
    response = edit(desk, another)

    body = shown(response)
    assert (response.status_code, "Qiu Ming changed this proposal" in body) == (422, True)
    assert ("Inspect every outfall." in body, "As it stands now" in body, 'value="2"' in body) == (True, True, True)


def test_several_are_accepted_by_ticking(desk, document):
    keys = [f"{row.pk}.{row.version}" for row in document.proposals.all()[:2]]

    response = desk.post(page("accept-many", document.pk), {"proposal": keys, "back": "state=open"}, follow=True)

    assert response.redirect_chain[-1][0] == f"{page('document', document.pk)}?state=open"
    assert "2 proposals were accepted." in shown(response)


def test_nothing_ticked_is_said(desk, document):
    response = desk.post(page("accept-many", document.pk), {}, follow=True)

    assert "Tick the proposals" in shown(response)


def test_the_next_step_is_offered_once_something_is_accepted(desk, document, proposal):
    before = shown(desk.get(page("document", document.pk)))
    desk.post(page("accept", proposal.pk), {"version": 1})

    after = shown(desk.get(page("document", document.pk)))
    label = "Put accepted proposals into a register"
    assert (label in before, label in after) == (False, True)


def test_a_document_without_proposals_says_so(desk, city):
    empty = DocumentFactory(unit=city)

    assert "Nothing in this text obliges anybody" in shown(desk.get(page("document", empty.pk)))


def test_facts_meeting_and_story_stand_on_their_own_page(desk, added):
    body = shown(desk.get(page("about", added().pk)))

    assert ("SHA-256" in body, "3 proposals were read out of it" in body) == (True, True)


def test_markup_in_a_document_is_shown_as_text(desk, city):
    evil = "<script>alert(1)</script> must be inspected."
    document = DocumentFactory(unit=city, title=evil, text=evil)
    ProposalFactory(document=document, text=evil, title=evil, field=evil, start=0, end=len(evil))

    body = shown(desk.get(page("document", document.pk)))
    assert "<script>alert" not in body


@pytest.fixture
def a_long_list(city):
    """A list of 60 items with five units each, of which the page shows the first part."""
    sentence = "Inspect each outfall once a quarter.\n"
    document = DocumentFactory(unit=city, text=(sentence + "Nothing more is said here. " * 20 + "\n") * 60)
    units = list(Unit.objects.all())[:5]
    stride = len(document.text) // 60
    for position in range(60):
        at = position * stride
        row = ProposalFactory(document=document, position=position, start=at, end=at + 36)
        for unit in units:
            ProposedUnitFactory(proposal=row, unit=unit, name="")
    return document


def test_a_long_list_is_paged_with_the_text_beside_it(desk, a_long_list):
    first = desk.get(page("document", a_long_list.pk))
    second = desk.get(page("document", a_long_list.pk), {"after": first.context["page"].next})

    assert (len(first.context["cards"]), len(second.context["cards"])) == (25, 25)
    assert (first.context["window"].begins_inside, first.context["window"].ends_inside) == (False, True)
    for response in (first, second):
        for row in response.context["page"].rows:
            assert f'data-mark="words-{row.pk}"' in shown(response)


@pytest.mark.parametrize(("name", "anchor"), [("proposal", "proposal"), ("words", "words")])
def test_a_proposal_is_found_on_its_page(desk, a_long_list, name, anchor):
    row = a_long_list.proposals.get(position=30)

    address = desk.get(page(name, row.pk)).headers["Location"]

    assert address.endswith(f"#{anchor}-{row.pk}")
    assert row in desk.get(address.partition("#")[0]).context["page"].rows


def test_pages_need_few_queries(desk, a_long_list, django_assert_max_num_queries):
    row = a_long_list.proposals.get(position=0)
    addresses = [
        page("documents"), page("add"), page("document", a_long_list.pk), page("about", a_long_list.pk),
        page("edit", row.pk), page("reject", row.pk),
    ]  # fmt: skip

    for address in addresses:
        with django_assert_max_num_queries(8):
            assert desk.get(address).status_code == 200


def test_every_entry_of_a_broken_query_is_refused_plainly(desk, document):
    assert desk.get(page("document", document.pk), {"after": "nonsense"}).status_code == 422


def test_a_merged_proposal_is_taken_apart_on_its_card(desk, document, proposal):
    other = document.proposals.get(position=1)
    Proposal.objects.filter(pk=other.pk).update(
        state="merged", merged_into=proposal, decided_at=document.added_at, decided_by="Wei Lan"
    )
    before = shown(desk.get(page("document", document.pk)))

    response = desk.post(page("take-apart", other.pk), {"version": 1}, **SWAP)

    assert ("Also proposal 2:" in before, "Says the same matter as proposal 1." in before) == (True, True)
    assert (response.status_code, Proposal.objects.get(pk=other.pk).state) == (200, "open")


def test_a_broken_file_leads_to_no_document_that_is_here(desk):
    answer = add(desk, file=SimpleUploadedFile("list.docx", b"PK\x03\x04 broken"))

    assert answer.status_code == 422
    assert "Open the document that is here" not in shown(answer)


def test_every_part_of_the_page_has_a_name_of_its_own(desk, document):
    names = re.findall(r'\sid="([^"]*)"', shown(desk.get(page("document", document.pk))))

    assert [name for name in set(names) if names.count(name) > 1] == []


def test_the_units_of_a_proposal_that_is_edited_are_no_file(desk, proposal):
    assert "export=csv" not in shown(desk.get(page("edit", proposal.pk)))
