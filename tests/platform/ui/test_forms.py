"""A field is tied to its label, its hint and its error."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.html import format_html

from zeren_platform.ui.offered import Offered
from zeren_platform.ui.web.samples import FilterForm, SampleForm

FIELDS = "{% for bound in form %}{% field bound %}{% endfor %}"


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, markup):
        super().__init__()
        self.all = []
        self.feed(str(markup))

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))

    def named(self, *tags):
        return [told for tag, told in self.all if tag in tags]

    @property
    def ids(self):
        return {told["id"] for _tag, told in self.all if "id" in told}


@pytest.fixture
def wrong(draw):
    form = SampleForm(QueryDict("points=99&due_on=soon&lead=nobody&support=ecology&support=water"))
    return Elements(draw("{% form_errors form %}" + FIELDS, form=form))


def test_every_control_has_a_label(draw):
    drawn = Elements(draw(FIELDS, form=SampleForm()))

    labels = {told["for"] for told in drawn.named("label")}

    for control in drawn.named("input", "select", "textarea"):
        assert control["id"] in labels


def test_hint_and_error_are_described(wrong):
    lead = next(told for told in wrong.named("select") if told["name"] == "lead")

    assert lead["aria-describedby"] == "id_lead-hint id_lead-error"
    assert lead["aria-invalid"] == "true"
    assert {"id_lead-hint", "id_lead-error"} <= wrong.ids


def test_the_summary_leads_to_each_field(wrong):
    links = [told["href"].removeprefix("#") for told in wrong.named("a")]

    assert "id_points" in links
    assert set(links) <= wrong.ids


def test_a_group_of_controls_is_a_fieldset_whose_summary_link_has_a_target(draw):
    form = SampleForm(QueryDict(""))

    drawn = Elements(draw("{% form_errors form %}{% field form.answer %}", form=form))

    assert "#id_answer_0" in [told["href"] for told in drawn.named("a")]
    assert drawn.named("fieldset")[0]["aria-describedby"] == "id_answer-error"


def test_all_is_quiet_without_errors(draw):
    assert draw("{% form_errors form %}", form=SampleForm()) == ""


def test_what_was_typed_stands_again(wrong):
    inputs = {(told["name"], told.get("value")): told for told in wrong.named("input")}

    assert inputs["points", "99"]["type"] == "number"
    assert inputs["due_on", "soon"]["type"] == "date"
    assert [value for (name, value), told in inputs.items() if name == "support" and "checked" in told] == [
        "ecology",
        "water",
    ]


def test_a_date_is_given_to_the_browser_as_it_wants_it(draw):
    class Form(forms.Form):
        due_on = forms.DateField(initial=date(2026, 6, 30))

    assert 'value="2026-06-30"' in draw(FIELDS, form=Form())


def test_several_are_chosen_by_boxes_and_one_by_a_list(draw):
    drawn = Elements(draw(FIELDS, form=SampleForm()))

    assert {told["type"] for told in drawn.named("input") if told["name"] in {"support", "cycles"}} == {"checkbox"}
    assert {told["type"] for told in drawn.named("input") if told["name"] == "answer"} == {"radio"}
    assert [told["name"] for told in drawn.named("select")] == ["lead"]


def test_fields_that_may_stay_empty_say_so(draw):
    assert "(optional)" in draw("{% field form.due_on %}", form=SampleForm())
    assert "(optional)" not in draw("{% field form.title %}", form=SampleForm())


def test_a_textarea_keeps_a_first_line_that_is_empty(draw):
    class Form(forms.Form):
        text = forms.CharField(widget=forms.Textarea, initial="\nsecond line <")

    assert ">\n\nsecond line &lt;</textarea>" in draw(FIELDS, form=Form())


def test_a_hidden_field_is_only_sent_along(draw):
    class Form(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    assert Elements(draw(FIELDS, form=Form())).all == [
        ("input", {"type": "hidden", "name": "version", "value": "3", "id": "id_version"})
    ]


def test_of_several_choices_the_one_that_is_chosen_takes_the_focus(draw):
    class Choice(forms.Form):
        answer = forms.ChoiceField(
            choices=[("a", "A"), ("b", "B")], initial="b", widget=forms.RadioSelect({"autofocus": True})
        )

    drawn = Elements(draw("{% field form.answer %}", form=Choice()))

    assert [told["value"] for told in drawn.named("input") if "autofocus" in told] == ["b"]


def test_groups_of_choices_are_kept(draw):
    class Form(forms.Form):
        unit = forms.ChoiceField(choices=[("Bureaus", [("a", "Harbour")]), ("b", "City")], initial="a")

    drawn = draw(FIELDS, form=Form())

    assert '<optgroup label="Bureaus"><option value="a" selected>Harbour</option></optgroup>' in drawn


def test_looks_are_not_for_a_form_to_say(draw):
    class Form(forms.Form):
        title = forms.CharField(
            widget=forms.TextInput(attrs={"class": "x", "style": "y", "placeholder": "z", "maxlength": 9})
        )

    drawn = draw(FIELDS, form=Form())

    assert "style" not in drawn
    assert "placeholder" not in drawn
    assert 'maxlength="9"' in drawn


def test_a_form_that_writes_brings_its_token_and_one_that_reads_does_not(draw):
    assert "csrfmiddlewaretoken" in draw("{% form %}x{% endform %}")
    assert "csrfmiddlewaretoken" not in draw("{% form method='get' %}x{% endform %}")


def test_filters_in_force_are_shown_and_each_can_be_taken_away(draw):
    form = FilterForm(QueryDict("state=red&unit=water&q="))

    drawn = draw(
        "{% filter_bar form=form %}{% endfilter_bar %}", query="state=red&unit=water&after=x&sort=due", form=form
    )

    assert "State: Overdue" in drawn
    assert 'href="/registers/?unit=water&amp;sort=due"' in drawn
    assert drawn.count('class="chip"') == 2
    assert '<input type="hidden" name="sort" value="due">' in drawn


def test_no_filter_in_force_shows_none(draw):
    assert "chip" not in draw("{% filter_bar form=form %}{% endfilter_bar %}", query="", form=FilterForm(QueryDict("")))


def test_a_form_can_replace_a_part_of_the_page(draw):
    drawn = draw("{% form action='/accept/' swap='card-3' %}x{% endform %}")

    assert 'action="/accept/"' in drawn
    assert 'hx-post="/accept/" hx-target="#card-3"' in drawn


class PasswordForm(forms.Form):
    password = forms.CharField(help_text=lazy(lambda: format_html("<ul><li>{}</li></ul>", "A < B"), str)())


def test_a_hint_that_is_markup_is_set_as_it_is(draw):
    drawn = draw("{% field form.password %}", form=PasswordForm())

    assert '<div class="hint" id="id_password-hint"><ul><li>A &lt; B</li></ul></div>' in drawn


def test_clearing_the_filters_keeps_what_else_was_chosen(draw):
    form = FilterForm(QueryDict("state=red"))

    drawn = draw(
        "{% filter_bar form=form %}{% endfilter_bar %}", query="state=red&whole=yes&sort=due&after=x", form=form
    )

    assert 'href="/registers/?whole=yes&amp;sort=due" class="link">Clear all' in drawn


class TestChoicesThatAreKept:
    """They are drawn as others are, whatever was chosen, and each time for what is chosen then."""

    CHOICES = (("", "All"), ("a", "A & b"), ("b", 'So "b"'))

    class Form(forms.Form):
        one = forms.ChoiceField(label="One", required=False, help_text="Any of them")
        must = forms.ChoiceField(label="Must", widget=forms.RadioSelect)
        several = forms.MultipleChoiceField(label="Several", required=False, widget=forms.CheckboxSelectMultiple)

        def __init__(self, data, choices):
            super().__init__(data)
            for field in self.fields.values():
                field.choices = choices

    @pytest.mark.parametrize("asked", ["", "must=b", "one=a&must=a&several=a&several=b", "one=c&must=a", "must=c"])
    def test_as_others_are(self, draw, asked):
        data = QueryDict(asked) if asked else None

        kept = [draw(FIELDS, form=self.Form(data, Offered(self.CHOICES))) for _time in range(2)]

        assert kept == [draw(FIELDS, form=self.Form(data, self.CHOICES))] * 2

    def test_for_what_is_chosen_then(self, draw):
        offered = Offered(self.CHOICES)

        chosen = [
            [told["value"] for told in Elements(draw(FIELDS, form=form)).named("option") if "selected" in told]
            for form in (self.Form(QueryDict(f"must=a&one={one}"), offered) for one in "aba")
        ]

        assert chosen == [["a"], ["b"], ["a"]]

    def test_with_what_the_language_says_of_a_field(self, draw):
        from django.utils.translation import override  # noqa: PLC0415

        offered = Offered(self.CHOICES)
        with override("zh-hans"):
            chinese = draw(FIELDS, form=self.Form(None, offered))

        assert "（选填）" in chinese
        assert "（选填）" not in draw(FIELDS, form=self.Form(None, offered))
