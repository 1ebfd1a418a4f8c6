"""Reading applications: masked, but for the one look that is noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from agenda.accounts.applications.models import Application
from agenda.accounts.applications.rules import ApplicationFacts, ApplicationState, Level
from agenda.accounts.rules import masked_sign_in_name
from agenda.accounts.sessions.queries import token_digest
from agenda.community.models import Area, Household
from agenda.community.rules import AreaKind, Relation
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import (
    ApplicationId,
    AreaId,
    HouseholdId,
    NeighbourhoodId,
    normal_code,
)
from agenda.kernel.texts import masked_name


@dataclass(frozen=True)
class ApplicationShown:
    """An application as lists and the applicant's own page show it."""

    application_id: ApplicationId
    shown_as: str
    """3号楼 王**"""
    contact: str
    """Masked."""
    relation: Relation
    submitted_at: datetime
    decided_at: datetime | None
    reason: str
    facts: ApplicationFacts


@dataclass(frozen=True)
class ClaimedHome:
    """A home of the roster that an application may mean."""

    household_id: HouseholdId
    unit: str
    room: str


def get_application(session: Session, application_id: ApplicationId) -> Application:
    """Return an application; raises NotFound."""
    application = session.get(Application, application_id)
    if application is None:
        raise NotFound("accounts.no_application")
    return application


def get_shown(session: Session, application_id: ApplicationId) -> ApplicationShown:
    """Return an application as it is shown; raises NotFound."""
    return _shown(session, get_application(session, application_id))


def get_by_code(session: Session, code: str) -> ApplicationShown:
    """Return the application behind a receipt's code; raises NotFound."""
    query = select(Application).where(Application.code_hash == token_digest(normal_code(code)))
    application = session.scalars(query).one_or_none()
    if application is None:
        raise NotFound("accounts.no_application")
    return _shown(session, application)


def list_waiting(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[ApplicationShown]:
    """Return the applications that wait to be decided, the one due first at the top."""
    return _list(
        session, neighbourhood_id, Application.state == ApplicationState.WAITING, limit=200
    )


def list_decided(session: Session, neighbourhood_id: NeighbourhoodId) -> Sequence[ApplicationShown]:
    """Return the latest applications that were decided."""
    return _list(session, neighbourhood_id, Application.state != ApplicationState.WAITING, limit=20)


def list_claimed_homes(session: Session, application_id: ApplicationId) -> Sequence[ClaimedHome]:
    """Return the homes of the roster that have the building and room the applicant named."""
    application = get_application(session, application_id)
    query = (
        select(Household.household_id, Area.name, Household.room)
        .join(Area, Area.area_id == Household.unit_id)
        .where(Household.building_id == application.building_id, Household.room == application.room)
        .order_by(Area.area_id)
    )
    homes = [ClaimedHome(*row) for row in session.execute(query)]
    named = [home for home in homes if application.unit and application.unit in home.unit]
    return named or homes


def list_buildings(
    session: Session, neighbourhood_id: NeighbourhoodId
) -> Sequence[tuple[AreaId, str]]:
    """Return the buildings of a neighbourhood with their compounds, to choose from."""
    query = (
        select(Area.area_id, Area.path)
        .where(Area.neighbourhood_id == neighbourhood_id, Area.kind == AreaKind.BUILDING)
        .order_by(Area.area_id)
    )
    return [(area_id, path.replace("/", " ")) for area_id, path in session.execute(query)]


def facts(application: Application) -> ApplicationFacts:
    """Return an application as the rules see it."""
    return ApplicationFacts(
        application.neighbourhood_id,
        ApplicationState(application.state),
        Level(application.level),
        application.due_at,
    )


def _list(
    session: Session,
    neighbourhood_id: NeighbourhoodId,
    condition: ColumnElement[bool],
    *,
    limit: int,
) -> Sequence[ApplicationShown]:
    """Return applications as they are shown."""
    query = (
        select(Application, Area.name)
        .join(Area, Area.area_id == Application.building_id)
        .where(Application.neighbourhood_id == neighbourhood_id, condition)
        .order_by(Application.decided_at.desc(), Application.due_at, Application.application_id)
        .limit(limit)
    )
    return [_masked(application, building) for application, building in session.execute(query)]


def _shown(session: Session, application: Application) -> ApplicationShown:
    """Return one application as it is shown."""
    building = session.get_one(Area, application.building_id)
    return _masked(application, building.name)


def _masked(application: Application, building: str) -> ApplicationShown:
    """Return an application without name, contact and room."""
    return ApplicationShown(
        application.application_id,
        f"{building} {masked_name(application.name)}".strip(),
        masked_sign_in_name(application.contact) if application.contact else "",
        Relation(application.relation),
        application.submitted_at,
        application.decided_at,
        application.reason,
        facts(application),
    )
