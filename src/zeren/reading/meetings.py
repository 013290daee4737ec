"""Meetings that a document reports: when, which body, who presided, what was dealt with (domain.md 0)."""

import re
from dataclasses import dataclass, field
from functools import cache

from zeren.reading.agenda import agenda_items, agenda_part, is_other_matters, is_same_matter, matter
from zeren.reading.chairs import chair_in
from zeren.reading.dates import FoundDate, full_dates, meeting_date
from zeren.reading.instruments import title_key
from zeren.reading.model import AgendaItem, Chair, Clause, Language, Meeting
from zeren.reading.obligations import word_pattern
from zeren.reading.rulebook import alternatives, table
from zeren.reading.sentences import sentences
from zeren.reading.span import Span

__all__ = ["MeetingsRead", "read_meetings"]

_NUMBER = re.compile(r"第\s?([一二三四五六七八九十百\d]{1,5})\s?次|(?<!\d)(\d{1,3})\s?次|\b(\d{1,3})(?:st|nd|rd|th)\b")
_NEAR_DATE = re.compile(r"\d{1,2}\s?[日]|\d{4}-\d{1,2}-\d{1,2}|[A-Z][a-z]{2,8}\s+\d{1,2}\b|\b\d{1,2}\s+[A-Z][a-z]{2,8}")
# What stands beside the body before 召开: a date, a time of day, the head of a news item.
_AROUND_BODY = re.compile(r"[，,、：:\s]|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚上|晚|全天)?电?")
_LED_BY = re.compile(r"\A(?:an?|the)\s+", re.IGNORECASE)
_ON_A_DAY = re.compile(r"\s+on\s+[A-Z]\w*day\b.*\Z|\s+on\s+(?:[A-Z][a-z]+\s+)?\d.*\Z")
_DATELINE = re.compile(r"\A[^.]{0,60}?\s(?:--|—|–)\s")
_DATED = re.compile(r"\A(?:(?:On|At|In)\s+)?(?:[A-Z]?[a-z]*\s*\d{1,4}\w*(?:\s+[A-Z][a-z]+)?(?:\s+\d{4})?)(?:\s+|\Z)")
_LONGEST_NAME = 80
# A later matter is compared with so many at most: an agenda has no more.
_MOST_MATTERS = 60
# "held a meeting on Friday, March 3": how far after the name its date may begin and end.
_AFTER_NAME = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsRead:
    """The meetings, and the sentences that open them, which oblige nobody."""

    meetings: tuple[Meeting, ...]
    openings: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """The sentence with which a meeting begins: its name and what follows the name."""

    clause: int
    sentence: Span
    before: Span
    name: Span
    after: Span
    # Whether the meeting is the object of "chaired", so that its subject is a person.
    chaired: bool


@dataclass(slots=True, kw_only=True)
class _Draft:
    opening: _Opening
    end: int
    chair: Chair | None = None
    agenda: list[AgendaItem] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    matters: list[frozenset[str]] = field(default_factory=list)

    def add(self, item: AgendaItem, language: Language) -> None:
        """Take *item* in, and remember what it is about."""
        self.agenda.append(item)
        self.titles.update(title_key(name, language) for name in item.instruments)
        if len(self.matters) < _MOST_MATTERS:
            self.matters.append(matter(item.object, language))

    def lacks(self, item: AgendaItem, language: Language) -> bool:
        """Tell whether *item* of a later paragraph is new: the opening has named most already."""
        if is_other_matters(item, language):
            return True
        if item.instruments:
            return any(title_key(name, language) not in self.titles for name in item.instruments)
        return not is_same_matter(matter(item.object, language), self.matters)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    # "召开" and the name after it, or the name and "召开" after it; the groups "verb" and "name".
    opened: re.Pattern[str]
    kind: re.Pattern[str]


@cache
def _rules(language: Language) -> _Rules:
    rules = table(language, "meetings")
    kinds = word_pattern(rules.strings("kinds"), language)
    opened = word_pattern(rules.strings("opened"), language)
    pattern = _chinese_opening(kinds, opened) if language is Language.CHINESE else _english_opening(kinds, opened)
    return _Rules(opened=re.compile(pattern, re.IGNORECASE), kind=re.compile(kinds, re.IGNORECASE))


def _chinese_opening(kinds: str, opened: str) -> str:
    """Match "召开X会议" and "X会议3日在京召开"."""
    name = rf"[^，,；;。：:\n]{{0,{_LONGEST_NAME}}}?{kinds}"
    ends = r"(?=[，,；;。：:\n]|\Z)"
    begins = r"(?:\A|(?<=[，,；;。：:日午\s]))"
    when = r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:上午|下午|晚上)?(?:在[^，,；;。：:\n]{1,12})?"
    return rf"(?P<verb>{opened})(?!的)(?P<name>{name}){ends}|{begins}(?P<named>{name}){when}{opened}{ends}"


def _english_opening(kinds: str, opened: str) -> str:
    """Match "held a meeting" and, where it says whose meeting it was, "chaired a Council meeting"."""
    chaired = word_pattern(table(Language.ENGLISH, "meetings").strings("chairs"), Language.ENGLISH)
    of_whom = r"\s+of\s+the\s+[^,;.]{3,80}?(?=\s+to\s|[,;.])"
    held = rf"(?:an?|its|the)\s+[^,;.]{{0,{_LONGEST_NAME}}}?{kinds}(?:{of_whom})?"
    whose = rf"(?:an?|the)\s+(?:(?-i:[A-Z])[^,;.]{{2,60}}?\s{kinds}|[^,;.]{{0,40}}?{kinds}{of_whom})"
    return rf"(?P<verb>{opened})\s+(?P<name>{held})|{chaired}\s+(?P<named>{whose})"


def read_meetings(text: str, language: Language, clauses: tuple[Clause, ...]) -> MeetingsRead:
    r"""Read every meeting of the document.

    Examples
    --------
    >>> from zeren.reading.outline import outline
    >>> words = "2026-03-12\n3月12日，市长王明主持召开市政府常务会议，听取审计汇报。会议还研究了其他事项。"
    >>> [meeting] = read_meetings(words, Language.CHINESE, outline(words, Language.CHINESE)).meetings
    >>> meeting.held_on.isoformat(), meeting.body, meeting.kind, meeting.chair.name, len(meeting.agenda)
    ('2026-03-12', '市政府', '常务会议', '王明', 2)
    """
    around = sorted(full_dates(text, Span(start=0, end=len(text)), language), key=lambda found: found.span.start)
    drafts: list[_Draft] = []
    openings: list[Span] = []
    for index, clause in enumerate(clauses):
        if drafts and text.startswith("===", clause.span.start):
            _end(drafts, clause)
        if clause.kind in {"note", "title"}:
            continue
        for sentence in sentences(text, clause.span, language):
            opening = _opening(text, index, sentence, language)
            if opening is not None and _is_new(text, opening, drafts, language):
                _end(drafts, clause)
                drafts.append(_Draft(opening=opening, end=len(text.rstrip())))
            if drafts and sentence.start < drafts[-1].end and _belongs(text, sentence, drafts[-1], index, language):
                openings.append(sentence)
    return MeetingsRead(
        meetings=tuple(_meeting(text, draft, around, language) for draft in drafts), openings=tuple(openings)
    )


def _end(drafts: list[_Draft], clause: Clause) -> None:
    """Let the meeting before *clause* end with it."""
    if drafts:
        drafts[-1].end = min(drafts[-1].end, clause.span.start)


def _opening(text: str, clause: int, sentence: Span, language: Language) -> _Opening | None:
    """Read the sentence as the opening of a meeting if it has its verb, its name, and a date or a chair."""
    found = _rules(language).opened.search(text, sentence.start, sentence.end)
    if found is None:
        return None
    before = Span(start=sentence.start, end=found.start())
    dated = _NEAR_DATE.search(text, sentence.start, min(found.end() + _AFTER_NAME, sentence.end)) is not None
    # "主持召开", "chaired a State Council meeting"; a name before 召开 needs a date.
    presided = found["verb"].startswith("主持") if found["verb"] else language is Language.ENGLISH
    if not (dated or (presided and len(before) > 1)):
        return None
    group = "name" if found["verb"] else "named"
    return _Opening(
        clause=clause,
        sentence=sentence,
        before=before,
        name=Span(start=found.start(group), end=found.end(group)),
        after=Span(start=found.end(), end=sentence.end),
        chaired=language is Language.ENGLISH and not found["verb"],
    )


def _is_new(text: str, opening: _Opening, drafts: list[_Draft], language: Language) -> bool:
    """Tell a meeting from another that it only mentions: the first of a section, or one that somebody presided over."""
    if not drafts or opening.sentence.start >= drafts[-1].end:
        return True
    return opening.clause != drafts[-1].opening.clause and chair_in(text, opening.sentence, language) is not None


def _belongs(text: str, sentence: Span, draft: _Draft, clause: int, language: Language) -> bool:
    """Take agenda and chair out of *sentence*; tell whether it is part of the opening."""
    if draft.chair is None:
        draft.chair = chair_in(text, sentence, language)
    if sentence == draft.opening.sentence:
        for item in agenda_items(text, draft.opening.after, language):
            draft.add(item, language)
        return True
    same_paragraph = clause == draft.opening.clause
    part = agenda_part(text, sentence, language, anywhere=same_paragraph)
    if part is None:
        return same_paragraph and draft.chair is not None and draft.chair.span in sentence
    for item in list(agenda_items(text, part, language, later=not same_paragraph)):
        if same_paragraph or draft.lacks(item, language):
            draft.add(item, language)
    return same_paragraph


def _meeting(text: str, draft: _Draft, around: list[FoundDate], language: Language) -> Meeting:
    opening = draft.opening
    body, kind = _body_and_kind(text, opening, language)
    numbered = _NUMBER.search(text, opening.name.start, opening.name.end)
    return Meeting(
        held_on=meeting_date(text, opening.sentence, around, language),
        body=body,
        kind=kind,
        number=_ordinal(numbered) if numbered else None,
        chair=draft.chair,
        agenda=tuple(draft.agenda),
        span=Span(start=opening.sentence.start, end=max(draft.end, opening.sentence.end)),
    )


def _body_and_kind(text: str, opening: _Opening, language: Language) -> tuple[str | None, str | None]:
    name = opening.name.of(text)
    kinds = list(_rules(language).kind.finditer(name))
    if not kinds:
        return None, None
    kind = kinds[-1]
    if language is Language.CHINESE:
        # "市政府党组会议暨第3次常务会议": the body stands before the first.
        before = _chinese_body(name[: kinds[0].start()])
        return before or _chinese_body(opening.before.of(text)), kind[0]
    return _english_body(text, opening), kind[0].lower()


def _chinese_words(words: str) -> str:
    """Take "第12次" and "新一届" from the words that name a body."""
    return _attributes().sub("", _NUMBER.sub("", words)).strip("的") if words else ""


@cache
def _attributes() -> re.Pattern[str]:
    """Match what belongs to a meeting and not to its body: "新一届", "十六届", "（扩大）"."""
    before = alternatives(table(Language.CHINESE, "meetings").strings("body_attributes"))
    session = r"第?[一二三四五六七八九十\d]{1,4}届"
    return re.compile(rf"\A(?:{before}|{session})|\([^)]*\)\Z|（[^）]*）\Z")


def _chinese_body(words: str) -> str | None:
    """Take the body from before 召开, around the date: "1月21日，市委常委会", "市委1月21日"."""
    parts = [_chinese_words(part.strip()) for part in _AROUND_BODY.split(words)]
    return next((part for part in reversed(parts) if part), None)


def _without_kind(name: str) -> str | None:
    return _rules(Language.ENGLISH).kind.split(name)[0].strip() or None


def _english_body(text: str, opening: _Opening) -> str | None:
    """Take the subject of "held", without the date before it; of "chaired a Council meeting" what the meeting is of."""
    if opening.chaired:
        name = _LED_BY.sub("", _ON_A_DAY.sub("", opening.name.of(text)))
        return name.partition(" of the ")[2].strip() or _without_kind(name)
    subject = _DATELINE.sub("", opening.before.of(text)).strip()
    parts = [part for part in (_DATED.sub("", part.strip()).strip() for part in subject.split(",")) if part]
    # "The Council, the cabinet, held": what stands between commas says what it is.
    words = (parts[0] if subject.endswith(",") else parts[-1]) if parts else ""
    return _LED_BY.sub("", words) or None


def _ordinal(found: re.Match[str]) -> int | None:
    digits = found[1] or found[2] or found[3]
    if digits.isdigit():
        return int(digits)
    values = {sign: number for number, sign in enumerate("一二三四五六七八九", start=1)}
    total = current = 0
    for sign in digits:
        if sign in "十百":
            total += max(current, 1) * (10 if sign == "十" else 100)
            current = 0
        else:
            current = values[sign]
    return total + current
