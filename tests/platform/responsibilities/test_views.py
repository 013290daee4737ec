"""How somebody looks at a list, kept under a name."""

import pytest
from tests.platform.responsibilities.browsing import page, shown

from zeren_platform.common.actor import Role
from zeren_platform.responsibilities.models import SavedView


@pytest.fixture
def code(in_force):
    return in_force.register.code


def kept(browser, code, *, follow=True, **said):
    given = {"name": "By field", "query": "group=field&sort=-number&after=x", **said}
    return browser.post(page("keep-view", code), given, follow=follow)


def test_is_kept_with_all_but_the_place_in_the_list(desk, code):
    answer = kept(desk, code)

    view = SavedView.objects.get()
    assert (view.query, view.unit) == ("group=field&sort=-number", None)
    assert answer.request["QUERY_STRING"] == f"group=field&sort=-number&view={view.pk}"
    assert 'aria-current="page"' in shown(answer)


def test_has_an_address_that_stays(desk, code):
    kept(desk, code)
    kept(desk, code, query="field=Air")
    view = SavedView.objects.get()

    assert desk.get(page("view", code, view.pk))["Location"].endswith(f"?field=Air&view={view.pk}")


def test_of_an_office_is_seen_there_and_nowhere_else(desk, visitor, code):
    kept(desk, code, shared="on")
    kept(desk, code, name="Mine alone")

    colleague = shown(visitor(Role.LEADER).get(page("register", code)))
    assert ("By field" in colleague, "Mine alone" in colleague) == (True, False)
    assert "By field" not in shown(visitor(Role.HEAD, "air").get(page("register", code)))


def test_of_somebody_else_is_not_forgotten(desk, visitor, code):
    kept(desk, code, shared="on")
    view = SavedView.objects.get()

    assert visitor(Role.LEADER).post(page("forget-view", code, view.pk)).status_code == 404


def test_opens_the_list_where_it_is_the_default(desk, code):
    kept(desk, code, default="on")
    kept(desk, code, name="Another", default="on")

    assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True)) == ["Another"]
    assert desk.get(page("register", code)).status_code == 302
    assert desk.get(page("register", code), {"view": ""}).status_code == 200


def test_is_forgotten(desk, code):
    kept(desk, code)

    desk.post(page("forget-view", code, SavedView.objects.get().pk))

    assert not SavedView.objects.exists()


@pytest.mark.parametrize("said", [{"name": " "}, {"name": "x" * 81}, {"query": "words=" + "x" * 2000}])
def test_without_a_name_that_fits_is_refused(desk, code, said):
    answer = kept(desk, code, **said)

    assert "Give the view a name" in shown(answer)
    assert not SavedView.objects.exists()


def test_leaves_no_record(desk, code, ledger):
    kept(desk, code)

    assert ledger() == []
