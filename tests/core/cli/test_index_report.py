"""The report on an index: one page that needs nobody, says what came out, and comes out again."""

import hashlib
import re
from html.parser import HTMLParser
from typing import get_args

import pytest

from zeren.cli import main
from zeren.composite.aggregation import MEANS
from zeren.composite.model import Gap
from zeren.composite.normalisation import METHODS
from zeren.composite.relative import RELATIVE
from zeren.composite.report.words import said
from zeren.composite.treatment import TREATMENTS
from zeren.composite.weighting import WEIGHTINGS

MODEL = """
index = { name = "i", title = "数字乡村", title_en = "Digital <villages>", digits = 1 }
robustness = { draws = 40, weights = 0.9 }
grade = [{ name = "high", at_least = 60 }, { name = "low", at_least = 0 }]
[[node]]
name = "whole"
[[node]]
name = "life"
title = "生活"
title_en = "Life"
under = "whole"
aggregate = "geometric"
normalise = "none"
[[indicator]]
name = "network"
under = "life"
unit = "%"
normalise = { method = "goalposts", low = 0, high = 100 }
[[indicator]]
name = "complaints"
under = "whole"
direction = "less"
""".replace('normalise = "none"\n', "")
DATA = "unit,period,network,complaints\n<b>A</b>,2020,90,3\nB,2020,60,1\n<b>A</b>,2021,91,2\nB,2021,62,2.5\nC,2021,,9\n"
VOID = {"meta", "col", "br"}


class Page(HTMLParser):
    """Checks that what opens is closed, and gathers what is asked for elsewhere."""

    def __init__(self, text):
        super().__init__()
        self.open, self.asked, self.words, self.tags = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.asked += [found for name, found in attrs if name in {"src", "href", "action", "style", "data"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def report(tmp_path, monkeypatch, capsys):
    """Write the files and the report; give the page."""
    monkeypatch.chdir(tmp_path)

    def report(*options, model=MODEL, data=DATA):
        (tmp_path / "model.toml").write_text(model, encoding="utf-8")
        (tmp_path / "data.csv").write_text(data, encoding="utf-8")
        code = main(["index", "report", "model.toml", "data.csv", *options, "--out", "report.html"])
        assert (code, *capsys.readouterr()) == (0, "", "")
        return (tmp_path / "report.html").read_text(encoding="utf-8")

    return report


def test_the_page_is_whole(report):
    assert Page(report()).open == []


def test_the_page_asks_nobody_for_anything(report):
    text = report()

    assert all(link.startswith("#") for link in Page(text).asked)
    assert "<script" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_the_browser_is_told_to_load_nothing(report):
    policy = next(found["content"] for tag, found in Page(report()).tags if found.get("http-equiv"))

    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_names_are_words_and_no_markup(report):
    text = report()

    assert "<b>A" not in text
    assert "&lt;b&gt;A&lt;/b&gt;" in text
    assert "<h1>Digital &lt;villages&gt;</h1>" in text


def test_the_same_files_give_the_same_page(report):
    assert report() == report()


def test_every_link_leads_to_a_part_of_the_page(report):
    page = Page(report())

    places = {found["id"] for _, found in page.tags if "id" in found}
    assert {link[1:] for link in page.asked} <= places


def test_every_drawing_says_what_it_shows(report):
    text = report()

    drawings = re.findall(r"<svg[^>]*>(.*?)</svg>", text)
    assert len(drawings) > 8
    assert all(drawing.startswith("<title>") for drawing in drawings)


def test_every_drawing_stands_in_a_row_with_its_figures(report):
    rows = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*<svg.*?</tr>", report())

    assert all(re.search(r"<th[^>]*>.*?</th>", row) for row in rows)


def test_the_hashes_of_the_files_are_told(report):
    text = report()

    assert hashlib.sha256(MODEL.encode()).hexdigest() in text
    assert hashlib.sha256(DATA.encode()).hexdigest() in text


def test_the_command_that_is_told_makes_the_same_page(report, tmp_path):
    text = report("--language", "zh", "--draws", "30")
    told = re.search(r"<pre[^>]*><code>zeren (.*?)</code>", text)[1]

    assert main(told.split()) == 0
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == text


def test_the_definition_stands_in_the_page(report):
    assert MODEL in "".join(Page(report()).words)


@pytest.mark.parametrize(("language", "code", "said"), [("en", "en", "Life"), ("zh", "zh-Hans", "生活")])
def test_the_page_speaks_the_language_that_is_asked_for(language, code, said, report):
    text = report("--language", language)

    assert f'<html lang="{code}">' in text
    assert said in text


@pytest.mark.parametrize(("language", "said"), [("en", "Liveable"), ("zh", "宜居")])
def test_a_grade_and_a_title_have_names_in_both_languages(language, said, report):
    grade = 'name = "top", title_en = "Liveable", title_zh = "宜居", at_least = 60'
    titled = MODEL.replace('name = "high", at_least = 60', grade)
    titled = titled.replace('name = "network"\n', 'name = "network"\ntitle_zh = "网络"\n')

    page = "".join(Page(report("--language", language, model=titled)).words)

    shown = page[: page.index("index = {")]
    assert said in shown
    assert "top" not in shown.split()
    assert ("网络" in shown) == (language == "zh")


def test_without_being_asked_it_compares_the_first_with_the_period_before(report):
    assert "Why &lt;b&gt;A&lt;/b&gt; has another score in 2021 than in 2020" in report()


def test_one_unit_is_compared_with_another(report):
    assert "Why B differs from C" not in report("--unit", "B", "--against", "<b>A</b>")
    assert "Why B differs from &lt;b&gt;A&lt;/b&gt;" in report("--unit", "B", "--against", "<b>A</b>")


def test_without_scores_there_is_a_page_that_says_so(report, tmp_path):
    (tmp_path / "gaps.toml").write_text(
        'index = { name = "i", title = "t" }\nindicator = [{ name = "a", under = "w", normalise = "none" }]\nnode = [{ name = "w" }]\n'
    )
    (tmp_path / "gaps.csv").write_text("unit,a\nX,\n")
    report()

    assert main(["index", "report", "gaps.toml", "gaps.csv", "--out", "gaps.html"]) == 0
    assert "No unit has a score." in (tmp_path / "gaps.html").read_text(encoding="utf-8")


def test_a_unit_that_is_not_there_is_told(report, capsys):
    report()

    code = main(["index", "report", "model.toml", "data.csv", "--unit", "X"])

    assert (code, "expected one of" in capsys.readouterr().err) == (2, True)


def test_where_points_are_added_up_no_weights_are_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "points.toml").write_text(
        'index = { name = "i", title = "t" }\nnode = [{ name = "w", aggregate = "sum" }]\n'
        'indicator = [{ name = "a", under = "w", normalise = { method = "deductions", points = 5 } }]\n'
    )
    (tmp_path / "points.csv").write_text("unit,a\nX,1\nY,2\n")

    assert main(["index", "report", "points.toml", "points.csv", "--out", "points.html"]) == 0
    page = (tmp_path / "points.html").read_text(encoding="utf-8")
    assert "5 points, 1 off per case, not below 0" in page
    assert page.count(">100.0%<") == 1


def test_groups_have_a_section_and_a_table_each(report):
    grouped = "unit,period,group,network,complaints\n" + "".join(
        f"{unit},2021,{group},{80 + at},{9 - at}\n" for at, (unit, group) in enumerate(zip("PQRS", "hkhk", strict=True))
    )

    page = report(data=grouped)

    within = page[page.index('<section id="within"') :]
    within = within[: within.index("</section>")]
    assert "h: 2 units" in within
    assert within.count("<table") == 2
    assert '"#within"' in page
    assert '<section id="within"' not in report()


FOUR = "unit,network,complaints\nP,90,1\nQ,80,2\nR,70,3\nS,60,4\n"


def compared(page):
    return re.findall(r"Why (\w) differs from (\w)</h2>", page)


def test_a_unit_is_compared_with_those_beside_it(report):
    assert compared(report("--unit", "Q", data=FOUR)) == [("Q", "P"), ("Q", "R")]


def test_pairs_are_compared_as_they_are_asked_for(report):
    page = report("--pair", "S", "P", "--pair", "R", "Q", data=FOUR)

    assert compared(page) == [("S", "P"), ("R", "Q")]
    assert "--pair S P --pair R Q" in "".join(Page(page).words)


def test_without_another_period_the_first_is_compared_with_the_second(report):
    assert compared(report(data=FOUR)) == [("P", "Q")]


def test_a_rule_that_sees_all_units_is_reported_without_comparisons(report):
    model = MODEL.replace('[[node]]\nname = "whole"\n', '[[node]]\nname = "whole"\naggregate = "copeland"\n')

    page = report(model=model, data=FOUR)

    assert compared(page) == []
    assert '<section id="shares"' in page


def test_a_chart_tells_how_often_each_place(report):
    page = report(data=FOUR)

    chart = page[page.index('<section id="shares"') :]
    chart = chart[: chart.index("</section>")]
    assert "P: most often place 1, in 100% of the draws" in chart
    assert chart.count('class="at"') == 4


def test_many_places_share_a_bar(report):
    data = "unit,network,complaints\n" + "".join(f"U{at},{at % 97},{at % 7}\n" for at in range(120))

    page = report(data=data)

    assert "A bar for every 3 places from 1 to 120" in page


RULES = {*METHODS, *MEANS, *RELATIVE, *TREATMENTS, *WEIGHTINGS, *get_args(Gap)}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_words_in_both_languages(rule):
    known = dict.fromkeys(("scale", "scale0", "scale1", "low", "high", "target", "reference", "points", "each"), "1")

    assert said("zh", rule, **known) != said("en", rule, **known)
    assert not said("zh", rule, **known).isascii()
