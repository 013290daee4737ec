"""发文字号: organ code, year in lenticular brackets, serial number (GB/T 9704-2012, 7.2.5); the numbers of orders."""

import re

__all__ = ["NUMBER", "ORDER"]

# U+3014 and U+3015 are the right brackets; square, round and black ones are slips that occur.
_YEAR = "[\u3014\\[【(（]\\d{4}[\u3015\\]】)）]"
# 国务院令第711号, 滨海市税务局公告2026年第3号. The name is one word, so nothing is tried twice.
ORDER = re.compile(
    "(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,30}?)(?P<kind>令|公告|通告)[\\s\u3000]{0,3}[（(]?"
    "(?P<number>(?:\\d{4}\\s?年)?\\s?第\\s?\\d{1,5}\\s?号)[）)]?"
)
# With an organ code or, as minutes have it, without; of an order, or its 第12号 on a line by itself; "No. 12 (2026)".
NUMBER = re.compile(
    f"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{0,15}}{_YEAR}\\s?(?:第\\s?)?\\d{{1,5}}\\s?[号期]"
    "|(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,30}(?:令|公告|通告))?[\\s\u3000]{0,3}(?:\\d{4}\\s?年)?\\s?[（(]?第\\s?\\d{1,5}\\s?[号期][）)]?"
    "|\\(?(?:[A-Z][\\w'’ ]{0,80} )?No\\. ?\\d{1,5}(?: ?[(\\[]\\d{4}[)\\]]| of \\d{4})?\\)?"
)
