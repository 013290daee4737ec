"""A city, whoever walks through it, and what their browser complains of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import BrowserContext, Page

Language = Literal["en", "zh"]

DOCUMENTS = Path(__file__).resolve().parent / "documents"
LOCALES: Mapping[Language, str] = {"en": "en-GB", "zh": "zh-CN"}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A script in the page that says aloud what its policy forbade.
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`));"""
# The browser says of every refusal that the page "failed to load", also where the refusal is a page that is shown.
REFUSAL = re.compile(r"the server responded with a status of (\d+)")


@dataclass(frozen=True, kw_only=True)
class City:
    """A demo city in one language."""

    language: Language
    address: str
    passwords: Mapping[str, str] = field(repr=False)

    def say(self, text: str, **facts: object) -> str:
        """Say a text of the program as the pages of this city say it."""
        with translation.override("zh-hans" if self.language == "zh" else "en"):
            return gettext(text) % facts if facts else gettext(text)

    def choose(self, **by_language: str) -> str:
        """Choose what stands in the documents and names of this city."""
        return by_language[self.language]

    def at(self, host: str) -> "City":
        """Name the same city by another host."""
        return replace(self, address=self.address.replace("127.0.0.1", host))

    def document(self, name: str) -> Path:
        """Give a document that lies here, for the one test that puts it in."""
        return DOCUMENTS / f"{name}.{self.language}.txt"

    def copy(self, name: str, word: str) -> dict[str, object]:
        """Give the same document with another title: the same bytes are taken only once."""
        text = self.document(name).read_text(encoding="utf-8")
        title, rest = text.split("\n", 1)
        return {"name": f"{word}.txt", "mimeType": "text/plain", "buffer": f"{title} ({word})\n{rest}".encode()}


@dataclass
class Complaints:
    """What browsers complain of during one test; a refusal that the test wants to see is announced before."""

    found: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def expect(self, *statuses: int) -> None:
        self.expected.update(statuses)

    def listen(self, context: BrowserContext) -> None:
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", lambda message: self.hear(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: self.found.append(str(error.error)))
        context.on("requestfailed", self.fail)

    def hear(self, words: str) -> None:
        refusal = REFUSAL.search(words)
        if refusal is None or int(refusal[1]) not in self.expected:
            self.found.append(words)

    def fail(self, request) -> None:
        # Going on to another page ends what the page before was still asking for.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"{request.method} {request.url}: {request.failure}")


def sign_in(page: Page, city: City, username: str, password: str = "") -> None:
    """Sign in as people do."""
    page.goto(f"{city.address}/accounts/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password or city.passwords[username])
    page.locator("[name=password]").press("Enter")


def sign_out(page: Page, city: City) -> None:
    page.locator(".header summary").last.click()
    page.get_by_role("button", name=city.say("Sign out")).click()
    page.wait_for_url(f"{city.address}/")


def add_document(page: Page, city: City, file: Path | dict[str, object]) -> None:
    """Put a document in from the list of the sources, and come to its page."""
    page.goto(f"{city.address}/sources/")
    page.get_by_role("link", name=city.say("Add a document")).click()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("[name=kind][value=communique]").check()
    page.get_by_role("button", name=city.say("Add and read")).click()
    page.wait_for_url(re.compile(r"/sources/\d+/$"))


def faults_of(page: Page) -> list[str]:
    """Let axe look at the page; say what is wrong and where."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"][:3]]


def overflow_of(page: Page) -> int:
    """Give by how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def told(page: Page) -> list[str]:
    """Give the lines of the time line of the page, oldest first."""
    return page.locator(".timeline .event-title").all_inner_texts()


def enter_person(page: Page, city: City, username: str, *, unit: str = "", role: str = "") -> str:
    """Enter a new person as the security administrator does, in a post if one is named; give the password."""
    password = f"{username}-a-long-password"
    page.goto("/organisation/people/new/")
    page.locator("[name=name]").fill(username.replace(".", " ").title())
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name=city.say("Enter the person")).click()
    page.wait_for_url(re.compile(r"/people/\d+/$"))
    if unit:
        page.locator("[name=unit]").select_option(unit)
        page.locator("[name=role]").select_option(role)
        page.locator("[name=valid_from]").fill("2026-01-01")
        page.get_by_role("button", name=city.say("Appoint")).click()
        page.locator("main tbody tr").wait_for()
    return password
