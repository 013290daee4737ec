"""The rows of a preview, their cells drawn by the kit's own functions: a page has fifty of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren.similarity import differences
from zeren_platform.responsibilities.exchange.columns import BY_KEY, ROLES
from zeren_platform.responsibilities.exchange.faults import PASSED, told
from zeren_platform.responsibilities.models import SAID, Duty, Import, ImportRow
from zeren_platform.ui.parts.actions import button
from zeren_platform.ui.parts.layout import stack
from zeren_platform.ui.parts.marks import changed_words
from zeren_platform.ui.parts.markup import escaped, join, labelled
from zeren_platform.ui.parts.states import badge, lamp
from zeren_platform.ui.parts.words import text
from zeren_platform.ui.shapes import Column, Tab

__all__ = ["COLUMNS", "drawn", "rows_in", "tabs"]

Outcome = ImportRow.Outcome
COLUMNS: Final = (
    Column(key="line", label=gettext_lazy("Line"), align="end", width="xs", kind="number", told=True),
    Column(key="number", label=gettext_lazy("No."), align="end", width="xs", kind="number"),
    Column(key="outcome", label=gettext_lazy("What happens"), width="s"),
    Column(key="duty", label=gettext_lazy("Duty"), width="xl", kind="head"),
    Column(key="faults", label=gettext_lazy("What is wrong, and how to mend it"), width="l"),
    Column(key="act", label=gettext_lazy("Mend"), align="end", width="s"),
)
TONES: Final[Mapping[str, Any]] = {
    Outcome.NEW: "success",
    Outcome.CHANGED: "accent",
    Outcome.UNCHANGED: "quiet",
    Outcome.MISSING: "warning",
    Outcome.PASSED: "quiet",
    Outcome.LEFT_OUT: "quiet",
}
SHOWN: Final = 160


def tabs(counts: Counter[str], shown: str) -> list[Tab]:
    """Offer what needs a look, then the rows by outcome, with how many there are of each, and all of them."""
    offered = [("look", _("To look at"), counts["look"]), ("grave", _("To be mended"), counts["grave"])]
    offered += [(outcome.value, str(outcome.label), counts[outcome]) for outcome in Outcome]
    offered.append(("all", _("All rows"), rows_in(counts)))
    return [
        Tab(label=label, href=f"?shown={key}", selected=key == shown, count=count)
        for key, label, count in offered
        if count or key in {shown, "all"}
    ]


def rows_in(counts: Counter[str]) -> int:
    """Count all rows."""
    return sum(counts[outcome] for outcome in Outcome)


def drawn(
    rows: Sequence[ImportRow], file: Import, *, names: Mapping[str, str], shown: str, is_open: bool
) -> list[SimpleNamespace]:
    """Draw the cells of each row; *names* are those of the units by code."""
    return [_row(row, file, names, shown=shown, is_open=is_open) for row in rows]


def _row(row: ImportRow, file: Import, names: Mapping[str, str], *, shown: str, is_open: bool) -> SimpleNamespace:
    act = is_open and row.line is not None and not row.passed_as
    return SimpleNamespace(
        href="",
        id=f"row-{row.position}",
        edited_at="",
        line="" if row.line is None else str(row.line),
        number=row.number,
        outcome=_outcome(row, file),
        duty=_duty(row, file, names),
        faults=join(_faults(row, names)),
        act=_mend(file, row, shown) if act else "",
    )


def _mend(file: Import, row: ImportRow, shown: str) -> SafeString:
    href = f"{reverse('responsibilities:mend-row', args=[file.pk, row.line])}?shown={shown}"
    line = _("line %(line)s") % {"line": row.line}
    return button(label=_("Mend"), kind="secondary" if row.grave else "quiet", size="s", href=href, described=line)


def _outcome(row: ImportRow, file: Import) -> SafeString:
    label = Outcome(row.outcome).label
    if row.outcome == Outcome.MISSING:
        label = Import.Missing(file.missing).label
    return badge(label=label, tone=TONES[row.outcome])


def _faults(row: ImportRow, names: Mapping[str, str]) -> Iterator[SafeString]:
    for fault in row.faults:
        label = str(BY_KEY[fault["column"]].label) if fault["column"] in BY_KEY else ""
        state: Any = "red" if fault["grave"] else "amber"
        yield text(join([lamp(state=state, label=label), " ", escaped(told(fault, names))]), size="s")


def _duty(row: ImportRow, file: Import, names: Mapping[str, str]) -> SafeString:
    if row.passed_as:
        return stack(join([text(escaped(_cells(row)), tone="quiet"), text(escaped(PASSED[row.passed_as]), size="s")]))
    if row.outcome == Outcome.CHANGED:
        return stack(join(_changes(row, names)), gap="s")
    return stack(join(_words(row, file, names)), gap="s")


def _cells(row: ImportRow) -> str:
    return _short(" · ".join(dict.fromkeys(cell.strip() for cell in row.cells if cell.strip())))


def _words(row: ImportRow, file: Import, names: Mapping[str, str]) -> Iterator[SafeString]:
    """Show what a duty says: its own words, its units."""
    said = row.said or row.before
    if not said:
        cells = {key: cell for key, cell in zip(file.columns, row.cells, strict=False) if key}
        yield text(escaped(_short(cells.get("title") or cells.get("text") or _cells(row))), tone="quiet")
        return
    if said.get("title"):
        yield text(escaped(said["title"]), tone="strong")
    yield text(escaped(_short(said.get("text") or "")))
    for key in ("units", "unrecognised"):
        if said.get(key):
            yield text(escaped(_units(said[key], names)), size="s", tone="quiet")


def _changes(row: ImportRow, names: Mapping[str, str]) -> Iterator[SafeString]:
    """Show each entry that changes, word by word."""
    for key in SAID:
        if key in row.said:
            yield _change(str(BY_KEY[key].label), _shown(key, row.before.get(key)), _shown(key, row.said[key]))
    for key, label in (("units", _("Units")), ("unrecognised", _("Names that mean no unit"))):
        if key in row.said:
            yield _change(label, _units(row.before.get(key, []), names), _units(row.said[key], names))


def _change(label: str, before: str, after: str) -> SafeString:
    return text(join([escaped(labelled(label, "")), changed_words(differences(before, after))]), size="s")


def _units(parts: Sequence[Sequence[str]], names: Mapping[str, str]) -> str:
    held = {role: [names.get(code, code) for code, own in parts if own == role] for role in ROLES}
    return _("; ").join(labelled(BY_KEY[role].label, _(", ").join(units)) for role, units in held.items() if units)


def _shown(key: str, found: Any) -> str:
    if found is None or found is False:
        return ""
    if key in {"cycle", "level"}:
        return str(dict((Duty.Cycle if key == "cycle" else Duty.Level).choices).get(found, found))
    return _("Yes") if found is True else str(found)


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
