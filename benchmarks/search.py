"""CPU time of the search over everything at a million duties, on PostgreSQL.

    .venv/bin/python benchmarks/search.py [--duties 1000000] [--requests 40] [--language zh]

A throw-away PostgreSQL holds Binhai and copies of what can be found of its duties, each with a number and a word of its
own, made by the database itself. CPU time is counted as in pages.py; a list may take 15 ms, this one three times that.
"""

import argparse
import sys
import tempfile
import time
from types import ModuleType
from typing import Final

import pages

sys.path[:0] = [str(pages.ROOT / "tools"), str(pages.ROOT)]

import postgresql  # noqa: E402 - tools/ is put on the path by the line above

BUDGET: Final = 45.0
SUGGESTED: Final = 10.0
# What is looked for: the words of one duty in 232, of a few, of nearly all, of one alone, of none.
WORDS: Final = {
    "zh": ("岸电", "污染防治", "监测", "生态环境", "海", "词123456", "123456", "没有这样的词语"),
    "en": ("shore power", "pollution control", "monitoring", "bureau", "sea", "word123456", "123456", "no such words"),
}
COPY: Final = """
INSERT INTO search_searchentry (kind, key, title, text, "where", number, standing, edition, document, path, grams)
SELECT kind, (1000000 + n)::text, title, text, "where", n::text, standing, edition, document, path,
       grams || ' ' || n || ' ' || %s || n
FROM generate_series(%s::int, %s::int) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS count
      FROM search_searchentry WHERE kind = 'duty') AS original
  ON original.place = n %% original.count
"""


def main() -> int:
    """Fill, measure, print; fail where a budget is exceeded."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as data, postgresql.server() as address:
        pages.describe(data, address)
        # The environment must be there before Django is.
        import rows  # noqa: PLC0415 - it sets Django up, from the environment just described

        begun = time.monotonic()
        cookies = _filled(rows, arguments.duties, arguments.language)
        pages.say(f"{arguments.duties:,} duties can be found after {time.monotonic() - begun:.0f} s\n")
        pages.say(f"{'words':<24}{'CPU ms':>8}{'of it DB':>10}{'budget':>9}")
        with pages.served("zeren_platform.config.wsgi:application", {"ZEREN_DEBUG": "no"}) as site:
            over = [
                _measured(site, path, words, cookies, arguments.requests, budget)
                for path, budget in (("search/", BUDGET), ("search/suggest/", SUGGESTED))
                for words in WORDS[arguments.language]
            ]
    return int(any(over))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--duties", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--language", choices=WORDS, default="zh")
    return parser.parse_args()


def _filled(rows: ModuleType, duties: int, language: str) -> dict[str, str]:
    """Load the city, index it, copy its entries, and sign the clerk in."""
    from zeren_platform.search import indexing, lexemes  # noqa: PLC0415 - Django is set up by now

    rows.call_command("migrate", verbosity=0)
    rows.loading.load(language=language, passwords={}, step=lambda _stage, **_told: None)
    indexing.follow()
    with rows.connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("DROP INDEX search_searchentry_grams")
        cursor.execute(COPY, ["词" if language == "zh" else "word", 1, duties])
        for statement in lexemes.create("postgresql"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE search_searchentry")
    clerk = rows.Person.objects.get(username=rows.SEES_ALL)
    return {"Cookie": f"{rows.settings.SESSION_COOKIE_NAME}={rows.session(clerk)}"}


def _measured(site: pages.Site, path: str, words: str, cookies: dict[str, str], count: int, budget: float) -> bool:
    """Ask for the same words again and again; say whether it takes more than it may."""
    from django.utils.http import urlencode  # noqa: PLC0415 - Django is set up by now

    sent = [("GET", f"/desk/{path}?{urlencode({'q': words})}", cookies, b"")] * (pages.WARM_UP + count)
    web, database = pages.cpu(site, sent)
    over = web + database > budget
    told = f"{words} {'(suggest)' if 'suggest' in path else ''}"
    pages.say(f"{told:<24}{web + database:>8.1f}{database:>10.1f}{budget:>6.0f} ms{'!' if over else ''}")
    return over


if __name__ == "__main__":
    sys.exit(main())
