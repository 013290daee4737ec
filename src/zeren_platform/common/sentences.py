"""What each error code says to people, in their language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren.foundations.errors import ZerenError
from zeren_platform.common.readable import Readable
from zeren_platform.common.sentences_of_files import FILES

__all__ = ["sentence", "told_later", "unworded"]


# One sentence a code: what happened, and how to mend it. Placeholders are the error's own parameters.
SENTENCES: Final[Mapping[str, Promise | str]] = {
    "zeren.error": _("Something was not as expected. What you entered may not have been saved; try once more."),
    "zeren.invalid_input": _("An entry is not valid."),
    "zeren.refused": _("This is not possible now."),
    "zeren.not_permitted": _("Your post does not give you the right to do this."),
    "zeren.verification": _("The evidence does not check out."),
    "zeren.canonical.unrepresentable": _("The text holds characters that cannot be recorded (%(found)s)."),
    "merkle.invalid_hash": _("A hash has the wrong length, or there are not as many as the size of the tree needs."),
    "merkle.inclusion": _("The proof does not show that this record is in the ledger (%(step)s)."),
    "merkle.consistency": _("The proof does not show that the ledger only grew (%(step)s)."),
    "merkle.no_such_range": _("There is no such record, or no such size of the ledger."),
    "merkle.malformed": _("The evidence is not written as its format demands (%(step)s: %(fault)s)."),
    "merkle.signature": _("A signature does not hold, or nobody who is known has signed (%(step)s)."),
    "merkle.signing_time": _("A witness signs with a time, and a log without one."),
    "merkle.quorum": _("Too few witnesses have signed; the policy asks for %(quorum)s."),
    "merkle.witness_conflict": _("The witness has already signed another ledger, of %(size)s records."),
    "merkle.tile": _("A tile of the ledger is missing or was changed (%(step)s: %(fault)s)."),
    "merkle.entry_too_long": _("A record may have %(expected)s bytes at most; this one has %(found)s."),
    "merkle.commitment": _("These names and reasons are not those that were fixed when the act was recorded."),
    "ledger.already_erased": _("The names and reasons of record %(uid)s have been erased already."),
    "ledger.bad_record": _(
        "The first record that is not as it was recorded is number %(number)s (%(uid)s): %(fault)s."
    ),
    "ledger.bad_tree": _("The first %(size)s records do not lead to their tree: %(fault)s."),
    "ledger.key_file": _("The key file %(place)s cannot be used: %(fault)s."),
    "ledger.lock_store": _("The lock store %(place)s cannot be used: %(fault)s."),
    "ledger.lock_store_lost": _(
        "The lock store %(place)s is missing or older than what was published, so it is not known what was signed last. "
        "Nothing was signed. Put the newest copy of it back, or give the largest checkpoint that is known from the "
        "published folder or from a witness: zeren ledger recover CHECKPOINT."
    ),
    "ledger.overtaken": _("Another process has published in the meantime; nothing was lost. Publish again."),
    "ledger.policy": _("The policy does not name the key that signs the log; it needs the line: log %(key)s."),
    "ledger.reason_needed": _("Say why the names and reasons are to be erased; it is recorded, and not published."),
    "ledger.smaller_tree": _(
        "The database holds %(found)s records, but %(signed)s were signed. Most likely an old copy of the database was "
        "put back. Nothing was signed. Put the newest copy back; if it is lost, begin a new log under another name "
        "(zeren ledger keygen --origin), and say publicly why."
    ),
    "ledger.inconsistent_tree": _(
        "The first %(signed)s records in the database are not those that were signed, or its tree of %(size)s is not "
        "theirs. Most likely an old copy of the database was put back and went on, or rows were changed. Nothing was "
        "signed. zeren ledger fsck names the first bad record; put the newest copy of the database back."
    ),
    "ledger.names_erased": _("The names and reasons of record %(uid)s were erased; its proof stands without them."),
    "ledger.not_published": _(
        "Record %(uid)s has not been published yet; the next publication of the log makes its proof."
    ),
    "ledger.older_checkpoint": _(
        "The lock store knows a larger or another tree of %(signed)s records; it stays as it is."
    ),
    "ledger.unwritable": _(
        "The log cannot be written to %(place)s: %(fault)s. Nothing that was published has changed. Mend that and publish again."
    ),
    "draw.freeze_mismatch": _("The record belongs to another freeze."),
    "draw.list_mismatch": _("The list is not the one that was frozen."),
    "draw.quota_mismatch": _("A stratum of the freeze is not what the list has."),
    "draw.seed_mismatch": _(
        "A part of the seed does not fit its commitment, is late, or was passed over without a reason."
    ),
    "draw.invalid_sample": _("The numbers that say how to sample are not possible."),
    "draw.invalid_weight": _("A weight must be a whole number from 1 up."),
    "draw.not_in_list": _("The proof does not show that this object was on the list."),
    "draw.beacon_mismatch": _("The value is not what the drand chain %(name)s signed in round %(round)s."),
    "draw.previous_needed": _("The drand chain %(name)s signs the round before as well: its signature is needed."),
    "draw.too_little_room": _(
        "%(needed)s places at %(objects)s can only go to %(inspectors)s, who can take %(room)s. Give them more room, or name others who may."
    ),
    "draw.undecided": _(
        "Whether inspectors can be kept apart so was not found out in %(seconds)s seconds. Name fewer pairs."
    ),
    "draw.invalid_freeze": _("The freeze of the draw contradicts itself."),
    "draw.unmatched_quota": _("A stratum has no quota, or a quota has no stratum."),
    "draw.outside_list": _("A number of objects, findings or a confidence is outside what is possible."),
    "draw.invalid_identifier": _("An identifier is empty, too long, or holds signs that nobody sees."),
    "draw.duplicate_identifier": _("Two objects on the list have the same identifier."),
    "draw.look_alike_identifiers": _("Two identifiers differ only in the form of their signs."),
    "draw.unreadable_quota": _("A quota must be a share of no more than the whole, or a number."),
    "draw.quota_above_stratum": _("A quota asks for more objects than the stratum has."),
    "draw.invalid_record": _("The record of the draw is not as its schema says."),
    "draw.invalid_pool": _("The pool is too large for the method, or fewer remain than are to be taken."),
    "draw.change_refused": _("The draw cannot be changed in this way."),
    "draw.invalid_seed": _("A part of the seed is not what its kind allows."),
    "draw.selection_mismatch": _("Somebody was drawn whom the tickets do not choose, or left out whom they do."),
    "draw.change_mismatch": _(
        "An extension or replacement is not the next object in order, or lacks a reason that was frozen."
    ),
    "draw.assignment_mismatch": _("The inspectors are not matched as the seed and the rules demand."),
    "draw.too_few_inspectors": _("There are not enough inspectors who may inspect some of the objects."),
    "draw.late_freeze": _("No witness saw the freeze before the source of the seed spoke."),
    "draw.second_draw": _("There is another freeze for the same draw."),
    "draw.outcomes_mismatch": _("The outcomes are not one for each object selected."),
    "composite.model": _(
        "The file of the index cannot be used: %(at)s, %(key)s: expected %(expected)s, found %(found)s."
    ),
    "composite.table": _("The data of the index cannot be used: %(at)s: expected %(expected)s, found %(found)s."),
    "composite.domain": _("The rule %(rule)s cannot be applied: expected %(expected)s, found %(found)s."),
    "ledger.witness_ahead": _(
        "The witness %(witness)s has signed a tree of %(size)s records, but only %(known)s were published from here. "
        "Most likely everything here is an old copy. Nothing was published. Put the newest copies of the database, of "
        "the lock store and of the published folder back."
    ),
    "api.not_signed_in": _("Sign in, or send an access token in the Authorization header: Bearer and the token."),
    "api.forged": _("The request lacks the CSRF token of the session. Programs send an access token instead."),
    "api.method": _("This address has no method %(method)s; the header Allow names those it has."),
    "api.key.malformed": _("Idempotency-Key takes a UUID, made anew for each request."),
    "api.key.used": _("Another request was carried out under this key. Make a new key for each request."),
    "api.key.answer_not_kept": _(
        "This request was carried out before, and its answer is no longer kept. Nothing was done again; read what stands."
    ),
    "ledger.already_recorded": _("This was carried out before; nothing was done again."),
    "api.too_large": _("A number in the request is larger than anything that is kept."),
    "api.malformed": _("The request is not as documented: %(faults)s."),
    "common.not_found": _("There is nothing at this address, or you may not see it."),
    "common.too_many_attempts": _(
        "The password was wrong too often, so this sign-in is closed for %(minutes)s minutes. "
        "If you have forgotten it, ask the security administrator for a new one."
    ),
    "common.nothing_sent": _("Nothing was sent, so nothing was changed. Go back to the page and do it once more."),
    "common.collision": _("Somebody did the same at the same moment. Look at what stands now, then try again."),
    "common.gave_up": _(
        "It was begun several times and did not come to its end. Nothing was changed. Divide the file, or tell whoever "
        "runs this installation; then try once more."
    ),
    "common.too_many_requests": _("Too many requests came from here in a short time. Wait a minute, then try again."),
    "common.expired_form": _("This form is out of date. Go back, load the page again and send it once more."),
    "common.table.empty": _("The table holds no row below its head. Fill it in and try again."),
    "common.pagination.bad_cursor": _("This place in the list no longer exists. Start again from the first page."),
    "reading.unsupported_format": _("This kind of file cannot be read. Use a text, HTML, DOCX, PDF, XLSX or CSV file."),
    "reading.too_large": _("The file holds too much: %(found)s, where at most %(limit)s are read. Divide it."),
    "reading.encrypted": _("This file is locked with a password. Save it without one and try again."),
    "reading.damaged_document": _("This file is damaged or cut off. Open it, save it anew and try again."),
    "reading.pictures_of_pages": _(
        "This PDF holds pictures of pages and no text. Recognise the text first, or use the original file."
    ),
    "reading.missing_reader": _(
        "This installation lacks what reads such files. Tell the administrator to install %(install)s."
    ),
    "reading.undecodable_text": _("The characters of this file cannot be read. Save it as UTF-8 and try again."),
    "organisation.already_begun": _("This installation has begun already; its administrators go on by the pages."),
    "organisation.unit.code_taken": _("There is already a unit with the code %(code)s."),
    "organisation.unit.not_found": _("There is no unit with the code %(code)s."),
    "organisation.unit.invalid": _("This entry about the unit is missing or not valid."),
    "organisation.unit.ends_too_early": _("A unit ends after the day on which it begins. Correct one of the two days."),
    "organisation.import.strange_column": _(
        "These columns mean nothing here, or stand twice: %(columns)s. Rename them or take them out. Known are: %(known)s."
    ),
    "organisation.import.missing_column": _(
        "The table lacks these columns: %(columns)s. Their heads stand in the first row."
    ),
    "organisation.import.faulty": _(
        "%(count)s rows have faults. Mend them; the table is taken in whole or not at all."
    ),
    "organisation.import.nothing_new": _("The table says what is known already; nothing would change."),
    "organisation.import.different": _(
        "Something changed since the table was compared. Nothing was done: look at what it changes now."
    ),
    "organisation.unit.circular": _("%(unit)s cannot stand below %(parent)s, which stands below it."),
    "organisation.unit.unchanged": _("Every entry on %(unit)s is as it was; nothing was changed."),
    "organisation.unit.already_ended": _("%(unit)s has ended on %(valid_until)s already."),
    "organisation.unit.has_units_below": _("%(below)s stands below %(unit)s. Put it under another unit first."),
    "organisation.reorganisation.day": _(
        "Enter the change on its day or later, not before %(unit)s came into being, and after its last change."
    ),
    "organisation.reorganisation.no_successor": _("Say who takes over; a unit without a successor is abolished."),
    "organisation.reorganisation.same_name": _("The unit is called %(unit)s already. Enter its new name."),
    "organisation.reorganisation.same_unit": _("A unit cannot go over into itself. Choose another one."),
    "organisation.alias.unknown": _("The unit has no other name %(alias)s."),
    "organisation.alias.taken": _("%(unit)s already goes by this name; a name must mean one unit."),
    "organisation.person.username_taken": _("There is already a person with the sign-in name %(username)s."),
    "organisation.person.not_found": _("Nobody signs in with the name %(username)s."),
    "organisation.person.invalid": "%(faults)s",
    "organisation.person.weak_password": "%(faults)s",
    "organisation.person.reason_needed": _("Say why; it is recorded, and not published."),
    "organisation.person.no_second_factor": _("%(name)s has no second factor."),
    "organisation.person.already_left": _("The account of %(name)s is closed already."),
    "organisation.person.not_left": _("The account of %(name)s is open."),
    "organisation.post.same_unit": _("The post is at %(unit)s already. Choose another unit."),
    "organisation.post.none_there": _("Nobody else holds a post at %(unit)s."),
    "organisation.post.administrators_apart": _(
        "One person cannot hold two of the system, security and audit administrators' posts. %(name)s already holds one."
    ),
    "organisation.post.already_held": _("%(name)s already holds this post."),
    "organisation.post.period": _("A post ends after it begins, and cannot be ended in the past."),
    "organisation.post.unknown_role": _("There is no role %(role)s."),
    "organisation.post.already_ended": _("This post already ends on %(valid_until)s."),
    "organisation.delegation.period": _("The absence must end after it begins, and not in the past."),
    "organisation.delegation.self": _("A post cannot be delegated to its own holder."),
    "organisation.delegation.administrator": _("Administrators' posts cannot be delegated."),
    "organisation.delegation.already_granted": _("%(name)s already stands in for this post during that time."),
    "organisation.delegation.already_over": _("Nobody stands in under this delegation any more."),
    "organisation.token.lifetime": _("A token lives from 1 to %(longest)s days."),
    "organisation.token.name_needed": _("Name the token, so that you can tell it from others."),
    "organisation.token.scopes": _("Say what the token may be used for."),
    "organisation.token.not_in_scope": _("This token was not issued for that; it would need the scope %(scope)s."),
    "organisation.token.already_revoked": _("This token has already been revoked."),
    "sources.document.already_held": _("This document is already here: %(title)s."),
    "sources.document.empty": _("The document holds no text."),
    "sources.document.too_large": _("The file is larger than %(limit)s MB."),
    "sources.proposal.already_decided": _("Somebody has already decided on this proposal. Its present state is shown."),
    "sources.proposal.changed_meanwhile": _(
        "%(name)s changed this proposal while you were working on it. Nothing was overwritten: compare, then save again."
    ),
    "sources.proposal.lead_twice": _("A duty has one lead. Name one unit as lead and give the others another role."),
    "sources.proposal.unit_twice": _("The unit %(unit)s is named twice."),
    "sources.proposal.empty_text": _("Say what the duty is."),
    "sources.proposal.reason_needed": _("Say why the proposal is rejected."),
    "sources.document.invalid": _("This entry about the document is missing or not valid."),
    "sources.proposal.invalid": _("This entry is too long or not valid."),
    "sources.proposal.undecided": _("Nobody has decided on this proposal yet."),
    "sources.proposal.unit_unknown": _("There is no unit %(unit)s."),
    "sources.proposal.none_chosen": _("Tick the proposals that you mean."),
    "sources.proposal.merged": _("This proposal is merged into another one. Take it apart from that first."),
    "sources.proposal.not_merged": _("This proposal is not merged into another one."),
    "sources.proposal.kept_decided": _(
        "Proposal %(number)s, into which this one is merged, is already decided. Open that one again first."
    ),
    "sources.proposal.one_alone": _("Tick two proposals or more, and say which of them stays."),
    "sources.proposal.parts": _(
        "Give two parts or more, in the order of the text; each lies inside the sentence and overlaps no other."
    ),
    "sources.proposal.not_accepted": _(
        "A register takes in accepted proposals, and each only once. Some of these are not free."
    ),
    "sources.proposal.used": _("This proposal is already a duty in a register; change the duty there."),
    "responsibilities.entry.too_long": _("At most %(limit)s characters fit here."),
    "responsibilities.register.code_taken": _("There is already a register with the code %(code)s."),
    "responsibilities.register.code_reserved": _("%(code)s is the address of another page. Choose another code."),
    "responsibilities.register.invalid": _("Give a title, a kind, and a code of letters, digits and hyphens."),
    "responsibilities.edition.not_draft": _("This edition is no longer a draft, so it cannot be changed."),
    "responsibilities.edition.in_consultation": _(
        "Units are being asked about this draft. Close the consultation before you change it."
    ),
    "responsibilities.edition.not_awaiting": _("This edition does not wait for a day on which it comes into force."),
    "responsibilities.edition.not_yet_due": _("This edition comes into force on %(effective_from)s, not before."),
    "responsibilities.edition.signed_too_early": _(
        "Units sign once the edition is in force: choose a day from %(earliest)s on."
    ),
    "responsibilities.edition.were_asked": _(
        "Units were asked about this draft, and what they said is kept. Withdraw it with a reason instead."
    ),
    "responsibilities.edition.not_consulted": _("No unit was asked about this draft: discard it instead."),
    "responsibilities.edition.nothing_to_repeal": _("Only an edition that was adopted and not superseded is repealed."),
    "responsibilities.edition.end_reason_needed": _("Say why it ends: whoever looks for it later will ask."),
    "portal.copy.bad_base": _(
        "The address “%(base)s” is not whole; give one such as https://duties.binhai.example/, where the copy will stand."
    ),
    "portal.copy.dead_link": _("A page leads to %(address)s, which answers %(status)s; nothing was replaced."),
    "portal.copy.not_ours": _(
        "%(folder)s holds something else than a copy of the portal; choose an empty or a new folder."
    ),
    "responsibilities.edition.faults": _(
        "%(count)s duties have faults. Mend them, or say why the edition is adopted all the same."
    ),
    "responsibilities.edition.unanswered": _(
        "%(count)s comments of units are not answered. Answer them, or say why the edition is adopted all the same."
    ),
    "responsibilities.edition.unasked": _(
        "What %(count)s units were asked about has changed since. "
        "Ask them again, or say why the edition is adopted all the same."
    ),
    "responsibilities.consultation.nobody_to_ask": _("The draft names no unit that could be asked."),
    "responsibilities.consultation.closing_day": _("Choose a day after today: units need time to answer."),
    "responsibilities.consultation.short": _(
        "%(days)s days are less than the %(least)s that units get. Choose a later day, or say why."
    ),
    "responsibilities.consultation.not_open": _("No unit is being asked about this edition."),
    "responsibilities.consultation.units_still_have_time": _(
        "%(count)s units have not answered and have time until %(closes_on)s. Wait, or break the consultation off."
    ),
    "responsibilities.consultation.reason_needed": _("Say why the consultation is broken off."),
    "responsibilities.consultation.over": _("The consultation is closed. What was said stands as it is."),
    "responsibilities.opinion.objection_without_reason": _(
        "Say to what your unit objects: here for the whole, or in a comment on a duty."
    ),
    "responsibilities.opinion.unknown_stance": _("A unit agrees or objects."),
    "responsibilities.comment.empty": _("Say something: a remark, other words for the duty, or another unit."),
    "responsibilities.comment.own_unit": _("That is your own unit. Choose the unit that should have the part instead."),
    "responsibilities.comment.withdrawn": _("The unit has taken this comment back."),
    "responsibilities.comment.unknown_outcome": _("A comment is taken up, taken up in part, or not taken up."),
    "responsibilities.comment.answer_needed": _("Say why the comment is not taken up, or only in part."),
    "responsibilities.comment.decided": _("This edition is decided; what became of its comments stands as it is."),
    "responsibilities.comment.nothing_to_take_over": _(
        "There is nothing to put into the draft: no words, no unit, or the duty is no longer there."
    ),
    "responsibilities.matter.difference_needed": _("Say what the difference is, or decide that it is the same matter."),
    "responsibilities.edition.empty": _("An edition without duties cannot be adopted."),
    "responsibilities.edition.nothing_to_take_in": _("There are no accepted proposals that are not yet in a register."),
    "responsibilities.edition.draft_exists": _("This register already has a draft edition."),
    "responsibilities.edition.nothing_in_force": _("This register has no edition in force that could be revised."),
    "responsibilities.edition.has_editions": _("This register has editions already: revise the one in force."),
    "responsibilities.edition.adopter_needed": _("Say which body or meeting adopted the edition."),
    "responsibilities.edition.before_previous": _(
        "The edition cannot take effect before the one in force (%(earliest)s)."
    ),
    "sources.target.unread": _(
        "No target is said by “%(found)s”. Write one to a line: indicator | figure with its unit | period, such as "
        "“days of good air | ≥ 290 days | 2026”."
    ),
    "sources.target.ends": _(
        "The target “%(indicator)s” compares by “%(operator)s”: “between” needs value and upper, the lower first; "
        "“in_step_with” needs a unit and no figure; any other needs value alone."
    ),
    "responsibilities.duty.unit_twice": _("The unit %(unit)s is named twice."),
    "responsibilities.duty.unknown": _("There is no unit, role or cycle named %(found)s."),
    "responsibilities.duty.changed_meanwhile": _(
        "Somebody changed this duty while you were working on it. Nothing was overwritten: compare, then save again."
    ),
    "responsibilities.duty.lead_twice": _(
        "A duty has one lead. Name one unit as lead and give the others another role."
    ),
    "responsibilities.duty.empty_text": _("Say what the duty is."),
    "responsibilities.duty.number_taken": _("There is already a duty with the number %(number)s in this edition."),
    "responsibilities.view.nameless": _(
        "Give the view a name of at most 80 characters; with fewer filters, if it is too long."
    ),
    "responsibilities.many.nothing": _("No duty that was chosen would change. Tick some, or choose another change."),
    "responsibilities.many.unknown": _("This entry does not take that. Choose one of those that are offered."),
    "responsibilities.many.unknown_unit": _("Choose a unit, and the part that it has."),
    "responsibilities.many.lead_twice": _(
        "%(count)s of the duties already have a lead (%(numbers)s): one duty, one lead. Replace the unit that leads them."
    ),
    "responsibilities.many.nothing_to_put_back": _("There is nothing that could be put back."),
    "responsibilities.receipt.not_in_force": _("Units sign for receipt once the edition is adopted."),
    "responsibilities.receipt.already_given": _("Receipt of this duty has already been answered."),
    "responsibilities.receipt.reason_needed": _("Say why."),
    "responsibilities.receipt.not_declined": _("Only a part of a duty that was declined can be assigned anew."),
    "responsibilities.receipt.nothing_awaiting": _("Nothing of this unit awaits a signature."),
    "responsibilities.carrying.unreorganised": _(
        "%(unit)s goes on as it was. Change its duties by a revision of the register."
    ),
    "responsibilities.carrying.ended_successor": _(
        "%(unit)s cannot take over: choose another unit that is there today."
    ),
    "responsibilities.carrying.nothing": _("%(unit)s no longer holds any of these parts; somebody was faster."),
    "sources.document.circle": _("A document cannot come before itself. Choose another."),
    "sources.document.superseded_already": _(
        "The document “%(title)s” already follows that edition. Choose it, or take that back first."
    ),
    "sources.document.no_earlier": _("The document “%(title)s” is not entered as a later edition of any other."),
    **FILES,
    "similarity.threshold": _("How near texts must be is asked for from above 0 to 1; this is %(at_least)s."),
}


def sentence(error: ZerenError) -> str:
    """Say *error* in the reader's language."""
    return told_later(error.code, error.params)


def told_later(code: str, params: Mapping[str, object]) -> str:
    """Say an error of which code and parameters were kept."""
    wording = SENTENCES.get(code) or SENTENCES["zeren.error"]
    return str(wording) % Readable(params)


def unworded(codes: set[str]) -> set[str]:
    """Name the codes that have no sentence of their own."""
    return codes - SENTENCES.keys()
