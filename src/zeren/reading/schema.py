"""The published JSON Schema of ``Reading.to_json()``, kept as data beside this file."""

from importlib.resources import files

__all__ = ["json_schema"]


def json_schema() -> str:
    """Return the JSON Schema (draft 2020-12) as text.

    Examples
    --------
    >>> '"schema_version"' in json_schema()
    True
    """
    return files("zeren.reading").joinpath("reading.schema.json").read_text(encoding="utf-8")
