"""Units are chosen from a list while they are few; of many the server finds those whose names are typed."""

import pytest
from django.urls import reverse
from tests.platform.organisation.factories import AliasFactory, PostFactory, UnitFactory
from tests.platform.search import index

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation import choosing
from zeren_platform.organisation.choosing import UnitChoice, UnitField, UnitsField, written
from zeren_platform.organisation.models import Unit


@pytest.fixture
def many(city, monkeypatch):
    """A country, as far as the forms can tell: three units are more than they list."""
    monkeypatch.setattr(choosing, "MOST", 2)
    return UnitChoice(Unit.objects.order_by("position", "id"))


@pytest.fixture
def browser(client, city):
    client.force_login(PostFactory(role=Role.SYSTEM_ADMINISTRATOR, unit=city).person)
    return client


@pytest.mark.parametrize("typed", ["water", "Water Bureau", "水务局", "  water ", "Water Bureau · water", "Waterworks"])
def test_a_code_a_name_and_what_was_chosen_mean_the_unit(many, typed):
    AliasFactory(unit=Unit.objects.get(code="water"), name="Waterworks")

    assert UnitField(choice=many).clean(typed) == "water"


@pytest.mark.parametrize("typed", ["fire", "Fire Bureau · fire", "city "])
def test_what_means_none_of_them_is_said_beside_the_field(many, typed):
    field = UnitField(choice=UnitChoice(Unit.objects.exclude(code="city")))

    with pytest.raises(choosing.ValidationError) as caught:
        field.clean(typed)

    assert caught.value.code == "unknown"


def test_a_name_that_means_two_units_means_none(many):
    UnitFactory(code="water-2", name="Water Bureau")

    with pytest.raises(choosing.ValidationError):
        UnitField(choice=many).clean("Water Bureau")


def test_several_units_are_given_once_each_and_every_wrong_one_is_named(many):
    field = UnitsField(choice=many)

    assert field.clean(["water", "", "Water Bureau", "hechuan"]) == ["water", "hechuan"]
    with pytest.raises(choosing.ValidationError) as caught:
        field.clean(["fire", "smoke", "water"])
    assert len(caught.value.messages) == 2


def test_what_was_chosen_is_shown_by_name_and_code(many):
    assert UnitField(choice=many).prepare_value("water") == written(Unit.objects.get(code="water"))


def test_few_units_are_a_list(browser):
    page = browser.get(reverse("organisation:merge-units")).content.decode()

    assert '<option value="water">' in page
    assert 'role="combobox"' not in page


def test_the_jurisdiction_itself_ends_in_no_merger(browser):
    page = browser.get(reverse("organisation:merge-units")).content.decode()

    assert 'value="city"' not in page


def test_many_units_are_typed_and_no_list_of_them_is_sent(browser, many):
    page = browser.get(reverse("organisation:merge-units") + "?unit=water").content.decode()

    assert '<option value="water">' not in page
    assert 'value="Water Bureau · water" role="combobox"' in page


def test_units_that_are_typed_are_merged(browser, many):
    entry = {"units": ["Water Bureau · water", ""], "into": "Hechuan District", "effective_on": "2026-06-10"}

    answer = browser.post(reverse("organisation:merge-units"), {**entry, "confirmed": "yes"})

    assert answer.status_code == 302
    assert Unit.objects.get(code="water").successions.get().successor.code == "hechuan"


def test_a_typed_error_stands_beside_the_field_and_nothing_is_lost(browser, many):
    entry = {"units": ["Fire Bureau"], "into": "hechuan", "effective_on": "2026-06-10", "basis": "No. 7"}

    answer = browser.post(reverse("organisation:merge-units"), entry)

    page = answer.content.decode()
    assert (answer.status_code, Record.objects.count()) == (422, 0)
    assert "called “Fire Bureau”" in page
    assert ('value="Fire Bureau"' in page, "No. 7" in page) == (True, True)


class TestFinding:
    @pytest.fixture
    def find(self, browser):
        index.indexed(*(f"unit:{code}" for code in Unit.objects.values_list("code", flat=True)))

        def asked(words):
            return browser.get(
                reverse("desk:find-unit"), {"of": "into", "into": words}, headers={"HX-Target": "id_into-found"}
            ).content.decode()

        return asked

    @pytest.mark.parametrize("words", ["Water", "务局", "water bur"])
    def test_the_units_that_are_called_so_are_options(self, find, words):
        found = find(words)

        assert 'data-value="Water Bureau · water"' in found
        assert 'id="id_into-found-option-0"' in found

    def test_the_unit_with_the_code_that_was_typed_comes_first(self, find):
        UnitFactory(code="bureau", name="Bureau of Water and Hechuan")

        assert 'id="id_into-found-option-0" data-value="Hechuan District · hechuan"' in find("hechuan")

    def test_a_unit_that_ended_is_no_option(self, find):
        Unit.objects.filter(code="water").update(valid_until="2020-01-01")

        assert "No unit is called so." in find("Water")

    def test_nothing_typed_finds_nothing(self, find):
        assert find(" ") == ""

    def test_an_answer_takes_eight_queries_at_most(self, find, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            find("Water")

    def test_nobody_finds_anything_without_an_account(self, client, city):
        assert client.get(reverse("desk:find-unit"), {"of": "q", "q": "Water"}).status_code == 302
