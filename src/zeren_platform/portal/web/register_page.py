"""The page of a register: what all of its pages share is rendered once, the list is drawn by functions of the kit."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, QueryDict
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.written_pages import TuplePage
from zeren_platform.organisation import published as organisation
from zeren_platform.organisation.choosing import MOST, PublicUnits
from zeren_platform.portal.web.addresses import is_static
from zeren_platform.portal.web.caching import remembered
from zeren_platform.portal.web.forms import DutiesForm
from zeren_platform.portal.web.moulds import Mould
from zeren_platform.portal.web.pages import drawing
from zeren_platform.portal.web.rows import duty_rows, table, told
from zeren_platform.responsibilities import published
from zeren_platform.responsibilities.published import PublishedLine, PublishedRegister
from zeren_platform.ui.offered import Offered
from zeren_platform.ui.parts.filters import PLACES, filter_bar
from zeren_platform.ui.parts.forms import field
from zeren_platform.ui.parts.markup import escaped, join
from zeren_platform.ui.parts.states import empty_state
from zeren_platform.ui.shapes import Column, Crumb

__all__ = ["Choices", "around_list", "drawn_list", "narrowed"]

COLUMNS: Final = (
    Column(key="number", label=gettext_lazy("No."), width="xs", kind="code"),
    Column(key="duty", label=gettext_lazy("Duty"), kind="head"),
    Column(key="field", label=gettext_lazy("Field"), width="l", hide_below="narrow"),
    Column(key="who", label=gettext_lazy("Who leads"), width="l"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
)


def around_list(found: PublishedRegister, edition: int) -> Mould:
    """Render what stands around the list, which is the same on all of its pages."""
    context = {
        "register": found,
        "editions": found.editions,
        "present": any(one.in_force for one in found.editions),
        "feed": reverse("portal:register-feed", args=[found.code]),
        "crumbs": _crumbs(found, edition),
    }
    return Mould.of("portal/register.html", context, places=("filters", "listed"))


def narrowed(request: HttpRequest, found: PublishedRegister) -> tuple[SafeString, str]:
    """Draw the filters, and give the code of the unit that is chosen in them.

    Where nothing is chosen they are the same on every page of the list, so that they are drawn once.
    """
    today = timezone.localdate()
    if is_static(request) and not request.GET:
        return SafeString(), ""
    if set(request.GET) <= set(PLACES):
        return remembered(request, _plain, request.path, found.code, found.edition, today), ""
    form = _form(request.GET, remembered(request, _choices, found.code, found.edition, today), today)
    return _bar(drawing(request), form, request.path), form.unit_code()


def drawn_list(request: HttpRequest, found: PublishedRegister, page: TuplePage[PublishedLine]) -> SafeString:
    """Draw a page of the list."""
    if not page.rows:
        said = escaped(_("Take a filter away, or try other words."))
        return empty_state(said, title=_("No duty fits these filters"), icon="search-x")
    return table(drawing(request), duty_rows(page.rows), caption=found.title, columns=told(COLUMNS), page=page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a register can be narrowed to; ``listed`` are the units, where they make a list."""

    fields: Offered
    listed: Offered | None
    units: dict[str, str]


def _choices(code: str, edition: int, today: date) -> Choices:
    units = dict(organisation.directory(today).units)
    fields = [(name, name) for name in published.fields(code, edition)]
    every = ("", _("All"))
    return Choices(
        fields=Offered([every, *fields]),
        listed=Offered([every, *units.items()]) if 0 < len(units) <= MOST else None,
        units=units,
    )


def _plain(path: str, code: str, edition: int, today: date) -> SafeString:
    return _bar(Context(), _form(QueryDict(), _choices(code, edition, today), today), path)


def _form(query: QueryDict, choices: Choices, today: date) -> DutiesForm:
    units = PublicUnits(choices.units, on=today, source="portal:find-unit")
    return DutiesForm(query, fields=choices.fields, listed=choices.listed, units=units)


def _bar(context: Context, form: DutiesForm, path: str) -> SafeString:
    drawn = [field(form["words"], width="l"), field(form["field"]), field(form["unit"])]
    return filter_bar(context, join(drawn), action=path, form=form)


def _crumbs(found: PublishedRegister, edition: int) -> list[Crumb]:
    top = Crumb(label=_("Registers"), href="/")
    if not edition:
        return [top, Crumb(label=found.title)]
    here = Crumb(label=_("Edition %(number)s") % {"number": edition})
    return [top, Crumb(label=found.title, href=reverse("portal:register", args=[found.code])), here]
