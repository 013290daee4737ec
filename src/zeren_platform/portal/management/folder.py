"""The folder of a static copy: written beside the old one, then put in its place; what stayed keeps its file."""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from zeren.foundations.errors import RefusedError

__all__ = ["NotOursError", "OutFolder"]

# A folder with this file holds a copy that we wrote; no other folder is ever replaced.
MARK: Final = ".zeren-publish.json"


class NotOursError(RefusedError):
    """The folder holds something else."""

    code = "portal.copy.not_ours"


class OutFolder:
    """Where the copy goes."""

    def __init__(self, place: Path) -> None:
        self.place = place.absolute()
        if self.place.exists() and not self._is_free():
            raise NotOursError(folder=str(place))

    def state(self) -> str:
        """Say of what state of the record the copy is; nothing before the first."""
        mark = self.place / MARK
        return str(json.loads(mark.read_text(encoding="utf-8"))["state"]) if mark.exists() else ""

    def write(self, files: Iterable[tuple[str, bytes]], *, state: str) -> int:
        """Write all files into a new folder and swap the two; give how many are new or changed."""
        fresh, old = self._beside("new"), self._beside("old")
        for left_over in (fresh, old):
            shutil.rmtree(left_over, ignore_errors=True)
        changed = sum(self._put(fresh, name, content) for name, content in files)
        (fresh / MARK).write_text(json.dumps({"state": state}), encoding="utf-8")
        if self.place.exists():
            self.place.rename(old)
        fresh.rename(self.place)
        shutil.rmtree(old, ignore_errors=True)
        return changed

    def _put(self, fresh: Path, name: str, content: bytes) -> bool:
        """Write one file, or take over the old one, so that web servers know it by its old date."""
        target, former = fresh / name, self.place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if former.is_file() and former.read_bytes() == content:
            os.link(former, target)
            return False
        target.write_bytes(content)
        return True

    def _is_free(self) -> bool:
        return self.place.is_dir() and ((self.place / MARK).exists() or not any(self.place.iterdir()))

    def _beside(self, word: str) -> Path:
        return self.place.with_name(f".{self.place.name}.{word}")
