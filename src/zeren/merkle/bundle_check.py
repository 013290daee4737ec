"""Check a bundle step by step: what it proves, what it does not, and which steps fail. Needs ``cryptography``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from zeren.foundations.errors import Parameter, VerificationError
from zeren.merkle.bundle import Bundle
from zeren.merkle.log_proof import LogProof
from zeren.merkle.policy import Policy
from zeren.merkle.records import Record, read_canonical, verify_commitment
from zeren.merkle.tree import leaf_hash
from zeren.merkle.trust import signed_by_log, witnessed

__all__ = ["Finding", "Outcome", "Step", "check_bundle"]

Found = TypeVar("Found")


class Step(StrEnum):
    """The steps, in the order in which they are taken."""

    ARCHIVE = "archive"
    RECORD = "record"
    PROOF = "proof"
    POLICY = "policy"
    INCLUSION = "inclusion"
    LOG = "log"
    WITNESSES = "witnesses"
    PAYLOAD = "payload"


class Outcome(StrEnum):
    """What a step came to.

    ``NOT_CHECKED``: a step before it failed, without which it cannot be taken. ``ABSENT``: the bundle has nothing to
    check there, and nothing is proved.
    """

    PROVED = "proved"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One step and what it came to.

    Parameters
    ----------
    step : Step
    outcome : Outcome
    facts : mapping of str to str, int, bool, tuple of str or None
        What was proved, for a sentence; for a failed step the parameters of the refusal and its ``code``.
    """

    step: Step
    outcome: Outcome
    facts: Mapping[str, Parameter]


def check_bundle(data: bytes, *, policy: bytes | None = None) -> tuple[Finding, ...]:
    """Check a bundle.

    Parameters
    ----------
    data : bytes
        The ZIP file.
    policy : bytes or None
        A policy from elsewhere. Without one that of the bundle is used: then it is proved what its keys say, and not
        whose they are.

    Returns
    -------
    tuple of Finding
        Every step once. The bundle stands if none is ``FAILED`` or ``NOT_CHECKED``.

    Notes
    -----
    A failing step does not keep the others from being taken, so that every failing step is named.

    Examples
    --------
    >>> check_bundle(b"")[0].facts["fault"]
    'not a ZIP file'
    """
    return tuple(_Check(policy).run(data))


class _Check:
    """One run through the steps."""

    def __init__(self, policy: bytes | None) -> None:
        self._policy = policy
        self._findings: list[Finding] = []

    def run(self, data: bytes) -> list[Finding]:
        """Take every step that can be taken."""
        bundle = self._take(Step.ARCHIVE, lambda: Bundle.from_bytes(data), lambda _: {})
        if bundle is not None:
            record = self._take(Step.RECORD, lambda: Record.from_body(bundle.body), _told_record)
            proof = self._take(Step.PROOF, lambda: _proof(bundle.proof), _told_proof)
            policy = self._take(Step.POLICY, lambda: Policy.from_bytes(self._keys(bundle)), self._told_policy)
            self._tree(bundle, proof, policy)
            self._payload(bundle, record)
        taken = {finding.step for finding in self._findings}
        left = (Finding(step=step, outcome=Outcome.NOT_CHECKED, facts={}) for step in Step if step not in taken)
        order: Final = list(Step)
        return sorted([*self._findings, *left], key=lambda finding: order.index(finding.step))

    def _tree(self, bundle: Bundle, proof: LogProof | None, policy: Policy | None) -> None:
        """Take the steps that lead from the record to the signatures."""
        if proof is None:
            return
        self._take(Step.INCLUSION, lambda: _included(proof, bundle.body), _told_proof)
        if policy is None:
            return
        self._take(Step.LOG, lambda: signed_by_log(proof.note, policy), lambda found: {"key": found.log.to_text()})
        if policy.quorum == "none":
            self._absent(Step.WITNESSES)
        else:
            self._take(Step.WITNESSES, lambda: witnessed(proof.note, policy), lambda seen: _told_seen(policy, seen))

    def _payload(self, bundle: Bundle, record: Record | None) -> None:
        """Compare the payload with the record's commitment."""
        payload, key = bundle.payload, bundle.key
        if payload is None or key is None:
            self._absent(Step.PAYLOAD)
        elif record is not None:
            commitment = record.commitment
            self._take(Step.PAYLOAD, lambda: _opened(commitment, key, payload), lambda _: {})

    def _take(
        self, step: Step, check: Callable[[], Found], told: Callable[[Found], Mapping[str, Parameter]]
    ) -> Found | None:
        """Take a step; note what it proved, or why it failed."""
        try:
            found = check()
        except VerificationError as refused:
            facts: dict[str, Parameter] = {**refused.params, "code": refused.code}
            self._findings.append(Finding(step=step, outcome=Outcome.FAILED, facts=facts))
            return None
        self._findings.append(Finding(step=step, outcome=Outcome.PROVED, facts=told(found)))
        return found

    def _absent(self, step: Step) -> None:
        self._findings.append(Finding(step=step, outcome=Outcome.ABSENT, facts={}))

    def _keys(self, bundle: Bundle) -> bytes:
        return bundle.policy if self._policy is None else self._policy

    def _told_policy(self, policy: Policy) -> Mapping[str, Parameter]:
        keys = [*policy.logs, *policy.witnesses.values()]
        return {"own": self._policy is None, "keys": tuple(key.to_text() for key in keys)}


def _proof(data: bytes) -> LogProof:
    """Read the proof, and the checkpoint in it."""
    proof = LogProof.from_bytes(data)
    proof.checkpoint()
    return proof


def _included(proof: LogProof, body: bytes) -> LogProof:
    """Check that the record stands where the proof says."""
    proof.verify_leaf(leaf_hash(body))
    return proof


def _opened(commitment: bytes, key: bytes, payload: bytes) -> bytes:
    """Check the payload against the commitment, and that it has one reading."""
    verify_commitment(commitment=commitment, key=key, payload=payload)
    read_canonical(payload, step=Step.PAYLOAD)
    return payload


def _told_record(record: Record) -> Mapping[str, Parameter]:
    return {
        "uid": record.uid,
        "at": record.at.isoformat(timespec="seconds"),
        "event": record.event,
        "subject": record.subject,
        "kind": record.kind,
        "unit": record.unit,
        "role": record.role,
    }


def _told_proof(proof: LogProof) -> Mapping[str, Parameter]:
    tree = proof.checkpoint()
    return {"origin": tree.origin, "index": proof.index, "size": tree.size, "root": tree.root.hex()}


def _told_seen(policy: Policy, seen: Mapping[str, int]) -> Mapping[str, Parameter]:
    return {"quorum": policy.quorum, "witnesses": tuple(sorted(seen)), "seen_at": _met_at(policy, seen)}


def _met_at(policy: Policy, seen: Mapping[str, int]) -> int | None:
    """Give the first time by which enough witnesses had signed: a single early one may be wrong or lie.

    None where those who say when are not enough.
    """
    for time in sorted(at for at in seen.values() if at):
        if policy.is_met([name for name, at in seen.items() if 0 < at <= time]):
            return time
    return None
