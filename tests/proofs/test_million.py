"""A million ballots: counted and verified by anyone in ten seconds of a core and 500 MB."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proofs.ground import ROOT, Tell

pytestmark = pytest.mark.proof
COUNT, SECONDS, MEGABYTES = 1_000_000, 10, 500


def bench(step: str, folder: Path) -> str:
    """Run one step of the benchmark in a process of its own and return what it printed."""
    command = [sys.executable, "bench/ballots.py", step, str(folder), str(COUNT)]
    done = subprocess.run(
        command, cwd=ROOT, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize(
    ("make", "file"), [("make-owners", "lines.jsonl"), ("make-residents", "vote.json")]
)
def test_a_million_are_counted_and_checked(
    make: str, file: str, tmp_path: Path, tell: Tell
) -> None:
    made, checked = bench(make, tmp_path), bench(file, tmp_path)
    tell(*made.splitlines(), *checked.splitlines())
    assert "exit 0" in checked
    (tally,) = re.findall(r"tally of .*: ([\d.]+) s", made)
    (verified,) = re.findall(r"exit 0: ([\d.]+) s", checked)
    (peak,) = re.findall(r"peak memory of this process: (\d+) MB", checked)
    assert float(tally) < SECONDS
    assert float(verified) < SECONDS
    assert int(peak) < MEGABYTES
