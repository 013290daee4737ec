"""Policies: whose signatures count, and which witnesses are enough (c2sp.org/tlog-policy)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from zeren.merkle.keys import KeyKind, VerifierKey
from zeren.merkle.notation import MalformedError

__all__ = ["Group", "Policy"]

_STEP: Final = "policy"
_NONE: Final = "none"
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT: Final = re.compile(r"[1-9][0-9]{0,5}\Z", re.ASCII)
LARGEST_POLICY: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Witnesses or groups of them, and how many must have signed.

    Parameters
    ----------
    threshold : int, >= 1
    members : tuple of str
        At least *threshold* names that were defined before.
    """

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Which logs are believed, and which witnesses must have seen a checkpoint.

    Parameters
    ----------
    logs : tuple of VerifierKey
        The name of each key is the origin of its log.
    witnesses : mapping of str to VerifierKey
        By the name that the policy gives them.
    groups : mapping of str to Group
        In the order of their definition: a group knows only what stands before it.
    quorum : str
        A witness, a group, or ``none``.

    References
    ----------
    .. [1] c2sp.org/tlog-policy.

    Examples
    --------
    >>> Policy.from_bytes(b"quorum none").is_met([])
    True
    """

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey]
    groups: Mapping[str, Group]
    quorum: str

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read a policy file.

        Raises
        ------
        MalformedError
            If a line does not say what the specification allows; ``line`` is its number.
        """
        if len(data) > LARGEST_POLICY:
            raise MalformedError(step=_STEP, fault="too large")
        if _CONTROL.search(data):
            raise MalformedError(step=_STEP, fault="a control character")
        draft = _Draft()
        # Names are opaque octets: what is not UTF-8 stays apart and is never equal to anything else.
        for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), start=1):
            words = [word for word in re.split(r"[ \t]+", line) if word]
            if words and not words[0].startswith("#"):
                draft.take(number, words)
        if not draft.quorum:
            raise MalformedError(step=_STEP, fault="no quorum")
        return cls(logs=tuple(draft.logs), witnesses=draft.witnesses, groups=draft.groups, quorum=draft.quorum)

    def is_met(self, seen: Collection[str]) -> bool:
        """Say whether the witnesses named in *seen* are enough."""
        met = set(seen) & self.witnesses.keys() | {_NONE}
        for name, group in self.groups.items():
            if sum(member in met for member in group.members) >= group.threshold:
                met.add(name)
        return self.quorum in met


@dataclass(slots=True)
class _Draft:
    """A policy while its lines are read."""

    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, VerifierKey] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = ""
    _taken: set[str] = field(default_factory=set)

    def take(self, number: int, words: list[str]) -> None:
        """Take one line in, or say what is wrong with it."""
        match words:
            case ["log", text] | ["log", text, _]:
                fault = self._log(text)
            case ["witness", name, text] | ["witness", name, text, _]:
                fault = self._witness(name, text)
            case ["group", name, threshold, *members] if members:
                fault = self._group(name, threshold, tuple(members))
            case ["quorum", name]:
                fault = self._quorum(name)
            case _:
                fault = "not a log, witness, group or quorum"
        if fault:
            raise MalformedError(step=_STEP, line=number, fault=fault)

    def _log(self, text: str) -> str:
        key = VerifierKey.from_text(text)
        if any(key.public == other.public for other in self.logs):
            return "a log's key twice"
        self.logs.append(key)
        return ""

    def _witness(self, name: str, text: str) -> str:
        key = VerifierKey.from_text(text)
        if key.kind is KeyKind.ED25519:
            return "a witness whose key is not one for cosignatures"
        if self._is_taken(name):
            return "a name twice"
        if any(key.public == other.public for other in self.witnesses.values()):
            return "a witness's key twice"
        self.witnesses[name] = key
        return ""

    def _group(self, name: str, threshold: str, members: tuple[str, ...]) -> str:
        if self._is_taken(name):
            return "a name twice"
        if not all(member in self.witnesses or member in self.groups for member in members):
            return "a member that is not defined before"
        if len(set(members)) < len(members) or self._taken & set(members):
            return "a member that is listed twice"
        needed = {"any": "1", "all": str(len(members))}.get(threshold, threshold)
        if not _COUNT.match(needed) or int(needed) > len(members):
            return "a number that the members cannot reach"
        self._taken |= set(members)
        self.groups[name] = Group(threshold=int(needed), members=members)
        return ""

    def _quorum(self, name: str) -> str:
        if self.quorum:
            return "a second quorum"
        if name != _NONE and name not in self.witnesses and name not in self.groups:
            return "a quorum that is not defined before"
        self.quorum = name
        return ""

    def _is_taken(self, name: str) -> bool:
        return name == _NONE or name in self.witnesses or name in self.groups
