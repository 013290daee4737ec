"""What the tests of consultations do over and over: ask, answer, comment, close, adopt, edit."""

from datetime import timedelta

from tests.platform.responsibilities.factories import NOW, clerk, head_of

from zeren_platform.responsibilities.use_cases import consultations, duties, editions, opinions
from zeren_platform.responsibilities.use_cases.duties import DutyWording

TODAY = NOW.date()
IN_A_MONTH = TODAY + timedelta(days=30)


def asked(edition, *, closes_on=IN_A_MONTH, least_days=30, **entries):
    return consultations.open(
        actor=clerk(), edition_id=edition.pk, closes_on=closes_on, least_days=least_days, now=NOW, **entries
    )


def given(consultation, unit, stance="agreed", **entries):
    return opinions.give(
        actor=head_of(unit), consultation_id=consultation.pk, unit_code=unit.code, stance=stance, now=NOW, **entries
    )


def commented(consultation, unit, duty, **entries):
    return opinions.comment(
        actor=head_of(unit), consultation_id=consultation.pk, unit_code=unit.code, duty_id=duty.pk, now=NOW, **entries
    )


def closed(consultation, *, at=NOW):
    return consultations.close(actor=clerk(), edition_id=consultation.edition_id, now=at)


def adopted(edition, **entries):
    return editions.adopt(
        actor=clerk(), edition_id=edition.pk, adopted_by="Meeting", effective_from=TODAY, now=NOW, **entries
    )


def edited(duty, text):
    named = [(held.unit.code, held.role) for held in duty.assignments.all()]
    said = {name: getattr(duty, name) for name in ("title", "field", "basis", "target", "cycle")}
    wording = DutyWording(text=text, units=named, **said)
    return duties.edit(actor=clerk(), duty_id=duty.pk, version=duty.version, wording=wording, now=NOW)
