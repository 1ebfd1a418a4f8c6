"""Applying to be put on the roster, and deciding it in time."""

from dataclasses import dataclass

from sqlalchemy import select, update

from agenda.accounts import policy
from agenda.accounts.applications.models import Application
from agenda.accounts.applications.queries import facts, get_application, list_claimed_homes
from agenda.accounts.applications.rules import (
    KEPT_FOR,
    WORKDAYS,
    ApplicationState,
    Level,
    deciders,
    next_level,
)
from agenda.accounts.events import ApplicationDeclined, ApplicationEscalated, ResidentVerified
from agenda.accounts.invitations.commands import issue_code
from agenda.accounts.queries import find_account_of
from agenda.accounts.sessions.queries import token_digest
from agenda.community.calendar.rules import due_in_workdays
from agenda.community.models import Household
from agenda.community.people.commands import add_resident
from agenda.community.people.queries import find_at_home
from agenda.community.queries import find_body, get_area, get_household
from agenda.community.rules import AreaKind, Relation
from agenda.infra.audit import log, record
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import BodyKind, only_mechanism, require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import (
    ApplicationId,
    AreaId,
    BodyId,
    HouseholdId,
    PersonId,
    new_code,
    normal_code,
)


@dataclass(frozen=True)
class Applicant:
    """What an application says in full, for who checks it."""

    name: str
    contact: str
    building: str
    unit: str
    room: str
    relation: Relation


def apply_for_roster(
    tx: Transaction,
    building_id: AreaId,
    *,
    unit: str,
    room: str,
    name: str,
    contact: str,
    relation: Relation,
) -> str:
    """Apply to be put on the roster and return the receipt's code, which is stored nowhere.

    The committee has five working days; its silence escalates. `contact` is a mobile number or an
    e-mail in its one spelling. Raises NotPossible where the same application waits already.
    """
    require(policy.may_register(tx.actor))
    building = get_area(tx.session, building_id)
    if building.kind is not AreaKind.BUILDING:
        raise Invalid("community.no_area", field="building")
    code = new_code()
    application = Application(
        neighbourhood_id=building.neighbourhood_id,
        code_hash=token_digest(normal_code(code)),
        building_id=building_id,
        unit=unit,
        room=room,
        name=name,
        contact=contact,
        relation=relation,
        submitted_at=tx.now,
        due_at=due_in_workdays(tx.now, WORKDAYS),
    )
    tx.insert(application, NotPossible("accounts.application_open"))
    log(
        tx,
        "accounts.applied",
        neighbourhood_id=building.neighbourhood_id,
        application=application.application_id,
    )
    return code


def show_applicant(tx: Transaction, application_id: ApplicationId) -> Applicant:
    """Show what an applicant said to who checks it; the look is noted."""
    application = get_application(tx.session, application_id)
    require(policy.may_decide_application(tx.actor, facts(application)))
    log(
        tx,
        "accounts.application_seen",
        neighbourhood_id=application.neighbourhood_id,
        application=application_id,
    )
    building = get_area(tx.session, application.building_id)
    return Applicant(
        application.name,
        application.contact,
        building.path.replace("/", " "),
        application.unit,
        application.room,
        Relation(application.relation),
    )


def verify_application(
    tx: Transaction, application_id: ApplicationId, *, household_id: HouseholdId
) -> PersonId:
    """Put an applicant on the roster as living in a home; the receipt's code becomes his invitation.

    Raises Invalid where the home is not one the application can mean, NotPossible where the person has
    an account already.
    """
    application = get_application(tx.session, application_id)
    require(policy.may_decide_application(tx.actor, facts(application)))
    homes = list_claimed_homes(tx.session, application_id)
    if household_id not in {home.household_id for home in homes}:
        raise Invalid("accounts.other_home", field="home")
    person_id = _person_for(tx, application, get_household(tx.session, household_id))
    if find_account_of(tx.session, person_id) is not None:
        raise NotPossible("accounts.has_account")
    issue_code(tx, person_id, code_hash=application.code_hash)
    _decide(tx, application, ApplicationState.VERIFIED, person_id=person_id)
    application.name = application.contact = ""
    application.erased_at = tx.now
    log(
        tx,
        "accounts.application_verified",
        about=person_id,
        neighbourhood_id=application.neighbourhood_id,
    )
    record(
        tx,
        ResidentVerified(
            neighbourhood_id=application.neighbourhood_id, body_id=_deciding_body(tx, application)
        ),
    )
    return person_id


def decline_application(tx: Transaction, application_id: ApplicationId, *, reason: str) -> None:
    """Decline an application with a reason for the applicant, who may apply again."""
    application = get_application(tx.session, application_id)
    require(policy.may_decide_application(tx.actor, facts(application)))
    if not reason:
        raise Invalid("accounts.reason_missing", field="reason")
    application.reason = reason
    _decide(tx, application, ApplicationState.DECLINED)
    record(
        tx,
        ApplicationDeclined(
            neighbourhood_id=application.neighbourhood_id, body_id=_deciding_body(tx, application)
        ),
    )


def escalate_applications(tx: Transaction) -> int:
    """Hand every application nobody decided in time to the next body; returns how many.

    The committee's silence goes to the supervision committee, its silence to the sub-district office,
    each with as many working days. Old names and contacts are erased on the way.
    """
    require(only_mechanism(tx.actor))
    due = tx.session.scalars(
        select(Application)
        .where(
            Application.state == ApplicationState.WAITING,
            Application.due_at <= tx.now,
            Application.level != Level.SUBDISTRICT,
        )
        .order_by(Application.due_at)
        .with_for_update(skip_locked=True)
    ).all()
    escalated = sum(_escalate(tx, application) for application in due)
    tx.session.execute(
        update(Application)
        .where(Application.decided_at <= tx.now - KEPT_FOR, Application.erased_at.is_(None))
        .values(name="", contact="", erased_at=tx.now)
    )
    return escalated


def _escalate(tx: Transaction, application: Application) -> bool:
    """Hand one application on; returns whether there was anybody to hand it to."""
    here = application.neighbourhood_id
    bodies = {kind: find_body(tx.session, here, kind) for kind in BodyKind}
    present = frozenset(kind for kind, body in bodies.items() if body is not None)
    level = next_level(Level(application.level), present=present)
    body = bodies[BodyKind(level.value)] if level else None
    if level is None or body is None:
        return False
    application.level = level
    application.due_at = due_in_workdays(tx.now, WORKDAYS)
    record(
        tx,
        ApplicationEscalated(
            neighbourhood_id=here, body_id=body.body_id, due_at=application.due_at
        ),
    )
    return True


def _person_for(tx: Transaction, application: Application, household: Household) -> PersonId:
    """Return the person of the roster the application means, entered now if he is not there yet."""
    path = get_area(tx.session, household.unit_id).path
    known = find_at_home(tx.session, household.household_id, application.name)
    if known is not None:
        return known
    has_mail = "@" in application.contact
    person = add_resident(
        tx,
        household,
        path=path,
        name=application.name,
        relation=Relation(application.relation),
        mobile=None if has_mail else application.contact,
        email=application.contact if has_mail else None,
    )
    return person.person_id


def _decide(
    tx: Transaction,
    application: Application,
    state: ApplicationState,
    *,
    person_id: PersonId | None = None,
) -> None:
    """Note a decision and who took it."""
    application.state = state
    application.decided_at = tx.now
    application.decided_by_id = tx.actor.person_id
    application.person_id = person_id


def _deciding_body(tx: Transaction, application: Application) -> BodyId:
    """Return the body for which the actor decided."""
    kinds = deciders(Level(application.level))
    return next(seat.body_id for seat in tx.actor.seats if seat.body_kind in kinds)
