"""What an audit or an inspection found: the sentences that tell it, under the headings of the findings."""

import re
from collections.abc import Iterator
from functools import cache

from zeren.reading.measures import Problem, Quantity, Rectification
from zeren.reading.model import Clause, Language
from zeren.reading.outline import body_of
from zeren.reading.quantities import inside, quantities
from zeren.reading.rulebook import Table, alternatives, table
from zeren.reading.sentences import sentences
from zeren.reading.span import Span

__all__ = ["problems"]

# A sentence that opens with what was examined says so within so many signs.
_OPENING = 16


def problems(
    text: str,
    language: Language,
    clauses: tuple[Clause, ...],
    *,
    title: str | None,
    figures: tuple[Quantity, ...] | None = None,
) -> tuple[Problem, ...]:
    r"""Find every problem of *text*, in its order; only a report of an audit or inspection has any.

    Parameters
    ----------
    text, language, clauses
        The document, whose rules to apply, and its outline.
    title
        Its title, which says whether it is such a report.
    figures
        Its figures, where they have been found already.

    Examples
    --------
    >>> from zeren.reading.outline import outline
    >>> words = "一、资金管理情况\n2个镇挪用专项资金3万元，已追回。"
    >>> [found] = problems(words, Language.CHINESE, outline(words, Language.CHINESE), title="滨海市审计工作报告")
    >>> found.amounts[0].yuan, found.rectification.value, found.heading_path
    (Decimal('30000'), 'done', ('资金管理情况',))
    """
    if title is None or not _is_report(title, language):
        return ()
    if figures is None:
        figures = quantities(text, Span(start=0, end=len(text)), language)
    rectified = any(word in title.lower() for word in _rules(language).strings("rectified_titles"))
    paths = _paths(clauses)
    aside = _aside(clauses, language)
    found: list[Problem] = []
    for clause, path, skipped in zip(clauses, paths, aside, strict=True):
        if not skipped:
            told = _in_clause(text, clause, language, rectified=rectified)
            found.extend(_problem(text, span, said, path, figures, language) for span, said in told)
    return tuple(found)


def _flags(language: Language) -> re.RegexFlag:
    """Return none for Chinese, which has no case: the search is faster without."""
    return re.IGNORECASE if language is Language.ENGLISH else re.NOFLAG


def _rules(language: Language) -> Table:
    return table(language, "problems")


@cache
def _is_report(title: str, language: Language) -> bool:
    rules = _rules(language)
    name = title.lower().strip()
    kind = re.search(alternatives(rules.strings("kinds")), name)
    if kind is None or re.search(alternatives(rules.strings("reports")), name[kind.end() :]) is None:
        return False
    ending = name.partition("（")[0]
    if language is Language.CHINESE:
        return not ending.endswith(rules.strings("not_titles"))
    return not any(re.search(rf"\b{re.escape(word)}\b", name) for word in rules.strings("not_titles"))


def _paths(clauses: tuple[Clause, ...]) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    for clause in clauses:
        above = paths[clause.parent] if clause.parent is not None else ()
        paths.append((*above, clause.heading) if clause.heading else above)
    return paths


def _aside(clauses: tuple[Clause, ...], language: Language) -> list[bool]:
    """Tell for each clause whether it stands under no heading, or under one that finds nothing."""
    never = re.compile(alternatives(_rules(language).strings("not_under")), _flags(language))
    found: list[bool] = []
    for clause in clauses:
        above = clause.parent is not None and found[clause.parent]
        heading = clause.heading or ""
        # 落实要求不到位 is a finding, 工作要求 is none.
        own = never.search(heading) is not None and not _tells(heading, language)
        headed = clause.parent is not None or clause.heading is not None
        found.append(own or not headed or (above and clause.parent is not None))
    return found


def _in_clause(text: str, clause: Clause, language: Language, *, rectified: bool) -> Iterator[tuple[Span, Span]]:
    """Yield the sentences that tell a problem, each with what is said of it up to the next.

    The item is the problem as a whole where it tells how one was put right, and where its heading alone tells one.
    """
    heading = clause.heading_span
    whole = Span(start=heading.start, end=clause.span.end) if heading and clause.kind == "item" else None
    if rectified and whole and heading and "问题" in heading.of(text):
        yield whole, whole
        return
    telling: Span | None = None
    said = 0
    for sentence in sentences(text, body_of(clause, text), language):
        if _tells(sentence.of(text), language):
            if telling is not None:
                yield telling, Span(start=telling.start, end=said)
            telling = sentence
        said = sentence.end
    if telling is not None:
        yield telling, Span(start=telling.start, end=said)
    elif whole and heading and _tells(heading.of(text), language):
        yield whole, whole


@cache
def _found_words(language: Language) -> re.Pattern[str]:
    rules = _rules(language).table("found")
    return re.compile(
        rf"{alternatives(rules.strings('not_words'))}|(?P<word>{alternatives(rules.strings('words'))})",
        _flags(language),
    )


@cache
def _matches(name: str, language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(_rules(language).table("found").strings(name)), _flags(language))


def _tells(words: str, language: Language) -> bool:
    if not any(found["word"] for found in _found_words(language).finditer(words)):
        return False
    if _matches("advice", language).search(words):
        return False
    examined = _matches("examined", language).match(words, 0, _OPENING)
    return examined is None or _matches("findings", language).search(words, examined.end()) is not None


def _problem(
    text: str, span: Span, said: Span, path: tuple[str, ...], figures: tuple[Quantity, ...], language: Language
) -> Problem:
    return Problem(
        text=span.of(text),
        span=span,
        amounts=tuple(one for one in inside(figures, span) if one.yuan is not None),
        rectification=_rectification(said.of(text), language),
        heading_path=path,
    )


@cache
def _state(name: str, language: Language) -> re.Pattern[str]:
    # 已归还的本息: before 的 it describes.
    return re.compile(alternatives(_rules(language).table(name).strings("words")) + "(?!的)", _flags(language))


def _rectification(words: str, language: Language) -> Rectification | None:
    """Tell how far it has been put right; what is done in part is under way."""
    remaining = _state("open", language).sub("", words)
    is_open = remaining != words
    under_way = _state("under_way", language).search(remaining) is not None
    done = _state("done", language).search(_state("under_way", language).sub("", remaining)) is not None
    if under_way or (done and is_open):
        return Rectification.UNDER_WAY
    if is_open:
        return Rectification.OPEN
    return Rectification.DONE if done else None
