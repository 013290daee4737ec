"""A register of one's own with a draft, so that a walk changes nothing of what others look at."""

from playwright.sync_api import Page

__all__ = ["open_register", "put_in", "write_duty"]


def open_register(page: Page, title: str, code: str) -> None:
    """Open a register with an empty draft, and come to its page."""
    page.goto("/registers/new/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=code]").fill(code)
    page.locator("form [type=submit]").last.click()
    page.wait_for_url(f"**/registers/{code}/")


def write_duty(page: Page, say, code: str, text: str, unit: str) -> None:
    """Add a duty that a unit leads to the draft."""
    page.goto(f"/registers/{code}/")
    page.get_by_role("link", name=say("Add a duty")).click()
    page.locator("[name=text]").fill(text)
    page.locator("[name=parts-0-unit]").select_option(unit)
    page.locator("[name=parts-0-role]").select_option("lead")
    page.get_by_role("button", name=say("Save")).click()
    page.wait_for_url("**/duties/*/")


def put_in(page: Page, say, code: str, table: str) -> None:
    """Lay a table beside the draft, and come to what the file leads to."""
    page.goto(f"/registers/{code}/")
    page.locator("main").get_by_role("link", name=say("Import"), exact=True).first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.get_by_role("button", name=say("Compare with the draft")).click()
    page.wait_for_url("**/imports/**")
