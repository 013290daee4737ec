"""Dates and buttons in the reader's language."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from zeren_platform.ui.shapes import Consequence


@pytest.mark.parametrize(("language", "written"), [("en", "30 Jun 2026"), ("zh-hans", "2026年6月30日")])
def test_a_day_is_written_in_the_readers_order(draw, language, written):
    with translation.override(language):
        assert draw("{% day on %}", on=date(2026, 6, 30)) == f'<time datetime="2026-06-30">{written}</time>'


def test_a_moment_is_told_at_the_places_clock(draw, settings):
    settings.TIME_ZONE = "Asia/Shanghai"

    drawn = draw("{% moment at %}", at=datetime(2026, 3, 1, 17, 30, tzinfo=UTC))

    assert drawn == '<time datetime="2026-03-02T01:30">2 Mar 2026, 01:30</time>'


def test_no_date_is_shown_as_none(draw):
    assert "–" in draw("{% day nothing %}{% moment nothing %}", nothing=None)


def test_months_are_in_the_language_of_the_reader_each_time(draw):
    with translation.override("en"):
        first = draw("{% day on %}", on=date(2026, 5, 1))
    with translation.override("zh-hans"):
        second = draw("{% day on %}", on=date(2026, 5, 1))

    assert (">1 May 2026<" in first, ">2026年5月1日<" in second) == (True, True)


@pytest.mark.parametrize(
    ("source", "start"),
    [
        ("{% button label='Open' href='/x/' %}", '<a href="/x/"'),
        (
            "{% button label='Open' href='/x/' disabled=True %}",
            '<button class="button button-primary button-m" disabled',
        ),
        ("{% button label='Open' %}", "<button"),
    ],
)
def test_a_button_with_an_address_is_a_link(draw, source, start):
    assert draw(source).startswith(start)


def test_a_button_opens_a_dialog_without_a_script(draw):
    drawn = draw(
        "{% button label='Decline' opens='decline' %}{% dialog id='decline' title='Decline' %}x{% enddialog %}"
    )

    assert 'command="show-modal" commandfor="decline"' in drawn
    assert '<dialog id="decline" aria-labelledby="decline-title"' in drawn
    assert 'command="close" commandfor="decline"' in drawn


def test_a_label_is_completed_for_people_who_hear_it(draw):
    assert '<span class="unseen"> duty 14</span>' in draw("{% button label='Sign' described='duty 14' %}")


def test_consequences_come_from_the_wiring(draw):
    part = "{% consequences subject='units' keys=codes none='Nothing is touched' %}"
    wired = {"units": lambda _actor, keys: [Consequence(title=key, words="holds 3 parts", href="/u/") for key in keys]}
    request = SimpleNamespace(actor=None)

    drawn = draw(part, codes=["water"], consequences=wired, request=request)

    assert '<a href="/u/">water</a>' in drawn
    assert "holds 3 parts" in drawn
    assert "Nothing is touched" in draw(part, codes=[], consequences=wired, request=request)


def test_next_steps_come_from_the_wiring(draw):
    class Destination:
        address, label, icon = "ui:gallery-step", "Put them into a register", "list-plus"

    drawn = draw("{% next_steps subject='document' key=7 %}", next_steps={"document": [Destination()]})

    assert 'href="/gallery/7/"' in drawn
    assert draw("{% next_steps subject='other' key=7 %}", next_steps={"document": [Destination()]}) == ""
