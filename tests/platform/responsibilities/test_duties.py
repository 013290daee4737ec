"""Adding, editing and removing duties of a draft."""

import json
from datetime import date
from decimal import Decimal

import pytest
from tests.platform.responsibilities.factories import NOW, EditionFactory, clerk, head_of

from zeren.foundations.errors import InvalidInputError
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.models import Record
from zeren_platform.responsibilities.models import Duty, UnrecognisedUnit
from zeren_platform.responsibilities.use_cases import duties, editions
from zeren_platform.responsibilities.use_cases.duties import DutyWording
from zeren_platform.responsibilities.use_cases.rows import NotDraftError
from zeren_platform.sources.targets import UnreadTargetError


def wording(**entries):
    given = {
        "title": "Dust",
        "text": "Keep dust down.",
        "field": "Air",
        "basis": "",
        "target": "",
        "cycle": "monthly",
        "units": [("air", "lead")],
    }
    return DutyWording(**{**given, **entries})


def edited(duty, actor=None, *, version=None, **entries):
    return duties.edit(
        actor=actor or clerk(),
        duty_id=duty.pk,
        version=duty.version if version is None else version,
        wording=wording(**entries),
        now=NOW,
    )


class TestAdding:
    def test_gives_the_next_number(self, a_draft):
        duty = duties.add(actor=clerk(), edition_id=a_draft.pk, number="", wording=wording(), now=NOW)

        assert (duty.number, duty.position, duty.assignments.get().unit.code) == ("2", 2, "air")

    def test_leaves_one_record(self, a_draft, ledger):
        duties.add(actor=clerk(), edition_id=a_draft.pk, number="", wording=wording(), now=NOW)

        assert ledger() == ["responsibilities.duty.added"]

    def test_refuses_a_number_that_is_taken(self, a_draft, ledger):
        with pytest.raises(duties.NumberTakenError) as caught:
            duties.add(actor=clerk(), edition_id=a_draft.pk, number="1", wording=wording(), now=NOW)

        assert caught.value.params == {"field": "number", "number": "1"}
        assert ledger() == []


class TestEditing:
    def test_keeps_who_answers_until_when_and_for_how_many_points(self, a_draft):
        said = {"level": "principal", "due_on": date(2026, 6, 30), "points": Decimal("2.5"), "scoring_rule": "All."}

        duty = edited(a_draft.duties.get(), **said)

        duty.refresh_from_db()
        assert {name: getattr(duty, name) for name in said} == said

    def test_refuses_a_level_that_there_is_not(self, a_draft):
        with pytest.raises(InvalidInputError) as caught:
            edited(a_draft.duties.get(), level="king")

        assert caught.value.params["field"] == "level"

    def test_replaces_words_and_units(self, a_draft, water_bureau):
        duty = a_draft.duties.get()

        edited(duty, units=[("water", "lead"), ("air", "support")])

        duty.refresh_from_db()
        assert (duty.title, duty.text, duty.cycle, duty.version) == ("Dust", "Keep dust down.", "monthly", 2)
        assert set(duty.assignments.values_list("unit__code", "role")) == {("water", "lead"), ("air", "support")}

    def test_leaves_one_record(self, a_draft, ledger):
        edited(a_draft.duties.get())

        assert ledger() == ["responsibilities.duty.edited"]

    def test_writes_no_free_text_into_the_body(self, a_draft):
        edited(a_draft.duties.get(), text="Comrade Wei Lan keeps dust down.")

        assert "Wei Lan" not in json.dumps(json.loads(bytes(Record.objects.get().body)))

    def test_settles_a_name_that_meant_nobody(self, a_draft):
        duty = a_draft.duties.get()
        UnrecognisedUnit.objects.create(duty=duty, name="Office of Rivers", role="support")

        edited(duty, unrecognised=[])

        assert not duty.unrecognised.exists()

    def test_keeps_a_name_that_is_not_yet_settled(self, a_draft):
        duty = a_draft.duties.get()
        UnrecognisedUnit.objects.create(duty=duty, name="Office of Rivers", role="support")

        edited(duty, unrecognised=["Office of Rivers"])

        assert duty.unrecognised.get().name == "Office of Rivers"

    def test_does_not_overwrite_what_somebody_else_changed(self, a_draft, ledger):
        duty = a_draft.duties.get()
        edited(duty)

        with pytest.raises(duties.ChangedMeanwhileError):
            edited(duty, text="Something else.", version=1)

        assert Duty.objects.get().text == "Keep dust down."
        assert len(ledger()) == 1

    def test_keeps_targets_in_one_way_of_writing(self, a_draft):
        duty = edited(a_draft.duties.get(), targets="Growth|at least 5.50%|2026\n\nTrees | 1,000")

        assert duty.targets == "Growth | ≥ 5.5 % | 2026\nTrees | = 1000"

    @pytest.mark.parametrize(
        ("entries", "error"),
        [
            ({"text": " "}, duties.EmptyTextError),
            ({"cycle": "daily"}, duties.UnknownEntryError),
            ({"targets": "Growth | soon"}, UnreadTargetError),
            ({"units": [("nobody", "lead")]}, duties.UnknownEntryError),
            ({"units": [("air", "boss")]}, duties.UnknownEntryError),
            ({"units": [("air", "lead"), ("air", "support")]}, duties.UnitTwiceError),
            ({"units": [("air", "lead"), ("water", "lead")]}, duties.LeadTwiceError),
        ],
    )
    def test_refuses_what_cannot_stand_and_names_the_field(self, a_draft, water_bureau, ledger, entries, error):
        with pytest.raises(error) as caught:
            edited(a_draft.duties.get(), **entries)

        assert isinstance(caught.value, InvalidInputError)
        assert caught.value.params["field"] in {"text", "cycle", "units", "targets"}
        assert Duty.objects.get().text == "Keep the air clean."
        assert ledger() == []

    def test_is_for_drafts_only(self, in_force, ledger):
        with pytest.raises(NotDraftError):
            edited(in_force.duties.get(number="1"))

        assert ledger() == []

    def test_is_not_for_the_head_of_the_unit(self, a_draft, air_bureau):
        with pytest.raises(NotFoundError):
            edited(a_draft.duties.get(), head_of(air_bureau))


class TestRemoving:
    def removed(self, duty, actor=None):
        duties.remove(actor=actor or clerk(), duty_id=duty.pk, version=duty.version, now=NOW)

    def test_takes_the_duty_out_of_the_draft(self, a_draft, ledger):
        self.removed(a_draft.duties.get())

        assert not a_draft.duties.exists()
        assert ledger() == ["responsibilities.duty.removed"]

    def test_lets_the_sentence_be_taken_in_again(self, a_decided_document):
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)

        self.removed(draft.duties.get(number="1"))

        assert editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW) == 1

    def test_keeps_the_sentence_where_an_earlier_edition_holds_it(self, a_decided_document):
        first = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=first.pk, document_id=a_decided_document.pk, now=NOW)
        UnrecognisedUnit.objects.all().delete()
        editions.adopt(actor=clerk(), edition_id=first.pk, adopted_by="Meeting", effective_from=NOW.date(), now=NOW)
        draft = editions.revise(actor=clerk(), register_id=first.register_id, now=NOW)

        self.removed(draft.duties.get(number="1"))

        assert first.duties.get(number="1").proposal.taken_in_at is not None

    def test_never_touches_what_was_adopted(self, in_force, ledger):
        with pytest.raises(NotDraftError):
            self.removed(in_force.duties.get(number="1"))

        assert in_force.duties.count() == 2
        assert ledger() == []
