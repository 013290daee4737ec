"""What the engine of indices refuses, as sentences for a terminal: where, what was expected, how to mend it."""

from typing import Final

from zeren.foundations.errors import Parameter, ZerenError

__all__ = ["explain_index"]

_SENTENCES: Final = {
    "composite.model": "{at}, {key}: expected {expected}, found {found}. Mend the line and run zeren index check.",
    "composite.table": "{at}: expected {expected}, found {found}.{advice}",
    "composite.domain": ("{at}: the rule {rule} needs {expected}, found {found}.{advice}"),
}

_CELL: Final = (
    " Mend the cell, or leave it empty for a gap; what else stands for one is named under [index], as in "
    'missing = ["/", "x"], and a comma before decimals by decimal = ",".'
)


def explain_index(name: str, refused: ZerenError) -> str:
    """Return the sentence for what was refused in the file *name*.

    Examples
    --------
    >>> from zeren.composite import ModelError
    >>> explain_index("a.toml", ModelError(at="[index]", key="name", expected="a text", found="nothing"))
    'zeren: a.toml: [index], name: expected a text, found nothing. Mend the line and run zeren index check.'
    """
    sentence = _SENTENCES.get(refused.code)
    known: dict[str, Parameter] = {"at": name, "advice": "", **refused.params}
    if ", column " in str(known["at"]):
        known["advice"] = _CELL
    if refused.code == "composite.domain" and not str(known["rule"]).startswith("explanation"):
        known["advice"] = " Choose another rule there, or goalposts of its own."
    # Errors of the data name their own file.
    place = "" if refused.code == "composite.table" else f"{name}: "
    return f"zeren: {place}{sentence.format_map(known) if sentence else refused}"
