"""The documents name every setting and every command there is, and no other."""

import re

import click
import pytest

from agenda.cli import main
from tests.architecture.sources import ROOT

READ = re.compile(r'(?:environ\.get\(|environ\[|envvar=)\s*"(AGENDA_[A-Z_]+)"')
FLASKS_OWN = {"agenda routes", "agenda run", "agenda shell", "agenda db"}
"""What Flask and Flask-Migrate bring along; `agenda db` is a group."""
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")


def commands(group: click.Group, before: str = "agenda") -> dict[str, click.Command]:
    """Return every command by what is typed for it, e.g. `agenda roster import`."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands(command, f"{before} {name}")
        else:
            found[f"{before} {name}"] = command
    return found


def test_every_setting_is_documented_and_no_other() -> None:
    read = {
        name
        for path in (ROOT / "agenda").rglob("*.py")
        for name in re.findall(READ, path.read_text("utf-8"))
    }
    assert set(re.findall(r"^\| `(AGENDA_[A-Z_]+)`", OPERATIONS, re.MULTILINE)) == read


def test_every_command_is_documented_and_no_other() -> None:
    table = "\n".join(re.findall(r"^\| (`agenda .*?) \|", OPERATIONS, re.MULTILINE))
    assert set(re.findall(r"`(agenda [a-z -]+)`", table)) == set(commands(main)) | FLASKS_OWN


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_what_the_documents_say_to_type_can_be_typed(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    known = {*commands(main), *FLASKS_OWN}
    typed = re.findall(r"(?:`|^    )(agenda(?: [a-z][a-z-]*)+)", text, re.MULTILINE)
    strange = [said for said in typed if not any(f"{said} ".startswith(f"{k} ") for k in known)]
    assert strange == []


@pytest.mark.parametrize(
    "path", sorted(p for p in ROOT.glob("docs/**/*.md")) + sorted(ROOT.glob("*.md"))
)
def test_no_link_of_a_document_leads_nowhere(path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_test_that_the_trust_page_names_is_there() -> None:
    text = (ROOT / "docs" / "trust.md").read_text("utf-8")
    named = set(re.findall(r"`(?:tests/\w+/)?(test_\w+\.py)`", text))
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert named
    assert named <= there
    placed = set(re.findall(r"`(tests/\w+/test_\w+\.py)`", text))
    assert [path for path in sorted(placed) if not (ROOT / path).exists()] == []
