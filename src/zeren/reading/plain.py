"""Frozen values to plain data for JSON."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

__all__ = ["Json", "plain"]

Json = None | bool | int | float | str | Sequence["Json"] | dict[str, "Json"]


def plain(found: object) -> Json:
    """Turn a value of the reading into what ``json.dumps`` takes.

    Examples
    --------
    >>> from decimal import Decimal
    >>> plain((Decimal("3.7"), Decimal(50)))
    [3.7, 50]
    """
    if is_dataclass(found) and not isinstance(found, type):
        return {field.name: plain(getattr(found, field.name)) for field in fields(found)}
    if isinstance(found, tuple):
        return [plain(one) for one in found]
    if isinstance(found, Decimal):
        return int(found) if found == found.to_integral_value() else float(found)
    if isinstance(found, date):
        return found.isoformat()
    if found is None or isinstance(found, str | int | float):
        return str(found) if isinstance(found, str) else found
    raise TypeError(type(found).__name__)
