"""Checking a published file of a ballot: on any machine, without database, settings or network."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import click
from flask import Flask
from flask_babel import gettext as _
from rich.console import Console
from rich.progress import track

from agenda.ballots.verification import sentences as words
from agenda.ballots.verification.line.rules import check_line, check_together
from agenda.ballots.verification.lines.rules import Recount, read_head
from agenda.ballots.verification.owners.rules import check_ballot
from agenda.ballots.verification.residents.rules import check_vote
from agenda.ballots.verification.rules import Check, Data, FileKind, Finding, Findings
from agenda.cli.language import lang_option, speaking
from agenda.web import i18n

CHECKS: dict[FileKind, Callable[[Data, str], Findings]] = {
    FileKind.RESIDENTS: lambda data, printed: check_vote(data, printed=printed),
    FileKind.OWNERS: lambda data, printed: check_ballot(data, printed=printed),
    FileKind.LINE: lambda data, _printed: check_line(data),
}


@click.command("verify-ballot")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--digest", default="", help="The digest printed on the certificate.")
@lang_option
def verify_ballot(files: tuple[Path, ...], digest: str, lang: str) -> None:
    """Recount published files of a ballot; exits 1 where anything does not fit.

    Give an owner's own line together with the ballot's public file to see that they belong
    together. Needs no database, no settings and no network.
    """
    bare = Flask("verify")
    i18n.init_app(bare)
    with bare.app_context(), speaking(lang):
        good = [_told(path, digest) for path in files]
        good += _told_together([_loaded(path) for path in files])
        click.echo(_("全部相符。") if all(good) else _("不相符，见上。"))
    sys.exit(0 if all(good) else 1)


def _told(path: Path, printed: str) -> bool:
    """Say what was checked of a file; returns whether everything holds."""
    with path.open(encoding="utf-8", errors="replace") as file:
        kind, findings = _findings(file, printed)
        name = words.LABELS[f"FileKind.{kind}"] if kind else _("不认得的文件")
        click.echo(f"{path.name}：{name}")
        held = [_say(finding) for finding in findings]
        return all(held)


def _findings(file: TextIO, printed: str) -> tuple[FileKind | None, Iterable[Finding]]:
    """Return a file's format and its checks; a file of sealed lines is read line by line."""
    head = read_head(file.readline())
    if head is not None:
        return FileKind.LINES, Recount(head).findings(_watched(file, head.get("size")))
    file.seek(0)
    data = _parsed(file.read())
    kind = str(data.get("format"))
    if kind not in CHECKS:
        return None, [Finding(Check.FORMAT, holds=False)]
    return FileKind(kind), CHECKS[FileKind(kind)](data, printed)


def _watched(file: TextIO, total: object) -> Iterator[str]:
    """Yield a file's lines and show how far it is."""
    yield from track(
        file,
        description=_("逐行重新计票"),
        total=total if isinstance(total, int) else None,
        console=Console(stderr=True),
    )


def _parsed(text: str) -> dict[str, Any]:
    """Return a JSON object, or an empty one for anything else."""
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _loaded(path: Path) -> dict[str, Any]:
    """Return a small file's data; a file of sealed lines has none as a whole."""
    with path.open(encoding="utf-8", errors="replace") as file:
        if read_head(file.readline()) is not None:
            return {}
        file.seek(0)
        return _parsed(file.read())


def _say(finding: Finding) -> bool:
    """Print one check; returns whether it holds."""
    mark = _("核对相符") if finding.holds else _("核对不符")
    click.echo(f"  [{mark}] {words.LABELS[f'Check.{finding.check}']}")
    return finding.holds


def _told_together(files: list[dict[str, Any]]) -> list[bool]:
    """Say whether each line belongs to each ballot that was given with it."""
    lines = [data for data in files if data.get("format") == FileKind.LINE]
    ballots = [data for data in files if data.get("format") == FileKind.OWNERS]
    pairs = [(line, ballot) for line in lines for ballot in ballots]
    return [_say(f) for line, ballot in pairs for f in check_together(line, ballot)]
