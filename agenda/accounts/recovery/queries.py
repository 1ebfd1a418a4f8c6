"""Reading recoveries and one-time links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from agenda.accounts.models import Account, OneTimeLink
from agenda.accounts.policy import RecoveryFacts
from agenda.accounts.recovery.models import Recovery
from agenda.accounts.rules import masked_sign_in_name
from agenda.accounts.sessions.queries import token_digest
from agenda.community.models import Area, Household, Person
from agenda.kernel.errors import Gone, NotFound
from agenda.kernel.ids import AccountId, NeighbourhoodId, RecoveryId
from agenda.kernel.texts import masked_name


@dataclass(frozen=True)
class LinkFacts:
    """A one-time link that may be used now."""

    link_id: int
    account_id: AccountId
    masked_name: str
    is_administrator: bool


@dataclass(frozen=True)
class OpenRecovery:
    """A recovery that waits for its second person."""

    recovery_id: RecoveryId
    shown_as: str
    checked: str
    proposed_at: datetime
    facts: RecoveryFacts


def get_link(session: Session, token: str, *, now: datetime) -> LinkFacts:
    """Return what a link's token stands for; raises NotFound or Gone. Looking does not use it up."""
    query = (
        select(OneTimeLink, Account)
        .join(Account, Account.account_id == OneTimeLink.account_id)
        .where(OneTimeLink.token_hash == token_digest(token))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("accounts.no_link")
    link, account = row
    if link.used_at or link.voided_at or now >= link.expires_at or account.closed_at:
        raise Gone("accounts.link_over")
    return LinkFacts(
        link.link_id,
        account.account_id,
        masked_sign_in_name(account.sign_in_name),
        account.is_administrator,
    )


def get_recovery(session: Session, recovery_id: RecoveryId) -> Recovery:
    """Return a recovery; raises NotFound."""
    recovery = session.get(Recovery, recovery_id)
    if recovery is None:
        raise NotFound("accounts.no_recovery")
    return recovery


def list_open_recoveries(
    session: Session, neighbourhood_id: NeighbourhoodId, *, now: datetime
) -> Sequence[OpenRecovery]:
    """Return the recoveries that wait for a second person, the oldest first."""
    query = (
        select(Recovery, Person.name, Area.name)
        .join(Person, Person.person_id == Recovery.person_id)
        .outerjoin(Household, Household.household_id == Person.household_id)
        .outerjoin(Area, Area.area_id == Household.building_id)
        .where(
            Recovery.neighbourhood_id == neighbourhood_id,
            Recovery.confirmed_at.is_(None),
            Recovery.withdrawn_at.is_(None),
        )
        .order_by(Recovery.recovery_id)
    )
    shown = [
        OpenRecovery(
            recovery.recovery_id,
            f"{building or ''} {masked_name(name)}".strip(),
            recovery.checked,
            recovery.proposed_at,
            facts(recovery),
        )
        for recovery, name, building in session.execute(query)
    ]
    return [recovery for recovery in shown if not recovery.facts.has_lapsed(now)]


def facts(recovery: Recovery) -> RecoveryFacts:
    """Return a recovery as the rules see it."""
    return RecoveryFacts(
        recovery.neighbourhood_id,
        recovery.person_id,
        recovery.proposed_by_id,
        recovery.proposed_at,
        is_over=recovery.confirmed_at is not None or recovery.withdrawn_at is not None,
    )
