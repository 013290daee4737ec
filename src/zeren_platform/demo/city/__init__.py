"""Binhai (滨海市), an invented city: its units, people, duties and documents as data, read into plain values."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypedDict

__all__ = ["FIELDS", "CityDuty", "CityPerson", "CityUnit", "Language", "UnitRow", "duties", "people", "text", "units"]

Language = Literal["en", "zh"]
PLACE: Final = Path(__file__).parent
# The order of the list: what is breathed, drunk and walked on first, what makes the rest possible last.
FIELDS: Final = ("air", "water", "noise", "soil", "waste", "sea", "nature", "climate", "emergency", "support")


@dataclass(frozen=True, slots=True, kw_only=True)
class CityUnit:
    """One of the city's 50 units, or the city itself, which has no parent."""

    code: str
    kind: str
    parent: str
    name: str
    name_zh: str
    aliases: tuple[str, ...]

    def named(self, language: Language) -> str:
        """Give the unit's name as documents of *language* write it."""
        return self.name_zh if language == "zh" else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class CityPerson:
    """An invented person and their posts as (unit, role)."""

    username: str
    name: str
    name_zh: str
    posts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityDuty:
    """One of the 232 duties in one language."""

    number: int
    field: str
    heading: str
    title: str
    text: str
    lead: str
    support: tuple[str, ...]
    # Codes of units, or all districts and new areas.
    territorial: tuple[str, ...] | Literal["all"]
    basis: str
    target: str
    cycle: str


class UnitRow(TypedDict, total=False):
    """A row of units.toml."""

    code: str
    kind: str
    parent: str
    name: str
    name_zh: str
    aliases: list[str]


def units() -> list[CityUnit]:
    """Read the city and its units, parents before children."""
    rows: list[UnitRow] = _read("units.toml")["unit"]
    return [
        CityUnit(
            code=row["code"],
            kind=row["kind"],
            parent=row.get("parent", ""),
            name=row["name"],
            name_zh=row["name_zh"],
            aliases=tuple(row.get("aliases", [])),
        )
        for row in rows
    ]


def people() -> list[CityPerson]:
    """Read the people with their posts."""
    return [
        CityPerson(
            username=row["username"],
            name=row["name"],
            name_zh=row["name_zh"],
            posts=tuple((post["unit"], post["role"]) for post in row["posts"]),
        )
        for row in _read("people.toml")["person"]
    ]


def duties(language: Language) -> list[CityDuty]:
    """Read the 232 duties in one language, in the order of the list."""
    return [duty for field in FIELDS for duty in _duties_of(field, language)]


def text(name: str, language: Language) -> str:
    """Read one of the city's texts: ``communique`` or ``preface``."""
    return (PLACE / f"{name}.{language}.txt").read_text(encoding="utf-8")


def _duties_of(field: str, language: Language) -> Iterator[CityDuty]:
    content = _read(f"duties/{field}.toml")
    for row in content["duty"]:
        territorial = row.get("territorial", [])
        yield CityDuty(
            number=row["number"],
            field=field,
            heading=content[f"heading_{language}"],
            title=row[f"title_{language}"],
            text=row[f"text_{language}"],
            lead=row["lead"],
            support=tuple(row["support"]),
            territorial="all" if territorial == "all" else tuple(territorial),
            basis=row[f"basis_{language}"],
            target=row.get(f"target_{language}", ""),
            cycle=row["cycle"],
        )


def _read(name: str) -> dict:  # type: ignore[type-arg]  # TOML is as free as JSON; the readers above give it types
    return tomllib.loads((PLACE / name).read_text(encoding="utf-8"))
