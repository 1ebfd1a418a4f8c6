"""The drawing of the lifecycle in the documentation is the one the code walks (design rule 6.1)."""

import importlib.util
from types import ModuleType

import pytest

from agenda.mechanism.rules import TRANSITIONS
from tests.architecture.sources import ROOT


@pytest.fixture(scope="module")
def lifecycle() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lifecycle", ROOT / "scripts" / "lifecycle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_documentation_draws_the_table_of_transitions(lifecycle: ModuleType) -> None:
    text = (ROOT / "docs" / "domain.md").read_text("utf-8")
    assert lifecycle.drawn(text) == text, "run: python scripts/lifecycle.py"


def test_every_transition_is_an_arrow(lifecycle: ModuleType) -> None:
    arrows = [line for line in lifecycle.drawing().splitlines() if "-->" in line and ":" in line]
    assert len(arrows) == len(TRANSITIONS)


def test_an_old_drawing_would_be_found(lifecycle: ModuleType) -> None:
    old = f"a\n{lifecycle.BEGIN}\nyesterday\n{lifecycle.END}\nb"
    assert "yesterday" not in lifecycle.drawn(old)
    assert lifecycle.drawn(old).endswith("\nb")
