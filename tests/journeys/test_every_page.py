"""Every kind of page, wide and on a phone, light and dark, in both languages: axe finds nothing, nothing sticks out."""

import re

import pytest
from tests.journeys.drafting import open_register, put_in, write_duty
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
# A draft with a file beside it, and one about which the units are asked.
DRAFTED, ASKED = "pages-2026", "asked-2026"
TABLE = """number,text,lead,due_on
1,Keep every page quite readable.,Office of Pages,
2,Keep every page short.,ecology,soon
"""
STRANGE = "Nr,Was,Wer\n1,Keep every page readable.,ecology\n"


def of_a_draft(clerk, say):
    """Make what the demo city does not have, once; give the addresses of its pages."""
    made = clerk.goto(f"/registers/{DRAFTED}/").ok
    if not made:
        open_register(clerk, "Pages", DRAFTED)
        write_duty(clerk, say, DRAFTED, "Keep every page readable.", "ecology")
        put_in(clerk, say, DRAFTED, STRANGE)
        put_in(clerk, say, DRAFTED, TABLE)
        open_register(clerk, "Asked", ASKED)
        write_duty(clerk, say, ASKED, "Keep every page asked about.", "ecology")
        clerk.goto(f"/registers/{ASKED}/")
        clerk.get_by_role("link", name=say("Ask the units")).click()
        clerk.get_by_role("button", name=say("Ask the units")).click()
        clerk.wait_for_url("**/consultations/*/")
    return [*drafted(clerk, say), *asked(clerk)]


def drafted(clerk, say):
    clerk.goto(f"/registers/{DRAFTED}/")
    duty = path_of(clerk.locator("main tbody a[href*='/duties/']").first)
    clerk.locator("main").get_by_role("link", name=say("Import"), exact=True).first.click()
    clerk.wait_for_url("**/import/")
    edition = re.search(r"/editions/(\d+)/", clerk.url)[1]
    preview, columns = (path_of(link) for link in clerk.locator("main .items a[href*='/imports/']").all()[:2])
    return (
        *(f"/registers/{DRAFTED}/", f"/registers/{DRAFTED}/findings/", f"/registers/{DRAFTED}/editions/1/print/"),
        *(duty, f"{duty}edit/", f"{duty}compare/", f"/registers/editions/{edition}/add/"),
        *(f"/registers/editions/{edition}/import/", columns, preview, f"{preview}?shown=grave"),
        *(f"{preview}rows/2/", f"/registers/editions/{edition}/consult/", f"/registers/editions/{edition}/adopt/"),
    )


def asked(clerk):
    clerk.goto(f"/registers/{ASKED}/")
    summary = path_of(clerk.locator("main a[href*='/consultations/']").first)
    return (f"/registers/{ASKED}/", summary, f"{summary}changes/")


def path_of(link):
    return re.sub(r"[?#].*", "", link.get_attribute("href"))


DRESSES = [
    pytest.param("en", 1280, "light.normal.normal", id="en-wide-light"),
    pytest.param("en", 390, "dark.normal.normal", id="en-narrow-dark"),
    pytest.param("zh", 1280, "dark.normal.normal", id="zh-wide-dark"),
    pytest.param("zh", 390, "light.normal.normal", id="zh-narrow-light"),
]


@pytest.mark.parametrize(("language", "width", "reading"), DRESSES)
def test_every_page_is_readable_for_everybody(city, visit, complaints, width, reading):
    complaints.expect(404)
    found, pages = [], {}
    clerk = visit("lin.yue")
    of_the_draft = of_a_draft(clerk, city.say)
    for person, path in (*PAGES, *(("lin.yue", path) for path in of_the_draft)):
        page = pages.get(person) or visit(person, width=width, reading=reading)
        pages[person] = page
        answer = page.goto(path)
        assert answer.ok, path
        found += [f"{path}: {fault}" for fault in faults_of(page)]
        if (wider := overflow_of(page)) > 0:
            found.append(f"{path}: {wider} pixels wider than the window")

    assert found == []
