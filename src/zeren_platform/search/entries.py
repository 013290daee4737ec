"""How what a slice gives is written as a row of the index."""

from typing import Final

from zeren_platform.common.searchable import Searchable, squeezed, title_tokens, tokens
from zeren_platform.search import signs
from zeren_platform.search.kinds import Kind
from zeren_platform.search.models import SearchEntry

__all__ = ["COMPARED", "WRITTEN", "entry_of", "said_by"]

# What an entry is made of: where none of it differs, its tokens are the same.
COMPARED: Final = ("title", "text", "where", "number", "standing", "is_open", "edition", "document", "path")
WRITTEN: Final = (*COMPARED, "row", "grams")


def said_by(found: Searchable) -> tuple[object, ...]:
    """Give what a row would hold, as far as it is compared."""
    return tuple(squeezed(found.number) if name == "number" else getattr(found, name) for name in COMPARED)


def entry_of(found: Searchable) -> SearchEntry:
    """Write what a slice gave as a row of the index."""
    return SearchEntry(
        kind=found.kind,
        key=found.key,
        row=int(found.key) if found.kind == Kind.DUTY else None,
        grams=" ".join(_grams(found)),
        **dict(zip(COMPARED, said_by(found), strict=True)),
    )


def _grams(found: Searchable) -> dict[str, None]:
    """Give the tokens of all words, those of the title once more with its sign, and the signs of the whole."""
    words = tokens(f"{found.title}\n{found.text}\n{found.number}\n{found.where}")
    narrowing = [signs.kind_sign(found.kind), signs.standing_sign(found.standing)]
    if found.is_open:
        narrowing.append(signs.OPEN)
    if signs.on_the_shelf(found.kind, found.key):
        narrowing.append(signs.SHELF)
    return dict.fromkeys([*narrowing, *title_tokens(found.title), *words])
