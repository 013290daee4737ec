"""The columns that tell where a unit stands among the units of its group, each place with its interval."""

from zeren.cli.index_inputs import Asked
from zeren.cli.index_output import Sheet
from zeren.cli.index_tables import Cell
from zeren.composite.standing import Places, Standing, groups_of

__all__ = ["group_cells", "group_heads", "group_sheet", "has_groups"]

_HEADS = ("group", "group_place", "group_from", "group_to", "group_tier")


def has_groups(asked: Asked) -> bool:
    """Say whether the data of some period tell groups of like units apart."""
    return any(groups_of(table.groups) for table in asked.tables.values())


def group_heads(asked: Asked) -> tuple[str, ...]:
    """Name the columns; none without groups."""
    return _HEADS if has_groups(asked) else ()


def group_cells(one: Standing) -> list[Cell]:
    """Give the cells under these heads, where there are groups."""
    inner = one.within
    if inner is None:
        return [one.group, *[None] * (len(_HEADS) - 1)]
    return [one.group, inner.rank, inner.best, inner.worst, inner.tier]


def group_sheet(places: Places) -> Sheet:
    """Give the places within the groups, group by group."""
    heads = ["group", "place", "from", "median", "to", "mean", "tier", "unit"]
    rows: list[list[Cell]] = [
        [group, one.rank, one.best, one.median, one.worst, round(one.mean, 2), one.tier, one.unit]
        for group, standings in places.by_group.items()
        for one in standings
    ]
    return "groups", heads, rows
