"""What stands in the database, as the rows of a table."""

from collections.abc import Iterable, Iterator

from zeren_platform.organisation.models import Alias, Person, Unit

__all__ = ["cells_of", "people_rows", "unit_rows"]


def cells_of(unit: Unit) -> dict[str, str]:
    """Say all that a table says of a unit, by the key of the column."""
    names: dict[str, list[str]] = {kind: [] for kind in Alias.Kind.values}
    for alias in sorted(unit.aliases.all(), key=lambda alias: alias.pk):
        names[alias.kind].append(alias.name)
    return {
        "code": unit.code,
        "name": unit.name,
        "name_zh": unit.name_zh,
        "kind": unit.kind,
        "parent": unit.parent.code if unit.parent else "",
        "division_code": unit.division_code,
        "credit_code": unit.credit_code,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else "",
        "valid_until": unit.valid_until.isoformat() if unit.valid_until else "",
        "position": str(unit.position),
        **{kind: "\n".join(found) for kind, found in names.items()},
    }


def unit_rows(units: Iterable[Unit]) -> Iterator[list[str]]:
    """Write each unit as a row."""
    for unit in units:
        yield list(cells_of(unit).values())


def people_rows(people: Iterable[Person]) -> Iterator[list[str]]:
    """Write each post of each person as a row; somebody without a post has one row."""
    for person in people:
        who = [person.username, person.name, person.name_zh]
        held = [
            [
                post.unit.code,
                post.role,
                post.valid_from.isoformat(),
                post.valid_until.isoformat() if post.valid_until else "",
            ]
            for post in person.posts.all()
        ]
        for columns in held or [[""] * 4]:
            yield [*who, *columns]
