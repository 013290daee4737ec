"""How a day is written for people."""

from datetime import date
from typing import Final

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language

__all__ = ["DAY_FORMATS", "written"]

# Other languages of an installation take the English order.
DAY_FORMATS: Final = {"en": "j M Y", "zh-hans": "Y年n月j日"}


def written(day: date) -> str:
    """Write *day* in the reader's language."""
    return format_date(day, DAY_FORMATS.get(get_language() or "en", DAY_FORMATS["en"]))
