"""Every kind of page, wide and on a phone, light and dark, in both languages: axe finds nothing, nothing sticks out."""

import pytest
from tests.journeys.visiting import faults_of, overflow_of

pytestmark = pytest.mark.journey

PUBLIC = (
    *("/", "/?words=water", "/portal/registers/ecology-2026/", "/portal/duties/1/"),
    *("/portal/units/", "/portal/units/ecology/", "/log/", "/log/verify/", "/accounts/login/"),
)
CLERK = (
    *(
        "/desk/",
        "/desk/units/",
        "/desk/units/ecology/",
        "/sources/",
        "/sources/add/",
        "/sources/2/",
        "/sources/2/about/",
    ),
    *("/sources/proposals/233/edit/", "/sources/proposals/233/reject/", "/registers/", "/registers/new/"),
    *("/registers/ecology-2026/", "/registers/ecology-2026/story/", "/registers/coverage/", "/registers/duties/1/"),
    *("/registers/take-in/2/", "/registers/receipts/", "/organisation/absence/", "/organisation/tokens/"),
    *("/accounts/2fa/", "/accounts/password/change/"),
)
HEAD = ("/desk/", "/registers/receipts/", "/registers/duties/1/")
PEOPLE = (
    *("/organisation/people/", "/organisation/people/new/", "/organisation/people/3/", "/organisation/people/import/"),
    *("/organisation/people/3/password/", "/organisation/people/3/leave/", "/organisation/stand-ins/"),
    "/organisation/units/ecology/posts/",
)
UNITS = (
    *("/organisation/units/", "/organisation/units/new/", "/organisation/units/ecology/", "/organisation/units/tree/"),
    *("/organisation/units/import/", "/organisation/units/merge/", "/organisation/units/ecology/rename/"),
    *("/organisation/units/ecology/split/", "/organisation/units/ecology/abolish/"),
)
PAGES = (
    *(("", path) for path in PUBLIC),
    *(("lin.yue", path) for path in CLERK),
    *(("jiang.zhaoting", path) for path in HEAD),
    *(("fang.xubai", path) for path in ("/desk/", "/registers/coverage/")),
    *(("xiang.wantang", path) for path in PEOPLE),
    *(("qi.fangzhou", path) for path in UNITS),
)
DRESSES = [
    pytest.param("en", 1280, "light.normal.normal", id="en-wide-light"),
    pytest.param("en", 390, "dark.normal.normal", id="en-narrow-dark"),
    pytest.param("zh", 1280, "dark.normal.normal", id="zh-wide-dark"),
    pytest.param("zh", 390, "light.normal.normal", id="zh-narrow-light"),
]


@pytest.mark.parametrize(("language", "width", "reading"), DRESSES)
def test_every_page_is_readable_for_everybody(visit, width, reading):
    found, pages = [], {}
    for person, path in PAGES:
        page = pages.get(person) or visit(person, width=width, reading=reading)
        pages[person] = page
        answer = page.goto(path)
        assert answer.ok, path
        found += [f"{path}: {fault}" for fault in faults_of(page)]
        if (wider := overflow_of(page)) > 0:
            found.append(f"{path}: {wider} pixels wider than the window")

    assert found == []
