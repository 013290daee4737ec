"""Two who do the same at the same moment: one does it, the other is told why not, and one record tells of it."""

from datetime import date, timedelta
from threading import Barrier

import pytest
from tests.platform.responsibilities.factories import NOW, UnitFactory, clerk

from zeren.foundations.errors import ZerenError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.use_cases import reorganisations
from zeren_platform.responsibilities.models import Assignment, CarriedPart, Duty, Edition
from zeren_platform.responsibilities.staging import files
from zeren_platform.responsibilities.use_cases import carrying, duties, editions, importing
from zeren_platform.responsibilities.use_cases.duties import DutyWording

SYSTEM = Actor.system("test")
LATER = NOW + timedelta(days=30)


def put_in(edition, text):
    return files.put_in(actor=clerk(), edition_id=edition.pk, content=text.encode(), file_name="list.csv", at=NOW)


@pytest.fixture
def one_file(a_draft):
    return put_in(a_draft, "Number,Duty\n2,Keep quiet.\n")


@pytest.fixture
def other_file(a_draft):
    return put_in(a_draft, "Number,Duty\n2,Keep calm.\n")


@pytest.fixture
def waiting(a_draft):
    """An edition that is adopted and comes into force in thirty days."""
    return editions.adopt(
        actor=clerk(), edition_id=a_draft.pk, adopted_by="Meeting", effective_from=LATER.date(), now=NOW
    )


@pytest.fixture
def ended(in_force, air_bureau):
    """The air bureau, which leads two duties, went over into the sky bureau; the sea bureau is there as well."""
    for code in ("sky", "sea"):
        UnitFactory(code=code)
    reorganisations.merge(actor=SYSTEM, codes=["air"], into="sky", effective_on=date(2026, 3, 1), now=NOW)
    return in_force


@pytest.fixture
def at_once(in_threads):
    """Let acts begin at the same moment; give the codes of what stood against them, "" for one that was done."""

    def run(*acts):
        barrier = Barrier(len(acts))

        def act(done):
            barrier.wait()
            try:
                done()
            except ZerenError as refusal:
                return refusal.code
            return ""

        return sorted(in_threads(act, acts, at_once=len(acts)))

    return run


@pytest.fixture
def afterwards(in_threads):
    """Read in a thread what stands then: on SQLite the threads have the database in a file."""
    return lambda read: in_threads(lambda _: read(), [0], at_once=1)[0]


def told(event):
    return lambda: Record.objects.filter(event=event).count()


def test_a_file_is_applied_once(one_file, at_once, afterwards):
    def act():
        importing.apply(actor=clerk(), import_id=one_file.pk, now=NOW)

    assert at_once(act, act) == ["", "responsibilities.import.already_applied"]
    assert afterwards(lambda: sorted(Duty.objects.values_list("number", flat=True))) == ["1", "2"]
    assert afterwards(told("responsibilities.edition.imported")) == 1


def test_of_two_files_beside_one_draft_one_is_applied(one_file, other_file, at_once, afterwards):
    found = at_once(
        lambda: importing.apply(actor=clerk(), import_id=one_file.pk, now=NOW),
        lambda: importing.apply(actor=clerk(), import_id=other_file.pk, now=NOW),
    )

    assert found == ["", "responsibilities.import.draft_changed"]
    assert afterwards(lambda: Duty.objects.filter(number="2").count()) == 1
    assert afterwards(told("responsibilities.edition.imported")) == 1


def test_a_file_never_overwrites_what_was_typed_meanwhile(a_draft, one_file, at_once, afterwards):
    said = {"title": "", "field": "", "basis": "", "target": "", "cycle": ""}
    duty = a_draft.duties.get()
    typed = DutyWording(text="Keep dust down.", units=[("air", "lead")], **said)

    found = at_once(
        lambda: importing.apply(actor=clerk(), import_id=one_file.pk, now=NOW),
        lambda: duties.edit(actor=clerk(), duty_id=duty.pk, version=1, wording=typed, now=NOW),
    )

    # The file came first, or it was refused: what was typed stands in any case.
    assert found in (["", ""], ["", "responsibilities.import.draft_changed"])
    assert afterwards(lambda: Duty.objects.get(number="1").text) == "Keep dust down."
    assert afterwards(Duty.objects.count) == found.count("")


def test_an_edition_comes_into_force_once(waiting, at_once, afterwards):
    def act():
        editions.come_into_force(actor=SYSTEM, edition_id=waiting.pk, now=LATER)

    assert at_once(act, act) == ["", "responsibilities.edition.not_awaiting"]
    assert afterwards(lambda: Edition.objects.get().state) == Edition.State.IN_FORCE
    assert afterwards(told("responsibilities.edition.came_into_force")) == 1


def test_a_part_goes_over_once_to_one_successor(ended, at_once, afterwards):
    parts = list(Assignment.objects.filter(unit__code="air").values_list("pk", flat=True))

    def to(code):
        choices = dict.fromkeys(parts, code)
        return lambda: carrying.carry_over(actor=clerk(), unit_code="air", choices=choices, now=NOW)

    assert at_once(to("sky"), to("sea")) == ["", "responsibilities.carrying.nothing"]
    holders = afterwards(lambda: set(Assignment.objects.filter(pk__in=parts).values_list("unit__code", flat=True)))
    assert holders in ({"sky"}, {"sea"})
    assert afterwards(CarriedPart.objects.count) == len(parts)
    assert afterwards(told("responsibilities.receipt.carried_over")) == 1
