"""The page: what came out, how sure it is, how it was made, and how to make it again."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

from zeren.composite.report.figures import figure, head, table
from zeren.composite.report.markup import Markup, element
from zeren.composite.report.parts import heat, tree
from zeren.composite.report.ranking import ranking, rankings_within
from zeren.composite.report.rules import plain
from zeren.composite.report.shares import shares
from zeren.composite.report.study import Study
from zeren.composite.report.waterfall import waterfall
from zeren.composite.report.words import told

__all__ = ["render"]

_NAMES = 5
_LANGUAGES = {"en": "en", "zh": "zh-Hans"}


def render(study: Study) -> str:
    """Write the report: one HTML file that asks nobody for anything, the same to the byte for the same files."""
    style = Markup((files("zeren.composite.report") / "style.css").read_text(encoding="utf-8"))
    # What is not in the file cannot be loaded, even if somebody's title tried to.
    known = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{known}'"
    title = study.titled(study.index)
    top = [
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", " · ".join(part for part in (title, study.period) if part)),
        element("style", style),
    ]
    sections = list(_sections(study))
    body = element("body", _opening(study, title), element("main", *sections))
    whole = element("html", element("head", *top), body, lang=_LANGUAGES[study.language])
    return f"<!DOCTYPE html>\n{whole}\n"


def _sections(study: Study) -> Iterator[Markup]:
    yield ranking(study)
    if study.places.by_group:
        yield rankings_within(study)
    yield shares(study)
    yield heat(study)
    for number, found in enumerate(study.comparisons):
        yield waterfall(study, found, _waterfall_at(number))
    yield tree(study)
    yield _audit(study)
    yield _method(study)
    yield _again(study)


def _opening(study: Study, title: str) -> Markup:
    index = study.index
    facts = {"period": study.period, "edition": index.edition, "source": index.source}
    told_facts = [
        element("div", element("dt", study.say(key)), element("dd", words)) for key, words in facts.items() if words
    ]
    tiers = max((one.tier for one in study.places.standings), default=0)
    counts = {
        "units": len(study.result.units),
        "indicators": len(index.indicators),
        "tiers": tiers,
        "draws": study.places.draws,
    }
    figures = [
        element("li", element("b", f"{count:,}"), element("span", study.say(key))) for key, count in counts.items()
    ]
    inside = [
        element("p", study.say("report"), class_="kind"),
        element("h1", title),
        element("dl", *told_facts) if told_facts else None,
        element("p", _summary(study), class_="summary"),
        element("ul", *figures, class_="counts"),
        _contents(study),
    ]
    return element("header", *inside)


def _summary(study: Study) -> str:
    standings = study.places.standings
    if not standings:
        return study.say("unranked")
    first = standings[0]
    tier = [one.unit for one in standings if one.tier == first.tier]
    names = study.say("comma").join(tier[:_NAMES]) + (study.say("others") if len(tier) > _NAMES else "")
    sure = study.say("alone") if len(tier) == 1 else study.say("shared", count=len(tier), names=names)
    return study.say("first", unit=first.unit, score=study.shown(first.score), sure=sure)


def _waterfall_at(number: int) -> str:
    return f"waterfall-{number + 1}" if number else "waterfall"


def _contents(study: Study) -> Markup:
    within = ["within"] if study.places.by_group else []
    titles = {key: study.say(key) for key in ("ranking", *within, "shares", "heat")}
    for number, found in enumerate(study.comparisons):
        key, known = found.title
        titles[_waterfall_at(number)] = study.say(key, **known)
    titles |= {key: study.say(key) for key in ("tree", "audit", "method", "again")}
    links = [element("li", element("a", words, href=f"#{key}")) for key, words in titles.items()]
    return element("nav", element("ol", *links), aria_label=study.say("contents"))


def _audit(study: Study) -> Markup:
    lines = [
        element("li", told(one, study.say("and").join(study.title(name) for name in one.names), study.language))
        for one in study.findings
    ]
    found = element("ul", *lines) if lines else element("p", study.say("audit_none"))
    return figure("audit", study.say("audit"), study.say("audit_desc"), found)


def _method(study: Study) -> Markup:
    index = study.index
    about = study.say("method_steps", digits=index.digits, rounding=study.say(index.rounding))
    notes = element("ul", *(element("li", words) for words in _notes(study)))
    return figure("method", study.say("method"), about, notes, *_measures(study))


def _measures(study: Study) -> Iterator[Markup]:
    """List what the indicators are measured in and where they come from, if the file says so."""
    indicators = study.index.indicators
    found = {"measured": [one.unit for one in indicators], "source": [one.source for one in indicators]}
    columns = {key: column for key, column in found.items() if any(column)}
    if not columns:
        return
    heads = [head(study.say(key)) for key in ("indicator", *columns)]
    rows = [
        element("tr", element("th", study.titled(one), scope="row"), *(element("td", cell) for cell in cells))
        for one, *cells in zip(indicators, *columns.values(), strict=True)
    ]
    yield table(study.say("indicator"), heads, [element("tbody", *rows)], kind="measures")


def _notes(study: Study) -> Iterator[str]:
    result, comma = study.result, study.say("comma")
    values = [number for column in result.values.values() for number in column]
    yield study.say("missing", count=sum(number is None for number in values), of=len(values))
    if result.filled:
        yield study.say("filled", count=len(result.filled))
    if result.left_out:
        yield study.say("left_out", names=comma.join(result.left_out))
    if result.vetoed:
        yield study.say("vetoed", names=comma.join(result.vetoed))
    if study.index.grades:
        grades = [
            study.say("grade_from", name=study.grade(one.name), score=plain(one.at_least)) for one in study.index.grades
        ]
        yield study.say("grades", names=comma.join(grades))


def _again(study: Study) -> Markup:
    heads = [head(study.say("file")), head("SHA-256"), head(study.say("bytes"), "num")]
    rows = [
        element(
            "tr",
            element("th", one.name, scope="row"),
            element("td", element("code", one.sha256), class_="hash"),
            element("td", f"{one.size:,}", class_="num"),
        )
        for one in study.sources
    ]
    command = element("pre", element("code", study.command), tabindex=0)
    model = element("details", element("summary", study.say("definition")), element("pre", study.model, tabindex=0))
    listed = table(study.say("file"), heads, [element("tbody", *rows)], kind="files")
    return figure("again", study.say("again"), study.say("again_desc"), command, listed, model)
