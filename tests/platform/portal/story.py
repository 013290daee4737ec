"""A city at work, told through the acts: a document, a register in force, one part signed for and one declined."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.platform.organisation.factories import PersonFactory, PostFactory, UnitFactory
from tests.platform.responsibilities.factories import DocumentFactory, ProposalFactory, ProposedUnitFactory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import Person, Unit
from zeren_platform.organisation.queries import actor_of
from zeren_platform.responsibilities.models import Assignment, Edition
from zeren_platform.responsibilities.use_cases import editions, receipts, registers

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = NOW.date()


@dataclass
class City:
    """Whom and what the tests speak of."""

    root: Unit
    air: Unit
    water: Unit
    clerk: Person
    head_of_air: Person
    head_of_water: Person
    edition: Edition


def tell():
    """Build the city and let it act."""
    root = UnitFactory(code="binhai", name="Binhai City", name_zh="滨海市", kind=Unit.Kind.CITY)
    air = UnitFactory(code="air", name="Air Bureau", name_zh="空气局", parent=root)
    water = UnitFactory(code="water", name="Water Bureau", name_zh="水务局", parent=root)
    UnitFactory(code="hechuan", name="Hechuan District", kind=Unit.Kind.DISTRICT, parent=root)
    people = {
        "clerk": _holder("clerk", "Lin Yue", Role.CLERK, root),
        "head_of_air": _holder("gao", "Gao Yuan", Role.HEAD, air),
        "head_of_water": _holder("wen", "Wen Hai", Role.HEAD, water),
    }
    edition = _adopted(people["clerk"], root, air, water)
    signed = Assignment.objects.get(unit=air, duty__position=1)
    declined = Assignment.objects.get(unit=water, duty__position=1)
    receipts.accept(actor=actor_of(people["head_of_air"], on=DAY), assignment_id=signed.pk, now=NOW)
    receipts.decline(
        actor=actor_of(people["head_of_water"], on=DAY), assignment_id=declined.pk, reason="Ask Wang Wu.", now=NOW
    )
    return City(root=root, air=air, water=water, edition=edition, **people)


def _holder(username, name, role, unit):
    return PostFactory(
        role=role, unit=unit, person=PersonFactory(username=username, name=name), valid_from=DAY - timedelta(days=60)
    ).person


def _adopted(clerk, root, air, water):
    document = DocumentFactory(unit=root, added_by="Lin Yue")
    first = ProposalFactory(document=document, position=0, title="Clean air", field="Air")
    ProposedUnitFactory(proposal=first, position=0, unit=air, role="lead")
    ProposedUnitFactory(proposal=first, position=1, unit=water, role="support")
    second = ProposalFactory(
        document=document, position=1, start=59, end=98, title="", text="Keep the water clean.", field="Water"
    )
    ProposedUnitFactory(proposal=second, position=0, unit=water, role="lead")
    actor = actor_of(clerk, on=DAY)
    register = registers.open(
        actor=actor,
        code="ecology",
        kind="responsibility-list",
        title="Ecology list",
        unit_code="binhai",
        document_id=document.pk,
        now=NOW,
    )
    draft = Edition.objects.get(register=register)
    editions.adopt(
        actor=actor, edition_id=draft.pk, adopted_by="Standing Committee", effective_from=NOW.date(), now=NOW
    )
    draft.refresh_from_db()
    return draft
