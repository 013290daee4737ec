"""One matter, one duty: what other registers in force say nearly the same as a duty, or as those of a draft."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan

from zeren.similarity import near_between, nearness
from zeren_platform.common.actor import Actor
from zeren_platform.responsibilities.lines import label_of, lines_of
from zeren_platform.responsibilities.models import Assignment, Duty, Edition, Likeness
from zeren_platform.responsibilities.pairs import has_pairs
from zeren_platform.responsibilities.queries.visibility import visible_editions

__all__ = ["LikeDuty", "NearDuty", "near_duties", "others_in_force", "texts_of", "undecided"]

# Two texts that share so much of what either says are shown; the clerk decides.
NEAR: Final = Fraction(1, 2)
# More would not be read.
SHOWN: Final = 10
# Of many duties those are found that say nearly all the same.
NEARLY_ALL: Final = Fraction(4, 5)
# A few duties are looked up by pieces of their texts; beside more of them, all texts are read, up to so many.
FEW: Final = 10
MOST_READ: Final = 20_000
# Four Chinese characters, or two words: whoever shares half of a text has one of its pieces, all but surely.
PIECE: Final = re.compile(r"[㐀-鿿]{4}|[^\W_㐀-鿿]+ [^\W_㐀-鿿]+")
PIECES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuty:
    """A duty in force of another register, how near it is in percent, and what was decided."""

    duty: Duty
    lead: str
    percent: int
    decision: Likeness | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeDuty:
    """A duty in force of another register that says nearly the same as *duty*, on which nothing was decided."""

    duty: int
    pk: int
    number: str
    register: str
    lead: str


def others_in_force(actor: Actor, edition: Edition) -> QuerySet[Duty]:
    """Give the duties in force of other registers than that of *edition* that the actor may read."""
    editions = Edition.objects.filter(visible_editions(actor), state=Edition.State.IN_FORCE)
    return Duty.objects.filter(edition__in=editions.exclude(register=edition.register_id))


def near_duties(actor: Actor, duty: Duty) -> list[NearDuty]:
    """List those that say nearly the same, the nearest first, in four queries."""
    texts = others_in_force(actor, duty.edition).filter(_shares_a_piece([duty.text])).values_list("pk", "text")
    near = {pk: found for pk, text in texts if (found := nearness(duty.text, text)) >= NEAR}
    if not near:
        return []
    chosen = sorted(near, key=lambda pk: (-near[pk], pk))[:SHOWN]
    rows = {row.pk: row for row in Duty.objects.filter(pk__in=chosen).select_related("edition__register")}
    decided = {row.other_id: row for row in Likeness.objects.filter(duty=duty, other__in=chosen)}
    return [
        NearDuty(
            duty=line.duty,
            lead=line.lead_name,
            percent=int(near[line.duty.pk] * 100),
            decision=decided.get(line.duty.pk),
        )
        for line in lines_of([rows[pk] for pk in chosen])
    ]


def undecided(actor: Actor, edition: Edition, texts: Sequence[tuple[int, str]]) -> list[LikeDuty]:
    """Find what says nearly the same as duties of a draft, by key and text, and waits for a decision; one query."""
    rows = _texts_beside(actor, edition, [text for _pk, text in texts])
    decided = {(row.decided, row.pk) for row in rows if row.decided}
    others = [row for row in rows if not row.decided]
    pairs = near_between([text for _pk, text in texts], [row.text for row in others], at_least=NEARLY_ALL)
    found = ((texts[pair.first][0], others[pair.second]) for pair in pairs)
    return [_like(duty, row) for duty, row in found if (duty, row.pk) not in decided]


def texts_of(edition: Edition) -> list[tuple[int, str]]:
    """Give key and text of its duties, in their order."""
    return list(edition.duties.order_by("position", "id").values_list("pk", "text"))


class _Beside(NamedTuple):
    """A duty of another register, or, where ``decided`` names a duty of the draft, that somebody compared the two."""

    pk: int
    text: str
    number: str
    register: str
    name: str | None
    name_zh: str | None
    decided: int


def _texts_beside(actor: Actor, edition: Edition, texts: Sequence[str]) -> list[_Beside]:
    """Read the duties of other registers, and in the same query what was decided on them."""
    lead = Assignment.objects.filter(duty=OuterRef("pk"), role=Assignment.Role.LEAD)
    leads = {name: Subquery(lead.values(f"unit__{name}")[:1]) for name in ("name", "name_zh")}
    rows = others_in_force(actor, edition)
    if len(texts) <= FEW:
        rows = rows.filter(_shares_a_piece(texts))
    else:
        rows = Duty.objects.filter(pk__in=rows.order_by("-edition_id", "position").values("pk")[:MOST_READ])
    named = rows.annotate(**leads, register=F("edition__register__title"), decided=Value(0))
    said = named.values_list("pk", "text", "number", "register", "name", "name_zh", "decided")
    nothing = {name: Value("", output_field=TextField()) for name in ("text", "number", "register", "name", "name_zh")}
    decisions = Likeness.objects.filter(duty__edition=edition).annotate(**nothing)
    decided = decisions.values_list("other", *nothing, "duty")
    return [_Beside(*row) for row in said.union(decided, all=True)]


def _like(duty: int, row: _Beside) -> LikeDuty:
    lead = label_of(row.name or "", row.name_zh or "")
    return LikeDuty(duty=duty, pk=row.pk, number=row.number, register=row.register, lead=lead)


def _shares_a_piece(texts: Sequence[str]) -> Q:
    """Say of a duty that its text has a piece of one of these: an index finds them, where one can."""
    found = Q(pk__in=[])
    for piece in sorted({piece for text in texts for piece in _pieces(text)}):
        stands = GreaterThan(StrIndex(Upper("text"), Upper(Value(piece))), 0)
        found |= Q(has_pairs(piece), stands)
    return found


def _pieces(text: str) -> list[str]:
    """Take some pieces of a text, from all over it; of a very short one the whole."""
    found = PIECE.findall(text) or [text.strip()]
    step = -(-len(found) // PIECES)
    return [piece for piece in found[::step] if piece]
