"""Which registers, editions and duties an actor reads: conditions over subtrees, never lists of ids."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from zeren_platform.common.actor import OVERSIGHT, UNIT_ROLES, Actor
from zeren_platform.organisation.queries import units, within
from zeren_platform.responsibilities.models import ADOPTED_STATES, Assignment, Duty, Edition, Opinion, Register

__all__ = [
    "asked_about",
    "closed_editions",
    "knows_of_edition",
    "may_read_duty",
    "may_read_edition",
    "may_read_reason",
    "open_to",
    "oversees",
    "readable_parts",
    "sees_part",
    "visible_duties",
    "visible_editions",
    "visible_registers",
]

# What was adopted is public and stays so.
PUBLIC = Q(state__in=ADOPTED_STATES)


def oversees(actor: Actor, register: Register) -> bool:
    """Say whether the actor sees everything of the register, drafts included."""
    return actor.standing(*OVERSIGHT, path=register.unit.path) is not None


def may_read_reason(actor: Actor, assignment: Assignment) -> bool:
    """Say whether the actor may read why a unit declined: the unit itself and those who oversee the register."""
    own = actor.standing(*UNIT_ROLES, path=assignment.unit.path)
    return own is not None or oversees(actor, assignment.duty.edition.register)


def open_to(actor: Actor, *, register: str = "") -> Q:
    """Say "is not confidential, or is overseen by the actor": the one condition on every way to a register.

    ``register`` is the way from the row to its register, such as ``"register__"``.
    """
    return Q(**{f"{register}confidential": False}) | within(actor.paths(*OVERSIGHT), prefix=f"{register}unit__")


def closed_editions(actor: Actor) -> QuerySet[Edition]:
    """Give the editions of confidential registers that the actor does not oversee: few, for a subquery."""
    return Edition.objects.exclude(open_to(actor, register="register__"))


def readable_parts(actor: Actor) -> Q:
    """Say of a unit's part in a duty "it is not of a closed edition, or it is of the actor's own unit"."""
    own = within(actor.paths(*UNIT_ROLES), prefix="unit__")
    return own | ~Q(edition__in=closed_editions(actor).values("pk"))


def asked_about(actor: Actor, *, edition: str) -> Q:
    """Say "is in consultation, and a unit of the actor's own subtree is asked"; *edition* names the outer column."""
    if not actor.holds(*UNIT_ROLES):
        return Q(pk__in=[])
    asked = Opinion.objects.filter(
        within(actor.paths(*UNIT_ROLES), prefix="unit__"),
        consultation__edition=OuterRef(edition),
        consultation__edition__state=Edition.State.CONSULTATION,
    )
    return Q(Exists(asked))


def may_read_edition(actor: Actor, edition: Edition) -> bool:
    """Say whether the actor may read the edition: everybody what was adopted, those asked what they are asked about.

    A confidential one is for those who oversee it.
    """
    if oversees(actor, edition.register):
        return True
    if edition.register.confidential:
        return False
    if edition.is_adopted:
        return True
    return Edition.objects.filter(asked_about(actor, edition="pk"), pk=edition.pk).exists()


def knows_of_edition(actor: Actor, edition: Edition) -> bool:
    """Say whether the actor may read the edition or, of a confidential one, a duty that names their unit."""
    if may_read_edition(actor, edition):
        return True
    named = Assignment.objects.filter(within(actor.paths(*UNIT_ROLES), prefix="unit__"), edition=edition)
    return edition.is_adopted and named.exists()


def may_read_duty(actor: Actor, duty: Duty) -> bool:
    """Say whether the actor may read the duty: its edition, or a confidential duty in force that names their unit."""
    if may_read_edition(actor, duty.edition):
        return True
    named = Assignment.objects.filter(within(actor.paths(*UNIT_ROLES), prefix="unit__"), duty=duty)
    return duty.edition.register.confidential and duty.edition.is_adopted and named.exists()


def visible_registers(actor: Actor) -> Q:
    """Those that the actor oversees, and those of which an edition was adopted or the actor's unit is asked."""
    readable = Edition.objects.filter(PUBLIC | asked_about(actor, edition="pk"), register=OuterRef("pk"))
    return open_to(actor) & (within(actor.paths(*OVERSIGHT), prefix="unit__") | Q(Exists(readable)))


def visible_editions(actor: Actor) -> Q:
    """Those of registers that the actor oversees, those that were adopted, those about which their unit is asked."""
    overseen = within(actor.paths(*OVERSIGHT), prefix="register__unit__")
    return open_to(actor, register="register__") & (overseen | PUBLIC | asked_about(actor, edition="pk"))


def sees_part(actor: Actor, register: Register) -> bool:
    """Say whether the actor's part in the register is what names their own units."""
    return actor.holds(*UNIT_ROLES) and not oversees(actor, register)


def visible_duties(actor: Actor, edition: Edition, *, whole: bool = False) -> Q:
    """Narrow the duties of an edition to the actor's part in it.

    Who oversees the register sees every duty; who holds a post at a unit sees the duties that name a unit of their
    subtree; anybody else sees what the public sees, and so does everybody who asks for the ``whole`` register.
    """
    if whole or not sees_part(actor, edition.register):
        return Q()
    # The units as a subquery: the database then begins with the few of them and not with all assignments.
    own = units().filter(within(actor.paths(*UNIT_ROLES))).order_by()
    return Q(pk__in=Assignment.objects.filter(edition=edition, unit__in=own).values("duty"))
