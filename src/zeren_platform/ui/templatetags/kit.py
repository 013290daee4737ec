"""The parts that pages are made of; every template has them without ``{% load %}``.

``README.md`` of this slice lists them, the gallery shows them.
"""

from typing import Final

from django.template import Library

from zeren_platform.ui import charts, matrix
from zeren_platform.ui.parts import (
    actions,
    filters,
    forms,
    icons,
    layout,
    marks,
    search,
    shell,
    states,
    story,
    tables,
    words,
)
from zeren_platform.ui.parts.registration import Part, register_block, register_tag

register = Library()

BLOCKS: Final[tuple[Part, ...]] = (
    layout.page, layout.page_actions, layout.panel, layout.panel_footer, layout.stack, layout.row, layout.columns,
    layout.split, layout.pane, layout.region,
    words.heading, words.text, words.prose, words.quote, words.disclosure, words.linked,
    states.empty_state, states.metrics, states.toast,
    story.timeline, story.event, story.facts, story.fact, story.items, story.item,
    forms.fieldset, forms.form_actions,
    actions.dialog, actions.dialog_actions,
)  # fmt: skip
TAGS: Final[tuple[Part, ...]] = (
    icons.icon, words.link, words.day, words.moment,
    states.lamp, states.badge, states.role_badge, states.tag_list, states.progress, states.metric, states.tabs,
    states.stepper, story.breadcrumb,
    forms.field, forms.form_errors, actions.button, actions.hidden,
    marks.changed_words, marks.marked_text, shell.page_language,
    charts.bar_chart, charts.stacked_bar, charts.sparkline, charts.donut, matrix.matrix,
)  # fmt: skip
# These read the request: the query string, the token of forms, the wiring of next steps.
BLOCKS_WITH_CONTEXT: Final[tuple[Part, ...]] = (forms.form, filters.filter_bar)
TAGS_WITH_CONTEXT: Final[tuple[Part, ...]] = (
    story.check_this,
    story.drawn_acts,
    tables.as_file,
    tables.drawn_rows,
    tables.pager,
    actions.consequences,
    actions.next_steps,
    search.head_search,
    search.search_box,
    search.suggestions,
    shell.shell_navigation,
    shell.shell_same,
    shell.shell_toasts,
)

for block in BLOCKS:
    register_block(register, block)
for tag in TAGS:
    register_tag(register, tag)
for block in BLOCKS_WITH_CONTEXT:
    register_block(register, block, takes_context=True)
for tag in TAGS_WITH_CONTEXT:
    register_tag(register, tag, takes_context=True)
register_block(register, tables.data_table, takes_context=True, opening=tables.open_table)
register_block(register, tables.table_row, opening=tables.open_row)
register_block(register, tables.cell, takes_context=True)
