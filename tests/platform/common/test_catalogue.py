"""The Chinese catalogue keeps to the glossary and to the marks of Chinese writing."""

import re

import pytest
from tests.architecture.house import ROOT, none
from tools import catalogues

# Whether it is whole, `./zeren messages --check` says.
CATALOGUE = catalogues.merged("zh_Hans", catalogues.gathered())
ROW = re.compile(r"^\| (?P<chinese>[^|]+) \| (?P<english>[^|]+) \| `?[^|]+ \| [^|]+ \|$", re.MULTILINE)
IDEOGRAPH = "[\u4e00-\u9fff]"
# A comma, colon or bracket of Latin writing beside an ideograph, or a blank between ideograph and placeholder.
LATIN_MARK = re.compile(rf"{IDEOGRAPH}[,;:?!()]|[,;:?!()]{IDEOGRAPH}|{IDEOGRAPH} %\(|\)[sd] {IDEOGRAPH}")
ENDS = {".": "。", "?": "？", "…": "…"}
# For programs that read the head of a page: they part words at the Latin comma.
KEYWORDS = {"responsibility, duties, units", "units, responsibility"}
# Names of what is looked up end without the mark that their English has.
UNMARKED = {"No.", "Choose …", "Who is responsible for …", "What is it for?"}


def translations():
    """Give each text with its translation, plurals by their singular, and whether it has a context."""
    for message in CATALOGUE:
        written = message.string if isinstance(message.string, str) else message.string[0]
        if message.id and written and not message.fuzzy:
            yield catalogues.singular(message), written, message.context


def glossary():
    """Give each term of the glossary that stands on a page as it is, with the Chinese that may stand for it."""
    texts = {text.lower(): written for text, written, context in translations() if not context}
    for row in ROW.finditer((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")):
        chinese = [term.strip() for term in row["chinese"].split("、")]
        english = [re.sub(r" \(.*\)$", "", term.strip()) for term in row["english"].split(",")]
        for term in english:
            if term in texts:
                yield term, texts[term], {*chinese, row["chinese"].strip()}


@pytest.mark.parametrize(("term", "written", "allowed"), list(glossary()))
def test_a_term_of_the_glossary_has_its_translation(term, written, allowed):
    assert written in allowed


def test_the_glossary_is_found():
    assert len(list(glossary())) > 30


def test_chinese_is_written_with_its_own_marks():
    none((text, written) for text, written, _ in translations() if text not in KEYWORDS and LATIN_MARK.search(written))


def test_a_sentence_stays_a_sentence():
    broken = [
        (text, written)
        for text, written, _context in translations()
        if text not in UNMARKED and text[-1] in ENDS and not written.endswith(ENDS[text[-1]])
    ]

    none(broken)


def test_nobody_is_addressed_familiarly():
    none((text, written) for text, written, _context in translations() if "你" in written)
