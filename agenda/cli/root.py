"""The command `agenda`: its groups and single commands."""

import click
from flask.cli import FlaskGroup

from agenda.app import create_app
from agenda.cli.accounts import accounts, admin, invitations
from agenda.cli.backup import backup_command, restore_command
from agenda.cli.clock import clock_command, serve_command, tick_command
from agenda.cli.demo import demo
from agenda.cli.export import export_command
from agenda.cli.ledger import ledger
from agenda.cli.opinions import opinions
from agenda.cli.replay import replay_group as replay
from agenda.cli.roster import roster
from agenda.cli.setup import seats, setup
from agenda.cli.verification import verify_ballot


@click.group(cls=FlaskGroup, create_app=create_app)
def main() -> None:
    """Agenda (议事): a neighbourhood's public agenda."""


for command in (
    accounts,
    admin,
    backup_command,
    clock_command,
    demo,
    export_command,
    invitations,
    ledger,
    opinions,
    replay,
    restore_command,
    roster,
    seats,
    serve_command,
    setup,
    tick_command,
    verify_ballot,
):
    main.add_command(command)
