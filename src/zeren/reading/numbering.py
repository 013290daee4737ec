"""The numbers that Word writes before paragraphs: they stand in no text, and are counted here as Word does."""

from dataclasses import dataclass, field

__all__ = ["Level", "Numbering", "written_number"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "千", "仟"), (100, "百", "佰"), (10, "十", "拾"))
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
    "ideographDigital", "koreanCounting",
}  # fmt: skip
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_DEEPEST = 9
_LARGEST = 9999
_LAST_CIRCLED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How the paragraphs of a level are numbered; ``words`` is like "第%1条"."""

    start: int = 1
    form: str = "decimal"
    words: str = ""
    space: bool = False
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of every list.

    Examples
    --------
    >>> numbering = Numbering({"1": ("1", {0: Level(form="chineseCounting", words="%1、")})})
    >>> numbering.next("1", 0), numbering.next("1", 0)
    ('一、', '二、')
    """

    lists: dict[str, tuple[str, dict[int, Level]]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    unknown: int = 0

    def next(self, number: str, depth: int) -> str:
        """Return what stands before the next paragraph of the list *number*; empty for a bullet."""
        found = self.lists.get(number)
        if found is None or not 0 <= depth < _DEEPEST or depth not in found[1]:
            return ""
        shared, levels = found
        counts = self._counts.setdefault(shared, [None] * _DEEPEST)
        counted = counts[depth]
        counts[depth] = levels[depth].start if counted is None else counted + 1
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        return self._words(levels, depth, counts)

    def _words(self, levels: dict[int, Level], depth: int, counts: list[int | None]) -> str:
        level = levels[depth]
        if level.form in {"bullet", "none"}:
            return ""
        words = level.words
        for above in range(depth + 1):
            if f"%{above + 1}" not in words:
                continue
            of = levels.get(above, level)
            count = counts[above]
            written = written_number(of.start if count is None else count, "decimal" if level.legal else of.form)
            if written is None:
                self.unknown += 1
                return ""
            words = words.replace(f"%{above + 1}", written)
        return words + (" " if level.space and words and words[-1] not in "、）)．" else "")


def written_number(count: int, form: str) -> str | None:
    """Write a number in one of Word's forms, or None where the form is not known.

    Examples
    --------
    >>> [written_number(12, form) for form in ("chineseCounting", "upperRoman", "decimalEnclosedCircle", "hebrew1")]
    ['十二', 'XII', '⑫', None]
    """
    if not 0 <= count <= _LARGEST:
        return str(count)
    if form in _CHINESE:
        return _chinese(count, _DIGITS, 1)
    if form == "chineseLegalSimplified":
        return _chinese(count, _LEGAL_DIGITS, 2)
    if form in _CIRCLED:
        return chr(ord("①") + count - 1) if 1 <= count <= _LAST_CIRCLED else str(count)
    if form in _STEMS:
        signs = _STEMS[form]
        return signs[(count - 1) % len(signs)]
    return _latin(count, form)


def _latin(count: int, form: str) -> str | None:
    if form in {"decimal", "decimalFullWidth", "decimalHalfWidth"}:
        return str(count)
    if form == "decimalZero":
        return f"{count:02d}"
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    if form in {"lowerLetter", "upperLetter"}:
        times, letter = divmod(max(count, 1) - 1, 26)
        written = chr(ord("a") + letter) * min(times + 1, _DEEPEST)
        return written if form == "lowerLetter" else written.upper()
    return None


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written += letters * times
    return written


def _chinese(count: int, digits: str, column: int) -> str:
    if count == 0:
        return digits[0]
    written, gap = "", False
    for place in _PLACES:
        times, count = divmod(count, place[0])
        if times:
            written += ("零" if gap else "") + digits[times] + str(place[column])
            gap = False
        elif written:
            gap = True
    if count:
        written += ("零" if gap else "") + digits[count]
    # 十二, not 一十二.
    return written[1:] if written.startswith("一十") else written
