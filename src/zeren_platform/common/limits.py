"""How many requests somebody may send: counted in the memory of this process, and lost when it ends."""

import math
from dataclasses import dataclass
from threading import Lock
from typing import Final

__all__ = ["Allowance", "Limit"]

# Keys remembered before those that are idle are forgotten.
MANY: Final = 10_000
# Time is counted in whole microseconds, so that nothing is lost by adding.
MICRO: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What is left after a request: whether it was granted, and when how much is there again, in seconds."""

    granted: bool
    limit: int
    remaining: int
    # Until everything is there again, and until one more is granted.
    reset: int
    wait: int


class Limit:
    """So many requests in so many seconds for each key; what is spent comes back evenly.

    This is the generic cell rate algorithm (ITU-T I.371, annex A): for each key one number is kept, the time at which
    everything that was spent will be back. Each process counts for itself, so several grant several times as much.
    """

    def __init__(self, *, count: int, seconds: int) -> None:
        self.count = count
        self.seconds = seconds
        self._whole_again: dict[str, int] = {}
        self._lock = Lock()

    def spend(self, key: str, *, at: float) -> Allowance:
        """Take one of what *key* has left at a time, given in seconds."""
        now, whole = round(at * MICRO), self.seconds * MICRO
        price = whole // self.count
        with self._lock:
            self._forget_the_idle(now)
            spent = max(self._whole_again.get(key, now) - now, 0)
            granted = spent + price <= whole
            if granted:
                spent += price
                self._whole_again[key] = now + spent
        return Allowance(
            granted=granted,
            limit=self.count,
            remaining=(whole - spent) // price,
            reset=math.ceil(spent / MICRO),
            wait=max(math.ceil((spent + price - whole) / MICRO), 0),
        )

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._whole_again.clear()

    def _forget_the_idle(self, now: int) -> None:
        if len(self._whole_again) > MANY:
            self._whole_again = {key: whole for key, whole in self._whole_again.items() if whole > now}
