"""The state of the ledger, by which what was read is kept, changes with every act and is empty while one waits."""

import pytest
from tests.platform.ledger.factories import NOW, record

from zeren_platform.ledger.models import Outbox, Record, TreeHead
from zeren_platform.ledger.published import head, named_state, state_now
from zeren_platform.ledger.use_cases.sequencing import sequence_here

pytestmark = pytest.mark.django_db


def _act():
    record()
    sequence_here(at=NOW)


def _beside():
    return named_state(Record.objects.annotate(state=state_now()).values_list("state", flat=True).first())


def test_before_the_first_act_there_is_none():
    assert head().state == ""


def test_every_act_makes_another():
    states = []
    for _ in range(3):
        _act()
        states.append(head().state)

    assert len(set(states)) == 3
    assert all(states)


def test_while_an_act_waits_for_its_number_there_is_none():
    _act()
    waiting = record()
    if not Outbox.objects.exists():
        Outbox.objects.create(record=Record.objects.get(uid=waiting))

    assert TreeHead.objects.exists()
    assert head().state == ""
    assert _beside() == ""


def test_beside_another_read_it_is_the_same():
    _act()

    assert _beside() == head().state != ""
