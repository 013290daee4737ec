"""The course of an edition: how far it has come, what was said and decided on the way, and what may follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zeren_platform.common.actor import UNIT_ROLES, Actor
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import BINDING_STATES, Consultation, Edition, Opinion
from zeren_platform.ui.shapes import Step

__all__ = ["Course", "course_of"]

State = Edition.State
# The way of every edition; what ends it stands in place of the last step.
WAY: Final = (State.DRAFT, State.CONSULTATION, State.ADOPTED, State.IN_FORCE)
ENDS: Final = (State.WITHDRAWN, State.SUPERSEDED, State.REPEALED)
LAMPS: Final = {
    State.DRAFT: "blue",
    State.CONSULTATION: "amber",
    State.WITHDRAWN: "grey",
    State.ADOPTED: "blue",
    State.IN_FORCE: "green",
    State.SUPERSEDED: "grey",
    State.REPEALED: "red",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the page of an edition shows of it."""

    edition: Edition
    lamp: str
    steps: list[Step]
    # Newest first; only for those who may read what was said.
    consultations: list[Consultation]
    # What the reader's own units are asked now.
    asked: list[Opinion]
    # Units that were to sign before today and have not: code, name, how many parts await them.
    late: list[tuple[str, str, int]]
    may_consult: bool
    may_discard: bool
    may_withdraw: bool
    may_repeal: bool
    may_begin: bool

    @property
    def consultation(self) -> Consultation | None:
        """The newest one."""
        return next(iter(self.consultations), None)


def course_of(actor: Actor, edition: Edition, held: Sequence[Edition], *, on: date) -> Course:
    """Tell it to *actor* as of a day; *held* are all editions of the register."""
    # Told by ``editions_of``; most editions were not, and then nothing is read.
    consulted = edition.was_consulted and queries.oversees(actor, edition.register)  # type: ignore[attr-defined]
    consultations = queries.consultations_of(edition) if consulted else []
    keeps = permissions.may_keep(actor, edition.register)
    is_draft = edition.state == State.DRAFT
    return Course(
        edition=edition,
        lamp=LAMPS[State(edition.state)],
        steps=_steps(edition, consulted=bool(consultations)),
        consultations=consultations,
        asked=_asked(actor, edition),
        late=queries.late_units(edition, on=on) if queries.oversees(actor, edition.register) else [],
        may_consult=keeps and is_draft,
        may_discard=keeps and is_draft and not consultations,
        may_withdraw=keeps and is_draft and bool(consultations),
        may_repeal=edition.state in BINDING_STATES and permissions.may_adopt(actor, edition.register),
        may_begin=keeps and not any(other.is_open or other.state in BINDING_STATES for other in held),
    )


def _asked(actor: Actor, edition: Edition) -> list[Opinion]:
    if edition.state != State.CONSULTATION or not actor.holds(*UNIT_ROLES):
        return []
    return list(queries.opinions_asked(actor).filter(consultation__edition=edition))


def _steps(edition: Edition, *, consulted: bool) -> list[Step]:
    """Put the states in their order; a consultation that never was is left out once it is too late for it.

    Of what is in force there is no way left to show: its state stands above the list, which has the room.
    """
    state = State(edition.state)
    if state == State.IN_FORCE:
        return []
    way = [step for step in WAY if step != State.CONSULTATION or consulted or edition.is_open]
    if state == State.WITHDRAWN:
        way = [State.DRAFT, State.CONSULTATION, state]
    elif state in ENDS:
        way = [*way, state]
    here = way.index(state)
    passed = {step for place, step in enumerate(way) if place < here} | ({State.CONSULTATION} if consulted else set())
    return [
        Step(label=step.label, state="current" if step == state else "done" if step in passed else "ahead")
        for step in way
    ]
