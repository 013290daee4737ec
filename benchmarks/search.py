"""CPU time of the search at a million duties, on PostgreSQL: for somebody with a post, while typing, and for everybody.

    .venv/bin/python benchmarks/search.py [--duties 1000000] [--requests 40]

A throw-away PostgreSQL holds Binhai and copies of its duties, which are then taken into the index as those of any
edition are; one of them has a word of its own. CPU time is counted as in pages.py; a list may take 15 ms, a search
over a million duties three times that, and suggestions twice. ``× bare`` are multiples of a bare Django view.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from types import ModuleType
from typing import Final
from urllib.parse import quote

import pages
from django.utils import timezone

sys.path[:0] = [str(pages.ROOT / "tools"), str(pages.ROOT)]

import postgresql  # noqa: E402 - tools/ is put on the path by the line above

BUDGET: Final = 45.0
SUGGESTED: Final = 30.0
# Who sees everything, and who sees what was adopted and what their own district is asked about.
PEOPLE: Final = ("lin.yue", "he.suisheng")
RARE: Final = "独此一处"
MARKED: Final = "UPDATE responsibilities_duty SET text = text || %s WHERE position = %s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that is asked for by words, and what it may take."""

    name: str
    address: str
    budget: float
    who: str = ""


PAGES: Final = (
    *(Page(name="search", address="/desk/search/?q=", budget=BUDGET, who=who) for who in PEOPLE),
    Page(name="suggestions", address="/desk/search/suggest/?q=", budget=SUGGESTED, who=PEOPLE[0]),
    Page(name="portal", address="/?words=", budget=BUDGET),
)


def main() -> int:
    """Fill, index, measure, print; fail where a budget is exceeded."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as data, postgresql.server() as address:
        pages.describe(data, address)
        # The environment must be there before Django is.
        import rows  # noqa: PLC0415 - it sets Django up, from the environment just described

        pages.say(f"loading Binhai and {arguments.duties:,} duties …")
        rows.load(arguments.duties)
        _index(rows, arguments.duties)
        cookies = {who: _cookie(rows, who) for who in PEOPLE} | {"": {}}
        with (
            pages.served("benchmarks.bare:application", {}) as bare,
            pages.served("zeren_platform.config.wsgi:application", {"ZEREN_DEBUG": "no"}) as site,
        ):
            base = sum(pages.cpu(bare, [("GET", "/", {}, b"")] * (pages.BARE_REQUESTS + pages.WARM_UP)))
            pages.say(f"bare Django view: {base:.2f} ms CPU\n")
            pages.say(f"{'page':<13}{'who':<14}{'words':<22}{'CPU ms':>8}{'of it DB':>10}{'× bare':>8}{'budget':>9}")
            over = [
                _measured(site, page, words, cookies[page.who], arguments.requests, base)
                for page in PAGES
                for words in _words(arguments.duties).items()
            ]
    return int(any(over))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--duties", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=40)
    return parser.parse_args()


def _words(duties: int) -> dict[str, str]:
    """Say what is looked for."""
    return {
        "in all of them": "生态环境",
        "in one of seven": "监测",
        "two of these": "监测 治理",
        "two never together": "监测 岸电",
        "in one of 232": "岸电",
        "one character": "海",
        "in one alone": RARE,
        "in none": "没有这样的词语",
        "a unit by its code": "ecology",
        "a number": str(duties // 2 + 1),
    }


def _index(rows: ModuleType, duties: int) -> None:
    """Take everything into the index as the search does, and say what that takes."""
    from zeren_platform.search import indexing  # noqa: PLC0415 - Django is set up by now

    with rows.connection.cursor() as cursor:
        cursor.execute(MARKED, [RARE, duties // 2])
        early, begun = _spent(), time.monotonic()
        indexing.follow(on=timezone.localdate())
        spent, waited = _spent() - early, time.monotonic() - begun
        cursor.execute("VACUUM ANALYZE search_searchentry")
        cursor.execute(f"SELECT pg_total_relation_size('search_searchentry') / {duties}")
        [size] = cursor.fetchone()
    pages.say(f"indexed in {waited:.0f} s; a duty takes {1000 * spent / duties:.2f} ms of CPU and {size:,} bytes")


def _spent() -> float:
    """Give the CPU seconds of this process and of PostgreSQL."""
    database = [child for one in pages.postgresql_processes() for child in (one, *one.children(recursive=True))]
    return time.process_time() + sum(pages.seconds(database).values())


def _cookie(rows: ModuleType, who: str) -> dict[str, str]:
    person = rows.Person.objects.get(username=who)
    return {"Cookie": f"{rows.settings.SESSION_COOKIE_NAME}={rows.session(person)}"}


def _measured(
    site: pages.Site, page: Page, words: tuple[str, str], cookies: dict[str, str], count: int, base: float
) -> bool:
    """Ask for the same words again and again; say whether it takes more than it may."""
    told, asked = words
    sent = [("GET", f"{page.address}{quote(asked)}", cookies, b"")] * (pages.WARM_UP + count)
    web, database = pages.cpu(site, sent)
    spent = web + database
    over = spent > page.budget
    figures = f"{spent:>8.1f}{database:>10.1f}{spent / base:>8.0f}{page.budget:>6.0f} ms{'!' if over else ''}"
    pages.say(f"{page.name:<13}{page.who or 'everybody':<14}{told:<22}{figures}")
    return over


if __name__ == "__main__":
    sys.exit(main())
