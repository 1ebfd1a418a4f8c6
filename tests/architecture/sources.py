"""The project's own files, read once for the rules that every one of them keeps."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TECHNICAL = {"kernel", "infra", "web", "cli"}
"""Packages that are not features and name their files freely."""


@dataclass(frozen=True)
class Source:
    """A Python file of the project: its path from the root, its text and its syntax."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its parsed syntax."""
        return _parsed(self.text)

    @property
    def name(self) -> str:
        """The file's name without the ending, e.g. `commands`."""
        return Path(self.path).stem

    @property
    def feature(self) -> str | None:
        """The feature it belongs to; None for wiring and technical packages."""
        parts = Path(self.path).parts
        is_feature = parts[0] == "agenda" and len(parts) > 2 and parts[1] not in TECHNICAL
        return parts[1] if is_feature else None

    @property
    def lines(self) -> list[str]:
        """Its lines of text."""
        return self.text.splitlines()

    def at(self, node: ast.AST) -> str:
        """Name a place in the file as editors do."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def python_files(*folders: str) -> tuple[Source, ...]:
    """Return the Python files below the folders named."""
    return tuple(
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method, also those inside others."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.AST) -> set[str]:
    """Return the last names of everything that is called below a node."""
    return {last_name(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}


def last_name(node: ast.expr) -> str:
    """Return `c` of `a.b.c`, or an empty string where there is no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function's body has below its docstring."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    if not body:
        return 0
    return (function.end_lineno or 0) - body[0].lineno + 1
