"""The command `agenda` and what belongs to no group."""

import click
from flask.cli import FlaskGroup

from agenda.app import create_app
from agenda.cli.roster import roster
from agenda.mechanism.tick.commands import tick


@click.group(cls=FlaskGroup, create_app=create_app)
def main() -> None:
    """Agenda (议事): a neighbourhood's public agenda."""


@main.command("tick")
def tick_command() -> None:
    """Carry out everything that is due now."""
    ticked = tick()
    click.echo(f"{len(ticked.proceeded)} carried on, {len(ticked.failed)} failed")


main.add_command(roster)
