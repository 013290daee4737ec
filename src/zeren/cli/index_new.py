"""``zeren index new``: a first file of an index, out of the columns of its data."""

from argparse import Namespace
from pathlib import Path

from zeren.cli.index_files import read_file
from zeren.composite import TableError
from zeren.composite.skeleton import skeleton
from zeren.composite.table import csv_rows

__all__ = ["say_skeleton"]


def say_skeleton(arguments: Namespace) -> int:
    """Write the file, or print it; one that is there is not written over."""
    file = read_file(arguments.model)
    name, rows = file.rows("") if file.is_workbook else (file.name, list(csv_rows(file.text(), file.name)))
    text = skeleton(rows, name=name)
    if not arguments.out:
        print(text, end="")
        return 0
    try:
        with Path(arguments.out).open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as there:
        raise TableError(at=arguments.out, expected="the name of a new file", found="one that is there") from there
    return 0
