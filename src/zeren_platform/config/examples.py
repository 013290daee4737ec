"""Examples for the description of the API, put together from one value for each name that a form uses."""

from typing import Any, Final

__all__ = ["example_of"]

Schema = dict[str, Any]
# What stands under a name in the demo city; other names take what their type allows.
VALUES: Final[dict[str, Any]] = {
    "code": "air-2026",
    "name": "Municipal Transport Bureau",
    "name_zh": "市交通运输局",
    "unit": "transport",
    "unit_name": "Municipal Transport Bureau",
    "parent": "binhai",
    "path": "/binhai/transport/",
    "kind": "department",
    "alias": "Transport Bureau",
    "title": "Use of shore power",
    "text": "Fit container, ferry and bulk berths with shore power.",
    "field": "Ports",
    "basis": "Port Law, article 15",
    "target": "90 % of berths",
    "cycle": "monthly",
    "number": "29",
    "role": "lead",
    "state": "open",
    "receipt": "awaiting",
    "reason": "The berth closed in 2024.",
    "adopted_by": "Third meeting of the committee",
    "effective_from": "2026-04-01",
    "language": "en",
    "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    "scopes": ["registers:read"],
    "previous": "",
    "next": "WzEsIDUwXQ",
    "after": "WzEsIDUwXQ",
    "before": "WzEsIDUwXQ",
}
BY_FORMAT: Final = {
    "date": "2026-04-01",
    "date-time": "2026-04-01T08:30:00Z",
    "uuid": "0b6a4b1e-6f0d-4c67-9d0e-2f6f7a1a5c11",
    "binary": "(the bytes of the file)",
}


def example_of(schema: Schema, known: Schema, name: str = "") -> Any:
    """Make an example of what *schema* describes; *known* are the schemas it refers to."""
    if "$ref" in schema:
        return example_of(known[schema["$ref"].rpartition("/")[2]], known, name)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], known, name)
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    return _by_type(schema, known, name)


def _by_type(schema: Schema, known: Schema, name: str) -> Any:
    kind = schema.get("type")
    if kind == "object":
        return {key: example_of(found, known, key) for key, found in schema.get("properties", {}).items()}
    if kind == "array":
        return _listed(schema, known, name)
    if kind == "integer":
        return max(schema.get("minimum", 1), 1)
    if kind == "number":
        return 0.5
    if kind == "boolean":
        return False
    return _words(schema, name)


def _listed(schema: Schema, known: Schema, name: str) -> list[Any]:
    told = VALUES.get(name)
    return told if isinstance(told, list) else [example_of(schema["items"], known, name)]


def _words(schema: Schema, name: str) -> str:
    if "format" in schema and schema["format"] in BY_FORMAT:
        return BY_FORMAT[schema["format"]]
    told = VALUES.get(name)
    return told if isinstance(told, str) else "…"
