"""What was read under one state of the ledger is not read again under it, and never under another."""

from uuid import uuid4

import pytest
from django.utils import translation

from zeren_platform.common.memory import remembered


@pytest.fixture
def state():
    return uuid4().hex


@pytest.fixture
def reads():
    return []


@pytest.fixture
def read(reads):
    def ask(*args):
        reads.append(args)
        return len(reads)

    return ask


def test_the_same_is_read_once(state, read, reads):
    assert [remembered(state, read, "a"), remembered(state, read, "a")] == [1, 1]
    assert reads == [("a",)]


def test_another_question_state_or_language_is_read_anew(state, read):
    remembered(state, read, "a")

    assert remembered(state, read, "b") == 2
    assert remembered(uuid4().hex, read, "a") == 3
    with translation.override("fr"):
        assert remembered(state, read, "a") == 4


def test_nothing_is_kept_without_a_state(read):
    assert [remembered("", read), remembered("", read)] == [1, 2]


def test_a_refusal_is_not_kept(state):
    answers = iter([LookupError(), "found"])

    def read():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(LookupError):
        remembered(state, read)
    assert remembered(state, read) == "found"
