"""CPU time of the field in which a unit is found by typing, in a country of 690,000 units, on PostgreSQL.

    .venv/bin/python benchmarks/choosing.py [--units 690000] [--requests 40]

A throw-away PostgreSQL holds Binhai and copies of its units, each with a number of its own, made by the database.
CPU time is counted as in pages.py; an answer is shown while somebody types and may take 15 ms, a page 30.
"""

import argparse
import sys
import tempfile
import time
from types import ModuleType
from typing import Final

import pages
from django.utils import timezone

sys.path[:0] = [str(pages.ROOT / "tools"), str(pages.ROOT)]

import postgresql  # noqa: E402 - tools/ is put on the path by the line above

ANSWER: Final = 15.0
PAGE: Final = 30.0
# The name of a unit in fifty, of one alone, by its code, a character that many have, of none.
WORDS: Final = ("水务局", "水务局 123456", "u123456", "局", "没有这样的单位")
UNITS: Final = """
INSERT INTO organisation_unit (code, name, name_zh, kind, path, position, division_code, credit_code, parent_id)
SELECT 'u' || n, name || ' ' || n, name_zh || ' ' || n, kind, '/binhai/u' || n || '/', 1000 + n, '', '', parent_id
FROM generate_series(1, %s::int) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS count
      FROM organisation_unit WHERE parent_id IS NOT NULL) AS original ON original.place = n %% original.count
"""
ENTRIES: Final = """
INSERT INTO search_searchentry
       (kind, key, title, text, "where", number, standing, is_open, edition, document, path, grams)
SELECT kind, 'u' || n, title || ' ' || n, text, "where", 'u' || n, standing, is_open, edition, document, path,
       replace(grams, ' #', '') || ' ' || n || ' =' || n || CASE WHEN n %% 256 = 0 THEN ' #' ELSE '' END
FROM generate_series(1, %s::int) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS count
      FROM search_searchentry WHERE kind = 'unit') AS original ON original.place = n %% original.count
"""


def main() -> int:
    """Fill, measure, print; fail where a budget is exceeded."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as data, postgresql.server() as address:
        pages.describe(data, address)
        # The environment must be there before Django is.
        import rows  # noqa: PLC0415 - it sets Django up, from the environment just described

        begun = time.monotonic()
        cookies = _filled(rows, arguments.units)
        pages.say(f"{arguments.units:,} units can be found after {time.monotonic() - begun:.0f} s\n")
        pages.say(f"{'words':<28}{'CPU ms':>8}{'of it DB':>10}{'budget':>9}")
        with pages.served("zeren_platform.config.wsgi:application", {"ZEREN_DEBUG": "no"}) as site:
            over = [_measured(site, words, _find(words), cookies, arguments.requests, ANSWER) for words in WORDS]
            merge = "/organisation/units/merge/?unit=u123456"
            over.append(_measured(site, "(the page: merge)", merge, cookies, arguments.requests, PAGE))
    return int(any(over))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--units", type=int, default=690_000)
    parser.add_argument("--requests", type=int, default=40)
    return parser.parse_args()


def _filled(rows: ModuleType, units: int) -> dict[str, str]:
    """Load the city, index it, copy its units and their entries, and sign the system administrator in."""
    from zeren_platform.search import indexing, lexemes  # noqa: PLC0415 - Django is set up by now

    rows.call_command("migrate", verbosity=0)
    rows.loading.load(language="zh", passwords={}, step=lambda _stage, **_told: None)
    indexing.follow(on=timezone.localdate())
    with rows.connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for statement in lexemes.drop("postgresql"):
            cursor.execute(statement)
        for statement in (UNITS, ENTRIES):
            cursor.execute(statement, [units])
        for statement in lexemes.create("postgresql"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE search_searchentry, organisation_unit")
    keeper = rows.Person.objects.get(username="qi.fangzhou")
    return {"Cookie": f"{rows.settings.SESSION_COOKIE_NAME}={rows.session(keeper)}"}


def _find(words: str) -> str:
    from django.utils.http import urlencode  # noqa: PLC0415 - Django is set up by now

    return f"/desk/units/find/?{urlencode({'of': 'into', 'into': words})}"


def _measured(site: pages.Site, told: str, path: str, cookies: dict[str, str], count: int, budget: float) -> bool:
    """Ask for the same again and again; say whether it takes more than it may."""
    sent = [("GET", path, cookies, b"")] * (pages.WARM_UP + count)
    web, database = pages.cpu(site, sent)
    over = web + database > budget
    pages.say(f"{told:<28}{web + database:>8.1f}{database:>10.1f}{budget:>6.0f} ms{'!' if over else ''}")
    return over


if __name__ == "__main__":
    sys.exit(main())
