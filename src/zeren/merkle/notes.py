"""Signed notes: a text and below it the lines of those who signed it (c2sp.org/signed-note)."""

from dataclasses import dataclass
from typing import Final, Self

from zeren.merkle.notation import MalformedError, from_base64, is_key_name, text_from, to_base64

__all__ = ["NoteSignature", "SignedNote"]

# The specification asks for at least 16; an ML-DSA-44 line has 3.3 kB.
MOST_SIGNATURES: Final = 64
LARGEST_NOTE: Final = 1 << 20
_STEP: Final = "note"
_DASH: Final = "— "


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSignature:
    """One signature line: who says to have signed, and the bytes.

    Parameters
    ----------
    name : str
    key_id : int
        32 bits; name and id together mean one key.
    signature : bytes
        As the kind of the key has it; not checked here.
    """

    name: str
    key_id: int
    signature: bytes

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Read ``— name base64(id ‖ signature)``."""
        name, space, encoded = line.removeprefix(_DASH).partition(" ")
        if not (line.startswith(_DASH) and space and is_key_name(name)):
            raise MalformedError(step=_STEP, fault="a signature line that is not dash, name, signature")
        data = from_base64(encoded, step=_STEP)
        if len(data) <= 4:  # noqa: PLR2004 - the id alone
            raise MalformedError(step=_STEP, fault="an empty signature")
        return cls(name=name, key_id=int.from_bytes(data[:4], "big"), signature=data[4:])

    def to_line(self) -> str:
        """Write the line, without its line feed."""
        return f"{_DASH}{self.name} {to_base64(self.key_id.to_bytes(4, 'big') + self.signature)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedNote:
    r"""A text with the signatures below it; nothing is said about whether they hold.

    Parameters
    ----------
    text : str
        Ends with a line feed.
    signatures : tuple of NoteSignature

    References
    ----------
    .. [1] c2sp.org/signed-note, Format.

    Examples
    --------
    >>> note = SignedNote.from_bytes("seen\n\n— example.org/w AAAAAQI=\n".encode())
    >>> note.text, note.signatures[0].key_id, note.signatures[0].signature
    ('seen\n', 1, b'\x02')
    """

    text: str
    signatures: tuple[NoteSignature, ...]

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read a note; the last empty line parts text and signatures.

        Raises
        ------
        MalformedError
            If it is not written exactly as the specification demands.
        """
        if len(data) > LARGEST_NOTE:
            raise MalformedError(step=_STEP, fault="too large")
        text, parting, below = text_from(data, step=_STEP).rpartition("\n\n")
        if not parting or not below.endswith("\n"):
            raise MalformedError(step=_STEP, fault="no text, empty line and signature lines, each ended by a line feed")
        lines = below[:-1].split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise MalformedError(step=_STEP, fault="too many signatures")
        return cls(text=text + "\n", signatures=tuple(NoteSignature.from_line(line) for line in lines))

    def to_bytes(self) -> bytes:
        """Write the note."""
        lines = "".join(f"{signature.to_line()}\n" for signature in self.signatures)
        return f"{self.text}\n{lines}".encode()

    def signed_also(self, *signatures: NoteSignature) -> "SignedNote":
        """Give the note with more signatures below those it has."""
        return SignedNote(text=self.text, signatures=(*self.signatures, *signatures))
