"""Templates compile, and pages are made of the kit's parts alone."""

import re

import pytest
from django.template.loader import get_template
from tests.architecture.house import PLATFORM, found, none, short, templates

# What only the kit may write: controls, tables and dialogs, looks, behaviour.
RAW_ELEMENT = re.compile(r"<\s*(button|input|select|textarea|table|form|dialog|style|script|svg)\b", re.IGNORECASE)
RAW_ATTRIBUTE = re.compile(r"""[\s"'](class|style|on[a-z]+)\s*=\s*["'{]""", re.IGNORECASE)
# Inside the kit's own tags, class= and the like are arguments and not attributes.
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def name_of(path):
    return path.as_posix().rpartition("/templates/")[2]


def pages():
    """List the templates that are not the kit's own."""
    return found(path for path in templates() if PLATFORM / "ui" not in path.parents)


@pytest.mark.parametrize("path", templates(), ids=short)
def test_a_template_compiles(path):
    assert get_template(name_of(path))


def test_no_two_slices_have_a_template_of_the_same_name():
    names = [name_of(path) for path in templates()]

    assert len(names) == len(set(names))


def test_pages_hold_no_raw_controls():
    raw = [f"{short(path)}: {match[0]}" for path in pages() for match in RAW_ELEMENT.finditer(path.read_text("utf-8"))]

    none(raw)


def test_pages_say_nothing_of_looks_or_behaviour():
    raw = [
        f"{short(path)}: {match[0].strip()}"
        for path in pages()
        for match in RAW_ATTRIBUTE.finditer(TAG.sub("", path.read_text("utf-8")))
    ]

    none(raw)


def test_every_act_of_a_time_line_can_be_checked():
    told = {short(path): path.read_text("utf-8") for path in pages()}
    lines = found((page, text) for page, text in told.items() if "{% event " in text)

    none(page for page, text in lines if text.count("{% event ") != text.count("{% check_this "))


def test_the_kit_keeps_behaviour_out_of_markup():
    behaviour = re.compile(r"""[\s"'](style|on[a-z]+)\s*=\s*["'{]""", re.IGNORECASE)

    inline = [
        f"{short(path)}: {match[0].strip()}"
        for path in templates()
        for match in behaviour.finditer(TAG.sub("", path.read_text("utf-8")))
    ]

    none(inline)


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("<button>", True),
        ("<TABLE >", True),
        ("< form>", True),
        ("<tablet>", False),
        ('{% form action="x" %}', False),
    ],
)
def test_the_rule_knows_a_raw_control(line, raw):
    assert bool(RAW_ELEMENT.search(line)) is raw


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ('<p class="x">', True),
        ("<p style='x'>", True),
        ('<a onclick="x">', True),
        ('{% link class="x" %}', False),
        ("<p>first class = good</p>", False),
    ],
)
def test_the_rule_knows_looks_and_behaviour(line, raw):
    assert bool(RAW_ATTRIBUTE.search(TAG.sub("", line))) is raw
