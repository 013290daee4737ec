"""The stories that these tests tell: a city, its clerk, and a list that the clerk puts in."""

from datetime import UTC, date, datetime

import pytest
from tests.platform.organisation.factories import AliasFactory, PersonFactory, PostFactory, UnitFactory
from tests.platform.sources.factories import DocumentFactory, ProposalFactory, ProposedUnitFactory

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.queries import actor_of
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.use_cases import documents

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)

LIST_EN = """List of Responsibilities for Water in Binhai (2026)

This list says who answers for clean water.

I. River water
1. Outfalls. Inspect each outfall once a quarter and publish the results within ten days. \
(Lead: Ecology Bureau; support: Water Bureau, Office of Nowhere; territorial: all district and county governments and new areas)
Basis: Water Pollution Prevention and Control Law, article 23
Target: 100% of outfalls inspected
Cycle: quarterly
2. Gauges. Keep every gauge running through the flood season. (Lead: Water Bureau)
Basis: Flood Control Law, article 8
Target: no gauge down for more than four hours
Cycle: every two years

II. Sea water
1. Beaches. Report the water quality of each beach every week in summer. (Lead: Ecology Bureau; support: Hechuan District)
Basis: Marine Environment Protection Law, article 5
Target: 12 reports a year
Cycle: yearly
"""

LIST_ZH = """滨海市水污染防治责任清单（2026年版）

为明确责任，制定本清单。

一、河流
1.排污口检查。每季度检查每个排污口，十日内公布结果。（生态环境局牵头，水务局、某某办公室配合；各区（市）县人民政府、新区管委会按属地负责）
依据：《中华人民共和国水污染防治法》第二十三条
目标：检查率达到100%
周期：每季度
2.水位站管护。汛期保持每个水位站运行。（水务局负责）
周期：长期
"""


@pytest.fixture
def city(db):
    """A city with two bureaus, two districts, a new area, and a town that is no district."""
    root = UnitFactory(code="city", name="Binhai City", name_zh="滨海市", kind=Unit.Kind.CITY)
    ecology = UnitFactory(code="ecology", name="Ecology Bureau", name_zh="生态环境局", parent=root)
    AliasFactory(unit=ecology, name="Environment Bureau")
    UnitFactory(code="water", name="Water Bureau", name_zh="水务局", parent=root)
    UnitFactory(code="hechuan", name="Hechuan District", name_zh="河川区", kind=Unit.Kind.DISTRICT, parent=root)
    UnitFactory(code="donggang", name="Donggang District", name_zh="东港区", kind=Unit.Kind.DISTRICT, parent=root)
    UnitFactory(code="chaosheng", name="Chaosheng New Area", name_zh="潮生新区", kind=Unit.Kind.NEW_AREA, parent=root)
    hechuan = Unit.objects.get(code="hechuan")
    UnitFactory(code="shiliang", name="Shiliang Town", name_zh="石梁镇", kind=Unit.Kind.TOWN, parent=hechuan)
    return root


@pytest.fixture
def actor(city):
    """Make the actor of somebody who holds one role at one unit."""

    def make(role, unit="city", **person):
        post = PostFactory(role=role, unit=Unit.objects.get(code=unit), person=PersonFactory(**person))
        return actor_of(post.person, on=TODAY)

    return make


@pytest.fixture
def visitor(city, client):
    """Sign somebody in who holds one role at one unit."""

    def sign_in(role, unit="city"):
        person = PersonFactory(name="Wei Lan")
        PostFactory(role=role, unit=Unit.objects.get(code=unit), person=person)
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def clerk(actor):
    return actor(Role.CLERK, username="wei", name="Wei Lan")


@pytest.fixture
def other_clerk(actor):
    return actor(Role.CLERK, username="qiu", name="Qiu Ming")


@pytest.fixture
def ledger():
    """Count the records that a block leaves."""

    def count():
        return Record.objects.count()

    return count


@pytest.fixture
def added(clerk):
    """Put a text in as the clerk of the city."""

    def add(text=LIST_EN, **given):
        facts = {
            "actor": clerk, "data": text.encode(), "file_name": "list.txt", "unit_code": "city",
            "kind": "responsibility-list", "now": NOW, **given,
        }  # fmt: skip
        return documents.add(**facts)

    return add


@pytest.fixture
def document(city):
    """A document of the city with three open proposals; the first names the bureau of water as lead."""
    document = DocumentFactory(unit=city, title="Water list")
    for position in range(3):
        ProposalFactory(document=document, position=position)
    first = document.proposals.get(position=0)
    ProposedUnitFactory(proposal=first, position=0, unit=Unit.objects.get(code="water"), role="lead")
    ProposedUnitFactory(proposal=first, position=1, unit=None, name="Office of Nowhere")
    return document


@pytest.fixture
def proposal(document):
    return document.proposals.get(position=0)


@pytest.fixture
def an_accepted_proposal(document):
    row = document.proposals.get(position=1)
    Proposal.objects.filter(pk=row.pk).update(state="accepted", decided_at=NOW, decided_by="Wei Lan")
    row.refresh_from_db()
    return row
