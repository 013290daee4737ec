"""Misuse of a part is found when the template is compiled; values from variables when it is rendered."""

import pytest
from django.template import TemplateSyntaxError


@pytest.mark.parametrize(
    "source",
    [
        "{% button lable='Save' %}",
        "{% button %}",
        "{% button 'Save' %}",
        "{% button label='Save' label='Twice' %}",
        "{% panel titel='x' %}{% endpanel %}",
        "{% panel title='x' %}",
        "{% fact %}{% endfact %}",
        "{% nosuchpart %}",
    ],
)
def test_wrong_arguments_are_refused(compiled, source):
    with pytest.raises(TemplateSyntaxError):
        compiled(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% button label='Save' kind='blue' %}",
        "{% lamp state='yellow' label='x' %}",
        "{% heading level=5 %}x{% endheading %}",
        "{% stack gap='xl' %}x{% endstack %}",
        "{% icon 'no-such-icon' %}",
        "{% button label='Save' icon='no-such-icon' %}",
    ],
)
def test_a_value_written_out_that_a_part_does_not_take_is_refused(compiled, source):
    with pytest.raises(TemplateSyntaxError):
        compiled(source)


def test_the_refusal_names_part_argument_and_choices(compiled):
    with pytest.raises(TemplateSyntaxError, match=r"'lamp' takes state as one of 'grey', .*, not 'yellow'"):
        compiled("{% lamp state='yellow' label='x' %}")


@pytest.mark.parametrize("part", ["{% lamp state=given label='x' %}", "{% panel tone=given %}x{% endpanel %}"])
def test_a_value_from_a_variable_is_checked_when_rendered(draw, part):
    with pytest.raises(TemplateSyntaxError):
        draw(part, given="yellow")


def test_a_value_that_a_part_takes_passes_from_a_variable(draw):
    assert "lamp-red" in draw("{% lamp state=given label='x' %}", given="red")


def test_a_result_can_be_kept_under_a_name(draw):
    assert draw("{% badge label='Plan' as plan %}[{{ plan }}]").startswith("[<span")


@pytest.mark.parametrize("source", ["{% cell %}x{% endcell %}", "{% table_row %}x{% endtable_row %}"])
def test_parts_of_a_table_stand_inside_a_table(draw, source):
    with pytest.raises(TemplateSyntaxError):
        draw(source)
