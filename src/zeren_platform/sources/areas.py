"""Classes of units that a text names: "all district and county governments and new areas", "各区（市）县人民政府".

A class that takes in every unit of a kind is spelled out, one unit a row; one that leaves a choice ("relevant
districts", "有关区县") is not: nobody but the document could say who is meant.
"""

import re
from typing import Final

__all__ = ["kinds_of_class"]

CHOOSING: Final = re.compile(r"有关|相关|部分|[涉沿临]|relevant|concerned|some|certain|involved", re.IGNORECASE)
# By the kinds of unit that the organisation knows: the words of Chinese texts, then those of English ones.
WRITTEN: Final = (
    ("district", r"各区(?!域)|各县|区（市）县|区\(市\)县|县（市、区）|区县|县区|市县", r"districts?|count(y|ies)"),
    ("new-area", r"新区|功能区|开发区|先导区|园区|管委会", r"new areas?|zones?|pilot (areas|districts)"),
    ("town", r"乡镇|镇街|街镇|各镇|各乡|各街道|镇（街道）", r"towns?(hips?)?|sub-?districts|streets"),
)
KINDS: Final = tuple((kind, re.compile(rf"{zh}|\b({en})\b", re.IGNORECASE)) for kind, zh, en in WRITTEN)


def kinds_of_class(name: str) -> tuple[str, ...]:
    """Name the kinds of unit that a class takes in whole; none where it leaves a choice or means other bodies.

    >>> kinds_of_class("各区（市）县人民政府")
    ('district',)
    >>> kinds_of_class("all district and county governments and new areas")
    ('district', 'new-area')
    >>> kinds_of_class("有关区县"), kinds_of_class("各涉海区县"), kinds_of_class("各部门"), kinds_of_class("各区域")
    ((), (), (), ())
    """
    if CHOOSING.search(name):
        return ()
    return tuple(kind for kind, words in KINDS if words.search(name))
