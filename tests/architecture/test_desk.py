"""Every duty that a person or a body bears leads from the desk to the page on which it is done."""

import ast
from pathlib import Path

from agenda.app import create_app
from agenda.config import Settings
from agenda.desk.sentences import ACTS
from agenda.desk.views import PAGES
from agenda.procedure.rules import DutyKind
from agenda.procedure.sentences import LABELS, ON_SILENCE
from tests.architecture.sources import Source, last_name, python_files

BORNE_BY = {"body_id", "person_id"}


def kinds_opened(source: Source, call: ast.Call) -> set[DutyKind]:
    """Return the kinds a call can open; where a variable says it, all that its file names."""
    named = call.args[1]
    nodes = [named] if isinstance(named, ast.Attribute) else list(ast.walk(source.tree))
    return {
        DutyKind[node.attr]
        for node in nodes
        if isinstance(node, ast.Attribute) and last_name(node.value) == "DutyKind"
    }


def borne() -> set[DutyKind]:
    """Return the duties that some command charges a person or a body with."""
    calls = (
        (source, node)
        for source in python_files("agenda")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and last_name(node.func) == "open_duty"
    )
    charged = ((s, call) for s, call in calls if {k.arg for k in call.keywords} & BORNE_BY)
    return {kind for source, call in charged for kind in kinds_opened(source, call)}


def test_what_somebody_bears_has_its_page_and_its_button() -> None:
    assert len(borne()) > 15
    assert borne() == set(PAGES)
    assert set(ACTS) >= set(PAGES)


def test_every_duty_has_its_words() -> None:
    assert set(ON_SILENCE) == set(DutyKind)
    assert {f"DutyKind.{kind}" for kind in DutyKind} <= set(LABELS)


def test_those_pages_are_there_and_take_what_the_desk_gives(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    app = create_app(Settings(secret_key="k" * 40, database_url=url, environment="test"))
    rules = {
        rule.endpoint: rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())
    }
    for endpoint, *names in PAGES.values():
        assert rules[endpoint].arguments == set(names), endpoint
