"""Many duties of a draft at once: one change, a preview of it, one record, and a way back."""

from datetime import date

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    EditionFactory,
    ProposalFactory,
    clerk,
    head_of,
)

from zeren.foundations.errors import NotPermittedError
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.changes import (
    Change,
    LeadTwiceError,
    NothingChosenError,
    UnknownEntryError,
    UnknownUnitError,
)
from zeren_platform.responsibilities.models import Duty
from zeren_platform.responsibilities.use_cases import many
from zeren_platform.responsibilities.use_cases.duties import ChangedMeanwhileError
from zeren_platform.responsibilities.use_cases.rows import NotDraftError


@pytest.fixture
def draft(air_bureau, water_bureau):
    """Four duties; the air bureau leads the first two, the water bureau supports the first."""
    edition = EditionFactory()
    for place in range(1, 5):
        duty = DutyFactory(edition=edition, position=place, field="Air")
        if place <= 2:
            AssignmentFactory(duty=duty, unit=air_bureau)
        if place == 1:
            AssignmentFactory(duty=duty, unit=water_bureau, role="support")
    return edition


def versions(edition, *numbers):
    rows = edition.duties.filter(number__in=numbers) if numbers else edition.duties.all()
    return dict(rows.values_list("pk", "version"))


def changed(edition, *numbers, actor=None, **wanted):
    return many.change(
        actor=actor or clerk(),
        edition_id=edition.pk,
        versions=versions(edition, *numbers),
        wanted=Change(**wanted),
        now=NOW,
    )


def said(edition, name):
    return list(edition.duties.order_by("position").values_list(name, flat=True))


def parts(edition, number):
    rows = edition.duties.get(number=number).assignments.order_by("unit__code")
    return list(rows.values_list("unit__code", "role"))


def order(edition):
    return "".join(edition.duties.order_by("position", "id").values_list("number", flat=True))


class TestChanging:
    @pytest.mark.parametrize(
        ("kind", "value", "expected"),
        [
            ("field", " Water ", "Water"),
            ("cycle", "monthly", "monthly"),
            ("level", "office", "office"),
            ("due_on", "2026-06-30", date(2026, 6, 30)),
        ],
    )
    def test_sets_an_entry_of_those_chosen(self, draft, kind, value, expected):
        before = said(draft, kind)

        changed(draft, "1", "3", kind=kind, value=value)

        assert said(draft, kind) == [expected, before[1], expected, before[3]]

    def test_leaves_one_record_of_those_that_changed(self, draft, ledger):
        Duty.objects.filter(number="2").update(field="Water")

        _uid, count = changed(draft, kind="field", value="Water")

        assert (count, ledger()) == (3, ["responsibilities.duties.changed"])

    def test_adds_a_unit_in_a_role(self, draft):
        changed(draft, "2", "3", kind="add-unit", unit="water", role="support")

        assert parts(draft, "2") == [("air", "lead"), ("water", "support")]
        assert parts(draft, "3") == [("water", "support")]

    def test_replaces_a_unit_and_keeps_its_role(self, draft):
        changed(draft, kind="replace-unit", unit="air", to="binhai")

        assert parts(draft, "2") == [("binhai", "lead")]

    def test_replaces_by_a_unit_that_has_a_part_already_without_giving_it_two(self, draft):
        changed(draft, kind="replace-unit", unit="water", to="air")

        assert parts(draft, "1") == [("air", "lead")]

    def test_replaces_a_lead_by_a_unit_that_supports_which_leads_from_then_on(self, draft):
        changed(draft, "1", kind="replace-unit", unit="air", to="water")

        assert parts(draft, "1") == [("water", "lead")]

    def test_takes_a_unit_out(self, draft):
        changed(draft, kind="drop-unit", unit="air")

        assert (parts(draft, "1"), parts(draft, "2")) == ([("water", "support")], [])

    def test_tells_each_duty_its_story(self, draft):
        changed(draft, "1", "2", kind="field", value="Water")
        first, third = draft.duties.get(number="1"), draft.duties.get(number="3")

        told = [[one.event for one in queries.story_of_duty(duty, [])] for duty in (first, third)]

        assert told == [["responsibilities.duties.changed"], []]

    @pytest.mark.parametrize(
        ("wanted", "error"),
        [
            ({"kind": "cycle", "value": "hourly"}, UnknownEntryError),
            ({"kind": "due_on", "value": "2026-02-30"}, UnknownEntryError),
            ({"kind": "field", "value": "x" * 101}, UnknownEntryError),
            ({"kind": "text", "value": "x"}, UnknownEntryError),
            ({"kind": "add-unit", "unit": "nowhere", "role": "lead"}, UnknownUnitError),
            ({"kind": "add-unit", "unit": "air", "role": "boss"}, UnknownUnitError),
            ({"kind": "add-unit", "unit": "water", "role": "lead"}, LeadTwiceError),
            ({"kind": "field", "value": "Air"}, NothingChosenError),
        ],
    )
    def test_refuses_what_cannot_stand_and_leaves_all_as_it_was(self, draft, ledger, wanted, error):
        before = list(draft.duties.order_by("pk").values())

        with pytest.raises(error):
            changed(draft, **wanted)

        assert (list(draft.duties.order_by("pk").values()), ledger()) == (before, [])

    def test_refuses_all_where_somebody_changed_one(self, draft, ledger):
        read = versions(draft)
        Duty.objects.filter(number="2").update(version=2)

        with pytest.raises(ChangedMeanwhileError) as caught:
            many.change(
                actor=clerk(),
                edition_id=draft.pk,
                versions=read,
                wanted=Change(kind="field", value="Water"),
                now=NOW,
            )

        assert (caught.value.params, ledger()) == ({"number": "2"}, [])

    def test_refuses_what_is_in_force(self, in_force):
        with pytest.raises(NotDraftError):
            changed(in_force, kind="field", value="Water")

    def test_is_for_those_who_keep_the_register(self, draft, air_bureau):
        with pytest.raises(NotPermittedError):
            changed(draft, actor=head_of(air_bureau), kind="field", value="Water")


class TestPuttingBack:
    @pytest.mark.parametrize(
        "wanted",
        [
            {"kind": "field", "value": "Water"},
            {"kind": "due_on", "value": "2026-06-30"},
            {"kind": "drop-unit", "unit": "air"},
        ],
    )
    def test_lets_the_duties_say_what_they_said(self, draft, wanted):
        before = said(draft, "field"), said(draft, "due_on"), parts(draft, "1")
        uid, _count = changed(draft, **wanted)

        many.put_back(actor=clerk(), edition_id=draft.pk, uid=str(uid), now=NOW)

        assert (said(draft, "field"), said(draft, "due_on"), parts(draft, "1")) == before

    def test_is_an_act_of_its_own(self, draft, ledger):
        uid, _count = changed(draft, kind="field", value="Water")

        many.put_back(actor=clerk(), edition_id=draft.pk, uid=str(uid), now=NOW)

        assert ledger() == ["responsibilities.duties.changed", "responsibilities.duties.put_back"]

    def test_refuses_where_somebody_changed_one_since(self, draft):
        uid, _count = changed(draft, kind="field", value="Water")
        changed(draft, "1", kind="field", value="Soil")

        with pytest.raises(ChangedMeanwhileError):
            many.put_back(actor=clerk(), edition_id=draft.pk, uid=str(uid), now=NOW)

    @pytest.mark.parametrize("uid", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
    def test_refuses_what_is_no_change(self, draft, uid):
        with pytest.raises(many.NothingToPutBackError):
            many.put_back(actor=clerk(), edition_id=draft.pk, uid=uid, now=NOW)


class TestRemoving:
    def test_takes_the_duties_out_with_one_record(self, draft, ledger):
        many.remove(actor=clerk(), edition_id=draft.pk, versions=versions(draft, "1", "4"), now=NOW)

        assert (order(draft), ledger()) == ("23", ["responsibilities.duties.removed"])

    def test_lets_the_sentences_be_taken_in_again(self, draft):
        proposal = ProposalFactory(taken_in_at=NOW)
        DutyFactory(edition=draft, number="9", position=9, proposal=proposal)

        many.remove(actor=clerk(), edition_id=draft.pk, versions=versions(draft, "9"), now=NOW)

        proposal.refresh_from_db()
        assert proposal.taken_in_at is None


class TestMoving:
    @pytest.mark.parametrize(
        ("numbers", "before", "expected"),
        [
            ("3", "1", "3124"),
            ("1", "3", "2134"),
            ("14", "3", "2143"),
            ("2", None, "1342"),
            ("23", "3", "1234"),
            ("34", "1", "3412"),
        ],
    )
    def test_gives_the_order(self, draft, numbers, before, expected):
        keys = dict(draft.duties.values_list("number", "pk"))

        def act():
            return many.move(
                actor=clerk(),
                edition_id=draft.pk,
                duties=[keys[number] for number in numbers],
                before=keys.get(before),
                now=NOW,
            )

        if expected == "1234":
            with pytest.raises(NothingChosenError):
                act()
        else:
            act()
        assert order(draft) == expected

    def test_leaves_one_record(self, draft, ledger):
        key = draft.duties.get(number="4").pk

        many.move(actor=clerk(), edition_id=draft.pk, duties=[key], before=None or draft.duties.first().pk, now=NOW)

        assert ledger() == ["responsibilities.duties.moved"]


class TestPages:
    def ticked(self, draft, *numbers):
        return [duty.pk for duty in draft.duties.filter(number__in=numbers)]

    def test_ask_what_to_enter(self, desk, draft):
        answer = desk.post(page("many", draft.pk), {"kind": "field", "duty": self.ticked(draft, "1", "2")})

        assert "2 duties of the draft are chosen." in shown(answer)
        assert 'name="value"' in shown(answer)

    def test_preview_what_would_change_and_write_nothing(self, desk, draft, ledger):
        chosen = " ".join(f"{key}:{version}" for key, version in versions(draft, "1", "2").items())

        answer = desk.post(page("many", draft.pk), {"kind": "field", "chosen": chosen, "value": "Water"})

        assert "2 duties would change" in shown(answer)
        assert (said(draft, "field"), ledger()) == (["Air"] * 4, [])

    def test_do_it_once_it_is_confirmed_and_offer_the_way_back(self, desk, draft):
        chosen = " ".join(f"{key}:{version}" for key, version in versions(draft, "1").items())
        sent = {"kind": "field", "chosen": chosen, "value": "Water", "confirmed": "yes", "query": "group=field"}

        answer = desk.post(page("many", draft.pk), sent, follow=True)

        assert said(draft, "field") == ["Water", "Air", "Air", "Air"]
        uid = answer.request["QUERY_STRING"].rpartition("undo=")[2]
        desk.post(page("put-back", draft.pk), {"uid": uid})
        assert said(draft, "field") == ["Air"] * 4

    def test_take_all_that_the_filters_leave(self, desk, draft):
        Duty.objects.filter(number="4").update(field="Water")

        answer = desk.post(page("many", draft.pk), {"kind": "remove", "all": "on", "query": "field=Air"})

        assert "3 duties would change" in shown(answer)

    def test_say_what_is_wrong_beside_the_field(self, desk, draft):
        chosen = " ".join(f"{key}:{version}" for key, version in versions(draft, "1").items())

        answer = desk.post(page("many", draft.pk), {"kind": "due_on", "chosen": chosen, "value": "2026-02-30"})

        assert answer.status_code == 422
        assert "field-wrong" in shown(answer)

    def test_say_when_nothing_is_ticked(self, desk, draft):
        answer = desk.post(page("many", draft.pk), {"kind": "field"}, follow=True)

        assert "No duty was ticked." in shown(answer)

    def test_move_to_a_number(self, desk, draft):
        chosen = " ".join(f"{key}:{version}" for key, version in versions(draft, "4").items())

        desk.post(page("many", draft.pk), {"kind": "move", "chosen": chosen, "before": "1"})

        assert order(draft) == "4123"

    def test_move_a_row_below_the_next(self, desk, draft):
        first, second = self.ticked(draft, "1", "2")

        desk.post(page("move", draft.pk), {"duty": first, "after": second})

        assert order(draft) == "2134"

    def test_are_not_for_a_leader(self, visitor, draft):
        browser = visitor("leader")

        assert browser.post(page("many", draft.pk), {"kind": "field"}).status_code == 403
