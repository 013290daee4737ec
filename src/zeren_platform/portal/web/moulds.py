"""What many pages share is rendered once, with marks where they differ, and each page is put into these places."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from zeren_platform.ui.parts.markup import escaped

__all__ = ["Mould"]

# Nobody can write it, since each process makes another.
MARK: Final = secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Mould:
    """A rendered template: what stands in it, and the names of its places, in turn."""

    pieces: tuple[str, ...]

    @classmethod
    def of(
        cls,
        template: str,
        context: Mapping[str, object],
        *,
        places: Sequence[str],
        request: HttpRequest | None = None,
    ) -> Self:
        """Render *template* with a mark wherever it says one of these names."""
        marked = {name: SafeString(f"{MARK}{name}{MARK}") for name in places}
        return cls(tuple(render_to_string(template, {**context, **marked}, request=request).split(MARK)))

    def filled(self, **parts: object) -> SafeString:
        """Put *parts* into their places, escaped unless they are markup."""
        written = {name: escaped(part) for name, part in parts.items()}
        return SafeString("".join([written[one] if number % 2 else one for number, one in enumerate(self.pieces)]))
