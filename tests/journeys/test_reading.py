"""How people read the pages: language, appearance, paper."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_the_language_is_switched_on_the_page_and_kept(visit):
    page = visit()
    page.goto("/portal/units/?words=Ecology")

    page.get_by_role("button", name="中文").click()

    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert page.url.endswith("/portal/units/?words=Ecology")
    expect(page.locator("main")).to_contain_text("市生态环境局")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("button", name="en", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("script", [True, False])
def test_reading_preferences_stay_from_page_to_page(visit, script):
    page = visit(script=script)
    page.goto("/")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size) if script else 0

    page.locator("summary", has_text="Reading preferences").click()
    page.locator("[name=theme][value=dark]").check()
    page.locator("[name=contrast]").check()
    page.locator("[name=size]").check()
    page.get_by_role("button", name="Keep").click()
    page.goto("/portal/units/")

    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    expect(html).to_have_attribute("data-contrast", "high")
    expect(html).to_have_attribute("data-size", "large")
    if script:
        assert page.evaluate(size) > before
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", ["/", "/registers/ecology-2026/", "/registers/coverage/", "/sources/2/"])
def test_paper_shows_the_content_and_not_the_navigation(visit, path):
    page = visit("lin.yue")
    page.goto(path)
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for hidden in (".destinations", ".tools", ".footer", ".filter-bar", ".page-actions", ".pager"):
        assert not any(page.locator(hidden).nth(n).is_visible() for n in range(page.locator(hidden).count())), hidden
