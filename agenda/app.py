"""The wiring: settings to app, features to addresses, and the three wires of the house."""

from pathlib import Path
from types import ModuleType

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from agenda.accounts import sentences as accounts_sentences
from agenda.accounts import views as accounts_views
from agenda.accounts.applications import views as applications_views
from agenda.accounts.invitations import views as invitations_views
from agenda.accounts.mydata import views as mydata_views
from agenda.accounts.recovery import views as recovery_views
from agenda.accounts.registration import views as registration_views
from agenda.accounts.sessions import views as sessions_views
from agenda.accounts.sessions.views import load_actor
from agenda.attachments import sentences as attachments_sentences
from agenda.ballots import sentences as ballots_sentences
from agenda.ballots import views as ballots_views
from agenda.ballots.assembly import sentences as assembly_sentences
from agenda.ballots.assembly import views as assembly_views
from agenda.ballots.decisions import sentences as decisions_sentences
from agenda.ballots.decisions import views as decisions_views
from agenda.ballots.owners import sentences as owners_sentences
from agenda.ballots.owners import views as owners_views
from agenda.ballots.owners.casting import sentences as casting_sentences
from agenda.ballots.owners.casting import views as casting_views
from agenda.ballots.owners.casting.aside import views as aside_views
from agenda.ballots.owners.casting.proxies import views as proxies_views
from agenda.ballots.owners.closing import views as closing_views
from agenda.ballots.owners.corrections import views as corrections_views
from agenda.ballots.owners.delivery import views as deliveries_views
from agenda.ballots.owners.paper import views as owners_paper_views
from agenda.ballots.paper import views as vote_paper_views
from agenda.ballots.verification import sentences as verification_sentences
from agenda.community import sentences as community_sentences
from agenda.community import views as community_views
from agenda.community.calendar.rules import add_days_off, read_days
from agenda.community.deputies import sentences as deputies_sentences
from agenda.community.deputies import views as deputies_views
from agenda.community.representatives import sentences as representatives_sentences
from agenda.community.representatives import views as representatives_views
from agenda.config import Settings
from agenda.cosigns import sentences as cosigns_sentences
from agenda.cosigns import views as cosigns_views
from agenda.cosigns.paper import views as cosign_paper_views
from agenda.cosigns.requests import sentences as requests_sentences
from agenda.cosigns.requests import views as requests_views
from agenda.deliberation import sentences as deliberation_sentences
from agenda.deliberation import views as deliberation_views
from agenda.deliberation.discussion import sentences as discussion_sentences
from agenda.deliberation.discussion import views as discussion_views
from agenda.deliberation.drafting import sentences as drafting_sentences
from agenda.deliberation.drafting import views as drafting_views
from agenda.deliberation.meetings import sentences as meetings_sentences
from agenda.deliberation.meetings import views as meetings_views
from agenda.deliberation.meetings.record import views as record_views
from agenda.deliberation.meetings.room import views as room_views
from agenda.deliberation.minutes import sentences as minutes_sentences
from agenda.deliberation.minutes import views as minutes_views
from agenda.deliberation.opinions import sentences as opinions_sentences
from agenda.deliberation.opinions import views as opinions_views
from agenda.deliberation.parties import sentences as parties_sentences
from agenda.deliberation.parties import views as parties_views
from agenda.deliberation.positions import sentences as positions_sentences
from agenda.deliberation.positions import views as positions_views
from agenda.deliberation.removals import sentences as removals_sentences
from agenda.deliberation.removals import views as removals_views
from agenda.deliberation.routing import sentences as routing_sentences
from agenda.deliberation.routing import views as routing_views
from agenda.deliberation.routing.referral import views as referral_views
from agenda.desk import sentences as desk_sentences
from agenda.desk import views as desk_views
from agenda.desk.mydata import views as own_copy_views
from agenda.docket import sentences as docket_sentences
from agenda.docket import views as docket_views
from agenda.docket.files import views as files_views
from agenda.docket.reports import views as reports_views
from agenda.docket.walls import views as walls_views
from agenda.infra.db import db, engine_options, prepare_engine
from agenda.infra.resources import folder
from agenda.infra.transaction import Wires
from agenda.kernel.clock import Clock, SystemClock
from agenda.ledger import sentences as ledger_sentences
from agenda.ledger import views as ledger_views
from agenda.ledger.seals import views as seals_views
from agenda.mechanism import sentences as mechanism_sentences
from agenda.mechanism.commands import proceed
from agenda.notifications import sentences as notifications_sentences
from agenda.notifications import views as notifications_views
from agenda.notifications.choices import views as choices_views
from agenda.notifications.letters import views as letters_views
from agenda.notifications.rules import AUDIENCES, CONSUMER, GROUPS, TOLD_TO_GROUPS
from agenda.opendata import api as opendata_api
from agenda.opendata import sentences as opendata_sentences
from agenda.opendata.calendars import views as calendars_views
from agenda.opendata.feeds import views as feeds_views
from agenda.paper import sentences as paper_sentences
from agenda.paper import views as paper_views
from agenda.procedure import sentences as procedure_sentences
from agenda.proposals import sentences as proposals_sentences
from agenda.proposals import views as proposals_views
from agenda.proposals.screening import views as screening_views
from agenda.proposals.suspension import views as suspension_views
from agenda.resolutions import sentences as resolutions_sentences
from agenda.resolutions.appraisal import views as appraisal_views
from agenda.resolutions.results import views as results_views
from agenda.resolutions.tasks import views as tasks_views
from agenda.resolutions.terms import views as terms_views
from agenda.web import (
    addresses,
    errors,
    headers,
    health,
    i18n,
    login,
    render,
    sentences,
    uploads,
)
from agenda.web import views as web_views

SENTENCES: tuple[ModuleType, ...] = (
    community_sentences,
    deputies_sentences,
    representatives_sentences,
    accounts_sentences,
    attachments_sentences,
    procedure_sentences,
    paper_sentences,
    proposals_sentences,
    cosigns_sentences,
    requests_sentences,
    ballots_sentences,
    decisions_sentences,
    owners_sentences,
    casting_sentences,
    assembly_sentences,
    verification_sentences,
    deliberation_sentences,
    meetings_sentences,
    minutes_sentences,
    routing_sentences,
    parties_sentences,
    positions_sentences,
    discussion_sentences,
    opinions_sentences,
    removals_sentences,
    drafting_sentences,
    resolutions_sentences,
    mechanism_sentences,
    ledger_sentences,
    desk_sentences,
    notifications_sentences,
    opendata_sentences,
    docket_sentences,
)
BLUEPRINTS = (
    web_views.blueprint,
    health.blueprint,
    community_views.blueprint,
    representatives_views.blueprint,
    deputies_views.blueprint,
    accounts_views.blueprint,
    sessions_views.blueprint,
    registration_views.blueprint,
    recovery_views.blueprint,
    applications_views.blueprint,
    invitations_views.blueprint,
    mydata_views.blueprint,
    ledger_views.blueprint,
    notifications_views.blueprint,
    choices_views.blueprint,
    letters_views.blueprint,
    seals_views.blueprint,
    desk_views.blueprint,
    own_copy_views.blueprint,
    paper_views.blueprint,
    feeds_views.blueprint,
    calendars_views.blueprint,
    opendata_api.blueprint,
    proposals_views.blueprint,
    screening_views.blueprint,
    suspension_views.blueprint,
    cosigns_views.blueprint,
    cosign_paper_views.blueprint,
    requests_views.blueprint,
    deliberation_views.blueprint,
    routing_views.blueprint,
    referral_views.blueprint,
    parties_views.blueprint,
    positions_views.blueprint,
    discussion_views.blueprint,
    opinions_views.blueprint,
    removals_views.blueprint,
    drafting_views.blueprint,
    ballots_views.blueprint,
    vote_paper_views.blueprint,
    decisions_views.blueprint,
    casting_views.blueprint,
    closing_views.blueprint,
    assembly_views.blueprint,
    owners_views.blueprint,
    owners_paper_views.blueprint,
    proxies_views.blueprint,
    aside_views.blueprint,
    deliveries_views.blueprint,
    corrections_views.blueprint,
    docket_views.blueprint,
    walls_views.blueprint,
    reports_views.blueprint,
    files_views.blueprint,
    meetings_views.blueprint,
    record_views.blueprint,
    room_views.blueprint,
    minutes_views.blueprint,
    results_views.blueprint,
    tasks_views.blueprint,
    terms_views.blueprint,
    appraisal_views.blueprint,
)


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """Return the application for these settings; without any, for those of the environment."""
    settings = settings or Settings.from_env()
    settings.refuse_unsafe()
    app = Flask(
        __name__, template_folder=str(folder("templates")), static_folder=str(folder("static"))
    )
    _configure(app, settings)
    if settings.holidays_file is not None:
        add_days_off(read_days(settings.holidays_file.read_text(encoding="utf-8")))
    _open_database(app, settings)
    app.extensions["agenda"] = Wires(
        clock=clock or SystemClock(),
        proceed=proceed,
        consumers=_consumers(settings),
    )
    app.extensions["agenda.settings"] = settings
    addresses.init_app(app)
    i18n.init_app(app)
    render.init_app(app, settings)
    uploads.init_app(app, most=settings.max_upload_bytes)  # before the token is looked for
    web_views.csrf.init_app(app)
    login.init_app(app, load_actor)
    headers.init_app(app, https=settings.is_https)
    errors.init_app(app)
    for module in SENTENCES:
        sentences.register(module)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _consumers(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Return who listens to which kind of act; chat groups where there are any."""
    to_groups = TOLD_TO_GROUPS if settings.group_robots else frozenset()
    return {kind: (CONSUMER, GROUPS) if kind in to_groups else (CONSUMER,) for kind in AUDIENCES}


def _configure(app: Flask, settings: Settings) -> None:
    """Set Flask's own settings: safe cookies, size limits, trusted hosts."""
    secure = settings.is_https
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.environment == "test",
        SESSION_COOKIE_NAME="__Host-form" if secure else "form",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
    )
    if settings.trusted_hosts:
        app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _open_database(app: Flask, settings: Settings) -> None:
    """Connect the database and its migrations; an SQLite file's folder is made if it is missing."""
    url = settings.database_url
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///")).resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{path}"
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    Migrate(app, db, directory=str(folder("migrations")), render_as_batch=True, compare_type=True)
