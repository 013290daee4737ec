"""Take the pictures of the README and the tour: the demo city in a real Chromium, in both languages."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright
from tools.city import IN_A_CLONE, open_city
from tools.pictures import small
from tools.words import chromium

__all__ = ["SHOTS", "Shot", "main"]

ROOT: Final = Path(__file__).resolve().parent.parent
IMAGES: Final = ROOT / "docs" / "images"
LARGEST: Final = 150 * 1024
LANGUAGES: Final = ("en", "zh")
# Wide as on a desk, narrow as on a phone.
SIZES: Final = {"wide": {"width": 1280, "height": 800}, "narrow": {"width": 390, "height": 844}}
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CLERK, LEADER = "lin.yue", "fang.xubai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: whose page, at which address, and which link to follow from there."""

    name: str
    address: str
    # Empty is everybody, without signing in.
    person: str = ""
    # The first link whose address matches is opened; numbers in addresses differ from city to city.
    follow: str = ""


SHOTS: Final = (
    Shot(name="portal", address=""),
    Shot(name="overview", address="desk/", person=LEADER),
    Shot(name="document", address="sources/", person=CLERK, follow=r"^/sources/\d+/$"),
    Shot(name="register", address="registers/ecology-2026/", person=CLERK),
    Shot(name="coverage", address="registers/coverage/", person=LEADER),
    # The duty of the tour is the one that this district declined.
    Shot(
        name="duty",
        address="registers/ecology-2026/?unit=beiya&receipt=declined",
        person=CLERK,
        follow=r"^/registers/duties/\d+/",
    ),
)


def main(arguments: list[str]) -> int:
    """Take every picture, or only those that are named."""
    wanted = [shot for shot in SHOTS if not arguments or shot.name in arguments]
    program = chromium()
    if program is None or not wanted:
        print("usage: ./zeren shots [" + "|".join(shot.name for shot in SHOTS) + " …]; needs Chromium", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for language in LANGUAGES:
            with open_city(IN_A_CLONE, language) as (address, passwords):
                taken += take(browser, address, passwords, language, wanted)
        browser.close()
    heavy = [path for path in taken if path.stat().st_size > LARGEST]
    for path in taken:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB{'  too large' if path in heavy else ''}")
    return 1 if heavy else 0


def take(browser: Browser, address: str, passwords: dict[str, str], language: str, shots: list[Shot]) -> Iterator[Path]:
    """Take the pictures of one city, each person signed in once a size."""
    for size, viewport in SIZES.items():
        for person in sorted({shot.person for shot in shots}):
            context = browser.new_context(viewport=viewport, locale="zh-CN" if language == "zh" else "en-GB")
            page = context.new_page()
            if person:
                sign_in(page, address, person, passwords[person])
            for shot in (one for one in shots if one.person == person):
                show(page, address, shot)
                place = IMAGES / f"{shot.name}.{language}.{size}.png"
                place.write_bytes(small(browser, page.screenshot(animations="disabled", caret="hide")))
                yield place
            context.close()


def sign_in(page: Page, address: str, person: str, password: str) -> None:
    """Sign in as people do."""
    page.goto(f"{address}accounts/login/")
    page.fill("[name=login]", person)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def show(page: Page, address: str, shot: Shot) -> None:
    """Bring the page of *shot* up; anything but a page that is there ends the run."""
    answer = page.goto(address + shot.address)
    if shot.follow:
        links = [link.get_attribute("href") or "" for link in page.locator("main a[href]").all()]
        found = next((link for link in links if re.search(shot.follow, link)), None)
        if found is None:
            raise SystemExit(f"shots: no link on {shot.address} leads to the page {shot.name}")
        answer = page.goto(address.rstrip("/") + found)
    if answer is None or not answer.ok:
        raise SystemExit(f"shots: {page.url} answered {answer.status if answer else 'nothing'}")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
