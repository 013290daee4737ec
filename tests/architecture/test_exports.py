"""``__all__`` says exactly what a module offers."""

import ast

import pytest
from tests.architecture.house import SRC, found, none, python_files, short, tree

# Django finds these by their place, and nobody imports them.
BY_PLACE = {"apps.py", "urls.py", "settings.py", "wsgi.py"}
# Here one router or API is offered, which holds the rest: its forms of answers and its addresses.
ENTRANCES = {"rest.py", "api.py"}


def is_entrance(path):
    return path.name in ENTRANCES or path.parent.name == "rest"


def modules():
    return found(
        path for path in python_files("src") if path.name not in BY_PLACE and path.parent.name != "templatetags"
    )


def offered(module):
    """Give what ``__all__`` lists, or None where there is none."""
    for node in module.body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            return ast.literal_eval(node.value)
    return None


def defined(module):
    """Name the functions and classes that the module itself defines for others."""
    return {
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }


def bound(module):
    """Name everything that is bound at the top of the module."""
    names = set(defined(module))
    for node in module.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {ast.unparse(target) for target in targets}
    return names


def test_every_module_that_offers_something_says_what():
    silent = [short(path) for path in modules() if defined(tree(path)) and offered(tree(path)) is None]

    none(silent)


def test_what_is_offered_is_there():
    missing = {
        short(path): sorted(set(offered(tree(path)) or ()) - bound(tree(path)))
        for path in python_files("src")
        if set(offered(tree(path)) or ()) - bound(tree(path))
    }

    none(missing)


def test_what_is_defined_for_others_is_offered():
    forgotten = {
        short(path): sorted(defined(tree(path)) - set(names))
        for path in modules()
        if not is_entrance(path) and (names := offered(tree(path))) is not None and defined(tree(path)) - set(names)
    }

    none(forgotten)


@pytest.mark.parametrize("package", ["zeren", "zeren_platform"])
def test_a_package_is_told_in_one_sentence(package):
    silent = [
        short(path)
        for path in (SRC / package).rglob("__init__.py")
        if "migrations" not in path.parts and not ast.get_docstring(tree(path))
    ]

    assert [name for name in silent if "templatetags" not in name] == []
