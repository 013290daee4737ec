"""How a reader prefers to read: kept in a cookie of three words, with nothing in it about the person."""

from dataclasses import dataclass
from typing import Final, Literal, Self, get_args

__all__ = ["COOKIE", "ReadingPreferences"]

COOKIE: Final = "reading"
Theme = Literal["system", "light", "dark"]
Contrast = Literal["normal", "high"]
Size = Literal["normal", "large"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPreferences:
    """Light or dark, how much contrast, and the larger type of the 关怀版."""

    theme: Theme = "system"
    contrast: Contrast = "normal"
    size: Size = "normal"

    @classmethod
    def read(cls, cookie: str) -> Self:
        """Take what the cookie says; what it does not say rightly stays as it is for everybody.

        >>> ReadingPreferences.read("dark.high.nonsense")
        ReadingPreferences(theme='dark', contrast='high', size='normal')
        """
        words = [*cookie.split("."), "", "", ""]
        return cls.chosen(theme=words[0], contrast=words[1], size=words[2])

    @classmethod
    def chosen(cls, *, theme: str = "", contrast: str = "", size: str = "") -> Self:
        """Take what a form sent."""
        return cls(
            theme=theme if theme in get_args(Theme) else "system",  # type: ignore[arg-type]  # checked beside it
            contrast=contrast if contrast in get_args(Contrast) else "normal",  # type: ignore[arg-type]
            size=size if size in get_args(Size) else "normal",  # type: ignore[arg-type]
        )

    def cookie(self) -> str:
        """Write the cookie that ``read`` reads."""
        return f"{self.theme}.{self.contrast}.{self.size}"
