"""Every template parses, is used, can be translated, and trusts nobody's HTML (design rule 9)."""

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from tests.architecture.sources import ROOT, python_files

TEMPLATES = ROOT / "templates"
CLEAN_HTML = {"markdown"}
"""Filters whose result is HTML that was cleaned already."""

KIT = ("components/", "layouts/")
"""Parts that stand ready for pages; a page is there only if somebody shows it."""
OWN_NAMES = re.compile("中文|议事公信")
"""The language's name for itself, and the words cut into the seal."""

_environment = Environment(autoescape=True)


def templates() -> dict[str, str]:
    """Return every template's text by its name."""
    paths = [path for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]
    return {str(path.relative_to(TEMPLATES)): path.read_text("utf-8") for path in paths}


def trusted(template: str) -> Iterator[str]:
    """Yield each use of |safe on anything but cleaned Markdown."""
    for use in _environment.parse(template).find_all(nodes.Filter):
        source = use.node
        is_clean = isinstance(source, nodes.Filter) and source.name in CLEAN_HTML
        if use.name == "safe" and not is_clean:
            yield f"line {use.lineno}: |safe"
    for _off in re.finditer(r"{%-?\s*autoescape\s+false", template):
        yield "autoescape false"


def untranslated(template: str) -> Iterator[str]:
    """Yield Chinese words that stand in a template outside gettext."""
    tree = _environment.parse(template)
    wrapped = {
        constant
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in {"_", "gettext", "ngettext"}
        for constant in call.find_all(nodes.Const)
    }
    for text in tree.find_all(nodes.TemplateData):
        yield from (f"line {text.lineno}: {words}" for words in _chinese(text.data))
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str) and constant not in wrapped:
            yield from (f"line {constant.lineno}: {words}" for words in _chinese(constant.value))


def _chinese(text: str) -> list[str]:
    return re.findall("[\u4e00-\u9fff][^<>\n]*", OWN_NAMES.sub("", text))


def used_templates() -> set[str]:
    """Return the names of the templates that code renders or other templates take in."""
    rendered = {
        name
        for source in python_files("agenda")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in (node.value, f"{node.value}.html")
    }
    quoted = re.compile(r"""["']([\w/.-]+\.(?:html|txt|xml|svg))["']""")
    return rendered | {name for text in templates().values() for name in quoted.findall(text)}


@pytest.mark.parametrize("name", templates())
def test_a_template_parses_and_is_safe_and_translatable(name: str) -> None:
    text = templates()[name]
    assert list(trusted(text)) == []
    assert list(untranslated(text)) == []


def test_every_template_is_rendered_by_somebody() -> None:
    unused = sorted(templates().keys() - used_templates())
    assert [name for name in unused if not name.startswith(KIT)] == []


@pytest.mark.parametrize(
    "bad",
    ["{{ text | safe }}", "{{ text|upper|safe }}", "{% autoescape false %}{% endautoescape %}"],
)
def test_trusted_html_is_found(bad: str) -> None:
    assert list(trusted(bad))


@pytest.mark.parametrize("bad", ["<p>附议</p>", "{{ '附议' }}", '<p title="附议">'])
def test_untranslated_words_are_found(bad: str) -> None:
    assert list(untranslated(bad))


def test_a_good_template_passes() -> None:
    good = "{# 说明 #}<p>{{ _('还差 %(n)s 户', n=3) }} {{ matter | markdown | safe }}</p>"
    assert list(trusted(good)) == []
    assert list(untranslated(good)) == []
