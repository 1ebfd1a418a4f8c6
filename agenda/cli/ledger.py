"""Checking the ledger at the machine."""

import sys

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from rich.console import Console
from rich.progress import track

from agenda.infra.db import db
from agenda.ledger.queries import check_streams, list_streams
from agenda.ledger.rules import Fault
from agenda.web.sentences import label


@click.group("ledger", cls=AppGroup)
def ledger() -> None:
    """The ledger of public acts."""


@ledger.command("verify")
def verify() -> None:
    """Recompute every chain; exits 1 and names the places if anything is wrong."""
    console = Console(stderr=True)
    session = db.session()
    streams = len(list_streams(session))
    entries, faults = 0, list[Fault]()
    for checked in track(
        check_streams(session), description=_("核对台账"), total=streams, console=console
    ):
        entries += checked.entries
        faults += checked.faults
    for fault in faults:
        click.echo(
            _(
                "%(stream)s 第 %(n)s 条：%(kind)s",
                stream=fault.stream,
                n=fault.position,
                kind=label(fault.kind),
            )
        )
    click.echo(
        _(
            "%(streams)s 条链、%(entries)s 条记录，%(faults)s 处有问题。",
            streams=streams,
            entries=entries,
            faults=len(faults),
        )
    )
    sys.exit(1 if faults else 0)
