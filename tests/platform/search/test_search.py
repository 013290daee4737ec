"""Everything that somebody may see is found, the best first, alike on both databases."""

import pytest
from django.urls import reverse
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.responsibilities.factories import (
    NOW,
    CityFactory,
    DocumentFactory,
    DutyFactory,
    EditionFactory,
    ProposalFactory,
    UnitFactory,
    clerk,
    head_of,
    person,
)
from tests.platform.search import index

from zeren_platform.common.actor import Actor, Role
from zeren_platform.responsibilities.models import Edition
from zeren_platform.responsibilities.use_cases import duties, editions, many
from zeren_platform.responsibilities.use_cases.duties import DutyWording
from zeren_platform.search import indexing, queries, signs
from zeren_platform.search.models import SearchEntry


@pytest.fixture
def city(db):
    return CityFactory()


@pytest.fixture
def in_force(city):
    """Three duties in force, in Chinese and English."""
    edition = EditionFactory(in_force=True, register__title="生态环境保护责任清单", register__code="ecology")
    DutyFactory(edition=edition, position=1, title="大气污染防治", text="控制扬尘。Keep dust down.", field="")
    DutyFactory(edition=edition, position=2, title="水源保护", text="做好大气与污染的监测。", field="")
    DutyFactory(edition=edition, position=3, number="A-7", title="Shore power", text="Ships take power.", field="")
    indexed(edition)
    return edition


def indexed(*parts):
    """Let the index take rows in whose acts the ledger of these tests does not hold."""
    index.indexed(*(part.subject for part in parts))


def found(words, actor=None, **asked):
    return [entry.title for entry in queries.search(actor or clerk(), words, **asked).entries]


def wording(**said):
    entries = dict.fromkeys(("title", "text", "field", "basis", "target", "cycle"), "") | {"units": []} | said
    return DutyWording(**entries)


class TestWords:
    @pytest.mark.parametrize(
        ("words", "titles"),
        [
            ("扬尘", ["大气污染防治"]),
            ("大气", ["大气污染防治", "水源保护"]),
            ("大气污染", ["大气污染防治"]),
            ("水", ["水源保护"]),
            ("dust", ["大气污染防治"]),
            ("SHORE pow", ["Shore power"]),
            ("s p", ["Shore power"]),
            ("dus", ["大气污染防治"]),
            ("keep dow", ["大气污染防治"]),
            ("du", []),
            ("ｓｈｏｒｅ", ["Shore power"]),
            ("ships 水", []),
            ("", []),
            ("'\"*&|!:() =", []),
            ("\0dust", ["大气污染防治"]),
            ("dust " * 400, ["大气污染防治"]),
        ],
    )
    def test_find_what_has_them_all(self, in_force, words, titles):
        assert found(words, kind="duty") == titles

    def test_are_first_looked_for_in_numbers_then_titles_then_texts(self, in_force):
        DutyFactory(edition=in_force, position=4, number="B", title="A-7 again", text="x")
        DutyFactory(edition=in_force, position=5, number="C", title="Other", text="as in A-7")
        indexed(in_force)

        assert found("a-7") == ["Shore power", "A-7 again", "Other"]

    def test_find_what_is_in_force_before_what_was(self, in_force, city):
        former = EditionFactory(number=1, state="superseded", adopted_by="x", adopted_at=NOW, effective_from=NOW.date())
        DutyFactory(edition=former, title="Former shore power", text="x")
        draft = EditionFactory()
        DutyFactory(edition=draft, title="Future shore power", text="x")
        indexed(former, draft)

        assert found("shore power", kind="duty") == ["Shore power", "Future shore power", "Former shore power"]

    def test_find_a_document_by_its_number_however_it_is_written(self, city):
        document = DocumentFactory(title="关于印发清单的通知", document_number="滨政发〔2026〕5号", text="水。")
        indexed(document)

        assert found("滨政发[2026] 5号") == ["关于印发清单的通知"]

    def test_find_a_unit_by_its_other_names(self, city):
        unit = UnitFactory(code="ecology", name="Ecology Bureau", name_zh="生态环境局")
        unit.aliases.create(name="环保局")
        index.indexed("unit:ecology")

        assert found("环保") == found("ecology") == ["生态环境局"]

    def test_find_registers(self, in_force):
        assert found("ecology", kind="register") == ["生态环境保护责任清单"]


class TestRights:
    def test_of_a_draft_are_those_of_its_readers(self, city):
        water = UnitFactory(code="water", path="/binhai/water/")
        draft = EditionFactory()
        DutyFactory(edition=draft, title="Secret plan")
        indexed(draft)

        assert found("secret", kind="duty") == ["Secret plan"]
        assert found("secret", head_of(water)) == []

    def test_of_an_open_proposal_are_those_of_its_office(self, city):
        water = UnitFactory(code="water", path="/binhai/water/")
        document = DocumentFactory(title="Notice")
        ProposalFactory(document=document, state="open", decided_at=None, decided_by="", title="Dredge")
        indexed(document)

        assert found("dredge") == ["Dredge"]
        assert found("dredge", head_of(water)) == found("notice", head_of(water)) == []

    def test_of_a_person_are_those_of_who_keeps_people(self, city):
        somebody = PersonFactory(name="Wei Lan")
        index.indexed(f"person:{somebody.pk}")
        keeper = person(Role.SECURITY_ADMINISTRATOR)

        assert (found("wei lan", keeper), found("wei lan")) == (["Wei Lan"], [])

    def test_nobody_finds_anything_that_is_not_for_all(self, in_force, city):
        draft = EditionFactory()
        DutyFactory(edition=draft, title="Secret plan")
        indexed(draft)
        nobody = Actor(kind="person", name="", standings=())

        assert found("secret", nobody) == []
        assert found("shore", nobody) == ["Shore power"]


class TestFollowing:
    def test_takes_in_what_acts_did(self, in_force, number_the_records):
        draft = EditionFactory()
        duty = duties.add(
            actor=clerk(), edition_id=draft.pk, number="", wording=wording(title="Harbour", text="x"), now=NOW
        )
        number_the_records()

        assert indexing.is_behind()
        assert indexing.follow() == 1
        assert (found("harbour"), indexing.is_behind()) == (["Harbour"], False)

        duties.edit(actor=clerk(), duty_id=duty.pk, version=1, wording=wording(title="Quay", text="x"), now=NOW)
        number_the_records()
        indexing.follow()

        assert (found("harbour"), found("quay")) == ([], ["Quay"])

    def test_forgets_what_was_taken_out(self, city, number_the_records):
        draft = EditionFactory()
        duty = DutyFactory(edition=draft, title="Harbour")
        indexed(draft)

        many.remove(actor=clerk(), edition_id=draft.pk, versions={duty.pk: 1}, now=NOW)
        number_the_records()
        indexing.follow()

        assert found("harbour") == []

    def test_forgets_a_draft_that_was_discarded(self, in_force, number_the_records):
        draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)
        number_the_records()
        indexing.follow()
        before = SearchEntry.objects.filter(edition=draft.pk).count()

        editions.discard(actor=clerk(), edition_id=draft.pk, now=NOW)
        number_the_records()
        indexing.follow()

        assert (before, SearchEntry.objects.filter(edition=draft.pk).count()) == (3, 0)
        assert found("shore") == ["Shore power"]

    def test_does_no_harm_when_done_twice(self, in_force):
        before = list(SearchEntry.objects.order_by("kind", "key").values_list("kind", "key", "grams"))

        indexed(in_force)

        assert list(SearchEntry.objects.order_by("kind", "key").values_list("kind", "key", "grams")) == before


class TestLargeEditions:
    @pytest.fixture
    def large(self, city, monkeypatch):
        """An edition of five duties, of which a search takes in two."""
        monkeypatch.setattr(indexing, "SIZE", 2)
        indexing.follow()
        edition = EditionFactory(in_force=True)
        for position in range(1, 6):
            DutyFactory(edition=edition, position=position, title=f"Berth {position}")
        indexing._refresh({edition.subject})
        return edition

    def test_are_taken_in_by_several_searches(self, large):
        steps = [(indexing.keep_up(reach=0), len(found("berth"))) for _search in range(4)]

        assert steps == [(False, 2), (False, 4), (True, 5), (True, 5)]

    def test_are_begun_anew_when_they_change_meanwhile(self, large):
        indexing.keep_up(reach=0)
        large.duties.filter(position=1).update(title="Quay")
        indexing._refresh({large.subject})

        indexing.keep_up(reach=0)

        assert found("quay") == ["Quay"]

    def test_forget_the_duties_that_are_no_more(self, large):
        indexing.follow()
        large.duties.filter(position__in=(2, 5)).delete()
        indexing._refresh({large.subject})

        indexing.follow()

        assert found("berth") == ["Berth 1", "Berth 3", "Berth 4"]

    def test_leave_the_entries_of_what_stayed_as_they_were(self, large):
        indexing.follow()
        before = dict(SearchEntry.objects.values_list("key", "pk"))
        large.duties.filter(position=3).update(title="Quay")
        indexing._refresh({large.subject})

        indexing.follow()

        assert dict(SearchEntry.objects.values_list("key", "pk")) == before
        assert found("quay") == ["Quay"]

    def test_are_taken_in_anew_when_a_later_edition_ends_them(self, large):
        indexing.follow()
        Edition.objects.filter(pk=large.pk).update(state="superseded", effective_until="2026-03-02")

        indexing._refresh({large.register.subject})
        indexing.follow()

        assert set(SearchEntry.objects.filter(edition=large.pk, kind="duty").values_list("standing", flat=True)) == {2}

    def test_say_on_the_page_and_to_programs_that_not_all_is_in(self, large, client):
        client.force_login(PostFactory(role=Role.CLERK, unit=large.register.unit).person)

        page = client.get(reverse("desk:search"), {"q": "berth"}).content.decode()
        told = client.get("/api/v1/search", {"q": "berth"}).json()
        last = client.get("/api/v1/search", {"q": "berth"}).json()

        assert "is still being taken in" in page
        assert (told["complete"], last["complete"]) == (False, True)

    def test_are_not_kept_by_anybody_while_not_all_is_in(self, large, client):
        first, _second, last = (client.get("/", {"words": "berth"}) for _search in range(3))

        assert ("ETag" in first, "no-store" in first["Cache-Control"]) == (False, True)
        assert "public" in last["Cache-Control"]


class TestFrequentWords:
    @pytest.fixture
    def many(self, in_force, monkeypatch):
        """Three duties with the word, of which the index holds one apart, and pages of one."""
        monkeypatch.setattr(signs, "on_the_shelf", lambda _kind, key: int(key) % 3 == 0 if key.isdecimal() else False)
        for position in range(4, 10):
            DutyFactory(edition=in_force, position=position, title=f"Dredging {position}")
        indexed(in_force)

    def test_are_answered_from_the_shelf_where_that_fills_the_page(self, many):
        shelf = set(SearchEntry.objects.filter(grams__contains="#").values_list("title", flat=True))

        assert set(found("dredging", size=1)) <= shelf
        assert queries.search(clerk(), "dredging", size=1).more

    def test_are_all_looked_at_where_it_does_not(self, many):
        assert found("dredging", size=6) == [f"Dredging {position}" for position in range(4, 10)]


class TestPages:
    @pytest.fixture
    def browser(self, in_force, client):
        somebody = PersonFactory()
        PostFactory(role=Role.CLERK, unit=in_force.register.unit, person=somebody)
        client.force_login(somebody)
        return client

    def test_lead_to_what_was_found_and_mark_the_words(self, browser, in_force):
        body = browser.get(reverse("desk:search"), {"q": "扬尘"}).content.decode()

        assert f'href="/registers/duties/{in_force.duties.get(position=1).pk}/"' in body
        assert '<mark class="hit">扬尘</mark>' in body

    def test_say_when_nothing_was_found(self, browser):
        assert "Nothing has “wolves”" in browser.get(reverse("desk:search"), {"q": "wolves"}).content.decode()

    def test_suggest_titles_and_everything_else(self, browser):
        body = browser.get(reverse("desk:suggest"), {"q": "sho"}).content.decode()

        assert '<mark class="hit">Sho</mark>re power' in body
        assert "/desk/search/?q=sho" in body

    @pytest.mark.parametrize("name", ["search", "suggest"])
    def test_take_eight_queries_at_most(self, browser, django_assert_max_num_queries, name):
        indexing.follow()

        with django_assert_max_num_queries(8):
            browser.get(reverse(f"desk:{name}"), {"q": "air"})

    def test_stand_in_the_head_of_every_page_of_the_desk_and_of_no_public_one(self, browser):
        found = f'action="{reverse("desk:search")}"'

        assert found in browser.get(reverse("desk:overview")).content.decode()
        assert found not in browser.get("/").content.decode()
