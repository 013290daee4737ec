"""Words: headings, running text, quotations, dates."""

from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Final, Literal

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from zeren_platform.common.days import DAY_FORMATS
from zeren_platform.ui.parts.icons import IconName, drawn
from zeren_platform.ui.parts.markup import Text, element, escaped, join, language_tag, names

__all__ = ["day", "disclosure", "heading", "link", "linked", "moment", "prose", "quote", "text"]

ABSENT: Final = SafeString('<span class="absent">–</span>')
# Other languages of an installation take the English order.
MOMENT_FORMATS: Final = {"en": "j M Y, H:i", "zh-hans": "Y年n月j日 H:i"}


def heading(content: str, *, level: Literal[2, 3, 4] = 2, id: str = "") -> SafeString:
    """Head a section."""
    return element(f"h{level}", content, id=id or None, class_="heading")


def text(
    content: str,
    *,
    tone: Literal["plain", "quiet", "strong"] = "plain",
    size: Literal["s", "m", "l"] = "m",
    language: str = "",
) -> SafeString:
    """Say something in a line or a paragraph; *language* names the language it is in where that is not the page's."""
    return element("p", content, class_=names("text", f"text-{tone}", f"text-{size}"), lang=language_tag(language))


def prose(content: str, *, language: str = "") -> SafeString:
    """Set long text for reading: paragraphs, lists, headings written as plain markup."""
    return element("div", content, class_="prose", lang=language_tag(language))


def quote(content: str, *, source: Text = "", href: str = "", language: str = "") -> SafeString:
    """Quote the source word for word, and say where it stands."""
    origin = element("a", source, href=href) if href and source else source
    caption = element("figcaption", origin) if source else ""
    return element(
        "figure", join([element("blockquote", content, lang=language_tag(language)), caption]), class_="quote"
    )


def disclosure(content: str, *, summary: Text, opened: bool = False) -> SafeString:
    """Keep a detail out of the way until it is asked for."""
    return element(
        "details",
        join([element("summary", summary), element("div", content, class_="disclosure-body")]),
        class_="disclosure",
        open=opened,
    )


def link(*, href: str, label: Text, icon: IconName = "", quiet: bool = False) -> SafeString:
    """Lead somewhere."""
    return linked(escaped(label), href=href, icon=icon, quiet=quiet)


def linked(content: str, *, href: str, icon: IconName = "", quiet: bool = False) -> SafeString:
    """Lead somewhere from what stands inside."""
    inside = join([drawn(icon), content]) if icon else content
    return element("a", inside, href=href, class_="link link-quiet" if quiet else "link")


def day(value: date | datetime | None) -> SafeString:
    """Write a day in the reader's language."""
    if not value:
        return ABSENT
    local, language = _local(value), get_language()
    return _time(local, _format(DAY_FORMATS, language), local.isoformat()[:10], language)


def moment(value: datetime | None) -> SafeString:
    """Write a day and time in the reader's language, at the place's clock."""
    if not value:
        return ABSENT
    return _moment(value, get_language(), timezone.get_current_timezone())


# An act of many duties, or of an edition, is told on the pages of all of them.
@lru_cache(maxsize=1024)
def _moment(value: datetime, language: str | None, _place: tzinfo) -> SafeString:
    local = _local(value)
    return _time(local, _format(MOMENT_FORMATS, language), local.isoformat()[:16], language)


# The dates of a list repeat.
@lru_cache(maxsize=4096)
def _time(local: date | datetime, written: str, machine: str, _language: str | None) -> SafeString:
    return element("time", format_date(local, written), datetime=machine)


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _format(formats: dict[str, str], language: str | None) -> str:
    return formats.get(language or "en", formats["en"])
