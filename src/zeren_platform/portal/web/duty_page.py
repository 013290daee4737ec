"""The page of a duty, drawn by the functions of the kit: as tags of a template its hundred parts cost much more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.template import Context
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.ledger.published import reach
from zeren_platform.organisation import published as organisation
from zeren_platform.portal.web.addresses import absolute
from zeren_platform.portal.web.history import HOLDING_COLUMNS, ToldVersion, holdings_told, versions_told
from zeren_platform.portal.web.pages import drawing
from zeren_platform.portal.web.rows import duty_address, receipt_lamp, role_badges, table, told, unit_address
from zeren_platform.responsibilities.published import PublishedDuty, PublishedPart
from zeren_platform.sources.published import Excerpt
from zeren_platform.ui.parts.actions import button
from zeren_platform.ui.parts.layout import columns, page, page_actions, panel, panel_footer, stack
from zeren_platform.ui.parts.marks import marked_text
from zeren_platform.ui.parts.markup import escaped, join
from zeren_platform.ui.parts.states import badge
from zeren_platform.ui.parts.story import drawn_acts, fact, facts, timeline
from zeren_platform.ui.parts.words import day, heading, link, text
from zeren_platform.ui.shapes import Act, Column, Mark

__all__ = ["PartRow", "drawn_duty", "heading_of"]

PART_COLUMNS: Final = (
    Column(key="unit", label=gettext_lazy("Unit"), kind="head"),
    Column(key="role", label=gettext_lazy("Role"), width="m"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
    Column(key="on", label=gettext_lazy("On"), width="m", kind="date"),
)
Facts = Iterator[tuple[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """The part of one unit, drawn."""

    unit: SafeString
    role: SafeString
    receipt: SafeString
    on: SafeString
    href: str = ""


def drawn_duty(request: HttpRequest, duty: PublishedDuty, names: Mapping[str, str]) -> SafeString:
    """Draw one duty: its sentence, its units, its history and its story; *names* are those of the units that acted."""
    context, versions = drawing(request), versions_told(duty.history)
    pieces = [
        *_words(duty),
        _answering(context, duty),
        panel(_facts(_known(request, duty)), title=_("What is known of it")),
        _versions(duty, versions) if len(versions) > 1 else "",
        _holdings(context, duty),
    ]
    beside = columns(join([stack(join(pieces)), _happened(duty, names)]), count=2, ratio="wide-left")
    kicker = _("No. %(number)s · %(register)s") % {"number": duty.number, "register": duty.register_title}
    return page(join([_actions(duty), _notice(duty), beside]), title=heading_of(duty), kicker=kicker)


def heading_of(duty: PublishedDuty) -> str:
    """Give the title of a duty, or its number where it has none."""
    return duty.title or _("Duty %(number)s") % {"number": duty.number}


def _actions(duty: PublishedDuty) -> SafeString:
    data = reverse("portal:duty-json", args=[duty.pk])
    buttons = [button(label="JSON", kind="quiet", icon="download", href=data, described=_("Open data"))]
    if duty.in_force:
        register = reverse("portal:register", args=[duty.register])
        buttons.append(button(label=_("The whole register"), kind="secondary", href=register, icon="list-checks"))
    return page_actions(join(buttons))


def _notice(duty: PublishedDuty) -> SafeString:
    """Say of what is not in force why, and where it goes on."""
    if duty.state == "adopted":
        begins = text(join([_("In force from:"), day(duty.effective_from)], " "))
        return panel(begins, tone="quiet", title=_("Adopted, not yet in force"))
    if duty.in_force:
        return SafeString()
    if duty.state == "repealed":
        title = _("Repealed")
        said = _("It was ended without another in its place. It stays readable as it was.")
    else:
        title = _("No longer in force")
        said = _("A later edition has superseded this one. It stays readable as it was.")
    ended = text(join([said, _("In force until:"), day(duty.effective_until)], " "))
    return panel(join([ended, _present(duty)]), tone="warning", title=title)


def _present(duty: PublishedDuty) -> SafeString:
    present = duty.history.in_force
    if not present:
        return text(escaped(_("The edition in force does not hold it.")))
    return link(href=duty_address(present), label=_("This duty in the edition in force"), icon="arrow-right")


def _words(duty: PublishedDuty) -> Iterator[SafeString]:
    """Give the words of a duty, and the sentence that created it."""
    if duty.title or duty.source is None:
        yield text(escaped(duty.text), size="l")
    if duty.source is not None:
        yield panel(_source(duty.source), title=_("The sentence that created it"))


def _source(source: Excerpt) -> SafeString:
    """Show the words around the sentence, and where in them it stands."""
    start = len(source.before)
    mark = Mark(start=start, end=start + len(source.sentence), id="sentence", tone="accent")
    words = source.before + source.sentence + source.after
    shown = marked_text(text=words, spans=[mark], language=source.language)
    document = text(escaped(source.title), tone="quiet", size="s", language=source.language)
    return join([shown, document, _facts(_issued(source))])


def _issued(source: Excerpt) -> Facts:
    if source.issuer:
        yield _("Issued by"), source.issuer
    if source.document_number:
        yield _("Document number"), source.document_number
    if source.issued_on:
        yield _("Dated"), day(source.issued_on)


def _answering(context: Context, duty: PublishedDuty) -> SafeString:
    caption = _("Who answers for it")
    roles = role_badges(part.role for part in duty.parts)
    rows = [_part(part, roles[part.role]) for part in duty.parts]
    pieces = [table(context, rows, caption=caption, columns=told(PART_COLUMNS)) if rows else ""]
    if duty.no_lead_stated:
        pieces.append(_quiet(_("The document names no lead: each unit answers for its part.")))
    if duty.open_set:
        pieces.append(_quiet(_("The document leaves the list of units open: it names these “and others”.")))
    return panel(join(pieces), title=caption)


def _quiet(said: str) -> SafeString:
    return text(escaped(said), tone="quiet")


def _part(part: PublishedPart, role: SafeString) -> PartRow:
    return PartRow(
        unit=link(href=unit_address(part.unit), label=part.unit_name),
        role=role,
        receipt=receipt_lamp(part.receipt, part.receipt_label),
        on=day(part.answered_at),
    )


def _facts(given: Facts) -> SafeString:
    return facts(join([fact(escaped(said), label=label) for label, said in given]))


def _known(request: HttpRequest, duty: PublishedDuty) -> Facts:
    """Give what is known of a duty under its labels; nothing of what it does not say."""
    said = [
        (_("Field"), duty.field),
        (_("Target"), duty.target),
        (_("Target figures"), join([text(escaped(target)) for target in duty.targets])),
        (_("How often"), duty.cycle),
        (_("Time limit"), duty.deadline),
        (_("Due on"), duty.due_on and day(duty.due_on)),
        (_("Who answers for it in the unit"), duty.level),
        (_("Points"), None if duty.points is None else localize(duty.points)),
        (_("Scoring rule"), linebreaksbr(duty.scoring_rule)),
        (_("What shows that it was done"), linebreaksbr(duty.evidence)),
        (_("Basis"), linebreaksbr(duty.basis)),
    ]
    yield from ((label, words) for label, words in said if words)
    yield _("Adopted by"), duty.adopted_by
    yield _("In force from"), day(duty.effective_from)
    yield _("Edition"), duty.edition
    yield _("Address of this page"), absolute(request, request.path)


def _versions(duty: PublishedDuty, versions: Sequence[ToldVersion]) -> SafeString:
    told_ones = join([piece for version in versions for piece in _version(duty, version)])
    return panel(told_ones, title=_("What changed from edition to edition"), id="history")


def _version(duty: PublishedDuty, told_one: ToldVersion) -> Iterator[SafeString]:
    version = told_one.version
    label = _("Edition %(number)s") % {"number": version.edition}
    name = escaped(label) if version.pk == duty.pk else link(href=duty_address(version.pk), label=label)
    state = badge(label=version.state_label, tone="success" if version.in_force else "quiet")
    yield heading(join([name, state], " "), level=3)
    yield text(_period(version.effective_from, version.effective_until), tone="quiet", size="s")
    if told_one.changes:
        yield _facts((str(label), words) for label, words in told_one.changes)
    else:
        yield text(escaped(_("Here the duty first stands.") if told_one.oldest else _("Nothing changed.")))


def _period(first: date | None, after: date | None) -> SafeString:
    return join([day(first), day(after)], " – ") if after else day(first)


def _holdings(context: Context, duty: PublishedDuty) -> SafeString:
    rows = holdings_told(duty.history)
    if not rows:
        return SafeString()
    caption = _("Who held it when")
    held = table(context, rows, caption=caption, columns=told(HOLDING_COLUMNS))
    return panel(held, title=caption, collapsible=True, opened=False)


def _happened(duty: PublishedDuty, names: Mapping[str, str]) -> SafeString:
    title = _("What has happened")
    acts = timeline(drawn_acts(Context({"log_reach": reach}), acts=_story(duty, names)), label=title)
    said = _("The numbers are those of the ledger; nobody can change or take away what has one.")
    check = link(href=reverse("portal:log"), label=_("How anybody checks this"))
    return panel(join([acts, panel_footer(text(join([said, check], " "), tone="quiet", size="s"))]), title=title)


def _story(duty: PublishedDuty, names: Mapping[str, str]) -> list[Act]:
    """Say of each chapter in which post it was done, and nobody's name."""
    return [
        Act(
            at=chapter.at,
            title=chapter.title,
            uid=chapter.uid,
            number=chapter.number,
            icon=chapter.icon,
            unit=_post(names.get(chapter.unit, chapter.unit), organisation.role_label(chapter.role)),
        )
        for chapter in duty.story
    ]


def _post(unit: str, role: str) -> str:
    if not unit:
        return ""
    return _("%(role)s, %(unit)s") % {"role": role, "unit": unit}
