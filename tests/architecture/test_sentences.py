"""Every code, event and word has its sentence, and its blanks can be filled (design rule 8.6)."""

import ast
import importlib
import re
from dataclasses import fields
from enum import StrEnum
from functools import cache

import pytest

from agenda.app import SENTENCES
from agenda.kernel.authz import BodyKind, SeatRole
from agenda.kernel.events import Event, ProposalEvent
from agenda.procedure.rules import Bearer, DutyKind, Route, ScopeKind
from agenda.procedure.sentences import ON_SILENCE
from agenda.proposals.rules import ScreeningOutcome, ScreeningReason, Stage, Topic
from agenda.web.sentences import REFUSALS
from tests.architecture.sources import Source, last_name, python_files

SPEAKERS = {
    "refused",
    "NotFound",
    "Gone",
    "NotPermitted",
    "NotPossible",
    "Invalid",
    "Stale",
    "RateLimited",
    "TextFault",
    "PlanFault",
    "PositionFault",
    "LineOutcome",
    "SlipOutcome",
    "Condition",
    "unmet_if",
}
CODE = re.compile(r"[a-z]+\.[a-z_]+")
BLANK = re.compile(r"%\((\w+)\)s")
OWN_PARAMS = {
    "Condition": {"have", "need"},
    "unmet_if": {"have", "need"},
    "TextFault": {"limit"},
    "PositionFault": {"limit"},
    "RateLimited": {"retry_after"},
}
NOT_PARAMS = {"field", "current"}
SHOWN_ENUMS: tuple[type[StrEnum], ...] = (
    Stage,
    Topic,
    ScreeningOutcome,
    ScreeningReason,
    Route,
    DutyKind,
    Bearer,
    ScopeKind,
    BodyKind,
    SeatRole,
)


def uses(source: Source) -> list[tuple[str, str, set[str]]]:
    """Return every code a module refuses with: the place, the code, the blanks it can fill."""
    found = []
    for call in ast.walk(source.tree):
        if not isinstance(call, ast.Call) or last_name(call.func) not in SPEAKERS:
            continue
        name = last_name(call.func)
        given = {k.arg for k in call.keywords if k.arg} - NOT_PARAMS
        params = OWN_PARAMS.get(name, given)
        texts = (c.value for a in call.args for c in ast.walk(a) if isinstance(c, ast.Constant))
        found += [
            (source.at(call), text, params)
            for text in texts
            if isinstance(text, str) and CODE.fullmatch(text)
        ]
    return found


@cache
def said() -> dict[str, dict[str, str]]:
    """Return all sentences of all features by table."""
    tables: dict[str, dict[str, str]] = {"REFUSALS": {k: str(v) for k, v in REFUSALS.items()}}
    for module in SENTENCES:
        for table in ("REFUSALS", "EVENTS", "LABELS", "FIELDS"):
            own = getattr(module, table, {})
            tables.setdefault(table, {}).update({k: str(v) for k, v in own.items()})
    return tables


def events() -> list[type[Event]]:
    """Return every event class of the features whose rooms stand."""
    for source in python_files("agenda"):
        if source.name == "events" and source.feature:
            importlib.import_module(source.path.removesuffix(".py").replace("/", "."))
    kinds = [*Event.__subclasses__(), *ProposalEvent.__subclasses__()]
    return [kind for kind in kinds if kind is not ProposalEvent]


def test_every_refusal_has_a_sentence_whose_blanks_are_filled() -> None:
    faults = []
    for source in python_files("agenda"):
        for place, code, params in uses(source):
            sentence = said()["REFUSALS"].get(code)
            if sentence is None:
                faults.append(f"{place}: nothing is said for {code}")
            elif missing := set(BLANK.findall(sentence)) - params:
                faults.append(f"{place}: {code} wants {missing}")
    assert faults == []


def test_every_event_has_a_sentence_whose_blanks_are_filled() -> None:
    faults = []
    for event in events():
        payload = {f.name for f in fields(event)} | {"body"}
        own = {k: s for k, s in said()["EVENTS"].items() if f"{k}.".startswith(f"{event.kind}.")}
        if event.kind not in own:
            faults.append(f"nothing is said for {event.kind}")
        faults += [
            f"{key} wants {missing}"
            for key, sentence in own.items()
            if (missing := set(BLANK.findall(sentence)) - payload)
        ]
    assert faults == []


def test_a_field_that_is_shown_as_a_word_exists() -> None:
    known = {f"{event.kind}.{f.name}" for event in events() for f in fields(event)}
    assert said()["FIELDS"].keys() - known == set()
    classes = {key.partition(".")[0] for key in said()["LABELS"]}
    assert set(said()["FIELDS"].values()) - classes == set()


@pytest.mark.parametrize("words", SHOWN_ENUMS, ids=lambda words: words.__name__)
def test_every_word_of_an_enum_that_is_shown_has_its_label(words: type[StrEnum]) -> None:
    labels = said()["LABELS"]
    assert [w for w in words if f"{words.__name__}.{w.value}" not in labels] == []


def test_every_duty_says_what_its_silence_brings() -> None:
    assert set(DutyKind) - ON_SILENCE.keys() == set()


@pytest.mark.parametrize(
    "line",
    [
        "raise NotPossible('x.not_there')",
        "refused('x.one' if a else 'x.not_there')",
        "unmet_if(missing, 'x.not_there')",
    ],
)
def test_a_code_is_found_where_it_is_used(line: str) -> None:
    assert "x.not_there" in {code for _, code, _ in uses(Source("agenda/x/rules.py", line))}


def test_blanks_come_from_what_the_refusal_is_given() -> None:
    line = "Invalid('x.too_long', field='days', left=3)"
    assert uses(Source("agenda/x/rules.py", line))[0][2] == {"left"}
