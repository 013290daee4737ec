"""The gallery shows every part."""

import re

import pytest
from django.template.loader import get_template
from django.test import Client

from zeren_platform.ui.templatetags import kit
from zeren_platform.ui.web.gallery import GROUPS

SHELL = {"head_search", "page_language", "shell_navigation", "shell_same", "shell_toasts"}


@pytest.fixture
def source():
    templates = ["ui/gallery.html", *(f"ui/gallery/{name}.html" for name in GROUPS)]
    return "\n".join(get_template(name).template.source for name in templates)


@pytest.mark.parametrize("part", sorted(kit.register.tags.keys() - SHELL))
def test_every_part_is_in_the_gallery(source, part):
    assert re.search(rf"{{% {part}\b", source)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_gallery_stands_in_both_languages(db, language):
    response = Client().get("/gallery/", headers={"accept-language": language})

    assert response.status_code == 200
    assert ("滨海市" in response.content.decode()) == (language == "zh-hans")


def test_the_gallery_shows_errors_when_its_form_is_sent_empty(db):
    page = Client().post("/gallery/", {}).content.decode()

    assert 'class="error-summary"' in page


def test_a_part_of_the_gallery_is_replaced_only_for_a_page_that_asks(db):
    whole = Client().get("/gallery/part/")
    part = Client().get("/gallery/part/", headers={"hx-request": "true"})

    assert whole.status_code == 302
    assert part.content.decode().startswith('<div id="swapped"')


def test_nothing_is_inline(db):
    page = Client().get("/gallery/").content.decode()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)


def test_reading_preferences_stand_on_the_page(db):
    client = Client()
    client.post("/reading/", {"theme": "dark", "size": "large"})

    assert 'data-theme="dark" data-contrast="normal" data-size="large"' in client.get("/gallery/").content.decode()
