"""What goes wrong with a draw, as sentences: what was found, and what to do."""

from typing import Final

from zeren.foundations.errors import Parameter, ZerenError

__all__ = ["SENTENCES", "said"]

SENTENCES: Final = {
    "draw.invalid_record": "at {at} there should be: {expected}. What each record holds says zeren draw schema.",
    "draw.invalid_identifier": "{found} cannot name an object: {reason}. Mend it in the list.",
    "draw.duplicate_identifier": "{found} stands on the list twice. Each object has one ticket: remove one.",
    "draw.look_alike_identifiers": "{found} and {other} differ only in the width or form of their signs. Keep one.",
    "draw.invalid_weight": "the weight {found} of {id} is no whole number from 1 to {limit}.",
    "draw.unreadable_quota": 'the quota "{found}" is no share or number, such as "≥ 3 %", "2‰" or "≥ 3 %, ≥ 10".',
    "draw.quota_above_stratum": "the quota {quota} comes to {take} objects, but there are only {size}.",
    "draw.unmatched_quota": 'no objects or no quota for stratum "{stratum}", risk "{risk}". Each needs the other.',
    "draw.invalid_freeze": "the freeze contradicts itself at {field}.",
    "draw.invalid_seed": "the seed cannot be made: {field} is not as it should be.",
    "draw.change_refused": "the draw cannot be changed so: {reason} ({id}).",
    "draw.list_mismatch": "the list is not the one that was frozen: an object, a stratum or a weight was changed.",
    "draw.quota_mismatch": 'stratum "{stratum}", risk "{risk}" of the freeze is not what the list has.',
    "draw.freeze_mismatch": "a record belongs to another freeze ({found}), not to this one ({expected}).",
    "draw.seed_mismatch": "the seed breaks the rules of the freeze at the step {step}.",
    "draw.selection_mismatch": "the tickets choose somebody else: expected {expected}, found {found}.",
    "draw.change_mismatch": "a change is not the next object in order with a reason that was frozen: {reason} ({id}).",
    "draw.late_freeze": "the freeze was seen at {found}, not before the source spoke at {expected}: it proves nothing.",
    "draw.second_draw": "there is another freeze of the draw {draw} ({found}): it was frozen more than once.",
    "draw.outcomes_mismatch": "the outcomes are not one for each object: {count} {problem}, first {id}.",
    "cli.draw_unknown_contributor": "the freeze names no contributor {found}.",
    "draw.too_few_inspectors": (
        "{id} needs {needed} inspectors and may have {found}: {recused} are recused, {unqualified} not qualified."
    ),
    "draw.beacon_mismatch": "the value is not what the drand chain {name} signed in round {round}.",
    "draw.previous_needed": (
        "the drand chain {name} signs the round before too: give its signature, from any drand node, with --previous."
    ),
    "draw.too_little_room": (
        "{needed} places at {objects} can only go to {inspectors}, who can take {room}. Give them more room, "
        "name others who may, or draw fewer objects."
    ),
    "draw.undecided": (
        "whether inspectors can be kept apart so was not found out in {seconds} seconds. Name fewer pairs."
    ),
    "cli.draw_missing_solver": "keeping pairs apart needs {package}; {install} brings it.",
    "draw.assignment_mismatch": "the inspectors are not those that the lot decides; it fails at the step {step}.",
    "draw.outside_list": "these numbers do not fit the size of the list: {size}.",
}


def said(refused: ZerenError) -> str:
    """Return the sentence for an error of a draw.

    Examples
    --------
    >>> from zeren.draw.identifiers import DuplicateIdentifierError
    >>> said(DuplicateIdentifierError(found="A"))
    'zeren draw: A stands on the list twice. Each object has one ticket: remove one.'
    """
    known: dict[str, Parameter] = dict(refused.params)
    sentence = SENTENCES.get(refused.code)
    file = f"{known['file']}: " if "file" in known else ""
    return f"zeren draw: {file}{sentence.format_map(_Known(known)) if sentence else refused}"


class _Known(dict[str, Parameter]):
    """What an error tells; a name that it lacks is written as three dots."""

    def __missing__(self, name: str) -> str:
        return "…"
