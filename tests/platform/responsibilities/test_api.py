"""The API of this slice."""

from datetime import date

import pytest
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.responsibilities.factories import NOW, EditionFactory, UnitFactory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import Unit
from zeren_platform.responsibilities.models import Assignment, Edition

ROOT = "/api/v1/registers"


@pytest.fixture
def program(city, client):
    """Call as somebody who holds one role at one unit."""

    def sign_in(role=Role.CLERK, unit="binhai"):
        person = PersonFactory(name="Wei Lan")
        PostFactory(role=role, unit=Unit.objects.get(code=unit), person=person, valid_from=date(2020, 1, 1))
        client.force_login(person)
        return client

    return sign_in


def post(program, path, body=None):
    return program.post(f"{ROOT}{path}", body or {}, content_type="application/json")


def test_registers_are_listed_with_their_receipts(program, in_force):
    row = program().get(ROOT).json()["rows"][0]

    assert (row["code"], row["duties"], row["awaiting"]) == (in_force.register.code, 2, 3)
    assert row["in_force"]["number"] == 1


def test_a_register_is_opened_from_a_document(program, a_decided_document, ledger):
    body = {
        "code": "d-2026",
        "kind": "meeting-decisions",
        "title": "Decisions",
        "unit": "binhai",
        "document": a_decided_document.pk,
    }

    answer = post(program(), "", body)

    assert answer.status_code == 201
    assert answer.json()["duties"] == 2
    assert ledger() == ["responsibilities.register.opened_from_document"]


def test_duties_are_paged_by_key(program, in_force):
    caller, path = program(), f"{ROOT}/{in_force.register.code}/duties"

    first = caller.get(path, {"size": 1}).json()
    second = caller.get(path, {"size": 1, "after": first["next"]}).json()

    assert [row["number"] for row in (*first["rows"], *second["rows"])] == ["1", "2"]


def test_duties_are_narrowed(program, in_force):
    found = program().get(f"{ROOT}/{in_force.register.code}/duties", {"unit": "air", "role": "lead", "field": "Dust"})

    assert [row["number"] for row in found.json()["rows"]] == ["2"]


def test_a_place_that_no_list_gave_is_a_problem(program, in_force):
    answer = program().get(f"{ROOT}/{in_force.register.code}/duties", {"after": "nonsense"})

    assert answer.status_code == 422
    assert answer.json()["code"] == "common.pagination.bad_cursor"


def test_a_duty_is_given_with_units_and_story(program, in_force):
    found = program().get(f"{ROOT}/duties/{in_force.duties.get(number='1').pk}").json()

    assert [(part["unit"], part["role"]) for part in found["parts"]] == [("air", "lead"), ("water", "support")]
    assert found["story"] == []


def test_a_duty_of_a_draft_is_hidden_from_a_unit(program, a_draft):
    answer = program(Role.HEAD, "air").get(f"{ROOT}/duties/{a_draft.duties.get().pk}")

    assert answer.status_code == 404


def test_a_duty_is_edited(program, a_draft, water_bureau, ledger):
    duty = a_draft.duties.get()
    body = {"version": 1, "text": "Keep dust down.", "units": [{"unit": "water", "role": "lead"}]}

    answer = program().put(f"{ROOT}/duties/{duty.pk}", body, content_type="application/json")

    assert (answer.json()["text"], answer.json()["version"]) == ("Keep dust down.", 2)
    assert ledger() == ["responsibilities.duty.edited"]


def test_targets_go_in_and_come_out_as_rows(program, a_draft):
    duty, caller = a_draft.duties.get(), program()
    target = {"indicator": "GDP growth", "operator": "at_least", "value": "5.5", "unit": "%", "period": "2026"}
    body = {"version": 1, "text": "Let it grow.", "units": [], "targets": [target]}

    caller.put(f"{ROOT}/duties/{duty.pk}", body, content_type="application/json")

    assert caller.get(f"{ROOT}/duties/{duty.pk}").json()["targets"] == [{**target, "upper": None}]


@pytest.mark.parametrize(
    "figures",
    [
        {"operator": "at_least"},
        {"operator": "between", "value": "5"},
        {"operator": "between", "upper": "6"},
        {"operator": "between", "value": "6", "upper": "5"},
        {"operator": "equal", "value": "5", "upper": "6"},
        {"operator": "in_step_with", "value": "5"},
    ],
)
def test_a_target_whose_figures_do_not_fit_its_comparison_is_told_of_its_field(program, a_draft, ledger, figures):
    duty = a_draft.duties.get()
    body = {"version": 1, "text": "Let it grow.", "units": [], "targets": [{"indicator": "GDP growth", **figures}]}

    answer = program().put(f"{ROOT}/duties/{duty.pk}", body, content_type="application/json")

    told = answer.json()
    assert (answer.status_code, told["code"], told["errors"][0]["pointer"]) == (422, "sources.target.ends", "#/targets")
    assert "“GDP growth”" in told["detail"]
    assert ledger() == []


def test_a_target_that_would_be_two_lines_is_refused(program, a_draft):
    duty = a_draft.duties.get()
    target = {"indicator": "Growth | 5 %\nTrees", "operator": "equal", "value": "7"}
    body = {"version": 1, "text": "Let it grow.", "units": [], "targets": [target]}

    answer = program().put(f"{ROOT}/duties/{duty.pk}", body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (422, "sources.target.unread")


def test_a_stale_version_is_a_conflict(program, a_draft, ledger):
    duty = a_draft.duties.get()
    body = {"version": 7, "text": "Keep dust down.", "units": []}

    answer = program().put(f"{ROOT}/duties/{duty.pk}", body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (409, "responsibilities.duty.changed_meanwhile")
    assert ledger() == []


def test_a_duty_is_added_and_removed(program, a_draft, ledger):
    caller = program()
    body = {"text": "Keep dust down.", "units": [{"unit": "air", "role": "lead"}]}

    added = post(caller, f"/editions/{a_draft.pk}/duties", body).json()
    removed = caller.delete(f"{ROOT}/duties/{added['id']}?version=1")

    assert removed.status_code == 204
    assert ledger() == ["responsibilities.duty.added", "responsibilities.duty.removed"]


def test_proposals_are_taken_in(program, a_decided_document, ledger):
    draft = EditionFactory()

    answer = post(program(), f"/editions/{draft.pk}/take-in", {"document": a_decided_document.pk})

    assert answer.json() == {"count": 2}
    assert ledger() == ["responsibilities.edition.taken_in"]


def test_a_draft_is_adopted(program, a_draft, ledger):
    body = {"adopted_by": "Third meeting", "effective_from": "2026-04-01"}

    answer = post(program(), f"/editions/{a_draft.pk}/adopt", body)

    assert answer.json()["state"] == Edition.State.IN_FORCE
    assert ledger() == ["responsibilities.edition.adopted"]


def test_an_edition_is_revised(program, in_force, ledger):
    answer = post(program(), f"/{in_force.register.code}/revise")

    assert (answer.status_code, answer.json()["number"]) == (201, 2)
    assert ledger() == ["responsibilities.edition.revised"]


def test_a_draft_is_discarded_and_another_begun(program, a_draft, ledger):
    discarded = post(program(), f"/editions/{a_draft.pk}/discard")
    begun = post(program(), f"/{a_draft.register.code}/begin")

    assert (discarded.status_code, discarded.content) == (204, b"")
    assert (begun.status_code, begun.json()["number"]) == (201, 1)
    assert ledger()[-2:] == ["responsibilities.edition.discarded", "responsibilities.edition.begun"]


def test_a_unit_signs_for_one_part(program, in_force, ledger):
    held = Assignment.objects.get(role="support")

    answer = post(program(Role.HEAD, "water"), f"/receipts/{held.pk}/accept")

    assert answer.json()["receipt"] == "accepted"
    assert ledger() == ["responsibilities.receipt.accepted"]


def test_a_unit_signs_for_all(program, in_force, ledger):
    answer = post(program(Role.HEAD, "air"), "/receipts/accept-all", {"unit": "air", "edition": in_force.pk})

    assert answer.json() == {"count": 2}
    assert ledger() == ["responsibilities.receipt.all_accepted"]


def test_a_unit_cannot_sign_for_another(program, in_force, ledger):
    held = Assignment.objects.get(role="support")

    answer = post(program(Role.HEAD, "air"), f"/receipts/{held.pk}/accept")

    assert answer.status_code == 403
    assert ledger() == []


def test_a_unit_declines_with_a_reason(program, in_force, ledger):
    held = Assignment.objects.get(role="support")

    answer = post(program(Role.HEAD, "water"), f"/receipts/{held.pk}/decline", {"reason": "Not ours."})

    assert (answer.json()["receipt"], answer.json()["reason"]) == ("declined", "Not ours.")
    assert ledger() == ["responsibilities.receipt.declined"]


def test_a_declined_part_is_assigned_anew(program, in_force, ledger):
    UnitFactory(code="dust")
    held = Assignment.objects.get(role="support")
    Assignment.objects.filter(pk=held.pk).update(receipt="declined", reason="No.", answered_at=NOW, answered_by="Head")

    answer = post(program(), f"/receipts/{held.pk}/reassign", {"unit": "dust", "reason": "By its plan of posts."})

    assert (answer.json()["unit"], answer.json()["receipt"]) == ("dust", "awaiting")
    assert ledger() == ["responsibilities.receipt.reassigned"]


def test_coverage_is_given_cell_by_cell(program, in_force):
    found = program().get(f"{ROOT}/{in_force.register.code}/coverage").json()

    assert {"unit": "water", "field": "Air", "total": 1, "by_role": {"support": 1}} in found["cells"]


class TestConsultations:
    @pytest.fixture
    def asked(self, program, a_draft):
        body = {"closes_on": "2099-01-01", "least_days": 30}
        return post(program(), f"/editions/{a_draft.pk}/consult", body).json()

    def test_a_program_asks_the_units(self, asked):
        assert (asked["number"], asked["opinions"][0]["stance"], asked["tally"]["silent"]) == (1, "silent", 1)

    def test_answers_for_a_unit_and_comments(self, asked, program, a_draft):
        caller, path = program(Role.HEAD, "air"), f"/consultations/{asked['id']}"
        duty = a_draft.duties.get().pk

        made = post(caller, f"{path}/comments", {"unit": "air", "duty": duty, "proposed_text": "Cleaner air."})
        given = post(caller, f"{path}/opinion", {"unit": "air", "stance": "objected"})

        assert (made.status_code, made.json()["proposed_text"]) == (201, "Cleaner air.")
        assert given.json()["stance"] == "objected"

    def test_closes_takes_over_and_adopts(self, asked, program, a_draft):
        head, duty = program(Role.HEAD, "air"), a_draft.duties.get().pk
        path = f"/consultations/{asked['id']}"
        made = post(head, f"{path}/comments", {"unit": "air", "duty": duty, "proposed_text": "Cleaner air."}).json()
        post(head, f"{path}/opinion", {"unit": "air", "stance": "agreed"})
        desk = program()

        closed = post(desk, f"/editions/{a_draft.pk}/consult/close").json()
        post(desk, f"/comments/{made['id']}/take-over", {"version": 1})
        post(desk, f"/editions/{a_draft.pk}/consult", {"closes_on": "2099-01-01"})

        assert closed["closed_at"]
        assert a_draft.duties.get().text == "Cleaner air."
        assert desk.get(f"{ROOT}{path}").json()["comments"][0]["outcome"] == "adopted"

    def test_a_consultation_is_broken_off_and_the_draft_withdrawn(self, asked, program, a_draft):
        desk = program()

        broken = post(desk, f"/editions/{a_draft.pk}/consult/break-off", {"reason": "Wrong annex."}).json()
        ended = post(desk, f"/editions/{a_draft.pk}/withdraw", {"reason": "Not needed."}).json()

        assert (broken["broken_off_reason"], ended["state"]) == ("Wrong annex.", "withdrawn")

    def test_a_comment_is_taken_back_and_not_answered(self, asked, program, a_draft):
        head = program(Role.HEAD, "air")
        body = {"unit": "air", "duty": a_draft.duties.get().pk, "text": "Not ours."}
        made = post(head, f"/consultations/{asked['id']}/comments", body).json()
        post(head, f"/comments/{made['id']}/withdraw")

        answer = post(program(), f"/comments/{made['id']}/answer", {"outcome": "adopted"})

        assert (answer.status_code, answer.json()["code"]) == (409, "responsibilities.comment.withdrawn")


def test_an_edition_in_force_is_repealed(program, in_force):
    ended = post(program(), f"/editions/{in_force.pk}/repeal", {"reason": "Done."}).json()

    assert ended["state"] == "repealed"


def test_an_edition_does_not_come_into_force_before_its_day(program, a_draft):
    desk = program()
    post(desk, f"/editions/{a_draft.pk}/adopt", {"adopted_by": "Meeting", "effective_from": "2099-01-01"})

    answer = post(desk, f"/editions/{a_draft.pk}/come-into-force")

    assert (answer.status_code, answer.json()["code"]) == (409, "responsibilities.edition.not_yet_due")
