"""Keep how somebody looks at a list, and give it back; it is nobody's official act."""

from collections.abc import Collection, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Q, QuerySet

from zeren.foundations.errors import InvalidInputError
from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.written import WrittenReadOfMany
from zeren_platform.organisation.queries import unit_by_code
from zeren_platform.responsibilities.models import Register, SavedView

__all__ = ["NamelessViewError", "forget", "keep", "view_of", "views_of"]

# No row has this key.
NOBODY: Final = 0
LONGEST_NAME: Final = 80
LONGEST_QUERY: Final = 2000
# What belongs to one look at the list, and not to the way of looking.
PASSING: Final = frozenset({"after", "before", "view", "undo", "export"})


class NamelessViewError(InvalidInputError):
    """A view has a name that fits, and no more in it than an address holds."""

    code = "responsibilities.view.nameless"


def views_of(actor: Actor, code: str) -> list[SavedView]:
    """List the actor's own views of a register and those of their offices, by name."""
    return _views(sorted(_offices(actor)), actor.person_id or NOBODY, code)


def view_of(actor: Actor, pk: int) -> SavedView:
    """Give one of them."""
    found = _seen(actor).select_related("register").filter(pk=pk).first()
    if found is None:
        raise NotFoundError(view=pk)
    return found


def keep(
    actor: Actor, register: Register, *, name: str, query: str, shared: bool = False, default: bool = False
) -> SavedView:
    """Keep what an address asks for under a name; the same name keeps it anew."""
    asked = urlencode([(key, found) for key, found in parse_qsl(query, keep_blank_values=True) if key not in PASSING])
    if not name.strip() or len(name.strip()) > LONGEST_NAME or len(asked) > LONGEST_QUERY:
        raise NamelessViewError(field="name")
    unit = unit_by_code(actor.standings[0].unit) if shared and actor.standings else None
    mine = SavedView.objects.filter(register=register, owner=actor.person_id or NOBODY)
    with transaction.atomic():
        if default:
            mine.update(is_default=False)
        found, _made = mine.update_or_create(
            name=name.strip(),
            defaults={"query": asked, "unit": unit, "is_default": default},
            create_defaults={
                "query": asked,
                "unit": unit,
                "is_default": default,
                "register": register,
                "owner_id": actor.person_id or NOBODY,
            },
        )
    return found


def forget(actor: Actor, pk: int) -> SavedView:
    """Forget one of the actor's own views."""
    found = view_of(actor, pk)
    if found.owner_id != actor.person_id:
        raise NotFoundError(view=pk)
    SavedView.objects.filter(pk=pk).delete()
    return found


def _seen(actor: Actor) -> QuerySet[SavedView]:
    return _of(_offices(actor), actor.person_id or NOBODY)


def _offices(actor: Actor) -> set[str]:
    return {standing.unit for standing in actor.standings}


def _of(offices: Collection[str], person: int) -> QuerySet[SavedView]:
    return SavedView.objects.filter(Q(owner=person) | Q(unit__code__in=offices))


def _listed(offices: Sequence[str], person: int, code: str) -> QuerySet[SavedView]:
    rows = _of(offices, person).select_related("register").filter(register__code=code)
    return rows.order_by("name", "id")


# Every list of duties asks this.
_views = WrittenReadOfMany(_listed, -1, "?", kind=str, most=16)
