"""The words of rules/zh/obligations.toml as patterns, each with bounded gaps."""

import re
from dataclasses import dataclass
from functools import cache

from zeren.reading.lexicon import action_words
from zeren.reading.model import Language
from zeren.reading.obligations import sought
from zeren.reading.rulebook import alternatives
from zeren.reading.span import Span

__all__ = ["ChineseRules", "chinese_rules", "speaks_of_some"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseRules:
    """The part of obligations.toml that Chinese sentences are asked with."""

    reported: re.Pattern[str]
    reported_on: re.Pattern[str]
    kinds: dict[str, str]
    not_a_task: re.Pattern[str]
    openers: re.Pattern[str]
    adverbs_end: re.Pattern[str]
    actor_end: re.Pattern[str]
    goes_on: re.Pattern[str]
    actor_apposition: re.Pattern[str]
    actor_coverb: re.Pattern[str]
    coverb_start: re.Pattern[str]
    frame_start: re.Pattern[str]
    describing: re.Pattern[str]
    said: re.Pattern[str]
    telling: re.Pattern[str]
    of_some: re.Pattern[str]
    wanting: re.Pattern[str]
    by_when: re.Pattern[str]
    done: re.Pattern[str]


def speaks_of_some(text: str, clause: Span) -> bool:
    """Tell whether *clause* only names what is spoken of ("对依法应当移送的事项，", "规定应当公开的其他事项；").

    Where a comma follows the second form, its own body may go on to do something about it.
    """
    found = chinese_rules().of_some.match(text, clause.start, clause.end)
    return found is not None and (found[1] is not None or not text.startswith(("，", ","), clause.end))


def _words(*names: str) -> str:
    return alternatives(sought(Language.CHINESE, *names))


@cache
def chinese_rules() -> ChineseRules:
    """Open the rules for Chinese sentences."""
    kinds = {
        word: kind
        for kind in ("requiring", "stressing", "noting", "deciding")
        for word in sought(Language.CHINESE, "reporting", kind)
    }
    verbs = alternatives(tuple(kinds))
    speakers, between = _words("reporting", "speakers"), _words("reporting", "between")
    endings, coverbs = _words("actors", "endings"), _words("actors", "coverbs")
    frames = (*sought(Language.CHINESE, "actors", "coverbs"), *action_words("frames", "words"))
    by_when = r"[^，,；;。]{0,18}?(?:底前|年前|月前|(?<=\d)日前|日内|年内|期间)，?"
    return ChineseRules(
        reported=re.compile(
            rf"(?:(?:[^，,；;。]{{0,12}}?|[^。；;]{{0,80}}?[，,]){speakers}|[\u4e00-\u9fff]{{2,4}}(?={verbs}[，,：:])){between}{{0,3}}({verbs})了?[，,：:]?"
        ),
        reported_on=re.compile(
            rf"[，,；;](?:会议|并|还|同时){{0,2}}(?!{_words('reporting', 'not_going_on')})({verbs})了?[，,：:]?"
        ),
        kinds=kinds,
        not_a_task=re.compile(rf"[^，,；;。]{{0,60}}?{_words('reporting', 'not_a_task')}"),
        openers=re.compile(f"{_words('actors', 'openers')}+"),
        adverbs_end=re.compile(rf"{_words('actors', 'adverbs')}+\Z"),
        actor_end=re.compile(rf"{endings}\Z"),
        goes_on=re.compile(_words("actors", "goes_on")),
        actor_apposition=re.compile(rf"[^，,；;：:。]{{0,40}}?{endings}(?={_words('actors', 'apposition')})"),
        actor_coverb=re.compile(rf"[^，,；;：:。]{{0,40}}?{endings}(?={coverbs})"),
        coverb_start=re.compile(coverbs),
        frame_start=re.compile(
            f"(?!{alternatives((*action_words('frames', 'not_frames'), '自'))}){alternatives(frames)}"
        ),
        said=re.compile(_words("situation", "said")),
        describing=re.compile(f"({_words('describing', 'not_in')})|{_words('describing', 'words')}"),
        of_some=_of_some(),
        wanting=re.compile(rf"[^。！？\n]{{0,90}}?{_words('found_wanting', 'words')}"),
        telling=re.compile(_words("telling", "words")),
        by_when=re.compile(by_when),
        done=re.compile(_words("done", "words")),
    )


def _of_some() -> re.Pattern[str]:
    modals, nouns = _words("of_some", "modals"), _words("of_some", "nouns")
    return re.compile(
        rf"(?:(对|凡)|[^，；。]{{0,20}}规定(?={modals}))[^，；。]{{1,80}}的(?:其他|有关|相关)?{nouns}[。；]?\Z"
    )
