"""Who presided: the name, and the posts before it (Chinese) or after it (English)."""

import re
from functools import cache

from zeren.reading.model import Chair, Language
from zeren.reading.obligations import word_pattern
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["chair_in"]

_CHINESE_NAME = r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,10}"
_LEAD_IN = re.compile(r"[^：:]{0,30}[：:]|[^，,]{0,20}日(?:上午|下午|晚上|晚)?[，,]?|\s+")
# What is no post between the commas after a name.
_DAY = re.compile(r"\s*(?:on\s|\d)")
_ON_A_DAY = re.compile(r"\s+on\s+\S.*\Z")
_ENGLISH_NAME = re.compile(r"[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){1,3}\Z")


@cache
def _chinese() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = table(Language.CHINESE, "meetings")
    chairs = alternatives(rules.strings("chairs"))
    post = alternatives(rules.strings("posts"))
    day = r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:上午|下午)?"
    presided = re.compile(rf"([^。；;]{{1,80}}?){day}[，,]?{chairs}(?=召开|会议|并|[，,。]|\Z)")
    return presided, re.compile(rf"(.*{post})?({_CHINESE_NAME})\Z")


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match "NAME, POSTS, presided over" and "chaired by POST NAME"."""
    rules = table(Language.ENGLISH, "meetings")
    chairs = word_pattern(rules.strings("chairs"), Language.ENGLISH)
    chaired_by = word_pattern(rules.strings("chaired_by"), Language.ENGLISH)
    return re.compile(rf"([^.;]{{3,300}}?)\s+{chairs}"), re.compile(rf"{chaired_by}\s+([^,.;]{{3,120}})(?=[,.;]|\Z)")


def chair_in(text: str, sentence: Span, language: Language) -> Chair | None:
    """Read who presided out of *sentence*.

    Examples
    --------
    >>> found = chair_in("省委常委、市委书记李明主持会议。", Span(start=0, end=16), Language.CHINESE)
    >>> found.name, found.posts
    ('李明', ('省委常委', '市委书记'))
    """
    return _chinese_chair(text, sentence) if language is Language.CHINESE else _english_chair(text, sentence)


def _chinese_chair(text: str, sentence: Span) -> Chair | None:
    presided, person = _chinese()
    found = presided.match(text, sentence.start, sentence.end)
    if found is None:
        return None
    start, end = found.span(1)
    while (lead_in := _LEAD_IN.match(text, start, end)) and lead_in.end() > start:
        start = lead_in.end()
    named = person.match(text, start, end)
    if named is None:
        return None
    posts = tuple(post for post in re.split("[、，,]", named[1] or "") if post)
    return Chair(name=named[2], posts=posts, span=Span(start=start, end=end))


def _english_chair(text: str, sentence: Span) -> Chair | None:
    presided, presided_by = _english()
    found = presided.match(text, sentence.start, sentence.end)
    if found is not None:
        name, *posts = found[1].split(",")
        # "Premier Li Ming on Tuesday chaired": the day is no part of the name.
        words = len(_ON_A_DAY.sub("", name))
        person = _titled(text, Span(start=found.start(1), end=found.start(1) + words))
        if person is not None:
            span = Span(start=found.start(1), end=found.end(1) if posts else person.span.end)
            stated = _english_posts([post.strip() for post in posts if not _DAY.match(post)])
            return Chair(name=person.name, posts=(*person.posts, *stated), span=span)
    found = presided_by.search(text, sentence.start, sentence.end)
    return _titled(text, Span(start=found.start(1), end=found.end(1))) if found else None


def _titled(text: str, words: Span) -> Chair | None:
    """Take "Vice Mayor Li Ming" apart: the post ends with the last word that belongs to one."""
    posts = table(Language.ENGLISH, "meetings").strings("posts")
    end = words.start
    for word in re.finditer(r"\S+", words.of(text)):
        if word[0].lower() in posts or word[0].islower():
            end = words.start + word.end()
    name = text[end : words.end].strip()
    if not _ENGLISH_NAME.fullmatch(name):
        return None
    post = text[words.start : end].removeprefix("the ").strip()
    return Chair(name=name, posts=(post,) if post else (), span=words)


def _english_posts(parts: list[str]) -> list[str]:
    """Part "member of A and secretary of B" before a word that begins a post."""
    begins = word_pattern(table(Language.ENGLISH, "meetings").strings("posts"), Language.ENGLISH)
    return [post for part in parts for post in re.split(rf"\s+and\s+(?={begins})", part.removeprefix("and ")) if post]
