"""Two clerks at one document: nobody overwrites the other, and what only one of them changed is put together."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.sources.conftest import NOW

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.use_cases import proposals

SWAP = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(visitor):
    """The browser of the city's clerk."""
    return visitor(Role.CLERK)


@pytest.fixture
def other_desk(city):
    """The browser of a second clerk of the city."""
    person = PersonFactory(name="Qiu Ming")
    PostFactory(role=Role.CLERK, unit=city, person=person)
    browser = Client()
    browser.force_login(person)
    return browser


def address(proposal):
    return reverse("sources:edit", args=[proposal.pk])


def form_in(answer):
    """Read what a browser would send of the form that changes the words, as it stands."""
    [form] = [form for form in html.fromstring(answer.content.decode()).forms if "text" in form.fields]
    sent = [given for given in form.inputs if getattr(given, "type", "") not in {"checkbox", "radio"}]
    return {given.name: (given.value or "").removeprefix("\n") for given in sent if given.name}


def opened(browser, proposal):
    return form_in(browser.get(address(proposal), **SWAP))


def save(browser, proposal, form, **typed):
    return browser.post(address(proposal), {**form, **typed}, **SWAP)


@pytest.fixture
def both(desk, other_desk, proposal):
    """Both have opened the form of the same proposal."""
    return opened(desk, proposal), opened(other_desk, proposal)


def said(proposal, *names):
    proposal.refresh_from_db()
    return tuple(getattr(proposal, name) for name in names)


def units_of(proposal):
    rows = proposal.units.order_by("position").values_list("name", "unit__code", "role")
    return {name or code: (code, role) for name, code, role in rows}


class TestWhatOnlyOneChanged:
    def test_is_put_together_without_asking(self, desk, other_desk, proposal, both):
        mine, theirs = both
        save(other_desk, proposal, theirs, title="Outfalls twice")

        answer = save(desk, proposal, mine, cycle="monthly", targets="Outfalls | = 100 %")

        assert (answer.status_code, proposal.pk) == (200, proposal.pk)
        assert said(proposal, "title", "cycle", "targets") == ("Outfalls twice", "monthly", "Outfalls | = 100 %")

    def test_is_said_to_who_comes_second(self, desk, other_desk, proposal, both):
        mine, theirs = both
        save(other_desk, proposal, theirs, title="Outfalls twice")

        answer = save(desk, proposal, mine, cycle="monthly").content.decode()

        assert "Saved together with what Qiu Ming changed meanwhile: Title." in answer

    def test_is_one_record_for_each_of_the_two_acts(self, desk, other_desk, proposal, both):
        mine, theirs = both

        save(other_desk, proposal, theirs, title="Outfalls twice")
        save(desk, proposal, mine, cycle="monthly")

        assert Record.objects.filter(event="sources.proposal.edited").count() == 2
        assert said(proposal, "version") == (3,)

    def test_units_are_put_together_one_by_one(self, desk, other_desk, proposal, both):
        mine, theirs = both
        save(other_desk, proposal, theirs, **{"units-0-role": "support"})

        save(desk, proposal, mine, **{"units-2-unit": "Hechuan District", "units-2-role": "territorial"})

        assert units_of(proposal) == {
            "Water Bureau": ("water", "support"),
            "Office of Nowhere": (None, "support"),
            "hechuan": ("hechuan", "territorial"),
        }

    def test_a_unit_that_one_took_out_stays_out(self, desk, other_desk, proposal, both):
        mine, theirs = both
        save(other_desk, proposal, theirs, **{"units-1-drop": "on"})

        save(desk, proposal, mine, title="Mine")

        assert (said(proposal, "title"), "Office of Nowhere" in units_of(proposal)) == (("Mine",), False)


class TestWhatBothChanged:
    @pytest.fixture
    def asked(self, desk, other_desk, proposal, both):
        """The answer to who came second: both changed the title, the first alone the cycle, the second the field."""
        mine, theirs = both
        save(other_desk, proposal, theirs, title="Theirs", cycle="monthly")
        return save(desk, proposal, mine, title="Mine", field="Rivers")

    def test_is_asked_entry_by_entry_and_the_rest_is_not(self, asked):
        differences = asked.context["clash"].differences

        assert asked.status_code == 422
        assert [(one.label, one.theirs, one.mine) for one in differences] == [("Title", "Theirs", "Mine")]

    def test_loses_nothing_of_either(self, asked, proposal):
        form = form_in(asked)

        assert (form["title"], form["field"], form["cycle"]) == ("Mine", "Rivers", "monthly")
        assert said(proposal, "title", "field", "cycle") == ("Theirs", "", "monthly")

    def test_says_what_was_taken_into_the_form(self, asked):
        assert "taken into the form: Cycle." in asked.content.decode()

    @pytest.mark.parametrize(("choice", "title"), [("mine", "Mine"), ("theirs", "Theirs")])
    def test_stands_as_it_was_chosen(self, desk, proposal, asked, choice, title):
        answer = save(desk, proposal, form_in(asked), **{"clash-0": choice})

        assert answer.status_code == 200
        assert said(proposal, "title", "field", "cycle") == (title, "Rivers", "monthly")

    def test_is_asked_again_while_nothing_is_chosen(self, desk, proposal, asked):
        answer = save(desk, proposal, form_in(asked))

        assert (answer.status_code, said(proposal, "title")) == (422, ("Theirs",))
        assert "Say which one is to stand." in answer.content.decode()
        assert [one.theirs for one in answer.context["clash"].differences] == ["Theirs"]

    def test_a_third_version_is_asked_about_again(self, desk, other_desk, proposal, asked):
        save(other_desk, proposal, opened(other_desk, proposal), title="Theirs again")

        answer = save(desk, proposal, form_in(asked), **{"clash-0": "mine"})

        assert [(one.theirs, one.mine) for one in answer.context["clash"].differences] == [("Theirs again", "Mine")]

    def test_of_a_unit_is_asked_by_its_name(self, desk, other_desk, proposal, both):
        mine, theirs = both
        save(other_desk, proposal, theirs, **{"units-1-unit": "Hechuan District"})

        answer = save(desk, proposal, mine, **{"units-1-unit": "Ecology Bureau"})
        [one] = answer.context["clash"].differences
        save(desk, proposal, form_in(answer), **{"clash-0": "theirs"})

        assert (one.label, one.theirs, one.mine) == (
            "Unit: Office of Nowhere",
            "Support: Hechuan District",
            "Support: Ecology Bureau",
        )
        assert units_of(proposal)["Office of Nowhere"] == ("hechuan", "support")

    def test_alike_needs_no_question(self, desk, other_desk, proposal, both):
        mine, theirs = both
        save(other_desk, proposal, theirs, title="Alike")

        assert save(desk, proposal, mine, title="Alike").status_code == 200


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"entries": {}, "units": []}', '{"entries": 5, "units": 5}', "null"])
def test_a_form_that_does_not_say_what_was_seen_is_asked_about_every_difference(desk, proposal, both, seen):
    mine, _theirs = both
    Proposal.objects.filter(pk=proposal.pk).update(version=2, changed_by="Qiu Ming", title="Theirs")

    answer = save(desk, proposal, mine, seen=seen, cycle="monthly")

    assert [one.label for one in answer.context["clash"].differences] == ["Title", "Cycle"]


def test_theirs_are_taken_by_discarding_ones_own(desk, other_desk, proposal, both):
    mine, theirs = both
    save(other_desk, proposal, theirs, title="Theirs")

    assert "Discard mine" in save(desk, proposal, mine, title="Mine").content.decode()
    assert opened(desk, proposal)["title"] == "Theirs"


def test_of_two_at_the_same_moment_one_saves_and_the_other_is_told(clerk, other_clerk, proposal, in_threads):
    def edit(actor):
        try:
            row = proposals.edit(
                actor=actor,
                proposal_id=proposal.pk,
                version=1,
                wording=proposals.Wording(text=f"Inspect as {actor.name} says."),
                units=[],
                now=NOW,
            )
        except proposals.ChangedMeanwhileError as error:
            return error.params["name"]
        return row.changed_by

    told = in_threads(edit, [clerk, other_clerk], at_once=2)

    def stored(_nothing):
        return Proposal.objects.values_list("version", "text", "changed_by").get(pk=proposal.pk), Record.objects.count()

    [((version, text, first), records)] = in_threads(stored, [None], at_once=1)
    assert told == [first, first]
    assert (version, text, records) == (2, f"Inspect as {first} says.", 1)


def test_of_many_at_the_same_moment_nothing_is_lost(desk, other_desk, proposal, both, in_threads):
    entries = [
        (desk, both[0], {"title": "Outfalls"}),
        (other_desk, both[1], {"cycle": "monthly"}),
        (desk, both[0], {"field": "Rivers"}),
        (other_desk, both[1], {"units-2-unit": "Hechuan District", "units-2-role": "territorial"}),
    ]

    def send(entry):
        browser, form, typed = entry
        return save(browser, proposal, form, **typed).status_code

    statuses = in_threads(send, entries, at_once=len(entries))

    def stored(_nothing):
        row = Proposal.objects.get(pk=proposal.pk)
        return row.title, row.cycle, row.field, row.version, "hechuan" in units_of(row), Record.objects.count()

    assert statuses == [200] * 4
    assert in_threads(stored, [None], at_once=1) == [("Outfalls", "monthly", "Rivers", 5, True, 4)]


def test_rows_for_further_units_stay_empty_where_something_is_asked(desk, other_desk, proposal, both):
    mine, theirs = both
    save(other_desk, proposal, theirs, title="Theirs")

    answer = save(desk, proposal, mine, title="Mine")

    assert not any(answer.context["rows"].errors)
    assert [row["role"].value() for row in answer.context["rows"].forms[2:]] == ["support", "support"]
