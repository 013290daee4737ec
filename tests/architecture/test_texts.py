"""Texts for people can be translated: gathered whole, with named placeholders only."""

import ast
import re

import pytest
from tests.architecture.house import found, none, python_files, short, tree
from tools import catalogues

NAMED = re.compile(r"%\(\w+\)[sd]|%%")
MARKS = set(catalogues.KEYWORDS)


def strings():
    """Give each text with its file, plurals apart."""
    for place, line, text, _comments, _context in catalogues.texts():
        for one in (text,) if isinstance(text, str) else text:
            yield f"{place}:{line}", one


def test_placeholders_are_named():
    # Texts borrowed from Django and allauth keep the placeholders of their owners.
    ours = [(place, text) for place, text in found(strings()) if "common/borrowed.py" not in place]

    unnamed = [(place, text) for place, text in ours if "%" in NAMED.sub("", text) or "{" in text]

    none(unnamed)


def test_texts_with_words_do_not_begin_or_end_in_blanks():
    blank = [(place, text) for place, text in found(strings()) if text != text.strip() and re.search(r"\w", text)]

    none(blank)


def marked_calls(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and ast.unparse(node.func) in MARKS]


def unreadable(call):
    """Say whether a text of *call* is not written out, so that it could not be gathered."""
    wanted = catalogues.KEYWORDS[ast.unparse(call.func)] or (1,)
    places = [at if isinstance(at, int) else at[0] for at in wanted]
    return any(not isinstance(call.args[at - 1], ast.Constant) if len(call.args) >= at else True for at in places)


def test_texts_are_written_out():
    """No f-string, no variable, no sum of texts: none of these can be gathered."""
    calls = found((path, call) for path in python_files() for call in marked_calls(path))

    assert [f"{short(path)}:{call.lineno}" for path, call in calls if unreadable(call)] == []


@pytest.mark.parametrize("text", ['_(f"a {b}")', "_(b)", '_("a" + b)', '_("a %s" % b)', 'ngettext("a", b, 2)', "_()"])
def test_the_rule_knows_a_text_that_cannot_be_gathered(text):
    assert unreadable(ast.parse(text).body[0].value)


def test_a_text_of_a_template_is_gathered_with_its_context_and_plural(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "SOURCES", tmp_path / "src")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "page.html").write_text(
        "      {% blocktranslate count n=n trimmed %}\n {{ n }} “duty”\n{% plural %}{{ n }} duties{% endblocktranslate %}\n"
        '  {% translate "Open" context "verb" %} <p>it\'s ([{ unbalanced {% button _("Save") kind="primary" %}\n',
        encoding="utf-8",
    )

    gathered = [(text, context) for _place, _line, text, _comments, context in catalogues.texts()]

    assert gathered == [(("%(n)s “duty”", "%(n)s duties"), None), ("Open", "verb"), ("Save", None)]


def catalogue_with(monkeypatch, tmp_path, entry):
    """Put one entry into a catalogue and give the faults that are found in it."""
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    template = catalogues.PlainCatalog(fuzzy=False)
    template.add("%(name)s holds %(count)s duties.")
    place = catalogues.po_file("zh_Hans")
    place.parent.mkdir(parents=True)
    place.write_text(f'msgid ""\nmsgstr ""\n\n{entry}\n', encoding="utf-8")
    merged = catalogues.merged("zh_Hans", template)
    place.write_bytes(catalogues.as_po(merged))
    place.with_suffix(".mo").write_bytes(catalogues.as_mo(merged))
    return list(catalogues.faults("zh_Hans", template))


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ('msgstr "%(name)s有%(count)s项责任。"', None),
        ('msgstr "%(name)s有%(number)s项责任。"', "other placeholders"),
        ('msgstr "%(name)s有责任。"', "other placeholders"),
        ('msgstr ""', "not translated"),
    ],
)
def test_a_faulty_translation_is_told(monkeypatch, tmp_path, translation, fault):
    entry = f'msgid "%(name)s holds %(count)s duties."\n{translation}'

    faults = catalogue_with(monkeypatch, tmp_path, entry)

    assert len(faults) == (1 if fault else 0)
    assert not fault or fault in faults[0]


def test_a_text_that_changed_must_be_looked_at_again(monkeypatch, tmp_path):
    faults = catalogue_with(
        monkeypatch, tmp_path, 'msgid "%(name)s holds %(count)s duty."\nmsgstr "%(name)s有%(count)s项责任。"'
    )

    assert faults == ["fuzzy: '%(name)s holds %(count)s duties.'"]


def test_words_for_programs_are_not_marked():
    """Event codes and addresses stay as they are in every language."""
    marked = {text for _place, text in found(strings())}

    assert not [text for text in marked if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+|https?://\S*", text)]
