"""What the tests of the house look at: its files, their trees, its functions."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
PLATFORM = SRC / "zeren_platform"
# Everything that is kept, beside the files at the root.
FOLDERS = ("src", "tests", "tools", "docs", "requirements", "benchmarks", ".ci")
AWAY = frozenset({".git", "__pycache__", "node_modules", "_build"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function with where it stands and how many lines of code it has."""

    path: Path
    name: str
    lines: int
    node: ast.FunctionDef | ast.AsyncFunctionDef

    def __str__(self):
        return f"{short(self.path)}:{self.node.lineno} {self.name} ({self.lines} lines)"


def found(things):
    """Give *things* as a list, which must not be empty: a test that looks at nothing says nothing."""
    listed = list(things)
    assert listed, "nothing was found to look at"
    return listed


def none(faults) -> None:
    """Fail with every fault on a line of its own."""
    listed = [f"{name}: {fault}" for name, fault in faults.items()] if isinstance(faults, dict) else list(faults)
    assert not listed, "\n" + "\n".join(map(str, listed))


def same(written: str, made: str, remedy: str) -> None:
    """Compare a kept text with what the program makes of it now; show where they part."""
    changes = list(unified_diff(written.splitlines(), made.splitlines(), "kept", "made", n=0, lineterm=""))
    none([remedy, *(line[:200] for line in changes[:12])] if written != made else [])


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    """List the Python files under *folders*, without the migrations, which Django writes."""
    return found(
        path
        for folder in folders or ("src",)
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and not AWAY & set(path.parts)
    )


def kept_files() -> list[Path]:
    """List every file that the repository keeps."""
    # In a second working tree of Git, .git is a file that says where the first one is.
    at_root = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return found(path for path in sorted([*at_root, *below]) if not AWAY & set(path.parts))


def templates() -> list[Path]:
    return found(sorted(PLATFORM.rglob("templates/**/*.html")))


def slices() -> list[Path]:
    """List the folders of the platform that hold acts."""
    return found(sorted(path.parent for path in PLATFORM.glob("*/use_cases") if any(path.glob("[!_]*.py"))))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(*folders: str) -> list[Function]:
    return found(
        Function(path=path, name=node.name, lines=code_lines(path, node), node=node)
        for path in python_files(*folders)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def code_lines(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines from ``def`` on, without docstring, blank lines and comments."""
    told = set()
    if ast.get_docstring(node, clean=False) is not None:
        told = set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    lines = _lines(path)
    numbers = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return sum(1 for number in numbers if number not in told and lines[number - 1].strip()[:1] not in {"", "#"})


@cache
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def called(node: ast.AST) -> Iterator[str]:
    """Name everything that is called below *node*, as it is written: ``recording.record``."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield ast.unparse(inner.func)
