"""Errors as sentences for a terminal: which file, what was expected, how to mend it."""

from zeren.foundations.errors import Parameter, ZerenError

__all__ = ["explain", "explain_file"]

_SENTENCES = {
    "reading.unsupported_format": (
        "this is a {format}, which cannot be read; expected {expected}. Save it as one of these and read that."
    ),
    "reading.undecodable_text": (
        "its bytes are text in no known encoding; expected {expected}. Save it as UTF-8 and read that."
    ),
    "reading.too_large": "it is too large: {found} {what}, and at most {limit} are read. Divide it and read the parts.",
    "reading.encrypted": "this {format} file is locked with a password. Save it without one and read that.",
    "reading.damaged_document": "this {format} file is damaged or cut off. Open it, save it anew and read that.",
    "reading.pictures_of_pages": (
        "this PDF holds pictures of its {pages} pages and no text. Recognise the text first, or read the original."
    ),
    "reading.missing_reader": "to read {format} files, {package} is needed: {install}",
}


def explain(name: str, refused: ZerenError) -> str:
    """Return the sentence for an error about the file *name*.

    Examples
    --------
    >>> from zeren.foundations.errors import InvalidInputError
    >>> explain("a.txt", InvalidInputError(row=3))
    'zeren: a.txt: zeren.invalid_input: row=3'
    """
    sentence = _SENTENCES.get(refused.code)
    known: dict[str, Parameter] = dict(refused.params)
    return f"zeren: {name}: {sentence.format_map(known) if sentence else refused}"


def explain_file(name: str, failure: OSError) -> str:
    """Return the sentence for a file that could not be opened."""
    if isinstance(failure, FileNotFoundError):
        return f"zeren: {name}: there is no such file; check the name and the folder."
    if isinstance(failure, IsADirectoryError):
        return f"zeren: {name}: this is a folder; name the files in it."
    if isinstance(failure, PermissionError):
        return f"zeren: {name}: it may not be read by you; ask for the right to read it."
    return f"zeren: {name}: {failure.strerror or failure}"
