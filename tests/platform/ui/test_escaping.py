"""Nothing that a person typed becomes markup."""

import pytest
from django.utils.safestring import mark_safe

from zeren_platform.ui.parts.markup import element, join
from zeren_platform.ui.shapes import Column, Crumb, Mark, MatrixCell, MatrixLine, Series, Slice, Step, Tab

EVIL = '"><script>alert(1)</script>\'<b x="'

PARTS = [
    "{% page title=evil lead=evil kicker=evil %}{{ evil }}{% endpage %}",
    "{% panel title=evil id=evil %}{{ evil }}{% endpanel %}",
    "{% panel title=evil collapsible=True %}{{ evil }}{% endpanel %}",
    "{% pane title=evil id=evil %}{{ evil }}{% endpane %}",
    "{% text language=evil %}{{ evil }}{% endtext %}",
    "{% quote source=evil href=evil %}{{ evil }}{% endquote %}",
    "{% disclosure summary=evil %}{{ evil }}{% enddisclosure %}",
    "{% link href=evil label=evil %}{% linked href=evil %}{{ evil }}{% endlinked %}",
    "{% breadcrumb crumbs %}{% tabs tabs label=evil %}{% stepper steps=steps label=evil %}",
    "{% button label=evil name=evil value=evil confirm=evil described=evil form=evil %}",
    "{% button label=evil href=evil swap=evil %}{% button label=evil opens=evil %}",
    "{% form action=evil confirm=evil id=evil swap=evil %}{{ evil }}{% endform %}",
    "{% hidden name=evil value=evil %}{% fieldset legend=evil hint=evil %}{% endfieldset %}",
    "{% dialog id=evil title=evil %}{{ evil }}{% enddialog %}",
    "{% lamp state='red' label=evil %}{% badge label=evil %}{% tag_list labels=labels label=evil %}",
    "{% metric value=evil label=evil href=evil hint=evil %}{% progress value=1 maximum=2 label=evil %}",
    "{% empty_state title=evil %}{{ evil }}{% endempty_state %}{% toast %}{{ evil }}{% endtoast %}",
    "{% timeline %}{% event at=None title=evil who=evil unit=evil number=evil %}{{ evil }}{% endevent %}{% endtimeline %}",
    "{% facts %}{% fact label=evil %}{{ evil }}{% endfact %}{% endfacts %}",
    "{% items label=evil %}{% item title=evil href=evil meta=evil id=evil %}{% enditem %}{% enditems %}",
    "{% data_table caption=evil columns=columns sort=evil empty=evil %}{% enddata_table %}",
    "{% data_table caption=evil columns=columns %}{% table_row href=evil id=evil %}{% cell label=evil %}{{ evil }}{% endcell %}{% endtable_row %}{% enddata_table %}",
    "{% marked_text evil spans=marks language=evil %}",
    "{% bar_chart series=slices title=evil unit=evil %}{% stacked_bar series=series title=evil %}",
    "{% donut slices=slices title=evil %}{% sparkline values=values title=evil %}",
    "{% matrix rows=lines columns=lines cells=cells title=evil corner=evil %}",
]


@pytest.fixture
def given():
    part = Slice(label=EVIL, amount=2, href=EVIL)
    return {
        "evil": EVIL,
        "labels": [EVIL],
        "crumbs": [Crumb(label=EVIL, href=EVIL), (EVIL, None)],
        "tabs": [Tab(label=EVIL, href=EVIL, selected=True)],
        "steps": [Step(label=EVIL, href=EVIL, hint=EVIL)],
        "columns": [Column(key=EVIL, label=EVIL, sortable=True)],
        "marks": [Mark(start=1, end=9, id=EVIL, title=EVIL, back=EVIL, number=EVIL)],
        "slices": [part],
        "series": [Series(label=EVIL, slices=[part], href=EVIL)],
        "values": [1, 2],
        "lines": [MatrixLine(key="a", label=EVIL, href=EVIL, group=EVIL)],
        "cells": [MatrixCell(row="a", column="a", amount=1, href=EVIL, label=EVIL)],
    }


@pytest.mark.parametrize("source", PARTS)
def test_no_part_lets_markup_through(draw, given, source):
    drawn = draw(source, **given)

    assert "<script" not in drawn
    assert "<b x=" not in drawn
    # Every quotation mark of the text is escaped, so none ends an attribute.
    assert '"&gt;&lt;script' not in drawn
    assert "'&lt;b" not in drawn


def test_an_attribute_of_safe_text_cannot_be_left():
    assert (
        element("p", title=mark_safe('say "no" onclick="x"'))
        == '<p title="say &quot;no&quot; onclick=&quot;x&quot;"></p>'
    )


def test_markup_stays_markup():
    assert join([element("b", "1"), "<"]) == "<b>1</b>&lt;"


def test_the_query_string_is_kept_escaped(draw):
    columns = [Column(key="due", label="Due", sortable=True)]

    drawn = draw(
        "{% data_table caption='x' columns=columns %}{% enddata_table %}", query='q="><script>', columns=columns
    )

    assert "<script" not in drawn
    assert "q=%22%3E%3Cscript%3E&amp;sort=due" in drawn
