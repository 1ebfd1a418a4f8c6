"""What no line of the code may do, each rule shown to bite on a line that breaks it."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.sources import Source, called, functions, last_name, python_files

CLOCK = "agenda/kernel/clock.py"
BOUNDARY = "agenda/infra/transaction.py"
WITHOUT_FLASK = {"rules", "policy", "events", "commands", "queries", "models"}
ROUGH_NUMBERS = {"deliberation"}
"""The opinion map is statistics; everything else that counts, counts exactly."""

Rule = Callable[[Source], Iterator[str]]


def other_clock(source: Source) -> Iterator[str]:
    """Only the kernel's clock knows what time it is (design rule 4.5)."""
    if source.path == CLOCK:
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner, verb = last_name(node.func.value), node.func.attr
        is_python = owner in {"datetime", "date"} and verb in {"now", "utcnow", "today"}
        is_sql = owner == "func" and verb in {"now", "current_timestamp", "localtimestamp"}
        if is_python or is_sql or (owner == "time" and verb == "time"):
            yield f"{source.at(node)} asks {owner}.{verb}()"


def other_boundary(source: Source) -> Iterator[str]:
    """Only transaction() commits or rolls back; a flush says why (design rule 4.2)."""
    if source.path == BOUNDARY:
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in {"commit", "rollback"}:
            yield f"{source.at(node)} calls {node.func.attr}()"
        is_flush = node.func.attr == "flush" and "session" in ast.unparse(node.func.value)
        if is_flush and "#" not in source.lines[(node.end_lineno or node.lineno) - 1]:
            yield f"{source.at(node)} flushes without saying why"


def flask_below_views(source: Source) -> Iterator[str]:
    """The kernel and all below forms work without a request (design rule 3.3)."""
    in_kernel = source.path.startswith("agenda/kernel/")
    if not in_kernel and not (source.feature and source.name in WITHOUT_FLASK):
        return
    for node in ast.walk(source.tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name.split(".")[0].startswith(("flask", "wtforms", "werkzeug")):
                yield f"{source.at(node)} imports {name}"


def rough_number(source: Source) -> Iterator[str]:
    """Rules count in integers and fractions: no float literal, division or conversion."""
    if source.name != "rules" or source.feature in ROUGH_NUMBERS:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{source.at(node)} has the float {node.value}"
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield f"{source.at(node)} divides; Fraction(a, b) is exact"
        if isinstance(node, ast.Call) and last_name(node.func) == "float":
            yield f"{source.at(node)} makes a float"


def wild_markup(source: Source) -> Iterator[str]:
    """Trusted HTML is made in the web toolkit alone (design rule 9.3)."""
    if not source.path.startswith("agenda/web/") and "Markup" in called(source.tree):
        yield f"{source.path} makes Markup"


def inline_import(source: Source) -> Iterator[str]:
    """No import hides inside a function from the import contracts (design rule 3.1)."""
    for function in functions(source.tree):
        for node in ast.walk(function):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("agenda"):
                yield f"{source.at(node)} imports {node.module} inside {function.name}"


def unwrapped_chinese(source: Source) -> Iterator[str]:
    """What a reader sees in a form, view or sentence can be translated (design rule 9.2)."""
    if not source.feature or source.name not in {"forms", "views", "api", "sentences"}:
        return
    wrapped = {
        constant
        for call in ast.walk(source.tree)
        if isinstance(call, ast.Call)
        and last_name(call.func) in {"_", "_l", "gettext", "ngettext", "lazy_gettext"}
        for constant in ast.walk(call)
    }
    documentation = {
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if re.search("[\u4e00-\u9fff]", node.value) and node not in wrapped | documentation:
            yield f"{source.at(node)} has a sentence outside gettext: {node.value[:30]}"


RULES: tuple[Rule, ...] = (
    other_clock,
    other_boundary,
    flask_below_views,
    rough_number,
    wild_markup,
    inline_import,
    unwrapped_chinese,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(rule: Rule) -> None:
    assert [fault for source in python_files("agenda") for fault in rule(source)] == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (other_clock, "agenda/x/commands.py", "datetime.now(UTC)"),
        (other_clock, "agenda/x/commands.py", "dt.date.today()"),
        (other_clock, "agenda/x/queries.py", "select(func.now())"),
        (other_clock, "agenda/x/queries.py", "time.time()"),
        (other_boundary, "agenda/x/commands.py", "tx.session.commit()"),
        (other_boundary, "agenda/x/views.py", "db.session.rollback()"),
        (other_boundary, "agenda/x/commands.py", "tx.session.flush()"),
        (flask_below_views, "agenda/x/commands.py", "from flask import g"),
        (flask_below_views, "agenda/x/y/rules.py", "from flask_babel import gettext"),
        (flask_below_views, "agenda/kernel/ids.py", "import flask.globals"),
        (rough_number, "agenda/ballots/rules.py", "share > 0.5"),
        (rough_number, "agenda/ballots/rules.py", "votes / total"),
        (rough_number, "agenda/procedure/rules.py", "float(votes)"),
        (wild_markup, "agenda/x/views.py", "markupsafe.Markup(text)"),
        (inline_import, "agenda/x/queries.py", "def f():\n    from agenda.y import queries"),
        (unwrapped_chinese, "agenda/x/forms.py", "StringField('标题')"),
        (unwrapped_chinese, "agenda/x/views.py", "flash(f'已提交 {n}')"),
    ],
)
def test_a_line_that_breaks_the_rule_is_found(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (other_clock, "agenda/x/commands.py", "tx.now; wires().clock.now()"),
        (other_boundary, "agenda/x/commands.py", "tx.session.flush()  # the key is needed below"),
        (flask_below_views, "agenda/x/forms.py", "from flask_wtf import FlaskForm"),
        (rough_number, "agenda/ballots/rules.py", "Fraction(votes, total) // 2"),
        (wild_markup, "agenda/web/render.py", "Markup('')"),
        (unwrapped_chinese, "agenda/x/forms.py", "'''说明'''\nStringField(_l('标' '题'))"),
    ],
)
def test_a_good_line_passes(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) == []
