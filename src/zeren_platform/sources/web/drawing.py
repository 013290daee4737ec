"""Draw the cards of proposals out of the kit's parts.

A page of cards holds hundreds of parts. Called from a template they would cost three times what they cost here;
the same functions draw the one card that comes back after an act.
"""

from collections.abc import Iterator, Sequence

from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zeren_platform.sources.models import Document, Presence, Proposal
from zeren_platform.sources.targets import targets_in
from zeren_platform.sources.targets import told as target_told
from zeren_platform.sources.web.cards import Card, UnitGroup
from zeren_platform.ui.parts.actions import button, hidden
from zeren_platform.ui.parts.forms import field, form
from zeren_platform.ui.parts.layout import panel, panel_footer, row
from zeren_platform.ui.parts.markup import element, join
from zeren_platform.ui.parts.states import badge, role_badge
from zeren_platform.ui.parts.words import disclosure, link, text

__all__ = ["draw_beside", "draw_card", "draw_facts", "draw_news", "draw_place", "draw_voice"]


def draw_card(
    card: Card, context: Context, *, language: str, may_decide: bool, refusal: str = "", joined: str = ""
) -> SafeString:
    """Draw a proposal with what can be done about it.

    *refusal* says why the last act on it was not possible, *joined* what others changed that it was put together with.
    """
    foot = [
        field(card.tick["proposal"], label_shown=False) if card.tick else "",
        *(_acts(card, context) if may_decide else ()),
        link(href=f"#{card.words}", label=_("In the text"), icon="text-quote", quiet=True),
    ]
    body = join(
        [
            panel(refusal, tone="warning") if refusal else "",
            panel(joined, tone="accent") if joined else "",
            draw_facts(card, language=language),
            panel_footer(join(foot)),
        ]
    )
    whole = panel(body, id=card.anchor, title=card.title, tone=card.tone)
    told = _("Proposal %(number)s: %(state)s") % {
        "number": card.proposal.number,
        "state": refusal or joined or card.state,
    }
    return draw_place(whole, card.proposal, state=card.proposal.state, tone=card.state_tone, told=told)


def draw_voice() -> SafeString:
    """Draw the place in which the keys say what they did, for people who hear the page."""
    ticked, unticked = _("Ticked. Ticked in all:"), _("No longer ticked. Ticked in all:")
    return element("div", id="voice", role="status", class_="unseen", data_ticked=ticked, data_unticked=unticked)


def draw_place(content: SafeString, proposal: Proposal, *, state: str, tone: str = "", told: str = "") -> SafeString:
    """Keep a place on the page in which links and forms change the card and nothing else."""
    # What the page asks others' changes against, and where they are told.
    shown = hidden(name="shown", value=f"{proposal.pk}.{proposal.version}")
    opened = hidden(name="open", value=proposal.pk) if state == "form" else ""
    changed = element("div", id=f"changed-{proposal.pk}")
    return element(
        "div",
        join([shown, opened, changed, content]),
        id=f"card-{proposal.pk}",
        tabindex=-1,
        data_card=state,
        data_words=f"words-{proposal.pk}",
        data_tone=tone or None,
        data_told=told or None,
        hx_boost="true",
        hx_target="this",
        hx_swap="outerHTML",
    )


def draw_beside(document: Document) -> SafeString:
    """Draw the place in which the page says, of its own accord, what others do at the document."""
    return element(
        "div",
        role="status",
        data_beside=True,
        hx_post=reverse("sources:beside", args=[document.pk]),
        hx_trigger="load, every 5s",
        hx_include="[name=shown], [name=open], [name=told]",
        hx_target="this",
        hx_swap="innerHTML",
    )


def draw_news(others: Sequence[Presence], changed: Sequence[Proposal], *, opened: int | None) -> SafeString:
    """Say who is here, and on each card that is out of date who changed it; the one being typed in stays as it is."""
    notes = [(row, _("%(name)s changed this proposal meanwhile.") % {"name": row.changed_by or "?"}) for row in changed]
    numbers = ", ".join(str(row.number) for row in changed)
    lines = [_present(row) for row in others]
    if changed:
        lines.append(_("Changed by others meanwhile: proposals %(numbers)s.") % {"numbers": numbers})
    marks = (
        element("div", _note(row, words, offered=row.pk != opened), id=f"changed-{row.pk}", hx_swap_oob="true")
        for row, words in notes
    )
    return join([*(text(line, size="s", tone="quiet") for line in lines), *marks])


def _note(proposal: Proposal, words: str, *, offered: bool) -> SafeString:
    """Lead to the proposal as it stands; where its form is open, saving will show both versions."""
    show = link(href=reverse("sources:proposal", args=[proposal.pk]), label=_("Show it as it stands"), icon="eye")
    kept = _("What you type is kept; saving shows both versions.")
    return panel(join([words, " ", show if offered else kept]), tone="warning")


def _present(row: Presence) -> str:
    name = row.person.label
    if row.proposal is None:
        return _("%(name)s is here too.") % {"name": name}
    return _("%(name)s is here too, at proposal %(number)s.") % {"name": name, "number": row.proposal.number}


def draw_facts(card: Card, *, language: str) -> SafeString:
    """Draw what the proposal says, in the words of the document where they are its own."""
    badges = join(_badges(card))
    return join([row(badges, gap="s") if badges else "", *_lines(card, language)])


def _badges(card: Card) -> Iterator[SafeString]:
    proposal = card.proposal
    if not card.is_open:
        yield badge(label=card.state, tone=card.state_tone)
    for label in (proposal.field, card.cycle):
        if label:
            yield badge(label=label, tone="quiet")
    lacks = (
        (proposal.open_set, _("And others")),
        (proposal.no_lead_stated, _("The text says that nobody leads")),
        (card.lacks_lead, _("Choose a lead")),
        (not card.units, _("Names no unit")),
    )
    for holds, label in lacks:
        if holds:
            yield badge(label=label, tone="warning")


def _lines(card: Card, language: str) -> Iterator[SafeString]:
    proposal = card.proposal
    yield text(proposal.text, language=language)
    if proposal.actor_text and not card.units:
        words = _("Who must act, in the words of the text: %(who)s") % {"who": proposal.actor_text}
        yield text(words, size="s", tone="quiet")
    for group in card.units:
        yield row(_units(group, language), gap="s")
    told = (
        (_("Basis: %(words)s"), proposal.basis),
        (_("Target: %(words)s"), proposal.target),
        (_("Target figures: %(words)s"), "; ".join(target_told(target) for target in targets_in(proposal.targets))),
        (_("Time limit: %(words)s"), _time_limit(proposal)),
        (_("Points: %(words)s"), "" if proposal.points is None else str(proposal.points)),
        (_("Scoring rule: %(words)s"), proposal.scoring_rule),
        (_("What shows that it was done: %(words)s"), proposal.evidence),
    )
    yield from (text(label % {"words": words}, size="s", tone="quiet") for label, words in told if words)
    for other in card.merged:
        also = _("Also proposal %(number)s: “%(words)s”") % {"number": other.number, "words": other.words}  # type: ignore[attr-defined]  # annotated by the query
        yield text(also, size="s", language=language)
    if proposal.merged_into is not None:
        yield text(
            _("Says the same matter as proposal %(number)s.") % {"number": proposal.merged_into.number}, size="s"
        )
    if proposal.reason:
        yield text(_("Why it was rejected: %(words)s") % {"words": proposal.reason}, size="s")


def _time_limit(proposal: Proposal) -> str:
    """Say until when: the words, and the day where they do not say it themselves."""
    on = date_format(proposal.due_on) if proposal.due_on else ""
    if proposal.deadline and on:
        return _("%(words)s (%(day)s)") % {"words": proposal.deadline, "day": on}
    return proposal.deadline or on


def _units(group: UnitGroup, language: str) -> SafeString:
    labels = " · ".join(group.labels)
    pieces = [role_badge(role=group.role)]
    if group.class_words:
        count = len(group.labels)
        spelled = ngettext("%(count)s unit", "%(count)s units", count) % {"count": count}
        pieces += [element("span", group.class_words, lang=language), disclosure(labels, summary=spelled)]
    elif labels:
        pieces.append(element("span", labels))
    for name in group.unrecognised:
        pieces += [element("span", name, lang=language), badge(label=_("Not recognised"), tone="warning")]
    return join(pieces)


def _acts(card: Card, context: Context) -> Iterator[SafeString]:
    proposal = card.proposal
    told = _("proposal %(number)s") % {"number": proposal.number}
    if card.is_open:
        accept = button(label=_("Accept"), described=told, size="s", icon="check", name="act", value="accept")
        yield _post(context, "accept", proposal, accept)
        edit, split, reject = (reverse(f"sources:{name}", args=[proposal.pk]) for name in ("edit", "split", "reject"))
        yield button(label=_("Edit"), described=told, size="s", kind="secondary", icon="pencil", href=edit)
        yield button(label=_("Split"), described=told, size="s", kind="quiet", icon="scissors", href=split)
        yield button(label=_("Reject"), described=told, size="s", kind="quiet", icon="x", href=reject)
    elif proposal.state == Proposal.State.MERGED:
        apart = button(
            label=_("Take apart"), described=told, size="s", kind="quiet", icon="unlink", name="act", value="reopen"
        )
        yield _post(context, "take-apart", proposal, apart)
    elif proposal.taken_in_at is not None:
        yield badge(label=_("In a register"), tone="success")
    else:
        again = button(
            label=_("Decide again"), described=told, size="s", kind="quiet", icon="undo-2", name="act", value="reopen"
        )
        yield _post(context, "reopen", proposal, again)


def _post(context: Context, name: str, proposal: Proposal, submit: SafeString) -> SafeString:
    version = hidden(name="version", value=proposal.version)
    return form(context, join([version, submit]), action=reverse(f"sources:{name}", args=[proposal.pk]), inline=True)
