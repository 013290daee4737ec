"""Rows of the sources for tests."""

from datetime import UTC, datetime

import factory
from tests.platform.organisation.factories import UnitFactory

from zeren_platform.sources.models import Document, Proposal, ProposedUnit


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    unit = factory.SubFactory(UnitFactory)
    kind = Document.Kind.RESPONSIBILITY_LIST
    title = factory.Sequence(lambda number: f"List {number}")
    language = "en"
    text = "Inspect each outfall once a quarter. Publish the results within ten days."
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    added_at = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
    added_by = "Wei Lan"


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Proposal

    document = factory.SubFactory(DocumentFactory)
    position = factory.Sequence(int)
    start = 0
    end = 36
    text = "Inspect each outfall once a quarter."
    rule = "en.units-in-bracket"

    class Params:
        accepted = factory.Trait(
            state=Proposal.State.ACCEPTED, decided_at=datetime(2026, 6, 2, 1, 0, tzinfo=UTC), decided_by="Wei Lan"
        )
        rejected = factory.Trait(
            state=Proposal.State.REJECTED,
            decided_at=datetime(2026, 6, 2, 1, 0, tzinfo=UTC),
            decided_by="Wei Lan",
            reason="Said twice.",
        )


class ProposedUnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProposedUnit

    proposal = factory.SubFactory(ProposalFactory)
    position = factory.Sequence(int)
    role = ProposedUnit.Role.SUPPORT
    unit = factory.SubFactory(UnitFactory)
    name = factory.LazyAttribute(lambda named: named.unit.name if named.unit else "Office of Nowhere")
