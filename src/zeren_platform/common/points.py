"""Points of an assessment, exact on both databases."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from ninja import Field

__all__ = ["MOST_POINTS", "Points", "PointsField", "points_entry"]

HUNDRED: Final = 100
# More than any scoring table gives; the column is an integer of hundredths.
MOST_POINTS: Final = Decimal(100_000)
# The same in the API: written as a figure in quotes, so that no reader makes a binary fraction of it.
Points = Annotated[Decimal, Field(ge=0, le=MOST_POINTS, decimal_places=2)]

if TYPE_CHECKING:
    Whole = models.PositiveIntegerField[Decimal | str | int | None, Decimal | None]
else:
    Whole = models.PositiveIntegerField


class PointsField(Whole):
    """A ``Decimal`` with at most two places, kept as an integer of hundredths: SQLite has no exact decimals."""

    description = _("Points")

    def from_db_value(self, value: int | None, *_args: object) -> Decimal | None:
        """Give hundredths as points: 750 is 7.5."""
        return None if value is None else _plain(Decimal(value) / HUNDRED)

    def to_python(self, value: Any) -> Decimal | None:
        """Take what a form or a fixture gives."""
        if value is None or value == "":
            return None
        try:
            points = Decimal(str(value))
        except InvalidOperation:
            raise ValidationError(_("Enter a number."), code="invalid") from None
        if not points.is_finite() or not 0 <= points <= MOST_POINTS or points * HUNDRED % 1:
            raise ValidationError(_("Enter points from 0 on with at most two decimal places."), code="invalid")
        return _plain(points)

    def get_prep_value(self, value: Any) -> int | None:
        """Give points as hundredths."""
        points = self.to_python(value)
        return None if points is None else int(points * HUNDRED)

    @property
    def validators(self) -> list[Any]:
        """Give none: those of an integer column speak of hundredths, and ``to_python`` refuses what it cannot hold."""
        return []


def points_entry() -> forms.DecimalField:
    """Ask for points on a page."""
    return forms.DecimalField(
        label=_("Points"), required=False, min_value=0, max_value=MOST_POINTS, max_digits=8, decimal_places=2
    )


def _plain(points: Decimal) -> Decimal:
    """Write 10 and 7.5, never 1E+1 and 7.50."""
    return points.quantize(Decimal(1)) if points == points.to_integral_value() else points.normalize()
