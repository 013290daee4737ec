"""Render a line of template as a page would."""

import pytest
from django.template import Context, engines
from django.test import RequestFactory


@pytest.fixture
def draw():
    """Render *source* with what a view gives, as the page at ``?state=red&after=x``."""
    engine = engines["django"].engine

    def render(source, *, query="state=red&after=x", **given):

        context = Context({"request": RequestFactory().get(f"/registers/?{query}"), **given})
        return engine.from_string(source).render(context)

    return render


@pytest.fixture
def compiled():
    """Compile *source* without rendering it."""
    return engines["django"].from_string
