"""Who issued a document and when, where no label says so: at its foot, under its title, in a law's history."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from zeren.reading.dates import full_dates
from zeren.reading.model import Language
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["Imprint", "made", "signature", "under_title"]

_LONGEST_ISSUER = 60
_DAY = (
    r"(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}-\d{1,2}-\d{1,2}"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
# 上海市第十三届人民代表大会…第三十六次会议: the body is the same in every term and session.
_SESSION = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,5}(?:届|次(?:全体)?会议)")
_FIRST_ARTICLE = re.compile(r"^[#\s\u3000]{0,6}第[一1]条[\s\u3000]", re.MULTILINE)
_UNDER = re.compile(
    rf"\s*(?:[—-]{{1,2}}\s?(?P<after>{_DAY})|[（(]\s?(?P<inside>{_DAY})\s?[）)]"
    r"|(?P<bare>\d{4}年\d{1,2}月\d{1,2}日)[ \t\u3000]*(?:\n|\Z))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What is said of the issue; None for what is not said."""

    issuer: str | None = None
    on: date | None = None
    number: str | None = None


def signature(text: str, language: Language) -> Imprint:
    r"""Read the issuers and the date at the foot: lines with names above a line with a date.

    A notice that sends out a plan is signed before the plan begins, so the first signature is taken.

    Examples
    --------
    >>> found = signature("通知\n请执行。\n滨海市财政局\n滨海市教育局\n2026年3月1日", Language.CHINESE)
    >>> found.issuer, found.on.isoformat()
    ('滨海市财政局 滨海市教育局', '2026-03-01')
    """
    endings = table(language, "document").strings("issuer_endings")
    posts = table(language, "document").strings("signing_posts")
    above: list[str] = []
    for position, line in enumerate(_lines(text)):
        name, on = _dated(line, language)
        names = [*above, name] if name and position > 1 else above
        issuers = _issuers(names, endings)
        if on is not None and issuers:
            return Imprint(issuer=" ".join(issuers), on=on)
        if on is not None and not name and above and above[-1].startswith(posts):
            return Imprint(on=on)
        short = on is None and position > 0 and len(line) <= _LONGEST_ISSUER
        above = [*above[-4:], line] if short else []
    return Imprint()


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if line.strip())


def _dated(line: str, language: Language) -> tuple[str, date | None]:
    """Part a line into the words before a date that ends it, and the date."""
    if len(line) > _LONGEST_ISSUER + 40:
        return "", None
    found = next(full_dates(line, Span(start=0, end=len(line)), language), None)
    if found is None or len(line) - found.span.end > 1:
        return "", None
    return line[: found.span.start].strip(" \u3000,，（("), found.on


def _issuers(lines: list[str], endings: tuple[str, ...]) -> list[str]:
    """Return the names at the end of *lines*, each line one or several parted by spaces."""
    found: list[str] = []
    for line in reversed(lines):
        wide = re.split("[ \u3000]{1,12}" if "\u4e00" <= line[:1] <= "\u9fff" else r"[ ]{3,12}|\t", line)
        if not all(name.endswith(endings) and len(name) <= _LONGEST_ISSUER for name in wide) or line[-1:] in "。；：":
            break
        found = [*wide, *found]
    return found


@cache
def _history() -> re.Pattern[str]:
    rules = table(Language.CHINESE, "document")
    endings, verbs = alternatives(rules.strings("issuer_endings")), alternatives(rules.strings("making"))
    return re.compile(
        rf"(?<![^\s（(])(?:根据|依据)?(?P<on>{_DAY})[\s\u3000]{{0,4}}(?:经|由)?(?P<body>[\u4e00-\u9fff]{{0,40}}{endings})(?P<order>令\s?第?\s?\d{{1,5}}\s?号)?"
        rf"[^\n。；]{{0,100}}?{verbs}"
    )


def made(head: str, language: Language) -> Imprint:
    r"""Read what a law tells of its making under its title: the last body that passed, issued or amended it.

    Examples
    --------
    >>> words = "滨海市噪声条例\n2026年1月20日滨海市第十七届人民代表大会常务委员会第五次会议通过\n第一条 为了安静。"
    >>> found = made(words, Language.CHINESE)
    >>> found.issuer, found.on.isoformat()
    ('滨海市人民代表大会常务委员会', '2026-01-20')
    """
    first = _FIRST_ARTICLE.search(head) if language is Language.CHINESE else None
    found: list[tuple[date, Imprint]] = []
    for told in _history().finditer(head, 0, first.start()) if first else ():
        day = next(full_dates(told["on"], Span(start=0, end=len(told["on"])), language), None)
        issuer = _SESSION.sub("", told["body"])
        number = re.sub(r"\s", "", issuer + told["order"]) if told["order"] else None
        if day is not None:
            found.append((day.on, Imprint(issuer=issuer, on=day.on, number=number)))
    return max(found, key=lambda one: one[0])[1] if found else Imprint()


def under_title(head: str, title: str, language: Language) -> date | None:
    """Read the date under the title: in brackets, on a line of its own, or "——2026年1月20日在…会议上"."""
    last = title[-8:]
    at = head.find(last) if last else -1
    found = _UNDER.match(head, at + len(last)) if at >= 0 else None
    if found is None:
        return None
    words = found["after"] or found["inside"] or found["bare"]
    day = next(full_dates(words, Span(start=0, end=len(words)), language), None)
    return day.on if day else None
