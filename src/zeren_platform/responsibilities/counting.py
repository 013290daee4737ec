"""The triggers that keep the counts of duties and parts, on both databases, whoever changes the rows.

PostgreSQL counts at once what a statement changed. A figure that another act is changing is left alone, and a row
beside it takes what is to be added: no act waits for another, and no two for each other. SQLite has one writer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["create", "drop", "recount"]

ASSIGNMENT, DUTY = "responsibilities_assignment", "responsibilities_duty"
PARTS, FIELDS = "responsibilities_partcount", "responsibilities_fieldcount"
ALWAYS: Final = ("insert", "update", "delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """One kind of count: where it is kept, and what each row of a table, called ``one``, adds to it."""

    name: str
    kept_in: str
    table: str
    # The columns that name a figure, and what each is for a row.
    key: Mapping[str, str]
    # What of another table stands beside the row.
    beside: str = ""
    where: str = "1 = 1"
    # Columns whose change moves the row from one figure to another.
    watched: str
    endings: tuple[str, ...] = ALWAYS


FIGURES: Final = (
    _Figure(
        name="parts",
        kept_in=PARTS,
        table=ASSIGNMENT,
        key={name: f"one.{name}" for name in ("edition_id", "unit_id", "role", "receipt")},
        watched="unit_id, role, receipt",
    ),
    _Figure(
        name="receipts",
        kept_in=FIELDS,
        table=ASSIGNMENT,
        key={"edition_id": "one.edition_id", "what": "one.receipt", "field": "duty.field"},
        beside=f"{DUTY} AS duty",
        where="duty.id = one.duty_id",
        watched="receipt",
    ),
    _Figure(
        name="duties",
        kept_in=FIELDS,
        table=DUTY,
        key={"edition_id": "one.edition_id", "what": "'duties'", "field": "one.field"},
        watched="field",
    ),
    # A duty that goes over to another field takes its parts along; when it comes or goes it has none.
    _Figure(
        name="moved",
        kept_in=FIELDS,
        table=DUTY,
        key={"edition_id": "one.edition_id", "what": "part.receipt", "field": "one.field"},
        beside=f"{ASSIGNMENT} AS part",
        where="part.duty_id = one.id",
        watched="field",
        endings=("update",),
    ),
)
# What a statement or a row brings and takes away, by what it does.
SIDES: Final = {"insert": {"came": 1}, "delete": {"went": -1}, "update": {"came": 1, "went": -1}}
TABLES: Final = {"came": "NEW TABLE AS came", "went": "OLD TABLE AS went"}


def create(vendor: str) -> list[str]:
    """Give the statements that put the triggers in place and count what is there."""
    made = _postgresql if vendor == "postgresql" else _sqlite
    return [
        *(statement for figure in FIGURES for ending in figure.endings for statement in made(figure, ending)),
        *recount(),
    ]


def drop(vendor: str) -> list[str]:
    """Give the statements that take them away."""
    names = [(_name(figure, ending), figure.table) for figure in FIGURES for ending in figure.endings]
    if vendor == "postgresql":
        return [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name, _table in names]
    return [f"DROP TRIGGER IF EXISTS {name}" for name, _table in names]


def recount() -> list[str]:
    """Give the statements that count everything anew, for rows that came past the triggers."""
    emptied = [f"DELETE FROM {table}" for table in (PARTS, FIELDS)]  # noqa: S608 - our own names
    return [*emptied, *(_filled(figure) for figure in FIGURES if figure.endings == ALWAYS)]


def _filled(figure: _Figure) -> str:
    rows = _rows(figure, f"{figure.table} AS one")
    return f"INSERT INTO {figure.kept_in} ({_names(figure)}, count) {_summed(figure, [(rows, 1)])}"


def _name(figure: _Figure, ending: str) -> str:
    return f"responsibilities_count_{figure.name}_{ending}"


def _names(figure: _Figure) -> str:
    return ", ".join(figure.key)


def _same(figure: _Figure, one: str, other: str) -> str:
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in figure.key)


def _rows(figure: _Figure, *tables: str) -> str:
    """Read the keys of rows from *tables*, beside what belongs to them."""
    values = ", ".join(f"{value} AS {name}" for name, value in figure.key.items())
    places = ", ".join(filter(None, (*tables, figure.beside)))
    return f"SELECT {values}, {{sign}} AS step {f'FROM {places}' if places else ''} WHERE {figure.where}"


def _summed(figure: _Figure, signed: list[tuple[str, int]]) -> str:
    """Add up by key what rows bring and take away; what comes to nothing is left out."""
    rows = " UNION ALL ".join(rows.format(sign=sign) for rows, sign in signed)
    names = _names(figure)
    return f"SELECT {names}, sum(step) AS step FROM ({rows}) AS steps GROUP BY {names} HAVING sum(step) <> 0"  # noqa: S608 - our own names


def _postgresql(figure: _Figure, ending: str) -> list[str]:
    sides = SIDES[ending]
    changes = _summed(figure, [(_rows(figure, f"{side} AS one"), sign) for side, sign in sides.items()])
    name, kept = _name(figure, ending), figure.kept_in
    function = f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH changes AS ({changes}),
  placed AS MATERIALIZED (
    SELECT changes.*, free.id FROM changes LEFT JOIN LATERAL (
      SELECT id FROM {kept} AS kept WHERE {_same(figure, "kept", "changes")} LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AS free ON true
  ),
  changed AS (UPDATE {kept} AS kept SET count = count + placed.step FROM placed WHERE kept.id = placed.id)
  INSERT INTO {kept} ({_names(figure)}, count) SELECT {_names(figure)}, step FROM placed WHERE id IS NULL;
  RETURN NULL;
END $$
""".strip()  # noqa: S608 - our own names
    tables = " ".join(TABLES[side] for side in sides)
    on = f"AFTER {ending.upper()} ON {figure.table} REFERENCING {tables} FOR EACH STATEMENT"
    return [function, f"CREATE TRIGGER {name} {on} EXECUTE FUNCTION {name}()"]


def _sqlite(figure: _Figure, ending: str) -> list[str]:
    signed = [(_rows(figure).replace("one.", ROW[side]), sign) for side, sign in SIDES[ending].items()]
    changes, kept, names = f"({_summed(figure, signed)}) AS changes", figure.kept_in, _names(figure)
    absent = f"NOT EXISTS (SELECT 1 FROM {kept} AS kept WHERE {_same(figure, 'kept', 'changes')})"  # noqa: S608 - our own names
    begun = f"INSERT INTO {kept} ({names}, count) SELECT {names}, 0 FROM {changes} WHERE {absent};"  # noqa: S608 - our own names
    same = _same(figure, kept, "changes")
    changed = f"UPDATE {kept} SET count = count + changes.step FROM {changes} WHERE {same};"  # noqa: S608 - our own names
    # What goes was counted before; where all tables are emptied, the counts first, it is not begun below nothing.
    body = changed if ending == "delete" else f"{begun} {changed}"
    on = f"UPDATE OF {figure.watched}" if ending == "update" else ending.upper()
    return [f"CREATE TRIGGER {_name(figure, ending)} AFTER {on} ON {figure.table} BEGIN {body} END"]


# How a trigger of SQLite calls what a row was and is.
ROW: Final = {"came": "NEW.", "went": "OLD."}
