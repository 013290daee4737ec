"""What is said of a document beside its text: corrected by its clerks, one at a time, and on record."""

from dataclasses import replace

import pytest
from django.urls import reverse
from tests.platform.sources.conftest import NOW

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.sources.use_cases import facts
from zeren_platform.sources.use_cases.documents import InvalidDocumentError


@pytest.fixture
def document(added):
    return added()


def corrected(actor, document, before=None, **entries):
    said = replace(facts.facts_of(document), **entries)
    return facts.correct(actor=actor, document_id=document.pk, facts=said, before=before, now=NOW)


def test_changes_what_is_said_and_leaves_the_text(clerk, document):
    text = document.text

    corrected(clerk, document, title=" The Water List ", issuer="City Office")

    document.refresh_from_db()
    assert (document.title, document.issuer, document.text) == ("The Water List", "City Office", text)


def test_is_on_record_with_which_entries_were_changed(clerk, document):
    corrected(clerk, document, title="The Water List", kind="policy")

    record = Record.objects.latest("pk")
    assert record.event == "sources.document.corrected"


@pytest.mark.parametrize(
    ("entries", "field"), [({"title": " "}, "title"), ({"kind": "poem"}, "kind"), ({"issuer": "x" * 301}, "issuer")]
)
def test_refuses_what_cannot_be_and_names_the_entry(clerk, document, entries, field):
    with pytest.raises(InvalidDocumentError) as caught:
        corrected(clerk, document, **entries)

    assert caught.value.params["field"] == field


def test_refuses_to_change_nothing(clerk, document):
    with pytest.raises(facts.SameFactsError):
        corrected(clerk, document)


def test_overwrites_nothing_that_another_said_meanwhile(clerk, document):
    seen = facts.facts_of(document)
    corrected(clerk, document, title="First")

    with pytest.raises(facts.ChangedSinceError):
        corrected(clerk, document, before=seen, title="Second")

    document.refresh_from_db()
    assert document.title == "First"


def test_is_for_the_clerks_of_its_unit(document, visitor):
    assert visitor(Role.HEAD).get(reverse("sources:correct", args=[document.pk])).status_code == 404


def test_the_page_shows_what_stands_and_leads_back(visitor, document):
    desk, address = visitor(Role.CLERK), reverse("sources:correct", args=[document.pk])
    form = desk.get(address).context["form"]

    answer = desk.post(address, {**form.initial, "issued_on": "2026-05-01", "title": "The Water List"})

    document.refresh_from_db()
    assert answer.url == reverse("sources:about", args=[document.pk])
    assert (document.title, str(document.issued_on)) == ("The Water List", "2026-05-01")


def test_the_page_tells_who_comes_second(visitor, document, clerk):
    desk, address = visitor(Role.CLERK), reverse("sources:correct", args=[document.pk])
    form = desk.get(address).context["form"]
    corrected(clerk, document, title="First")

    answer = desk.post(address, {**form.initial, "issued_on": "", "title": "Second"})

    assert (answer.status_code, "Nothing was overwritten" in answer.content.decode()) == (422, True)
