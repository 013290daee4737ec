"""Every act, done as every role at every place, is allowed or refused as ``tools/rights.py`` declares."""

from datetime import timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.db import transaction
from tests.platform.organisation.factories import DelegationFactory, PersonFactory, PostFactory
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DocumentFactory,
    DutyFactory,
    EditionFactory,
    ProposalFactory,
    UnitFactory,
)
from tools.rights import PLACES, READS, RIGHTS, acts, permissions_of

from zeren.foundations.errors import NotPermittedError, ZerenError
from zeren.merkle import KeyKind
from zeren.merkle.signatures import SigningKey
from zeren_platform.common.actor import Actor, Role, Standing
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.exchange.files import Entry
from zeren_platform.organisation.models import AccessToken, Unit
from zeren_platform.organisation.use_cases.units import NewUnit, UnitEntries
from zeren_platform.responsibilities.changes import Change
from zeren_platform.responsibilities.models import Comment, Consultation, Import, Opinion, Register
from zeren_platform.responsibilities.use_cases.duties import DutyWording
from zeren_platform.sources.use_cases.facts import DocumentFacts
from zeren_platform.sources.use_cases.proposals import Wording

BUREAU = "/binhai/bureau/"
PATHS = {"own": BUREAU, "above": "/binhai/", "below": f"{BUREAU}section/", "beside": "/binhai/other/"}
TODAY = NOW.date()
ACTS = {act.name: act for act in acts()}
# Which of the rows an act needs where its parameter alone does not say.
PARTICULAR = {
    "responsibilities.duties.add": {"wording": "duty_wording"},
    "responsibilities.duties.edit": {"wording": "duty_wording"},
    "responsibilities.editions.come_into_force": {"edition_id": "in_force"},
    "responsibilities.endings.repeal": {"edition_id": "in_force"},
    "responsibilities.receipts.accept_many": {"edition_id": "in_force"},
    "responsibilities.many.put_back": {"uid": "uid_told"},
    "sources.editions.part": {"document_id": "document"},
    "sources.editions.supersede": {"document_id": "document"},
    "sources.facts.correct": {"document_id": "document", "before": "nothing"},
    "sources.many.accept_many": {"document_id": "document"},
    "sources.many.reject_many": {"document_id": "document"},
    "sources.merging.merge": {"document_id": "document"},
    "organisation.people.reset_password": {"username": "username"},
    "organisation.importing.import_units": {"entries": "unit_rows"},
    "organisation.importing_people.import_people": {"entries": "people_rows"},
}


TOLD = {"basis": "", "target": "", "cycle": "", "field": "", "title": "", "text": "Keep the air clean."}
# What an act may be given beside rows, by the name of its parameter.
WORDS = {
    "document_id": None,
    "unit_code": "bureau",
    "code": "bureau",
    "substitute": "substitute",
    "username": "substitute",
    "valid_from": TODAY,
    "valid_until": TODAY + timedelta(days=3),
    "effective_from": TODAY,
    "receipt_due_on": None,
    "reason": "Because",
    "despite_reason": "No",
    "adopted_by": "Meeting",
    "number": "",
    "version": 1,
    "kind": "other",
    "title": "T",
    "name": "N",
    "name_zh": "",
    "alias": "Al",
    "password": "correct horse battery",
    "role": "officer",
    "days": 3,
    "scopes": ["read"],
    "units": [],
    "confidential": False,
    "data": b"The Bureau shall keep the air clean.",
    "file_name": "a.txt",
    "language": "en",
    "uid": UUID(int=1),
    "uid_told": str(UUID(int=1)),
    "outcome": "adopted",
    "answer": "Yes",
    "closes_on": TODAY + timedelta(days=30),
    "least_days": 1,
    "short_reason": "",
    "only": [],
    "meanings": {},
    "facts": DocumentFacts(kind="other", title="T"),
    "nothing": None,
    "parts": [],
    "same": True,
    "versions": {},
    "wanted": Change(kind="field", value="Air"),
    "duties": [],
    "before": None,
    "stance": "agree",
    "text": "x",
    "proposed_text": "",
    "proposed_unit_code": "",
    "wording": Wording(**TOLD),
    "duty_wording": DutyWording(**TOLD, units=[("bureau", "lead")]),
    "unit": NewUnit(code="section", name="Section", name_zh="", kind="department", parent_code="bureau", aliases=[]),
    "codes": ["bureau"],
    "into": "",
    "basis": "",
    "among": [],
    "new": [],
    "continues": True,
    "effective_on": TODAY,
    "successor_code": "",
    "end_missing": False,
    "seen": "",
    "entries": UnitEntries(
        kind="department",
        parent_code="",
        division_code="",
        credit_code="",
        valid_from=None,
        valid_until=None,
        position=7,
    ),
    "unit_rows": [Entry(line=2, cells={"code": "bureau", "name": "Bureau of Air", "kind": "department"})],
    "people_rows": [Entry(line=2, cells={"username": "chen", "name": "Chen"})],
    "key": SigningKey(name="log.example/1", kind=KeyKind.ED25519, seed=bytes(32)).verifier(),
}


@pytest.fixture
def bureau(db):
    UnitFactory(code="binhai", name="Binhai", path="/binhai/", kind=Unit.Kind.CITY)
    return UnitFactory(code="bureau", name="Bureau", path=BUREAU)


@pytest.fixture
def rows(bureau):
    """One row of everything, all of the same bureau; each under the name of the parameter that takes it."""
    return {**WORDS, **of_the_sources(bureau), **of_the_registers(bureau), **of_the_organisation(bureau)}


def of_the_sources(bureau):
    document = DocumentFactory(unit=bureau)
    proposal = ProposalFactory(document=document, state="open", decided_at=None, decided_by="", position=0)
    earlier = DocumentFactory(unit=bureau).pk
    return {
        "document": document.pk,
        "earlier_id": earlier,
        "proposal_id": proposal.pk,
        "stays": proposal.pk,
        "seen": {proposal.pk: 1},
    }


def of_the_registers(bureau):
    draft = EditionFactory(register__unit=bureau)
    in_force = EditionFactory(register__unit=bureau, in_force=True)
    file = {"file_name": "a.csv", "format": "csv", "sha256": "0" * 64, "size": 1, "content": b"x", "begun_by": "x"}
    part = AssignmentFactory(duty=DutyFactory(edition=in_force, position=1), unit=bureau).pk
    return {
        "edition_id": draft.pk,
        "in_force": in_force.pk,
        "register_id": draft.register_id,
        "other_id": DutyFactory(edition=in_force, position=2).pk,
        "duty_id": DutyFactory(edition=draft, position=1).pk,
        "assignment_id": part,
        "choices": {part: "bureau"},
        **of_a_consultation(bureau),
        "import_id": Import.objects.create(edition=draft, begun_at=NOW, **file).pk,
    }


def of_a_consultation(bureau):
    """A draft of one duty about which the bureau is asked, and what it said."""
    duty = DutyFactory(edition=EditionFactory(register__unit=bureau, state="consultation"), position=1)
    said = {"opened_at": NOW, "opened_by": "x", "closes_on": TODAY, "least_days": 1, "digest": "x", "number": 1}
    consultation = Consultation.objects.create(edition=duty.edition, **said)
    opinion = Opinion.objects.create(consultation=consultation, unit=bureau)
    comment = Comment.objects.create(opinion=opinion, duty=duty, text="x", proposed_text="y", made_at=NOW, made_by="x")
    return {"consultation_id": consultation.pk, "comment_id": comment.pk}


def of_the_organisation(bureau):
    post = PostFactory(unit=bureau, person=PersonFactory(username="holder"))
    substitute = PersonFactory(username="substitute")
    token = AccessToken.objects.create(
        person=post.person, name="x", digest="x", scopes="read", created_at=NOW, expires_at=NOW + timedelta(days=9)
    )
    delegation = DelegationFactory(post=post, substitute=substitute)
    return {"post_id": post.pk, "token_id": token.pk, "delegation_id": delegation.pk}


def arguments(act, rows):
    particular = PARTICULAR.get(act.name, {})
    missing = [name for name in act.parameters if particular.get(name, name) not in rows]
    assert not missing, f"say in WORDS, or among the rows, what {missing} of {act.name} may be"
    return {name: rows[particular.get(name, name)] for name in act.parameters}


def function(name):
    slice_, module, act = name.split(".")
    found = getattr(import_module(f"zeren_platform.{slice_}.use_cases.{module}"), act)
    # The act without its own transaction: this test takes back what it does.
    return found.__wrapped__


def is_allowed(act, actor, given):
    """Say whether the right was given: done, or refused for any other reason than the right."""
    try:
        with transaction.atomic():
            function(act.name)(actor=actor, **given, now=NOW)
            transaction.set_rollback(True)
    except NotPermittedError:
        return False
    except NotFoundError as error:
        # What somebody may not even see is not there for them; to the platform itself it is.
        return refusal(act, Actor.system("test"), given) == (NotFoundError, sorted(error.params))
    except ZerenError:
        return True
    return True


def refusal(act, actor, given):
    """Give how an act refused, without the numbers that it was given."""
    try:
        with transaction.atomic():
            function(act.name)(actor=actor, **given, now=NOW)
            transaction.set_rollback(True)
    except ZerenError as error:
        return type(error), sorted(error.params)
    return None, []


def actor_at(role, place, person):
    held = () if place == "none" else (Standing(role=role, unit="x", path=PATHS[place]),)
    return Actor(kind="person", name="Somebody", person_id=person.pk, standings=held)


@pytest.mark.parametrize("name", sorted(RIGHTS))
def test_an_act_is_allowed_to_whom_it_is_declared(name, rows):
    somebody, act, right = PersonFactory(), ACTS[name], RIGHTS[name]
    given = arguments(act, rows)
    found = {
        (role, place): is_allowed(act, actor_at(role, place, somebody), given) for role in Role for place in PLACES
    }

    wrong = [
        f"{role} {place}: {'allowed' if allowed else 'refused'}"
        for (role, place), allowed in found.items()
        if allowed != (right.where == "self" or right.allows(role, place))
    ]
    assert wrong == []


def test_every_act_is_declared():
    assert sorted(ACTS.keys() - RIGHTS.keys()) == []
    assert sorted(RIGHTS.keys() - ACTS.keys()) == []


def test_every_permission_is_asked_or_declared():
    asked = {f"{act.name.partition('.')[0]}.{name}" for act in ACTS.values() for name in act.asks}
    asked |= READS.keys()

    assert [name for name, _words in permissions_of() if name not in asked] == []


def test_the_platform_itself_may_do_everything(rows):
    for name, act in ACTS.items():
        if RIGHTS[name].where != "self":
            assert is_allowed(act, Actor.system("test"), arguments(act, rows)), name


def test_a_refused_act_leaves_no_record(rows):
    nobody = Actor(kind="person", name="Nobody", person_id=PersonFactory().pk)
    for name, act in ACTS.items():
        if RIGHTS[name].where != "self":
            is_allowed(act, nobody, arguments(act, rows))

    assert Record.objects.count() == 0


# What names a row of a register or a document that not everybody sees, and a number that no row has.
HIDDEN = ("edition_id", "register_id", "duty_id", "assignment_id", "comment_id", "consultation_id", "import_id")
HIDDEN_DOCUMENTS = ("document_id", "proposal_id", "earlier_id")
NOBODYS = 987_654


@pytest.mark.parametrize("role", Role)
def test_who_may_not_see_a_row_is_refused_as_if_there_were_none(rows, role):
    Register.objects.update(confidential=True)
    stranger = actor_at(role, "beside", PersonFactory())
    told = []
    for name, act in ACTS.items():
        given = arguments(act, rows)
        for key in (key for key in (*HIDDEN, *HIDDEN_DOCUMENTS) if given.get(key)):
            with_it, without = (refusal(act, stranger, {**given, key: pk}) for pk in (given[key], NOBODYS))
            if with_it != without:
                told.append(f"{name} by {key}: {with_it}, and not {without}")

    assert told == []
