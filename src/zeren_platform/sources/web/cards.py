"""What the page of a document shows: a card for each proposal, a mark for each sentence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zeren_platform.sources.models import Document, Proposal, ProposedUnit
from zeren_platform.sources.queries import Stretch, Tally
from zeren_platform.sources.web.forms import TickForm
from zeren_platform.ui.shapes import Mark, Tone

__all__ = ["Card", "UnitGroup", "Window", "cards_of", "tally_of", "window_of"]

State = Proposal.State
RoleName = Literal["lead", "support", "territorial", "supervise", "verify"]
TONES: Final[dict[str, Tone]] = {
    State.OPEN: "accent",
    State.ACCEPTED: "success",
    State.REJECTED: "quiet",
    State.MERGED: "quiet",
}
# A text up to this length is shown whole beside any of its proposals; of a longer one the stretch that they stand in.
WHOLE: Final = 12_000
# Code points shown around that stretch, up to the next line.
MARGIN: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGroup:
    """Units of one role: those that are named, or those of one class."""

    role: RoleName
    labels: tuple[str, ...]
    # The words of a class of units that was spelled out.
    class_words: str = ""
    # Names that mean no unit of the organisation, as they are written.
    unrecognised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A proposal as it is decided on."""

    proposal: Proposal
    title: str
    tone: Tone
    # Of the badge, and of the words in the text.
    state_tone: Tone
    units: tuple[UnitGroup, ...]
    lacks_lead: bool
    # What was merged into it.
    merged: tuple[Proposal, ...]
    tick: TickForm | None

    @property
    def anchor(self) -> str:
        """Name the card on the page."""
        return f"proposal-{self.proposal.pk}"

    @property
    def words(self) -> str:
        """Name the words of the card in the text."""
        return f"words-{self.proposal.pk}"

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be decided."""
        return self.proposal.state == State.OPEN

    @property
    def state(self) -> str | Promise:
        """Name the state in the reader's language."""
        return State(self.proposal.state).label

    @property
    def cycle(self) -> str | Promise:
        """Name the cycle in the reader's language."""
        return Proposal.Cycle(self.proposal.cycle).label if self.proposal.cycle else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The part of the text that is shown, with its sentences marked."""

    text: str
    marks: tuple[Mark, ...]
    begins_inside: bool
    ends_inside: bool


def cards_of(proposals: Iterable[Proposal], *, may_decide: bool, keeping: bool = False) -> list[Card]:
    """Make the cards of the proposals; *keeping* says that what was merged into them has been fetched."""
    return [_card(proposal, may_decide=may_decide, keeping=keeping) for proposal in proposals]


def tally_of(stretches: Iterable[Stretch]) -> Tally:
    """Count the proposals by state."""
    counted = dict.fromkeys(State.values, 0)
    taken = 0
    for stretch in stretches:
        counted[stretch.state] += 1
        taken += stretch.taken
    return Tally(**counted, taken=taken)


def window_of(document: Document, stretches: Sequence[Stretch], shown: Sequence[Proposal]) -> Window:
    """Choose what of the text stands beside the proposals that are *shown*."""
    text = document.text
    start, end = (0, len(text)) if len(text) <= WHOLE else _around(text, stretches, shown)
    here = {proposal.pk for proposal in shown}
    marks = tuple(
        _mark(stretch, shift=start, here=stretch.pk in here)
        for stretch in stretches
        if start <= stretch.start and stretch.end <= end
    )
    return Window(text=text[start:end], marks=marks, begins_inside=start > 0, ends_inside=end < len(text))


def _around(text: str, stretches: Sequence[Stretch], shown: Sequence[Proposal]) -> tuple[int, int]:
    """Reach from a little before the first to a little after the last; at the ends of the list, to the text's own."""
    if not shown:
        return 0, _line_end(text, WHOLE)
    first, last = shown[0], shown[-1]
    start = _line_start(text, max(0, first.start - MARGIN)) if first.pk != stretches[0].pk else 0
    reach = max(proposal.end for proposal in shown) + MARGIN
    return start, _line_end(text, min(len(text), reach)) if last.pk != stretches[-1].pk else len(text)


def _card(proposal: Proposal, *, may_decide: bool, keeping: bool) -> Card:
    named = list(proposal.units.all())
    leads = any(unit.role == ProposedUnit.Role.LEAD for unit in named)
    is_open = proposal.state == State.OPEN
    return Card(
        proposal=proposal,
        title=f"{proposal.number} · {proposal.title}" if proposal.title else str(proposal.number),
        tone="plain" if is_open else "quiet",
        state_tone=TONES[proposal.state],
        units=tuple(_groups(named)),
        lacks_lead=bool(named) and not leads and not proposal.no_lead_stated,
        merged=tuple(proposal.merged.all()) if keeping else (),
        tick=TickForm(proposal) if is_open and may_decide else None,
    )


def _groups(named: Sequence[ProposedUnit]) -> list[UnitGroup]:
    """Gather the units of a role on one line, and what one class of units was spelled out to on another."""
    said: dict[tuple[str, str], list[str]] = {}
    counted = Counter((row.role, row.name) for row in named if row.name)
    for row in named:
        words = row.name if counted[row.role, row.name] > 1 else ""
        said.setdefault((row.role, words), []).append(row.unit.label if row.unit else "")
    unrecognised: dict[str, list[str]] = {}
    for row in named:
        if row.unit is None:
            unrecognised.setdefault(row.role, []).append(row.name)
    return [
        UnitGroup(
            role=cast("RoleName", role),
            labels=tuple(label for label in labels if label),
            class_words=words,
            unrecognised=tuple(unrecognised.pop(role, ())),
        )
        for (role, words), labels in said.items()
    ]


def _mark(stretch: Stretch, *, shift: int, here: bool) -> Mark:
    state = State(stretch.state)
    return Mark(
        start=stretch.start - shift,
        end=stretch.end - shift,
        id=f"words-{stretch.pk}",
        tone=TONES[state],
        title=_("Proposal %(number)s: %(state)s") % {"number": stretch.position + 1, "state": state.label},
        back=f"#proposal-{stretch.pk}" if here else reverse("sources:proposal", args=[stretch.pk]),
        number=str(stretch.position + 1),
    )


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found
