"""发文字号: organ code, year in lenticular brackets, serial number (GB/T 9704-2012, 7.2.5)."""

import re

__all__ = ["NUMBER"]

# U+3014 and U+3015 are the right brackets; square, round and black ones are slips that occur.
NUMBER = re.compile(
    "(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,15}[\u3014\\[【(（]\\d{4}[\u3015\\]】)）]\\s?(?:第\\s?)?\\d{1,5}\\s?号"
)
