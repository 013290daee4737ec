"""What the fields in which a unit is chosen show while somebody types."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zeren_platform.organisation.choosing import written
from zeren_platform.organisation.queries import units
from zeren_platform.search import indexing, queries
from zeren_platform.ui.parts.combobox import found_options

__all__ = ["find_unit"]

SIZE: Final = 8


@login_required
def find_unit(request: HttpRequest) -> HttpResponse:
    """List the units of today that have the words in a name or are called so exactly; the field's name says which."""
    words = request.GET.get(request.GET.get("of", ""), "").strip()
    if not words:
        return HttpResponse()
    indexing.keep_up(on=timezone.localdate(), in_haste=True)
    # Who types a code means that unit.
    keys = list(dict.fromkeys([words, *queries.units_called(words, size=SIZE)]))[: SIZE + 1]
    there = {unit.code: unit for unit in units(on=timezone.localdate()).filter(code__in=keys)}
    rows = [(written(there[key]), there[key].label, key) for key in keys if key in there]
    of = request.headers.get("HX-Target", "found")
    return HttpResponse(found_options(rows, of=of, none=_("No unit is called so.")))
