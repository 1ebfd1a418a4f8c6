"""A feature's files have one vocabulary, so that a newcomer knows where to look (design rule 2)."""

from tests.architecture.sources import ROOT, Source, python_files

VOCABULARY = {
    "__init__",
    "rules",
    "events",
    "policy",
    "models",
    "queries",
    "commands",
    "forms",
    "views",
    "api",
    "sentences",
}
FREE = {"scenarios"}
"""Packages above the features, whose modules are named after what they play."""
PURE = {"rules", "policy", "events"}
WITHOUT_FLASK = PURE | {"commands", "queries", "models"}


def strangers(sources: tuple[Source, ...]) -> list[str]:
    """Return the feature files whose names are not in the vocabulary."""
    return [
        source.path
        for source in sources
        if source.feature not in {None, *FREE} and source.name not in VOCABULARY
    ]


def test_features_have_no_file_of_another_name() -> None:
    assert strangers(python_files("agenda")) == []


def test_a_strange_file_would_be_found() -> None:
    bad = Source("agenda/cosigns/utils.py", "")
    good = (Source("agenda/infra/mail.py", ""), Source("agenda/ballots/decisions/rules.py", ""))
    assert strangers((bad, *good)) == [bad.path]


def test_an_init_file_says_what_its_package_is_for_and_nothing_else() -> None:
    full = [
        source.path
        for source in python_files("agenda")
        if source.name == "__init__" and len(source.tree.body) > 1
    ]
    assert set(full) <= {"agenda/__init__.py", "agenda/cli/__init__.py"}


def test_the_tree_has_no_package_without_init() -> None:
    folders = {path.parent for path in (ROOT / "agenda").rglob("*.py")}
    assert [str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").exists()] == []
