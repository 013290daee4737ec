"""What the findings of an analysis are called, what was found, and what to do about it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.responsibilities.queries.analysis import FindingKind

__all__ = ["ADVICE", "FOUND", "TITLES"]

TITLES: Final[dict[FindingKind, Promise]] = {
    "no-lead": _("Nobody leads, and the source does not say so"),
    "unrecognised": _("A name means no unit of the organisation"),
    "no-text": _("Says nothing"),
    "numbers-alike": _("One number stands for several duties"),
    "ended-unit": _("Held by a unit that does not exist on this day"),
    "not-taken-over": _("A comment was taken up, and the duty says otherwise"),
    "points-differ": _("Points and scoring rule do not agree"),
    "unit-points-differ": _("A unit's points come to another sum than those of most units"),
    "target-differs": _("Figures aimed at are not those of the source"),
    "near-identical": _("Several duties say nearly the same"),
    "same-elsewhere": _("Another register says nearly the same"),
    "source-without-duty": _("The source says it, and no register holds it"),
    "source-warning": _("The source itself is odd"),
    "unit-without-duties": _("Units without a duty in this edition"),
    "unit-named-nowhere": _("Units that no register and no document names"),
    "long-text": _("Very long duties"),
    "open-set": _("The source leaves open who else is meant"),
}
ADVICE: Final[dict[FindingKind, Promise]] = {
    "no-lead": _("Name the lead, or tick that the source says that nobody leads."),
    "unrecognised": _("Choose the unit that is meant, or leave the name out."),
    "no-text": _("Say what is to be done, or take the duty out."),
    "numbers-alike": _("Give each duty a number of its own."),
    "ended-unit": _("Carry the part over to the unit that follows it."),
    "not-taken-over": _(
        "Take the comment over into the draft, or see that what was agreed stands there in other words."
    ),
    "points-differ": _("Compare with the source; one of the two figures is wrong there or here."),
    "unit-points-differ": _("See whether a duty of the unit is missing, or stands twice."),
    "target-differs": _("Look at the sentence of the source: it decides, unless a body decided otherwise."),
    "near-identical": _("One matter, one duty: let one unit lead and the others support it."),
    "same-elsewhere": _("One matter, one duty: say whether it is the same matter, or what the difference is."),
    "source-without-duty": _("Accept or reject the proposal; where there is none, add the duty by hand."),
    "source-warning": _("Look at the document; what is wrong there is not mended here by itself."),
    "unit-without-duties": _("A register of all units leaves nobody out without a reason."),
    "unit-named-nowhere": _("Perhaps documents call the unit by a name that is not among its names."),
    "long-text": _("A duty that holds several matters can be done in part: take it apart."),
    "open-set": _("Ask the body that adopted the source, and name the units that are meant."),
}
FOUND: Final[dict[FindingKind, Promise]] = {
    "unrecognised": _("means no unit: %(names)s"),
    "ended-unit": _("held by %(unit)s"),
    "not-taken-over": _("asked for by %(asked)s"),
    "points-differ": _("%(points)s points, the rule gives %(given)s"),
    "unit-points-differ": _("%(points)s points, most units have %(usual)s"),
    "target-differs": _("aims at %(figures)s; the source at %(source)s"),
    "long-text": _("%(length)s characters or words"),
    "same-elsewhere": _("duties in force that nobody has compared it with: %(count)s"),
    "near-identical": _("units that lead them: %(leads)s"),
}
