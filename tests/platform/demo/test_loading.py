import pytest

from zeren_platform.demo import answers, city, loading
from zeren_platform.ledger.models import Leaf, Outbox, Record
from zeren_platform.organisation.models import Person
from zeren_platform.responsibilities.models import Assignment, Duty, Edition

PLACES = [unit.code for unit in city.units() if unit.kind in {"district", "new-area"}]


@pytest.fixture(params=["en", "zh"])
def binhai(request, db):
    """Load the whole city in one language."""
    loading.load(
        language=request.param, passwords={"lin.yue": "a long demo password"}, step=lambda _stage, **_told: None
    )
    return request.param


def expected_parts(duty):
    places = PLACES if duty.territorial == "all" else duty.territorial
    named = {duty.lead: "lead", **dict.fromkeys(duty.support, "support")}
    return dict.fromkeys(places, "territorial") | named


def test_the_city_stands_as_written(binhai, number_the_records):
    number_the_records()
    rows = Duty.objects.prefetch_related("assignments__unit").order_by("position")

    stored = [
        (duty.number, duty.title, duty.text, duty.field, duty.basis, duty.target, duty.cycle,
         {part.unit.code: part.role for part in duty.assignments.all()})
        for duty in rows
    ]  # fmt: skip

    assert stored == [
        (
            str(duty.number),
            duty.title,
            duty.text,
            duty.heading,
            duty.basis,
            duty.target,
            duty.cycle,
            expected_parts(duty),
        )
        for duty in city.duties(binhai)
    ]
    assert Edition.objects.get().state == Edition.State.IN_FORCE
    assert set(Assignment.objects.filter(receipt="declined").values_list("unit__code", "duty__number")) == {
        (decline.unit, decline.number) for decline in answers.DECLINED
    }
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == list(range(Record.objects.count()))
    assert not Outbox.objects.exists()


def test_only_those_with_a_password_can_sign_in(db):
    loading.load(language="en", passwords={"lin.yue": "a long demo password"}, step=lambda _stage, **_told: None)

    assert [person.username for person in Person.objects.all() if person.has_usable_password()] == ["lin.yue"]
