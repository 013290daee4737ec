"""The published JSON Schema of all records of a draw, kept as data beside this file."""

from importlib.resources import files

__all__ = ["json_schema"]


def json_schema() -> str:
    """Return the JSON Schema (draft 2020-12) as text.

    Examples
    --------
    >>> '"zeren-draw-freeze/1"' in json_schema()
    True
    """
    return files("zeren.draw").joinpath("draw.schema.json").read_text(encoding="utf-8")
