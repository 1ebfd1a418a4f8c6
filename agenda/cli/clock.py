"""Serving the site with its clock running, and the clock alone."""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import click
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask, current_app
from gunicorn.app.base import BaseApplication

from agenda.accounts.applications.commands import escalate_applications
from agenda.accounts.mydata.commands import retire_movers
from agenda.app import create_app
from agenda.attachments.commands import forget_removed, forget_uploaders
from agenda.attachments.queries import named_files
from agenda.cli.post import has_postbox, queue_mail, send_mail, tell_groups
from agenda.config import Settings
from agenda.deliberation.opinions.commands import keep_map
from agenda.deliberation.opinions.queries import draw_anew, list_due
from agenda.infra.db import db
from agenda.infra.outbox import list_waiting, note_failure
from agenda.infra.scheduler import take_lease
from agenda.infra.schema import fits
from agenda.infra.transaction import now, transaction
from agenda.infra.uploads import collect
from agenda.kernel.authz import MECHANISM
from agenda.ledger.seals.commands import seal_ledger
from agenda.ledger.seals.queries import list_unsealed_neighbourhoods
from agenda.mechanism.tick.commands import tick
from agenda.notifications.commands import write_notices
from agenda.notifications.owndata.commands import forget_readers
from agenda.notifications.rules import CONSUMER

_log = logging.getLogger(__name__)
EVERY_SECONDS = 20
"""How often the clock looks: a duty's default is taken at most this late."""


def work() -> None:
    """Do what recurs: carry out what is due."""
    ticked = tick()
    if ticked.proceeded or ticked.failed:
        _log.info("clock: %s carried on, %s failed", len(ticked.proceeded), len(ticked.failed))


def tend_people() -> None:
    """Hand on applications nobody decided in time, and forget who moved out long ago."""
    with transaction(MECHANISM) as tx:
        escalated = escalate_applications(tx)
    with transaction(MECHANISM) as tx:
        retired = retire_movers(tx)
    with transaction(MECHANISM) as tx:
        forget_readers(tx)
        forget_uploaders(tx)
    if escalated or retired:
        _log.info("clock: %s applications handed on, %s movers forgotten", escalated, retired)


def seal_ledgers() -> None:
    """Seal the ledger of every neighbourhood where something happened since the last full hour."""
    for place in list_unsealed_neighbourhoods(db.session(), now()):
        with transaction(MECHANISM) as tx:
            seal_ledger(tx, place)


def tell() -> int:
    """Write the notices that committed acts still owe; one that fails stops none of the others."""
    told = 0
    for message_id in list_waiting(db.session(), CONSUMER, now=now()):
        try:
            with transaction(MECHANISM) as tx:
                told += write_notices(tx, message_id, by_mail=has_postbox())
        except Exception as error:  # noqa: BLE001 - the message stays, with its error
            _log.exception("clock: message %s was not told", message_id)
            with transaction(MECHANISM) as tx:
                note_failure(tx, message_id, error=repr(error))
    return told


def draw_maps() -> None:
    """Draw the opinion maps anew whose answers have changed; one that fails leaves the others."""
    for proposal_id in list_due(db.session(), now()):
        try:
            drawing = draw_anew(db.session(), proposal_id)
            with transaction(MECHANISM) as tx:
                keep_map(tx, drawing)
        except Exception:  # noqa: BLE001 - the next map is no worse for it
            _log.exception("clock: the map of proposal %s was not drawn", proposal_id)


def tidy_uploads() -> None:
    """Take files off the disk that were taken away, or that no row names, a day ago and more."""
    settings: Settings = current_app.extensions["agenda.settings"]
    with transaction(MECHANISM) as tx:
        forget_removed(tx)
    gone = collect(
        settings.upload_folder, now=now(), named=lambda names: named_files(db.session(), names)
    )
    db.session.close()
    if gone:
        _log.info("clock: %s files without a row taken off the disk", gone)


JOBS: tuple[Callable[[], Any], ...] = (
    work,
    tend_people,
    draw_maps,
    tell,
    seal_ledgers,
    queue_mail,
    send_mail,
    tell_groups,
    tidy_uploads,
)
"""What the clock does at each look, one after the other; each is safe to run twice at once."""


def refuse_wrong_schema() -> None:
    """End with a clear word where the database is not at the schema of this program."""
    if not fits(db.engine):
        told = "the database is not at this program's schema; run: agenda db upgrade"
        raise click.ClickException(f"数据库的结构与程序不符，请先运行 agenda db upgrade ({told})")


@click.command("tick")
def tick_command() -> None:
    """Carry out everything that is due now."""
    refuse_wrong_schema()
    ticked = tick()
    for job in JOBS[1:]:
        job()
    click.echo(f"{len(ticked.proceeded)} carried on, {len(ticked.failed)} failed")


@click.command("clock")
def clock_command() -> None:
    """Run the clock alone, for sites whose web server is started otherwise."""
    refuse_wrong_schema()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    run_clock(app)


@click.command("serve")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--workers", default=2, show_default=True, help="Worker processes.")
def serve_command(bind: str, workers: int) -> None:
    """Serve the site with gunicorn, with the clock running beside it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    with create_app().app_context():
        refuse_wrong_schema()
        db.engine.dispose()
    server = os.getpid()
    start = f"from agenda.cli.clock import clock_beside; clock_beside({server})"
    # a session of its own: Ctrl-C is for the server, which then ends the clock
    clock = subprocess.Popen([sys.executable, "-c", start], start_new_session=True)  # noqa: S603
    click.echo(f"http://{bind}")
    try:
        _Server(bind, workers).run()
    finally:
        if os.getpid() == server:  # a worker that ends passes here too, and must leave the clock
            clock.terminate()
            clock.wait()


def run_clock(app: Flask, *, parent: int | None = None) -> None:
    """Look every few seconds while holding the lease; ends when the parent process is gone."""
    holder = f"{socket.gethostname()}:{os.getpid()}"
    scheduler = BlockingScheduler(timezone="UTC")

    def look() -> None:
        if parent is not None and os.getppid() != parent:
            scheduler.shutdown(wait=False)
            return
        with app.app_context():
            if take_lease("clock", holder, for_seconds=3 * EVERY_SECONDS):
                for job in JOBS:
                    _do(job)

    look()
    scheduler.add_job(look, "interval", seconds=EVERY_SECONDS, max_instances=1, coalesce=True)
    scheduler.start()


def _do(job: Callable[[], Any]) -> None:
    """Do one job; its failure is logged and stops neither the others nor the clock."""
    try:
        job()
    except Exception:  # noqa: BLE001 - the clock must go on whatever one job meets
        _log.exception("clock: %s failed", job.__name__)


def clock_beside(parent: int) -> None:
    """Run the clock in a process of its own beside the server."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    run_clock(create_app(), parent=parent)


class _Server(BaseApplication):
    """Gunicorn without a command line of its own."""

    def __init__(self, bind: str, workers: int) -> None:
        self._own = {
            "bind": bind,
            "workers": workers,
            "preload_app": True,
            "timeout": 60,
            "control_socket_disable": True,  # it would lie in the home of whoever serves
        }
        super().__init__()

    def load_config(self) -> None:
        """Take our settings."""
        for name, value in self._own.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app, once, before the workers are forked."""
        return create_app()
