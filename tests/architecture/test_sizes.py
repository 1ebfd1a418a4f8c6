"""Rooms stay small enough to be read in one go (design rule 8.5)."""

import re

from tests.architecture.sources import ROOT, code_lines, functions, python_files

MODULE, FUNCTION, VIEW, TEMPLATE = 300, 40, 20, 120


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    long = {s.path: len(s.lines) for s in python_files("agenda", "scripts", "tests")}
    assert {path: count for path, count in long.items() if count > MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{source.at(function)} {function.name}: {code_lines(function)}"
        for source in python_files("agenda", "scripts")
        for function in functions(source.tree)
        if code_lines(function) > (VIEW if source.name in {"views", "api"} else FUNCTION)
    ]
    assert long == []


def test_no_template_is_longer_than_a_reader_can_hold() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    long = {str(path.relative_to(ROOT)): markup_lines(path.read_text()) for path in templates}
    assert {path: count for path, count in long.items() if count > TEMPLATE} == {}


def markup_lines(template: str) -> int:
    """Count a template's lines; what explains it is free."""
    bare = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    return sum(bool(line.strip()) for line in bare.splitlines())


def test_lines_are_counted_without_comments() -> None:
    assert markup_lines("{#- a\nb -#}\n<p>\n\n</p>") == 2
