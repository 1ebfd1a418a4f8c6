"""`agenda verify-ballot`: the files of the pages are recounted, with nothing but the file."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select

from agenda.ballots.rules import Choice
from agenda.cli.verification import verify_ballot
from agenda.infra.audit import LedgerEvent
from agenda.infra.db import db
from tests.factories import make_place
from tests.page import visit
from tests.votes import make_closed

FOR, AGAINST, ABSTAIN = Choice
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


@pytest.mark.parametrize("choices", [[FOR] * 8 + [AGAINST] * 3, [FOR] * 3])
def test_the_published_file_is_recounted_anywhere(
    client: FlaskClient, tmp_path: Path, choices: list[Choice]
) -> None:
    vote = make_closed(make_place(), choices)
    assert vote.file_digest is not None
    home = f"/proposals/{vote.proposal_id}/vote"
    assert vote.file_digest in visit(client, f"{home}/result").text
    file = tmp_path / "vote.json"
    file.write_text(client.get(f"{home}/result.json").text)
    check = partial(CliRunner().invoke, verify_ballot)
    good = check([str(file), "--digest", vote.file_digest])
    assert good.exit_code == 0, good.output
    assert "全部相符。" in good.output
    assert "All of it fits." in check([str(file), "--lang", "en"]).output
    event = select(LedgerEvent.payload).where(LedgerEvent.kind == "ballots.vote_closed")
    assert vote.file_digest in db.session.scalars(event).one()
    file.write_text(file.read_text().replace('"carried":', '"carried":0,"x":'))
    bad = check([str(file)])
    assert bad.exit_code == 1
    assert "[核对不符]" in bad.output
