"""The pages of this slice, through the browser's own requests."""

import pytest
from django.urls import reverse
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import (
    NOW,
    EditionFactory,
    RegisterFactory,
    UnitFactory,
    clerk,
)

from zeren_platform.common.actor import Role
from zeren_platform.responsibilities.models import Assignment, Duty, Edition, Register, UnrecognisedUnit
from zeren_platform.responsibilities.use_cases import editions


def part_rows(*rows):
    """Fill the rows of units on the page that edits a duty."""
    entries = {"parts-TOTAL_FORMS": len(rows), "parts-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        entries |= {f"parts-{place}-{name}": found for name, found in row.items()}
    return entries


def wording(duty, *rows, **given):
    form = {
        "version": duty.version,
        "title": "Dust",
        "text": "Keep dust down.",
        "field": "Air",
        "basis": "",
        "target": "",
    }
    return {**form, "cycle": "monthly", **part_rows(*rows), **given}


class TestTargets:
    def test_are_shown_on_the_page_of_the_duty(self, desk, in_force):
        in_force.duties.filter(number="1").update(targets="Growth | ≥ 5.5 % | 2026")

        assert "Growth: at least 5.5 % (2026)" in shown(desk.get(page("duty", in_force.duties.get(number="1").pk)))

    def test_that_say_none_are_told_beside_the_field(self, desk, a_draft):
        duty = a_draft.duties.get()

        answer = desk.post(page("edit-duty", duty.pk), wording(duty, targets="Growth | soon"))

        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["targets"]
        assert "Growth | soon" in shown(answer)


class TestRegisters:
    def test_list_says_what_to_do_where_there_are_none(self, desk):
        assert "No register yet" in shown(desk.get(page("registers")))

    def test_list_shows_duties_and_receipt(self, desk, in_force):
        content = shown(desk.get(page("registers")))

        assert "List of responsibilities" in content
        assert "0 / 3" in content

    def test_is_opened_by_the_clerk(self, desk, ledger):
        form = {"title": "List", "kind": "responsibility-list", "unit": "binhai", "code": "list-2026"}

        answer = desk.post(page("open"), form)

        assert answer["Location"] == page("register", "list-2026")
        assert ledger() == ["responsibilities.register.opened"]

    def test_refusal_stands_beside_the_field_and_keeps_what_was_typed(self, desk):
        RegisterFactory(code="taken")
        form = {"title": "My own list", "kind": "responsibility-list", "unit": "binhai", "code": "taken"}

        answer = desk.post(page("open"), form)

        assert answer.status_code == 422
        assert "already a register with the code taken" in shown(answer)
        assert "My own list" in shown(answer)

    def test_page_lists_the_duties_in_force(self, desk, in_force):
        content = shown(desk.get(page("register", in_force.register.code)))

        assert "Air Bureau" in content
        assert "Awaiting" in content

    def test_page_is_narrowed_by_filters(self, desk, in_force):
        first, second = in_force.duties.order_by("position")

        content = shown(desk.get(page("register", in_force.register.code), {"field": "Dust"}))

        assert page("duty", second.pk) in content
        assert page("duty", first.pk) not in content

    def test_filters_leave_the_edition_alone(self, desk, in_force):
        draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)
        address = page("edition", in_force.register.code, draft.number)

        content = shown(desk.get(address, {"field": "Dust"}))

        assert page("duty", draft.duties.get(number="2").pk) in content
        assert f'action="{address}"' in content

    def test_page_of_a_draft_names_what_must_be_mended(self, desk, a_draft):
        UnrecognisedUnit.objects.create(duty=a_draft.duties.get(), name="Office of Rivers", role="support")

        assert "Office of Rivers" in shown(desk.get(page("register", a_draft.register.code)))

    def test_page_of_a_draft_is_not_for_a_unit(self, visitor, a_draft):
        assert visitor(Role.HEAD, "air").get(page("register", a_draft.register.code)).status_code == 404

    def test_page_offers_a_unit_its_own_duties_first(self, visitor, in_force):
        first, second = in_force.duties.order_by("position")
        browser, address = visitor(Role.HEAD, "water"), page("register", in_force.register.code)

        own, whole = shown(browser.get(address)), shown(browser.get(address, {"whole": "yes"}))

        assert page("duty", first.pk) in own
        assert page("duty", second.pk) not in own
        assert page("duty", second.pk) in whole

    def test_draft_is_adopted(self, desk, a_draft, ledger):
        answer = desk.post(page("adopt", a_draft.pk), {"adopted_by": "Third meeting", "effective_from": "2026-04-01"})

        a_draft.refresh_from_db()
        assert answer.status_code == 302
        assert a_draft.state == Edition.State.IN_FORCE
        assert ledger() == ["responsibilities.edition.adopted"]

    def test_faulty_draft_is_refused_on_the_page(self, desk, a_draft, ledger):
        Assignment.objects.update(role="support")

        answer = desk.post(page("adopt", a_draft.pk), {"adopted_by": "Third meeting", "effective_from": "2026-04-01"})

        assert answer.status_code == 422
        assert "Mend them, or say why" in shown(answer)
        assert ledger() == []

    def test_edition_in_force_is_revised(self, desk, in_force, ledger):
        answer = desk.post(page("revise", in_force.register.code))

        assert answer["Location"] == page("edition", in_force.register.code, 2)
        assert ledger() == ["responsibilities.edition.revised"]

    def test_draft_is_discarded_and_the_register_offers_another(self, desk, a_draft):
        register = a_draft.register

        answer = desk.post(page("discard", a_draft.pk), follow=True)

        assert "This register has no edition" in shown(answer)
        assert "Begin a draft" in shown(answer)
        assert desk.post(page("begin", register.code))["Location"] == page("register", register.code)
        assert "The draft is empty" in shown(desk.get(page("register", register.code)))

    def test_register_without_an_edition_is_listed_and_has_its_story(self, desk, a_draft):
        desk.post(page("discard", a_draft.pk))

        assert "No edition" in shown(desk.get(page("registers")))
        assert "was discarded" in shown(desk.get(page("story", a_draft.register.code)))

    def test_register_without_an_edition_is_not_for_a_unit(self, desk, visitor, a_draft):
        desk.post(page("discard", a_draft.pk))

        assert visitor(Role.HEAD, "air").get(page("register", a_draft.register.code)).status_code == 404

    def test_story_is_told(self, desk, in_force):
        editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)

        assert "begun as a draft" in shown(desk.get(page("story", in_force.register.code)))


class TestDraftDuties:
    def test_are_edited_with_their_units(self, desk, a_draft, water_bureau, ledger):
        duty = a_draft.duties.get()
        rows = [{"unit": "water", "role": "lead"}, {"unit": "", "role": "lead"}]

        answer = desk.post(page("edit-duty", duty.pk), wording(duty, *rows))

        duty.refresh_from_db()
        assert answer["Location"] == page("duty", duty.pk)
        assert (duty.text, duty.assignments.get().unit) == ("Keep dust down.", water_bureau)
        assert ledger() == ["responsibilities.duty.edited"]

    def test_keep_what_was_typed_when_somebody_else_was_first(self, desk, a_draft, ledger):
        duty = a_draft.duties.get()
        Duty.objects.update(version=2, text="Theirs.")

        answer = desk.post(page("edit-duty", duty.pk), wording(duty, {"unit": "air", "role": "lead"}))

        content = shown(answer)
        assert answer.status_code == 422
        assert "Theirs." in content
        assert "Keep dust down." in content
        assert ledger() == []

    def test_can_then_be_saved_knowingly(self, desk, a_draft):
        duty = a_draft.duties.get()
        Duty.objects.update(version=2, text="Theirs.")
        answer = desk.post(page("edit-duty", duty.pk), wording(duty, {"unit": "air", "role": "lead"}))

        version = answer.context["form"]["version"].value()

        assert version == 2

    def test_name_of_the_source_is_given_a_unit(self, desk, a_draft, water_bureau):
        duty = a_draft.duties.get()
        UnrecognisedUnit.objects.create(duty=duty, name="Office of Rivers", role="support")
        rows = [{"unit": "air", "role": "lead"}, {"name": "Office of Rivers", "unit": "water", "role": "support"}]

        desk.post(page("edit-duty", duty.pk), wording(duty, *rows))

        assert not duty.unrecognised.exists()
        assert duty.assignments.filter(unit=water_bureau, role="support").exists()

    def test_name_of_the_source_stays_until_it_is_settled(self, desk, a_draft):
        duty = a_draft.duties.get()
        UnrecognisedUnit.objects.create(duty=duty, name="Office of Rivers", role="support")
        rows = [{"unit": "air", "role": "lead"}, {"name": "Office of Rivers", "unit": "", "role": "support"}]

        desk.post(page("edit-duty", duty.pk), wording(duty, *rows))

        assert duty.unrecognised.exists()

    def test_are_added_by_hand(self, desk, a_draft, ledger):
        form = {"number": "", "text": "Keep dust down.", "cycle": "", **part_rows({"unit": "air", "role": "lead"})}

        desk.post(page("add-duty", a_draft.pk), form)

        assert a_draft.duties.filter(number="2").exists()
        assert ledger() == ["responsibilities.duty.added"]

    def test_are_taken_out(self, desk, a_draft, ledger):
        duty = a_draft.duties.get()

        desk.post(page("remove-duty", duty.pk), {"version": duty.version})

        assert not a_draft.duties.exists()
        assert ledger() == ["responsibilities.duty.removed"]

    def test_page_is_not_for_a_leader(self, visitor, a_draft):
        assert visitor(Role.LEADER).get(page("edit-duty", a_draft.duties.get().pk)).status_code == 403


class TestReceipts:
    def test_are_given_one_by_one(self, visitor, in_force, ledger):
        held = Assignment.objects.get(role="support")

        visitor(Role.HEAD, "water").post(page("accept"), {"assignment": held.pk})

        held.refresh_from_db()
        assert held.receipt == "accepted"
        assert ledger() == ["responsibilities.receipt.accepted"]

    def test_are_given_all_at_once(self, visitor, in_force, ledger):
        browser = visitor(Role.HEAD, "air")

        answer = browser.post(page("accept-all"), {"unit": "air", "edition": in_force.pk}, follow=True)

        assert "Signed for 2 duties." in shown(answer)
        assert ledger() == ["responsibilities.receipt.all_accepted"]

    def test_page_lists_what_awaits_the_unit(self, visitor, in_force):
        content = shown(visitor(Role.HEAD, "air").get(page("receipts")))

        assert "Sign for all 2 duties" in content

    def test_page_says_when_nothing_awaits(self, desk):
        assert "Nothing awaits you" in shown(desk.get(page("receipts")))

    def test_are_declined_with_a_reason(self, visitor, in_force, ledger):
        held = Assignment.objects.get(role="support")

        visitor(Role.HEAD, "water").post(page("decline", held.pk), {"reason": "Not ours."})

        held.refresh_from_db()
        assert (held.receipt, held.reason) == ("declined", "Not ours.")
        assert ledger() == ["responsibilities.receipt.declined"]

    def test_are_not_declined_without_one(self, visitor, in_force, ledger):
        held = Assignment.objects.get(role="support")

        answer = visitor(Role.HEAD, "water").post(page("decline", held.pk), {"reason": " "})

        assert answer.status_code == 422
        assert ledger() == []

    def test_declined_ones_are_assigned_anew_by_the_clerk(self, desk, in_force, ledger):
        UnitFactory(code="dust")
        held = Assignment.objects.get(role="support")
        Assignment.objects.filter(pk=held.pk).update(
            receipt="declined", reason="Not ours.", answered_at=NOW, answered_by="Head"
        )

        desk.post(page("reassign", held.pk), {"unit": "dust", "reason": "By its plan of posts."})

        held.refresh_from_db()
        assert (held.unit.code, held.receipt) == ("dust", "awaiting")
        assert ledger() == ["responsibilities.receipt.reassigned"]


class TestTakingIn:
    def test_opens_a_register_in_one_act(self, desk, a_decided_document, ledger):
        form = {"draft": "new", "title": "Decisions", "kind": "meeting-decisions", "unit": "binhai", "code": "d-2026"}

        desk.post(page("take-in", a_decided_document.pk), form)

        assert Register.objects.get(code="d-2026").editions.get().duties.count() == 2
        assert page("take-in", a_decided_document.pk) not in shown(
            desk.get(reverse("sources:document", args=[a_decided_document.pk]))
        )
        assert ledger() == ["responsibilities.register.opened_from_document"]

    def test_fills_a_draft_that_is_there(self, desk, a_decided_document, a_draft, ledger):
        desk.post(page("take-in", a_decided_document.pk), {"draft": a_draft.pk})

        assert a_draft.duties.count() == 3
        assert ledger() == ["responsibilities.edition.taken_in"]

    def test_says_how_many_go_in(self, desk, a_decided_document):
        content = shown(desk.get(page("take-in", a_decided_document.pk)))

        assert "accepted proposals go in" in content

    def test_proposes_no_title_that_names_a_person(self, desk, a_decided_document):
        answer = desk.get(page("take-in", a_decided_document.pk))

        assert answer.context["form"]["title"].value() == ""

    def test_says_when_there_is_nothing(self, desk, a_decided_document):
        editions.take_in(actor=clerk(), edition_id=EditionFactory().pk, document_id=a_decided_document.pk, now=NOW)

        assert "Nothing to take in" in shown(desk.get(page("take-in", a_decided_document.pk)))


class TestCoverage:
    def test_every_cell_leads_to_the_duties_that_it_counts(self, desk, in_force):
        content = shown(desk.get(page("coverage")))

        assert f"{page('edition', in_force.register.code, 1)}?unit=water&amp;field=Air" in content

    def test_counts_one_role_where_asked(self, desk, in_force):
        content = shown(desk.get(page("coverage"), {"role": "support"}))

        assert "role=support&amp;unit=water&amp;field=Air" in content
        assert "unit=air&amp;field=Air" not in content

    def test_names_units_that_no_duty_names(self, desk, in_force):
        UnitFactory(code="idle", name="Idle Bureau")

        assert "Idle Bureau" in shown(desk.get(page("coverage")))

    def test_says_what_to_do_where_there_is_nothing(self, desk):
        assert "No duties to show yet" in shown(desk.get(page("coverage")))


@pytest.mark.parametrize("name", ["registers", "open", "coverage", "receipts"])
def test_nobody_comes_in_without_signing_in(client, db, name):
    assert client.get(page(name)).status_code == 302
