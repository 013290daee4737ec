"""What the engine of indices refuses, as sentences for a terminal: where, what was expected, how to mend it."""

from typing import Final

from zeren.foundations.errors import Parameter, ZerenError

__all__ = ["explain_index"]

_SENTENCES: Final = {
    "composite.model": "{at}, {key}: expected {expected}, found {found}. Mend the line and run zeren index check.",
    "composite.table": "{at}: expected {expected}, found {found}.{advice}",
    "composite.domain": "{at}: the rule {rule} needs {expected}, found {found}.{advice}",
}

_YARDSTICK: Final = (
    'Leave the indicator out, or give the rule ends of its own: { method = "goalposts", low = …, high = … }.'
)
_SCORES: Final = "Score the parts from above 0, as by scale = [1, 100], or choose another rule under aggregate."
_WEIGHTS: Final = 'Choose other weights for the node, as weights = "given" or "equal".'
# How to mend what the data say, by how the sentence of what was expected begins.
_OF_TABLES: Final = {
    "a number, nothing": (
        "Mend the cell, or leave it empty for a gap; what else stands for one is named under [index], as in "
        'missing = ["/", "x"], and a comma before decimals by decimal = ",".'
    ),
    "the name of a unit": "Write it there, or delete the row.",
    "each unit once": (
        "Delete one of the rows, or name the column that tells them apart, as in period_column under [index]."
    ),
    "each value once": "Delete one of the rows.",
    'a column "': 'Mend the head in the data, or say what it is called by column = "…" at the indicator.',
}
# How to mend what a rule cannot take, by what it needs; where it is not here, what it needs says it.
_OF_RULES: Final = {
    "a denominator other than 0": "Mend the denominator in the data, or leave it empty for a gap.",
    "a value above 0 to grow from": "Leave the earlier value empty for a gap, or choose another change.",
    "a value": 'Fill the gap, or choose another rule under gaps, as "redistribute".',
    "a value in some period": "Fill in a value of the indicator, or leave it out.",
    "two different ends": _YARDSTICK,
    "at least two different values": _YARDSTICK,
    "values that are not all 0": _YARDSTICK,
    "values of at least 0 of which more is better": "Choose another rule under normalise there.",
    "values above 0": "Leave out log = true there, or choose another rule under normalise.",
    "values above 0, or low above 0": "Choose another rule under normalise there.",
    "two different values": "Leave the indicator out, or choose another rule under treat.",
    "scores of at least 0": _SCORES,
    "scores of at least 0, not all 0 in a unit": _SCORES,
    "a mean other than 0": _SCORES,
    "a second part other than 0": _SCORES,
    "every part of every unit": "Fill the gaps, as by impute, or choose another rule under aggregate.",
    "indicators that differ between units": _WEIGHTS,
    "values that differ": _WEIGHTS,
    "amounts of at least 0, not all 0": _WEIGHTS,
    "loadings of one sign": _WEIGHTS,
    "counts of at least 0 over denominators above 0": "Mend the counts in the data, or leave out shrink there.",
}
_GROUP: Final = "Mend the name of the group there, or say which column has them by group_column under [index]."


def explain_index(name: str, refused: ZerenError) -> str:
    """Return the sentence for what was refused in the file *name*.

    Examples
    --------
    >>> from zeren.composite import ModelError
    >>> explain_index("a.toml", ModelError(at="[index]", key="name", expected="a text", found="nothing"))
    'zeren: a.toml: [index], name: expected a text, found nothing. Mend the line and run zeren index check.'
    """
    sentence = _SENTENCES.get(refused.code)
    known: dict[str, Parameter] = {"at": "the index", **refused.params}
    advice = _advice(refused.code, known)
    known["advice"] = f" {advice}" if advice else ""
    # Errors of the data name their own file.
    place = "" if refused.code == "composite.table" else f"{name}: "
    return f"zeren: {place}{sentence.format_map(known) if sentence else refused}"


def _advice(code: str, known: dict[str, Parameter]) -> str:
    expected = str(known.get("expected", ""))
    if code == "composite.domain":
        return _GROUP if known.get("rule") == "weight_in" else _OF_RULES.get(expected, "")
    # What "expected" says already ("a column … under [index]") needs no word more.
    begins = (advice for start, advice in _OF_TABLES.items() if expected.startswith(start))
    return "" if "under [index]" in expected else next(begins, "")
