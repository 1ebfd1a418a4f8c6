"""Checking the ledger at the machine, taking it home, and checking it there without the platform."""

import sys
from contextlib import AbstractContextManager
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import gettext as _
from rich.console import Console
from rich.progress import Progress, track

from agenda.cli.language import lang_option, speaking
from agenda.cli.places import neighbourhood_option, pick_neighbourhood
from agenda.community.queries import get_neighbourhood, list_neighbourhoods
from agenda.infra.db import db, hold_still
from agenda.infra.files import replacing
from agenda.infra.transaction import now
from agenda.ledger import sentences as ledger_sentences
from agenda.ledger.checks.queries import check_seals
from agenda.ledger.checks.rules import Findings
from agenda.ledger.files.queries import export_lines
from agenda.ledger.files.rules import check_file
from agenda.ledger.queries import check_streams, count_entries, list_streams
from agenda.ledger.rules import Fault
from agenda.ledger.seals.rules import read_digest, written
from agenda.web import i18n, sentences
from agenda.web.i18n import show_datetime
from agenda.web.sentences import label

_MOST_FAULTS = 100
"""So many are named; of the others it is said how many there are."""


@click.group("ledger", cls=AppGroup)
def ledger() -> None:
    """The ledger of public acts."""


@ledger.command("verify")
def verify() -> None:
    """Recompute every chain and every seal; exits 1 and names the places if anything is wrong."""
    console = Console(stderr=True)
    session = db.session()
    hold_still(session)  # an act between reading a chain's head and its rows is no fault
    streams = len(list_streams(session))
    entries, seals, faults = 0, 0, list[Fault]()
    for checked in track(
        check_streams(session), description=_("核对台账"), total=streams, console=console
    ):
        entries += checked.entries
        faults += checked.faults
    for place in list_neighbourhoods(session):
        count, wrong = check_seals(session, place.neighbourhood_id)
        seals += count
        faults += wrong
    _name(faults)
    click.echo(
        _(
            "%(streams)s 条链、%(entries)s 条记录、%(seals)s 枚封印，%(faults)s 处有问题。",
            streams=streams,
            entries=entries,
            seals=seals,
            faults=len(faults),
        )
    )
    sys.exit(1 if faults else 0)


@ledger.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--public", is_flag=True, help="Leave out what the site does not show to visitors.")
@neighbourhood_option
@lang_option
def export(file: Path, *, public: bool, neighbourhood: str | None, lang: str) -> None:
    """Write the ledger with its seals to FILE, to be kept and checked elsewhere."""
    with speaking(lang):
        session = db.session()
        place = get_neighbourhood(session, pick_neighbourhood(neighbourhood))
        total = count_entries(session, place.neighbourhood_id)
        lines = export_lines(session, place, at=now(), everything=not public)
        with Progress(console=Console(stderr=True)) as progress, replacing(file) as out:
            bar = progress.add_task(_("写出台账"), total=total)
            for line in lines:
                out.write(line.encode())
                progress.advance(bar)
        click.echo(str(file))


@ledger.command("check", with_appcontext=False)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--seal", metavar="DIGEST", help="The digits of a seal as they stand on paper.")
@lang_option
def check(file: Path, *, seal: str | None, lang: str) -> None:
    """Check an exported ledger without the platform: no database, no settings, no network."""
    with _words(), speaking(lang):
        printed = read_digest(seal) if seal else None
        if seal and printed is None:
            raise click.BadParameter(_("封印要写足纸上的 20 位数字和字母（0–9、a–f）。"))
        with Progress(console=Console(stderr=True)) as progress:
            bar = progress.add_task(_("核对台账"), total=file.stat().st_size)
            with file.open("rb") as raw:

                def read(line: bytes) -> str:
                    progress.advance(bar, len(line))
                    return line.decode(errors="replace")

                findings = check_file(map(read, raw), printed)
        _name(findings.faults)
        for told in _told(findings):
            click.echo(told)
    sys.exit(1 if findings.faults else 0)


def _words() -> AbstractContextManager[object]:
    """Return a context in which sentences are known, of an app that has nothing else."""
    app = Flask("agenda")
    i18n.init_app(app)
    sentences.register(ledger_sentences)
    return app.app_context()


def _name(faults: tuple[Fault, ...] | list[Fault]) -> None:
    """Print where something is wrong, and how."""
    for fault in faults[:_MOST_FAULTS]:
        click.echo(
            _(
                "%(stream)s 第 %(n)s 条：%(kind)s",
                stream=fault.stream,
                n=fault.position,
                kind=label(fault.kind),
            )
        )
    if len(faults) > _MOST_FAULTS:
        click.echo(_("还有 %(n)s 处没有列出。", n=len(faults) - _MOST_FAULTS))


def _told(findings: Findings) -> list[str]:
    """Return what a check found, in a few lines."""
    lines = [
        _(
            "%(streams)s 条链、%(entries)s 条记录、%(seals)s 枚封印，%(faults)s 处有问题。",
            streams=findings.streams,
            entries=findings.entries,
            seals=findings.seals,
            faults=len(findings.faults),
        )
    ]
    if findings.matched:
        seal = findings.matched
        lines.append(
            _(
                "纸上的封印是第 %(n)s 枚（%(digest)s，%(at)s），为之前的 %(entries)s 条记录作证。",
                n=seal.number,
                digest=written(seal.digest()),
                at=show_datetime(seal.sealed_at),
                entries=seal.entries,
            )
        )
    if findings.withheld:
        names = "、".join(findings.withheld)
        lines.append(_("有封印而没有内容的链（议题尚未公开）：%(names)s", names=names))
    if findings.unsealed:
        lines.append(_("最近 %(n)s 条还没有封印，下一枚封印才为它们作证。", n=findings.unsealed))
    return lines
