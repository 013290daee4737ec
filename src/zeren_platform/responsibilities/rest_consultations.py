"""The API of consultations, and of how editions come into force and end."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.consultation_schemas import (
    AnswerIn,
    CommentIn,
    CommentOut,
    CompareIn,
    ConsultationOut,
    ConsultIn,
    NearOut,
    OpinionIn,
    OpinionOut,
    TakeOverIn,
)
from zeren_platform.responsibilities.models import Comment, Edition, Opinion
from zeren_platform.responsibilities.queries.matters import NearDuty, near_duties
from zeren_platform.responsibilities.schemas import CountOut, EditionOut, ReasonIn
from zeren_platform.responsibilities.use_cases import comments, consultations, editions, endings, matters, opinions

__all__ = [
    "answer_comment",
    "break_off",
    "close",
    "come_into_force",
    "comment",
    "compare",
    "consult",
    "give_opinion",
    "near",
    "one_consultation",
    "repeal",
    "router",
    "take_over",
    "withdraw",
    "withdraw_comment",
]

router = Router(tags=["consultations"])


@router.post("/editions/{int:edition_id}/come-into-force", response=EditionOut, summary="Put in force what was adopted")
def come_into_force(request: HttpRequest, edition_id: int) -> Edition:
    """Put an adopted edition in force whose day has come."""
    return editions.come_into_force(actor=actor_on(request), edition_id=edition_id, now=timezone.now())


@router.post("/editions/{int:edition_id}/repeal", response=EditionOut, summary="Repeal an edition")
def repeal(request: HttpRequest, edition_id: int, body: ReasonIn) -> Edition:
    """End what was adopted without a successor."""
    return endings.repeal(actor=actor_on(request), edition_id=edition_id, reason=body.reason, now=timezone.now())


@router.post("/editions/{int:edition_id}/withdraw", response=EditionOut, summary="Withdraw a draft")
def withdraw(request: HttpRequest, edition_id: int, body: ReasonIn) -> Edition:
    """Give up a draft about which units were asked."""
    return endings.withdraw(actor=actor_on(request), edition_id=edition_id, reason=body.reason, now=timezone.now())


@router.post("/editions/{int:edition_id}/consult", response={201: ConsultationOut}, summary="Ask the units")
def consult(request: HttpRequest, edition_id: int, body: ConsultIn) -> Status[object]:
    """Ask every unit named in the draft, or only some of them."""
    actor = actor_on(request)
    opened = consultations.open(actor=actor, edition_id=edition_id, **body.dict(), now=timezone.now())
    return Status(201, _consultation(actor, opened.pk))


@router.post("/editions/{int:edition_id}/consult/close", response=ConsultationOut, summary="Close the consultation")
def close(request: HttpRequest, edition_id: int) -> object:
    """End it when the last day is over or every unit has answered."""
    actor = actor_on(request)
    closed = consultations.close(actor=actor, edition_id=edition_id, now=timezone.now())
    return _consultation(actor, closed.pk)


@router.post("/editions/{int:edition_id}/consult/break-off", response=ConsultationOut, summary="Break it off")
def break_off(request: HttpRequest, edition_id: int, body: ReasonIn) -> object:
    """Take the draft back while units are being asked."""
    actor = actor_on(request)
    broken = consultations.break_off(actor=actor, edition_id=edition_id, reason=body.reason, now=timezone.now())
    return _consultation(actor, broken.pk)


@router.get("/consultations/{int:consultation_id}", response=ConsultationOut, summary="One consultation")
def one_consultation(request: HttpRequest, consultation_id: int) -> object:
    """Give a consultation with the opinions and comments that the caller may read."""
    return _consultation(actor_on(request), consultation_id)


@router.post("/consultations/{int:consultation_id}/opinion", response=OpinionOut, summary="Agree or object")
def give_opinion(request: HttpRequest, consultation_id: int, body: OpinionIn) -> object:
    """Answer for a unit."""
    opinion = opinions.give(
        actor=actor_on(request),
        consultation_id=consultation_id,
        unit_code=body.unit,
        stance=body.stance,
        text=body.text,
        now=timezone.now(),
    )
    return _opinion(opinion)


@router.post("/consultations/{int:consultation_id}/comments", response={201: CommentOut}, summary="Comment on a duty")
def comment(request: HttpRequest, consultation_id: int, body: CommentIn) -> Status[object]:
    """Remark on one duty, propose other words or another unit."""
    made = opinions.comment(
        actor=actor_on(request),
        consultation_id=consultation_id,
        unit_code=body.unit,
        duty_id=body.duty,
        text=body.text,
        proposed_text=body.proposed_text,
        proposed_unit_code=body.proposed_unit,
        now=timezone.now(),
    )
    return Status(201, _comment(made))


@router.post("/comments/{int:comment_id}/withdraw", response=CommentOut, summary="Take a comment back")
def withdraw_comment(request: HttpRequest, comment_id: int) -> object:
    """Withdraw it; it stays readable."""
    return _comment(opinions.withdraw(actor=actor_on(request), comment_id=comment_id, now=timezone.now()))


@router.post("/comments/{int:comment_id}/answer", response=CommentOut, summary="Answer a comment")
def answer_comment(request: HttpRequest, comment_id: int, body: AnswerIn) -> object:
    """Say what becomes of it."""
    made = comments.answer(
        actor=actor_on(request), comment_id=comment_id, outcome=body.outcome, answer=body.answer, now=timezone.now()
    )
    return _comment(made)


@router.post("/comments/{int:comment_id}/take-over", response=CountOut, summary="Take over what it proposes")
def take_over(request: HttpRequest, comment_id: int, body: TakeOverIn) -> object:
    """Put its words or its unit into the draft; gives the new version of the duty as the count of its changes."""
    duty = comments.take_over(actor=actor_on(request), comment_id=comment_id, version=body.version, now=timezone.now())
    return {"count": duty.version}


@router.get("/duties/{int:duty_id}/near", response=list[NearOut], summary="Like duties of other registers")
def near(request: HttpRequest, duty_id: int) -> object:
    """List the duties in force of other registers that say nearly the same."""
    actor = actor_on(request)
    return [_near(one) for one in near_duties(actor, queries.duty_for(actor, duty_id))]


@router.post("/duties/{int:duty_id}/near", response={204: None}, summary="Decide whether it is one matter")
def compare(request: HttpRequest, duty_id: int, body: CompareIn) -> Status[None]:
    """Link two duties as the same matter, or say what the difference is."""
    matters.compare(
        actor=actor_on(request),
        duty_id=duty_id,
        other_id=body.other,
        same=body.same,
        reason=body.reason,
        now=timezone.now(),
    )
    return Status(204, None)


def _near(one: NearDuty) -> dict[str, object]:
    return {
        "duty": one.duty.pk,
        "number": one.duty.number,
        "register_code": one.duty.edition.register.code,
        "text": one.duty.text,
        "lead": one.lead,
        "percent": one.percent,
        "same": one.decision.same if one.decision else None,
        "reason": one.decision.reason if one.decision else "",
    }


def _consultation(actor: Actor, pk: int) -> dict[str, object]:
    found = queries.consultation_for(actor, pk)
    said, held = queries.comments_of(actor, found), list(queries.opinions_of(actor, found))
    names = ("id", "number", "digest", "opened_at", "closes_on", "least_days", "short_reason")
    return {
        **{name: getattr(found, name) for name in (*names, "closed_at", "broken_off_reason")},
        "edition": found.edition_id,
        "tally": queries.tally(held, said) if queries.oversees(actor, found.edition.register) else None,
        "opinions": [_opinion(opinion) for opinion in held],
        "comments": [_comment(made) for made in said],
    }


def _opinion(opinion: Opinion) -> dict[str, object]:
    return {
        "unit": opinion.unit.code,
        "unit_name": opinion.unit.label,
        "stance": opinion.stance,
        "answered_at": opinion.answered_at,
    }


def _comment(made: Comment) -> dict[str, object]:
    names = ("id", "duty_number", "text", "proposed_text", "made_at", "withdrawn_at", "outcome", "answer")
    return {
        **{name: getattr(made, name) for name in names},
        "unit": made.opinion.unit.code,
        "duty": made.duty_id,
        "proposed_unit": made.proposed_unit.code if made.proposed_unit else "",
    }
