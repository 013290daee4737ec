"""The API of many duties of a draft at once, and of what goes over from reorganised units."""

from uuid import uuid4

import pytest
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, DutyFactory, EditionFactory, UnitFactory

from zeren_platform.common.actor import Actor, Role
from zeren_platform.organisation.use_cases import reorganisations

ROOT = "/api/v1/registers"


@pytest.fixture
def draft(air_bureau):
    edition = EditionFactory()
    for place in range(1, 4):
        AssignmentFactory(duty=DutyFactory(edition=edition, position=place, field="Air"), unit=air_bureau)
    return edition


@pytest.fixture
def program(client, city):
    somebody = PersonFactory()
    PostFactory(role=Role.CLERK, unit=city, person=somebody)
    client.force_login(somebody)
    return client


def post(program, path, **body):
    return program.post(f"{ROOT}{path}", body, content_type="application/json")


def read(edition, *numbers):
    rows = edition.duties.filter(number__in=numbers) if numbers else edition.duties.all()
    return [{"duty": pk, "version": version} for pk, version in rows.values_list("pk", "version")]


def said(edition, name):
    return list(edition.duties.order_by("position").values_list(name, flat=True))


def test_one_change_is_made_to_many_and_put_back(program, draft):
    changed = post(program, f"/editions/{draft.pk}/duties/change", duties=read(draft), kind="field", value="Sea").json()
    between = said(draft, "field")
    back = post(program, f"/editions/{draft.pk}/duties/put-back", uid=changed["uid"]).json()

    assert (changed["count"], between, back, said(draft, "field")) == (3, ["Sea"] * 3, {"count": 3}, ["Air"] * 3)


def test_nothing_is_changed_where_somebody_was_faster(program, draft):
    old = read(draft)
    draft.duties.filter(number="2").update(version=7)

    answer = post(program, f"/editions/{draft.pk}/duties/change", duties=old, kind="field", value="Sea")

    assert (answer.status_code, said(draft, "field")) == (409, ["Air"] * 3)


def test_a_change_that_is_not_known_cannot_be_put_back(program, draft):
    assert post(program, f"/editions/{draft.pk}/duties/put-back", uid=str(uuid4())).status_code == 409


def test_many_are_taken_out(program, draft):
    answer = post(program, f"/editions/{draft.pk}/duties/remove", duties=read(draft, "1", "3"))

    assert (answer.json(), said(draft, "number")) == ({"count": 2}, ["2"])


def test_some_move_before_another(program, draft):
    first, *_others, last = draft.duties.order_by("position").values_list("pk", flat=True)

    post(program, f"/editions/{draft.pk}/duties/move", duties=[last], before=first)

    assert said(draft, "number") == ["3", "1", "2"]


@pytest.mark.parametrize("word", ["change", "remove"])
def test_somebody_must_be_chosen(program, draft, word):
    answer = post(program, f"/editions/{draft.pk}/duties/{word}", duties=[], kind="field")

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/duties")


@pytest.fixture
def gone(draft):
    """The air bureau, which leads three duties of the draft, went over into a new bureau."""
    UnitFactory(code="sky", name="Sky Bureau")
    system = Actor.system("test")
    reorganisations.merge(actor=system, codes=["air"], into="sky", effective_on=NOW.date(), now=NOW)
    return draft


def test_units_that_still_hold_something_are_listed(program, gone):
    assert program.get(f"{ROOT}/reorganised/units").json() == [{"unit": "air", "name": "Air Bureau", "count": 3}]


def test_a_part_goes_over_and_the_others_stay(program, gone):
    first, *others = program.get(f"{ROOT}/reorganised/units/air").json()

    answer = post(program, "/reorganised/units/air", parts=[{"part": first["id"], "unit": "sky"}])

    assert (answer.json(), program.get(f"{ROOT}/reorganised/units/air").json()) == ({"count": 1}, others)


def test_nothing_goes_over_to_a_unit_that_is_not_there(program, gone):
    first, *_others = program.get(f"{ROOT}/reorganised/units/air").json()

    assert post(program, "/reorganised/units/air", parts=[{"part": first["id"], "unit": "moon"}]).status_code == 422
