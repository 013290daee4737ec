import pytest
from django.db import connection

from zeren_platform.common.pagination import page_of
from zeren_platform.common.planning import planned_anew
from zeren_platform.organisation.models import Unit


def threshold():
    return getattr(connection.connection, "prepare_threshold", None)


def test_a_list_is_planned_anew_and_what_follows_keeps_its_plan(db):
    before = threshold()

    with planned_anew():
        within = threshold()

    assert within is None
    assert threshold() == before


def test_plans_are_kept_again_after_a_failure(db):
    before = threshold()

    with pytest.raises(LookupError), planned_anew():
        raise LookupError

    assert threshold() == before


def test_a_list_can_be_asked_for_again_and_again(db):
    pages = [page_of(Unit.objects.all(), order=("id",)) for _ in range(5)]

    assert all(page.rows == [] for page in pages)
