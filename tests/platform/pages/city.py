"""A city in which every kind of page has something to show, told through the acts."""

from datetime import timedelta

from tests.platform.organisation.factories import AliasFactory, DelegationFactory, PersonFactory, PostFactory
from tests.platform.portal import story
from tests.platform.portal.story import DAY, NOW
from tests.platform.responsibilities.consulting import closed, commented, given
from tests.platform.responsibilities.factories import (
    AssignmentFactory,
    DocumentFactory,
    DutyFactory,
    EditionFactory,
    ProposalFactory,
    ProposedUnitFactory,
    UnitFactory,
    clerk,
)

from zeren_platform.common.actor import Actor, Role
from zeren_platform.organisation.use_cases import reorganisations, tokens
from zeren_platform.responsibilities.models import Assignment, SavedView, UnrecognisedUnit
from zeren_platform.responsibilities.staging import files
from zeren_platform.responsibilities.use_cases import carrying, consultations, editions
from zeren_platform.sources.models import Clause, Upload
from zeren_platform.sources.use_cases import editions as documents

__all__ = ["ROLES", "people", "tell"]

SYSTEM = Actor.system("test")
SAID = "Inspect every outfall along the river once a month and publish what was found."
TABLE = "Number,Duty,Lead unit,Due on\n1,Keep the air very clean.,air,\n9,Keep quiet.,Office of Quiet,soon\n"
STRANGE = "Nr,Was,Wer\n1,Keep the air clean.,air\n"
# Who opens the pages: everybody with a post, by role and unit.
ROLES = (
    (Role.CLERK, "binhai"),
    (Role.LEADER, "binhai"),
    (Role.HEAD, "air"),
    (Role.SYSTEM_ADMINISTRATOR, "binhai"),
    (Role.SECURITY_ADMINISTRATOR, "binhai"),
    (Role.AUDIT_ADMINISTRATOR, "binhai"),
)


def tell():
    """Let the city of the portal's tests work on."""
    city = story.tell()
    AliasFactory(unit=city.water)
    _in_force_elsewhere(city)
    _asked(city)
    _asked_again(city)
    _beside_a_draft(city)
    _two_editions_of_a_document(city)
    _upload(city)
    _reorganised(city)
    return city


def people(city):
    """Enter somebody for each role, each with what is their own."""
    found = {}
    for role, code in ROLES:
        unit = {"binhai": city.root, "air": city.air}[code]
        post = PostFactory(role=role, unit=unit, person=PersonFactory(), valid_from=DAY - timedelta(days=60))
        found[role] = post.person
        actor = Actor(kind="person", name=post.person.name, person_id=post.person.pk)
        tokens.issue(actor=actor, name="Program", scopes=["read"], days=3, now=NOW)
        DelegationFactory(post=post, substitute=PersonFactory(), valid_from=DAY, valid_until=DAY + timedelta(days=9))
        SavedView.objects.create(register=city.edition.register, owner=post.person, name="Of the air", query="unit=air")
    return found


def _in_force_elsewhere(city):
    """A confidential register in force, one adopted that waits for its day, and a decided likeness."""
    for confidential in (False, True):
        edition = EditionFactory(register__unit=city.root, register__confidential=confidential)
        for place, unit in enumerate((city.air, city.water), start=1):
            AssignmentFactory(duty=DutyFactory(edition=edition, position=place, text=SAID), unit=unit)
        editions.adopt(actor=SYSTEM, edition_id=edition.pk, adopted_by="Meeting", effective_from=DAY, now=NOW)
    waits = EditionFactory(register__unit=city.root)
    AssignmentFactory(duty=DutyFactory(edition=waits, position=1), unit=city.air)
    day = DAY + timedelta(days=30)
    editions.adopt(actor=SYSTEM, edition_id=waits.pk, adopted_by="Meeting", effective_from=day, now=NOW)


def _draft(city, **register):
    """Give a draft of two duties that the bureaus of air and of water lead."""
    edition = EditionFactory(register__unit=city.root, **register)
    for place, (unit, text) in enumerate(((city.air, "Keep the air clean."), (city.water, SAID)), start=1):
        AssignmentFactory(duty=DutyFactory(edition=edition, position=place, text=text), unit=unit)
    return edition


def _opened(draft, closes_on):
    return consultations.open(actor=clerk(), edition_id=draft.pk, closes_on=closes_on, least_days=1, now=NOW)


def _asked(city):
    """A draft about which its units are asked now; one agrees, one has a comment."""
    draft = _draft(city)
    consultation = _opened(draft, DAY + timedelta(days=30))
    given(consultation, city.air)
    commented(consultation, city.water, draft.duties.get(number="2"), text="Why us?")


def _asked_again(city):
    """A draft that was asked about and changed since, with everything that can stand against its adoption."""
    draft = _draft(city)
    consultation = _opened(draft, DAY + timedelta(days=1))
    commented(consultation, city.water, draft.duties.get(number="2"), text="Why us?")
    closed(consultation, at=NOW + timedelta(days=2))
    AssignmentFactory(duty=DutyFactory(edition=draft, position=3, text=SAID), unit=city.air)
    nameless = DutyFactory(edition=draft, position=4, text="Keep it quiet.")
    UnrecognisedUnit.objects.create(duty=nameless, name="Office of Quiet", role="lead")


def _beside_a_draft(city):
    """A revision of the register, with a file that is compared and one whose columns mean nothing."""
    draft = editions.revise(actor=SYSTEM, register_id=city.edition.register_id, now=NOW)
    for name, words in (("list.csv", TABLE), ("strange.csv", STRANGE)):
        files.put_in(actor=clerk(), edition_id=draft.pk, content=words.encode(), file_name=name, at=NOW)


def _two_editions_of_a_document(city):
    """A document with open, accepted, rejected and clause-bound proposals, and the one that follows it."""
    document = DocumentFactory(unit=city.root)
    for place, state in enumerate(("open", "accepted", "rejected")):
        decided = {"open": {"decided_at": None, "decided_by": ""}, "rejected": {"reason": "No duty"}}.get(state, {})
        proposal = ProposalFactory(document=document, position=place, state=state, **decided)
        ProposedUnitFactory(proposal=proposal, position=0, name="Air Bureau", unit=city.air)
        ProposedUnitFactory(proposal=proposal, position=1, name="Office of Quiet", unit=None, role="support")
        proposal.clause = Clause.objects.create(
            document=document, position=place, kind="item", number=str(place + 1), level=1, start=21, end=58
        )
        proposal.save()
    later = DocumentFactory(unit=city.root, title="The same, mended")
    Clause.objects.create(document=later, position=0, kind="item", number="1", level=1, start=59, end=98)
    documents.supersede(actor=SYSTEM, document_id=later.pk, earlier_id=document.pk, now=NOW)
    # What waits to be read would be begun by whoever looks at it.
    fault = {"code": "common.gave_up", "params": {}}
    told = {"kind": "policy", "file_name": "large.pdf", "begun_at": NOW, "begun_by": "Clerk"}
    Upload.objects.create(unit=city.root, content=b"", state="failed", fault=fault, **told)


def _upload(city):
    """A document that could not be read."""
    Upload.objects.create(
        unit=city.root, kind="communique", file_name="scan.pdf", sha256="0" * 64, content=b"x", state="failed",
        begun_at=NOW, begun_by="Clerk", fault={"code": "sources.document.empty", "params": {}},
    )  # fmt: skip


def _reorganised(city):
    """Two units that are no more: what one held went over, what the other held waits."""
    for code in ("dust", "smoke"):
        unit = UnitFactory(code=code, name=code.title(), path=f"/binhai/{code}/")
        edition = EditionFactory(register__unit=city.root, in_force=True)
        AssignmentFactory(duty=DutyFactory(edition=edition, position=1), unit=unit)
        reorganisations.merge(actor=SYSTEM, codes=[code], into="hechuan", effective_on=DAY, now=NOW)
    part = Assignment.objects.get(unit__code="dust")
    carrying.carry_over(actor=SYSTEM, unit_code="dust", choices={part.pk: "hechuan"}, now=NOW)
