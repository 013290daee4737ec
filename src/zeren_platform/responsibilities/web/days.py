"""By when the duties of a list are due: what is offered, and what an address may ask for beside it."""

import re
from datetime import date, timedelta
from typing import Final

from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zeren_platform.common.days import DAY_FORMATS

__all__ = ["days_offered", "month_label"]

ASKED: Final = re.compile(r"\d{4}(-\d\d){0,2}")


def days_offered(asked: str, *, on: date) -> list[tuple[str, str | Promise]]:
    """Offer what is likely to be asked on a day, and what was *asked*, where it is a year, a month or a day."""
    this, following = _month(on), _month(on.replace(day=1) + timedelta(days=32))
    offered: dict[str, str | Promise] = {
        "": _("Any time"),
        (on - timedelta(days=1)).isoformat(): _("Before today"),
        this: _("This month"),
        following: _("Next month"),
        str(on.year): _("This year"),
        "none": _("No day said"),
    }
    if asked not in offered and ASKED.fullmatch(asked) and (label := _label(asked)):
        offered[asked] = label
    return list(offered.items())


def month_label(year: int, month: int) -> str:
    """Write a month in the reader's language."""
    chinese = (get_language() or "").startswith("zh")
    return format_date(date(year, month, 1), "Y年n月" if chinese else "F Y")


def _label(asked: str) -> str:
    """Say in words what was asked for; nothing for what is no day."""
    try:
        found = date(*(int(part) for part in (*asked.split("-"), "1", "1")[:3]))
    except ValueError:
        return ""
    if len(asked) == len("2026"):
        return asked
    if len(asked) == len("2026-06"):
        return month_label(found.year, found.month)
    written = format_date(found, DAY_FORMATS.get(get_language() or "en", DAY_FORMATS["en"]))
    return _("Until %(day)s") % {"day": written}


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
