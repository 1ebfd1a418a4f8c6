"""A command loads, requires, decides, changes and records, or says why not (design rule 7.1)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.architecture.sources import Source, called, functions, last_name, python_files

TRACES = {"record", "log", "quiet"}
PERMISSION = {"require"}
RUNS = {"agenda/mechanism/tick/commands.py"}
"""Runs over many acts, each in a transaction of its own: none can be handed in."""


@dataclass(frozen=True)
class Command:
    """A public function of a commands module, and what it calls, directly or through helpers."""

    place: str
    name: str
    first_parameter: str
    calls: frozenset[str] = field(repr=False)

    def faults(self) -> Iterator[str]:
        """Say what its shape lacks."""
        if self.first_parameter != "tx":
            yield f"{self.place} {self.name} does not take tx first"
        if not self.calls & PERMISSION:
            yield f"{self.place} {self.name} requires nothing"
        if not self.calls & TRACES:
            yield f"{self.place} {self.name} neither records, logs nor says that it is quiet"


def commands(source: Source, others: dict[str, set[str]]) -> Iterator[Command]:
    """Yield the public functions of a commands module.

    `others` says what the commands of the rest of the project call, so that an act that ends in
    another feature's command counts that command's steps as its own.
    """
    own = {node.name: called(node) for node in functions(source.tree)}
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args]
        first = arguments[0].arg if arguments else ""
        reached = _closure(own[node.name], {**others, **own})
        yield Command(source.at(node), node.name, first, frozenset(reached))


def _closure(names: set[str], known: dict[str, set[str]]) -> set[str]:
    """Return all names that are called, following those whose bodies are known."""
    reached: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(known.get(name, ()))
    return reached


def command_files() -> list[Source]:
    """Return the commands modules of all features."""
    files = [source for source in python_files("agenda") if source.name == "commands"]
    return [source for source in files if source.path not in RUNS]


def called_from_outside() -> set[str]:
    """Return the names that views, programs and wires use.

    Any other command is a part of an act, and takes part in one whose own command has required
    and recorded.
    """
    return {
        name
        for source in python_files("agenda")
        if source.name != "commands"
        for name in _used_of_ours(source.tree)
    }


def _used_of_ours(tree: ast.Module) -> Iterator[str]:
    """Yield the names a file takes from our own modules; `progress.add_task` is another's."""
    imports = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("agenda")
    ]
    taken = {alias.asname or alias.name: alias.name for node in imports for alias in node.names}
    yield from taken.values()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and last_name(node.value) in taken:
            yield node.attr


def test_every_command_has_its_five_steps() -> None:
    files = command_files()
    others = {
        node.name: called(node)
        for source in files
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    acts = called_from_outside()
    faults = [
        fault
        for source in files
        for command in commands(source, others)
        if command.name in acts
        for fault in command.faults()
    ]
    assert faults == []


def test_a_command_takes_its_transaction_first_even_as_a_part() -> None:
    wrong = [
        f"{command.place} {command.name}"
        for source in command_files()
        for command in commands(source, {})
        if command.first_parameter != "tx"
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("def close(proposal_id, tx):\n    require(x)\n    record(tx)", "tx first"),
        ("def close(tx):\n    record(tx)", "requires nothing"),
        ("def close(tx):\n    require(may_close(tx.actor))", "neither records"),
        ("def close(tx):\n    require(x)\n    _change(tx)\ndef _change(tx):\n    pass", "neither"),
    ],
)
def test_a_missing_step_is_found(text: str, fault: str) -> None:
    found = [f for c in commands(Source("agenda/x/commands.py", text), {}) for f in c.faults()]
    assert any(fault in said for said in found)


def test_a_step_taken_through_a_helper_counts() -> None:
    text = "def close(tx):\n    require(x)\n    _end(tx)\ndef _end(tx):\n    open_duty(tx)"
    (command,) = commands(Source("agenda/x/commands.py", text), {"open_duty": {"record"}})
    assert list(command.faults()) == []
