"""What is to be done: verbs and what they are done to."""

from zeren.reading import actions_en, actions_zh
from zeren.reading.measures import Action
from zeren.reading.model import Language
from zeren.reading.span import Span

__all__ = ["actions"]


def actions(text: str, within: Span, language: Language) -> tuple[Action, ...]:
    """Find the actions of *within*, in their order.

    Examples
    --------
    >>> words = "市生态环境局要进一步健全机制，修订并公布清单。"
    >>> found = actions(words, Span(start=0, end=len(words)), Language.CHINESE)
    >>> [(one.verb, one.object) for one in found]
    [('健全', '机制'), ('修订', '清单'), ('公布', '清单')]
    """
    find = actions_zh.find if language is Language.CHINESE else actions_en.find
    return tuple(find(text, within))
