"""Chinese sentences that oblige (rules/zh/obligations.toml).

A sentence is taken apart into the words that report it (会议强调，), then clauses at ，；：. A modal word counts
where it heads a clause or follows its subject; a clause that ends in 的 is a condition (确需延长的，应当…) and
obliges nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from zeren.reading.actions_zh import phrase
from zeren.reading.carriers import doer, in_charge, is_told, supports_at
from zeren.reading.lexicon import leading_verb, without_adverbs
from zeren.reading.model import Language, Modality
from zeren.reading.obligation_words import chinese_rules, speaks_of_some
from zeren.reading.obligations import Context, Finding, Modal, modals
from zeren.reading.proper_names import is_concrete
from zeren.reading.sentences import clauses
from zeren.reading.situations import told_before
from zeren.reading.span import Span
from zeren.reading.unit_names import name_rules, trimmed

__all__ = ["findings"]

_IN_CHARGE = "zh.in-charge"
# Words that as often describe as oblige; so do the single signs 应, 须, 需.
_DESCRIPTIVE = frozenset({"禁止", "严禁", "需要"})
_MODAL_RULES = ("zh.must", "zh.must-not", _IN_CHARGE)
_CLAUSE_SIGNS = "，；：,;:"
_COLON = re.compile("[：:]")
_LONGEST_NAME = 24
_MOST_MODALS = 6
_LONGEST_SUBJECT = 45
# A subject that lists its bodies may be as long.
_LONGEST_LIST = 120
_LONGEST_QUOTED = 14
# How far into a sentence "是" is looked for.
_LONGEST_LOOK = 120
_ENDS = " \t\u3000，,；;：:、…"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """How the sentence is reported ("stressing", "requiring", …; empty where nobody is quoted), and what is said."""

    kind: str
    content: Span


def findings(text: str, sentence: Span, context: Context) -> list[Finding]:
    """Find what *sentence* obliges.

    Examples
    --------
    >>> words = "会议强调，市生态环境局要加强监管，各区要落实属地责任。"
    >>> found = findings(words, Span(start=0, end=len(words)), Context())
    >>> [(one.actor.of(words), one.span.of(words)) for one in found]
    [('市生态环境局', '市生态环境局要加强监管'), ('各区', '各区要落实属地责任。')]
    """
    report = _reported(text, sentence)
    if report.kind == "" and (body := _before_colon(text, sentence)):
        return [Finding(span=sentence, modality=Modality.MUST, rule=_IN_CHARGE, actor=body)]
    found = list(_with_modals(text, report, context))
    return found or list(_without_modal(text, report, context))


def _before_colon(text: str, sentence: Span) -> Span | None:
    """Find the body that a colon puts in charge ("市林业局：负责…")."""
    colon = _COLON.search(text, sentence.start, min(sentence.end, sentence.start + _LONGEST_NAME))
    if colon is None:
        return None
    body = trimmed(text, Span(start=sentence.start, end=colon.start()))
    charge = modals(
        text, Span(start=colon.end(), end=min(sentence.end, colon.end() + 2)), Language.CHINESE, (_IN_CHARGE,)
    )
    return body if charge and is_concrete(body.of(text), Language.CHINESE) else None


def _reported(text: str, sentence: Span) -> _Report:
    """Separate who reports from what is said; what is only noted or studied may be followed by what is stressed."""
    rules = chinese_rules()
    found = rules.reported.match(text, sentence.start, sentence.end)
    if found is None:
        return _Report(kind="", content=sentence)
    while rules.kinds[found[1]] == "noting":
        after = rules.reported_on.search(text, found.end() - 1, sentence.end)
        if after is None:
            break
        found = after
    content = trimmed(text, Span(start=found.end(), end=sentence.end))
    return _Report(kind=rules.kinds[found[1]], content=content)


def _with_modals(text: str, report: _Report, context: Context) -> Iterator[Finding]:
    """Yield a finding for each subject that has its own modal word; the first takes what stands before it too."""
    if report.kind == "deciding" and chinese_rules().not_a_task.match(text, report.content.start, report.content.end):
        return
    parts = clauses(text, report.content, _CLAUSE_SIGNS)
    heads = [(clause, modal) for clause in parts if (modal := _modal_of(text, clause))]
    if not heads:
        return
    starts = [_first(text, report.content, *heads[0])]
    for clause, modal in heads[1:]:
        actor = _before_or_by(text, clause, modal)
        # "…，市气象局要积极配合" names who supports, and is no task of its own.
        if actor is not None and not (
            is_concrete(actor.of(text), Language.CHINESE)
            and supports_at(text, modal.span.start, clause.end, Language.CHINESE)
        ):
            starts.append((clause.start, clause, modal, actor))
    ends = [start for start, *_ in starts[1:]] + [report.content.end]
    for (start, clause, modal, actor), end in zip(starts, ends, strict=True):
        span = trimmed(text, Span(start=start, end=end), _ENDS)
        carries = actor is None and report.kind == "" and _heads(text, clause, modal)
        carried = context.topic if carries else actor
        yield Finding(span=span, modality=modal.modality, rule=modal.rule, actor=carried)


def _first(text: str, content: Span, clause: Span, modal: Modal) -> tuple[int, Span, Modal, Span | None]:
    """Say where the first obligation begins: with its sentence, or after a statement of how things stand."""
    actor = _subject(text, content, clause, modal)
    before = list(clauses(text, Span(start=content.start, end=clause.start), _CLAUSE_SIGNS))
    whole = (actor is not None and actor.start < clause.start) or any(_frames(text, one) for one in before)
    if whole or not told_before(text, before, Span(start=modal.span.end, end=content.end)):
        return content.start, clause, modal, actor
    said = chinese_rules().said.match(text, clause.start, modal.span.start)
    return said.end() if said else clause.start, clause, modal, actor


def _frames(text: str, clause: Span) -> bool:
    """Tell whether a clause before the obligation is part of it: for what, by what, or an order."""
    return chinese_rules().coverb_start.match(text, clause.start, clause.end) is not None or _is_order(text, clause)


def _modal_of(text: str, clause: Span) -> Modal | None:
    """Find the first modal word of a clause that obliges."""
    if text[clause.end - 1] == "的" or speaks_of_some(text, clause):
        return None
    found = modals(text, clause, Language.CHINESE, _MODAL_RULES)
    # "可以对依法应当接受检查的事项": what is permitted obliges nobody.
    if found and text.find("可以", clause.start, found[0].span.start) >= 0:
        return None
    # "根据工作需要": at the end of a clause it is a noun. A clause with many such words is none that obliges.
    return next(
        (
            modal
            for modal in found[:_MOST_MODALS]
            if modal.span.end < clause.end
            and text[modal.span.end] not in "。！"
            and _stands(text, clause, modal)
            and not _is_quoted(text, modal)
        ),
        None,
    )


def _is_quoted(text: str, modal: Modal) -> bool:
    """Tell whether the word belongs to a short quotation (“五个必须”), which is the name of something."""
    before = text[max(modal.span.start - _LONGEST_QUOTED, 0) : modal.span.start]
    after = text[modal.span.end : modal.span.end + _LONGEST_QUOTED]
    return before.rfind("“") > before.rfind("”") and "”" in after and not set("，。") & set(after.partition("”")[0])


def _stands(text: str, clause: Span, modal: Modal) -> bool:
    """Tell whether the word obliges where it stands.

    禁止, 应, 需 may describe (禁止进境的货物, 应偿还的利息), so a body stands before them, or nothing;
    before 负责 a body, and no 的 after it.
    """
    if modal.rule != _IN_CHARGE and len(modal.span) > 1 and modal.span.of(text) not in _DESCRIPTIVE:
        return True
    if modal.span.of(text) == "要":
        return True
    # "市公安局负责的工作": it tells one thing from others.
    if modal.rule == _IN_CHARGE and text.startswith("的", modal.span.end):
        return False
    if modal.span.of(text) == "应" and chinese_rules().wanting.match(text, modal.span.end):
        return False
    before = Span(start=clause.start, end=modal.span.start)
    actor = _actor_in(text, before)
    named = actor is not None and actor.end == _bare(text, before).end
    return named or (modal.rule != _IN_CHARGE and _heads(text, clause, modal))


def _heads(text: str, clause: Span, modal: Modal) -> bool:
    """Tell whether nothing but openers and adverbs stands before the modal word."""
    before = _bare(text, Span(start=clause.start, end=modal.span.start))
    return len(before) == 0


def _bare(text: str, before: Span) -> Span:
    """Leave out openers at the beginning and adverbs at the end of what stands before a modal word."""
    rules = chinese_rules()
    before = trimmed(text, before, _ENDS)
    if opened := rules.openers.match(text, before.start, before.end):
        before = trimmed(text, Span(start=opened.end(), end=before.end), _ENDS)
    if adverb := rules.adverbs_end.search(text, max(before.start, before.end - 20), before.end):
        before = Span(start=before.start, end=adverb.start())
    return before


def _subject(text: str, content: Span, clause: Span, modal: Modal) -> Span | None:
    """Find who must act: before the modal word, else at the head of the sentence ("各省人民政府作为主体，要…")."""
    actor = _before_or_by(text, clause, modal)
    if actor is not None or not _heads(text, clause, modal):
        return actor
    first = next(clauses(text, content, _CLAUSE_SIGNS), content)
    return _actor_in(text, first) if first.start < clause.start else None


def _before_or_by(text: str, clause: Span, modal: Modal) -> Span | None:
    """Read who must act before the modal word, or after the 由 that follows it ("要由市水务局牵头")."""
    by = text.startswith("由", modal.span.end)
    named = doer(text, Span(start=modal.span.end, end=clause.end)) if by else None
    return named or _actor_in(text, Span(start=clause.start, end=modal.span.start))


def _actor_in(text: str, before: Span) -> Span | None:
    """Read the body that *before* ends with, or that stands in it before a coverb."""
    rules = chinese_rules()
    before = _bare(text, before)
    if not len(before) or rules.coverb_start.match(text, before.start, before.end) or _is_order(text, before):
        return None
    # "各省人民政府作为规划主体，要…": the subject ends before 作为, though what follows ends like one too.
    if found := rules.actor_apposition.match(text, before.start, before.end):
        return Span(start=before.start, end=found.end())
    if _describes(text, before):
        return None
    longest = _LONGEST_LIST if text.find("、", before.start, before.end) >= 0 else _LONGEST_SUBJECT
    if len(before) <= longest and rules.actor_end.search(text, before.start, before.end):
        by = len(before) > 1 and text[before.start] == "由"
        return Span(start=before.start + by, end=before.end)
    found = rules.actor_coverb.match(text, before.start, before.end)
    return Span(start=before.start, end=found.end()) if found else None


def _without_modal(text: str, report: _Report, context: Context) -> Iterator[Finding]:
    """Yield what a meeting decided or required, an order, or what a body is told to do without a word like 要."""
    rules, content = chinese_rules(), report.content
    if not len(content) or speaks_of_some(text, content):
        return
    if report.kind == "deciding" and not rules.not_a_task.match(text, content.start, content.end):
        yield _order(text, report, context, "zh.meeting-decided", Modality.DECIDED)
    elif report.kind == "requiring":
        yield _order(text, report, context, "zh.meeting-required", Modality.MUST)
    elif not rules.done.search(text, content.start, content.end):
        yield from _ordered(text, report, context)


def _order(text: str, report: _Report, context: Context, rule: str, modality: Modality) -> Finding:
    actor = _of_order(text, report, context, rule)
    return Finding(span=report.content, modality=modality, rule=rule, actor=actor)


def _ordered(text: str, report: _Report, context: Context) -> Iterator[Finding]:
    content, rule = report.content, _order_rule(report, context)
    if _is_order(text, content) or doer(text, _opened(text, content)):
        if rule:
            yield _order(text, report, context, rule, Modality.IMPERATIVE)
        elif not report.kind and in_charge(text, _opened(text, content)):
            yield _order(text, report, context, _IN_CHARGE, Modality.MUST)
    elif rule and (acting := _acting(text, content)):
        body, dated = acting
        if dated:
            yield Finding(span=content, modality=Modality.MUST, rule="zh.until-when", actor=body)
        elif context.imperatives and not report.kind:
            yield Finding(span=content, modality=Modality.IMPERATIVE, rule="zh.body-in-plan", actor=body)


def _acting(text: str, content: Span) -> tuple[Span, bool] | None:
    """Find the body that acts at the head of *content*, and tell whether by a day to come ("6月底前，督导组赴各县")."""
    rules = chinese_rules()
    content = _opened(text, content)
    near = Span(start=content.start, end=min(content.end, content.start + _LONGEST_LOOK))
    if rules.frame_start.match(text, content.start, content.end) or _describes(text, near) or is_told(text, near):
        return None
    until = rules.by_when.match(text, content.start, content.end)
    start = until.end() if until else content.start
    body = _acting_body(text, list(islice(clauses(text, Span(start=start, end=content.end), _CLAUSE_SIGNS), 2)))
    return (body, until is not None) if body is not None else None


def _acting_body(text: str, parts: list[Span]) -> Span | None:
    """Find the body at the head of the first part that a verb follows, after adverbs, 将 or a frame."""
    rules = chinese_rules()
    for clause in parts[:1]:
        by = name_rules(Language.CHINESE).by.match(text, clause.start, clause.end)
        start = by.end() if by else clause.start
        for place in range(start + 2, min(clause.end, clause.start + _LONGEST_SUBJECT)):
            named = rules.actor_end.search(text, max(clause.start, place - 6), place)
            if named is None or rules.telling.match(text, place) or rules.goes_on.match(text, place):
                continue
            found = phrase(text, Span(start=place + text.startswith("将", place), end=clause.end), [])
            follows = found.framed and len(parts) > 1 and _orders(text, parts[1].start, parts[1].end)
            if (found.verb is not None and not found.named) or follows:
                return Span(start=start, end=place)
    return None


def _of_order(text: str, report: _Report, context: Context, rule: str) -> Span | None:
    """Find who must act where no word of obligation says so ("由市财政局会同市审计局核查")."""
    content = report.content
    named = doer(text, _opened(text, content))
    if named is None and report.kind == "requiring":
        return _actor_in(text, next(clauses(text, content, _CLAUSE_SIGNS), content))
    return named or (context.topic if rule == "zh.continued" else None)


def _opened(text: str, content: Span) -> Span:
    """Leave out what opens a sentence (同时，二是)."""
    found = chinese_rules().openers.match(text, content.start, content.end)
    return Span(start=found.end(), end=content.end) if found else content


def _order_rule(report: _Report, context: Context) -> str:
    if report.kind == "stressing":
        return "zh.meeting-stressed"
    if report.kind:
        return ""
    if context.before is not None:
        return "zh.continued"
    return "zh.imperative-item" if context.imperatives else ""


def _is_order(text: str, content: Span) -> bool:
    """Tell whether *content* begins with a verb, or with a frame (以…为重点，) that one follows."""
    rules = chinese_rules()
    start = content.start
    if opened := rules.openers.match(text, start, content.end):
        start = opened.end()
    if _describes(text, Span(start=start, end=min(content.end, start + _LONGEST_LOOK))):
        return False
    if _orders(text, start, content.end):
        return True
    if not any(
        rules.frame_start.match(text, place, content.end) for place in without_adverbs(text, start, content.end)
    ):
        return False
    parts = list(clauses(text, Span(start=start, end=content.end), _CLAUSE_SIGNS))
    framed = phrase(text, parts[0], []).verb if parts else None
    if framed is not None and text[framed.end : framed.end + 1] != "了":
        return True
    return any(_orders(text, clause.start, clause.end) for clause in parts)


def _orders(text: str, start: int, end: int) -> bool:
    """Tell whether a verb stands at *start*, after adverbs or after until when."""
    if leading_verb(text, start, end, single=False):
        return True
    until = chinese_rules().by_when.match(text, start, end)
    return until is not None and leading_verb(text, until.end(), end, single=False) is not None


def _describes(text: str, words: Span) -> bool:
    """Tell whether *words* say what something is ("推进乡村振兴是总抓手")."""
    return any(found[1] is None for found in chinese_rules().describing.finditer(text, words.start, words.end))
