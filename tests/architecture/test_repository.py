"""What no file of the repository may hold, be it code, page or prose."""

import re
import subprocess

import pytest

from tests.architecture.sources import ROOT

OTHERS = ("tests/vendor/", "LICENSE", "lock/")
NAMES_THE_WORDS = {"pyproject.toml"}
BINARY = (".png", ".ico", ".woff2", ".jpg", ".gz", ".zip")
PROMISES = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b")
MACHINES = re.compile(r"(?<![\w.:-])/(?:w[o]rk|h[o]me|r[o]ot|U[s]ers)/\w")


def repository_files() -> list[str]:
    """Return the files git tracks or would track, without what others wrote."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    out = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = {path for path in out.splitlines() if (ROOT / path).is_file()}
    return sorted(p for p in paths if not p.startswith(OTHERS) and not p.endswith(BINARY))


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return every line of the repository in which a pattern is found."""
    return [
        f"{path}:{number}: {line.strip()[:80]}"
        for path in repository_files()
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_put_off_in_a_comment() -> None:
    found = lines_with(PROMISES)
    assert [line for line in found if line.partition(":")[0] not in NAMES_THE_WORDS] == []


def test_no_path_of_somebodys_machine_is_written_down() -> None:
    assert lines_with(MACHINES) == []


@pytest.mark.parametrize("line", ["# TO" + "DO later", "path = '/ho" + "me/li/agenda'"])
def test_such_a_line_would_be_found(line: str) -> None:
    assert PROMISES.search(line) or MACHINES.search(line)


def test_the_pages_speak_both_languages_in_twin_readmes() -> None:
    english, chinese = (ROOT / "README.md").read_text(), (ROOT / "README.zh.md").read_text()
    commands = re.compile(r"^ {4}\S.*|^(?:make|agenda) .*", re.MULTILINE)
    assert commands.findall(english) == commands.findall(chinese)
    assert english.count("\n## ") == chinese.count("\n## ")
