"""Figures that are aimed at, and figures that were reached."""

from collections.abc import Iterator

from zeren.reading import targets_en, targets_zh
from zeren.reading.aims import Sentence, View, sentences_with_view
from zeren.reading.measures import Quantity, Target
from zeren.reading.model import Clause, Language
from zeren.reading.quantities import quantities
from zeren.reading.span import Span

__all__ = ["targets_and_results"]


def targets_and_results(
    text: str, language: Language, clauses: tuple[Clause, ...], *, figures: tuple[Quantity, ...] | None = None
) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    r"""Find every target and every result of *text*, in their order.

    Parameters
    ----------
    text, language, clauses
        The document, whose rules to apply, and its outline.
    figures
        Its figures, where they have been found already.

    Examples
    --------
    >>> from zeren.reading.outline import outline
    >>> words = "去年收入增长5.1%。今年力争增长6%左右，就业10万人以上。"
    >>> targets, results = targets_and_results(words, Language.CHINESE, outline(words, Language.CHINESE))
    >>> [one.indicator for one in targets], [one.indicator for one in results]
    (['就业'], ['收入增长'])
    """
    if figures is None:
        figures = quantities(text, Span(start=0, end=len(text)), language)
    aimed: list[Target] = []
    reached: list[Target] = []
    for sentence in sentences_with_view(text, language, clauses, figures):
        found = _in_sentence(text, sentence, language)
        (aimed if sentence.view is View.PLANNED else reached).extend(found)
    return _in_order(aimed), _in_order(reached)


def _in_order(found: list[Target]) -> tuple[Target, ...]:
    return tuple(sorted(found, key=lambda one: one.span))


def _in_sentence(text: str, sentence: Sentence, language: Language) -> Iterator[Target]:
    if language is Language.ENGLISH:
        yield from targets_en.targets_of_figures(text, sentence.span, sentence.figures, strict=not sentence.headed)
        return
    found = list(targets_zh.targets_of_figures(text, sentence.span, sentence.figures, strict=not sentence.headed))
    if text.find("同步", sentence.span.start, sentence.span.end) >= 0:
        found = sorted([*found, *targets_zh.in_step(text, sentence.span)], key=lambda one: one.span)
    yield from found
