"""Points are exact on both databases."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st
from tests.platform.responsibilities.factories import DutyFactory

from zeren_platform.common.points import MOST_POINTS, PointsField
from zeren_platform.responsibilities.models import Duty


@given(st.decimals(min_value=0, max_value=MOST_POINTS, places=2))
def test_points_come_back_as_they_were_given(points):
    column = PointsField()

    assert column.from_db_value(column.get_prep_value(points)) == points


@pytest.mark.parametrize("written", ["-1", "0.005", "NaN", "Infinity", "100000.01", "ten", "1e400"])
def test_what_is_no_number_of_hundredths_is_refused(written):
    with pytest.raises(ValidationError):
        PointsField().to_python(written)


@pytest.mark.django_db
def test_points_are_written_without_idle_zeros():
    duty = DutyFactory(points="7.50")

    assert str(Duty.objects.get(pk=duty.pk).points) == "7.5"


@pytest.mark.django_db
def test_a_sum_is_in_points():
    edition = DutyFactory(points="0.1").edition
    DutyFactory(edition=edition, points="0.2")

    assert Duty.objects.aggregate(total=Sum("points"))["total"] == Decimal("0.3")
