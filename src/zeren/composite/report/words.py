"""The words of a report, in English and in Chinese, which stand side by side in ``words.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from zeren.composite.audit import Finding

__all__ = ["Language", "said", "told"]

Language = Literal["en", "zh"]
_Sentences = Mapping[str, tuple[str, str]]


@cache
def _sentences(kind: str) -> _Sentences:
    text = (files("zeren.composite.report") / "words.toml").read_text(encoding="utf-8")
    return cast("_Sentences", tomllib.loads(text)[kind])


def said(language: Language, key: str, **known: object) -> str:
    """Give a sentence; a rule that has no words here gives its name.

    Examples
    --------
    >>> said("zh", "tier_one", tier=2), said("en", "ordered_otherwise")
    ('第2名次组：1个单位', 'ordered otherwise')
    """
    pair = _sentences("words").get(key)
    return key.replace("_", " ") if pair is None else pair[language == "zh"].format(**known)


def told(finding: Finding, names: str, language: Language) -> str:
    """Tell a finding of an audit in words; *names* are those of its parts, as a reader knows them."""
    pair = _sentences("found").get(finding.topic)
    if pair is None:
        return f"{names}: {finding.topic.replace('_', ' ')} ({finding.measure:.2f})."
    return pair[language == "zh"].format(names, finding.measure)
