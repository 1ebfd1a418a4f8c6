"""`agenda verify-ballot` needs nothing but the file: no database, no settings, no network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "text", ["", "no json", "[1]", "{}", '{"format":"agenda-owners-ballot/2"}', '{"format":[]}']
)
def test_what_is_no_published_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "strange.json"
    file.write_text(text)
    code = "from agenda.cli import main; main(prog_name='agenda')"
    done = subprocess.run(
        [sys.executable, "-c", code, "verify-ballot", str(file)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "不认得的文件" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["strange.json"]
